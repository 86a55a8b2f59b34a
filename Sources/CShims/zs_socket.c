#define _GNU_SOURCE
#include "zs_socket.h"

#include <fcntl.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
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
