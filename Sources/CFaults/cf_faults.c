#define _GNU_SOURCE
#include "cf_faults.h"

#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int loopback_up(void) {
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return errno;
    struct ifreq request = {.ifr_flags = IFF_UP | IFF_RUNNING};
    strcpy(request.ifr_name, "lo");
    int failure = ioctl(fd, SIOCSIFFLAGS, &request) == 0 ? 0 : errno;
    close(fd);
    return failure;
}

static int furnish(void) {
    // Nothing that is mounted from here on is seen outside.
    if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) return errno;
    if (mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) != 0) return errno;
    return loopback_up();
}

int cf_isolate(void) {
    int told[2];
    if (pipe(told) != 0) return errno;
    if (unshare(CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWPID) != 0) {
        int failure = errno;
        close(told[0]);
        close(told[1]);
        return failure;
    }
    fflush(NULL);
    pid_t inside = fork();
    if (inside < 0) return errno;
    if (inside == 0) {
        close(told[0]);
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        int failure = furnish();
        if (write(told[1], &failure, sizeof failure) != sizeof failure) _exit(1);
        close(told[1]);
        if (failure != 0) _exit(1);
        return 0;
    }
    close(told[1]);
    int failure = EPIPE;
    if (read(told[0], &failure, sizeof failure) != sizeof failure) failure = EPIPE;
    close(told[0]);
    int status = 0;
    while (waitpid(inside, &status, 0) < 0 && errno == EINTR) {}
    if (failure != 0) return failure;
    fflush(NULL);
    _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}

int cf_mount_memory(const char *directory, int64_t kibibytes) {
    char options[64];
    snprintf(options, sizeof options, "size=%lldk,mode=0755", (long long)kibibytes);
    return mount("faults", directory, "tmpfs", MS_NOSUID | MS_NODEV, options) == 0 ? 0 : errno;
}

int cf_replace_file(const char *file, const char *target) {
    if (unshare(CLONE_NEWNS) != 0) return errno;
    if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) return errno;
    return mount(file, target, NULL, MS_BIND, NULL) == 0 ? 0 : errno;
}

int cf_freeze_thread(int32_t thread) {
    if (ptrace(PTRACE_SEIZE, thread, NULL, NULL) != 0) return errno;
    if (ptrace(PTRACE_INTERRUPT, thread, NULL, NULL) != 0) return errno;
    int status = 0;
    return waitpid(thread, &status, __WALL) == thread ? 0 : errno;
}

int cf_release_thread(int32_t thread) {
    if (ptrace(PTRACE_DETACH, thread, NULL, NULL) == 0) return 0;
    int failure = errno;
    // It was killed meanwhile: its remains are ours to bury.
    waitpid(thread, NULL, __WALL);
    return failure;
}

int cf_accept(int listener, uint16_t *peer_port) {
    struct sockaddr_in peer;
    socklen_t length = sizeof peer;
    int fd = accept4(listener, (struct sockaddr *)&peer, &length, SOCK_CLOEXEC | SOCK_NONBLOCK);
    *peer_port = fd >= 0 ? ntohs(peer.sin_port) : 0;
    return fd;
}
