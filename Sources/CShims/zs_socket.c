#define _GNU_SOURCE
#include "zs_socket.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

int zs_eventfd(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

int32_t zs_thread_id(void) { return (int32_t)gettid(); }

void zs_name_thread(const char *name) {
    char kept[16];
    strncpy(kept, name, sizeof kept - 1);
    kept[sizeof kept - 1] = 0;
    pthread_setname_np(pthread_self(), kept);
}

bool zs_peer_credentials(int fd, uint32_t *uid, int32_t *pid) {
    struct ucred credentials;
    socklen_t length = sizeof credentials;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &credentials, &length) != 0) return false;
    *uid = credentials.uid;
    *pid = credentials.pid;
    return true;
}

static bool set(int fd, int level, int name, int value) { return setsockopt(fd, level, name, &value, sizeof value) == 0; }

bool zs_tcp_for_lines(int fd, int dead_after_ms, int unsent_bytes) {
    return set(fd, IPPROTO_TCP, TCP_NODELAY, 1) && set(fd, SOL_SOCKET, SO_KEEPALIVE, 1) && set(fd, IPPROTO_TCP, TCP_KEEPIDLE, 5) &&
           set(fd, IPPROTO_TCP, TCP_KEEPINTVL, 5) && set(fd, IPPROTO_TCP, TCP_KEEPCNT, 3) &&
           set(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, dead_after_ms) && set(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, unsent_bytes);
}

int zs_unsent_bytes(int fd) {
    int bytes = 0;
    return ioctl(fd, SIOCOUTQNSD, &bytes) == 0 ? bytes : -1;
}

int zs_duplicate(int fd) { return fcntl(fd, F_DUPFD_CLOEXEC, 3); }

int zs_ask(const char *path, const char *packet, int length, char *answer, int size, int timeout_ms) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(address.sun_path, path);
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (fd < 0) return -1;
    struct timeval limit = {.tv_sec = timeout_ms / 1000, .tv_usec = timeout_ms % 1000 * 1000};
    ssize_t count = -1;
    if (setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit) == 0 &&
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) == 0 &&
        connect(fd, (struct sockaddr *)&address, sizeof address) == 0 && send(fd, packet, (size_t)length, MSG_NOSIGNAL) == length)
        count = recv(fd, answer, (size_t)size, 0);
    int error = errno;
    close(fd);
    errno = error;
    return (int)count;
}
