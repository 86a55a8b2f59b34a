// zone-cap: writes a driver's power cap for an agent whose sandbox keeps /sys read-only.
//
// systemd hands it a listening Unix socket of packets (unix(7), SOCK_SEQPACKET) that the agent alone may connect to. One packet is one order, and one
// packet answers it:
//
//   MICROWATTS PATH    ->    0   or   ERRNO WHY
//
// Of all of /sys it writes nothing but power*_cap of a hwmon device, and there nothing but a whole number (Documentation/hwmon/sysfs-interface). Each
// connection has a process of its own: a driver that hangs in a write holds up nobody else's.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

enum { listener = 3, request_max = PATH_MAX + 16, idle_seconds = 10 };

/// As much as libsensors writes: an int of µW.
static const unsigned long long microwatts_max = INT_MAX;

static bool is_digits(const char *text, size_t count) { return count > 0 && strspn(text, "0123456789") >= count; }

/// power1_cap, power12_cap.
static bool is_cap(const char *name) {
    if (strncmp(name, "power", 5) != 0) return false;
    size_t digits = strspn(name + 5, "0123456789");
    return digits > 0 && digits <= 3 && strcmp(name + 5 + digits, "_cap") == 0;
}

/// Whether the attributes of a hwmon device lie in it: hwmonN itself, or a device that has a hwmon directory, as old drivers do.
static bool is_hwmon(const char *directory) {
    const char *name = strrchr(directory, '/') + 1;
    if (strncmp(name, "hwmon", 5) == 0 && is_digits(name + 5, strlen(name + 5))) return true;
    char inside[PATH_MAX + 8];
    snprintf(inside, sizeof inside, "%s/hwmon", directory);
    struct stat status;
    return stat(inside, &status) == 0 && S_ISDIR(status.st_mode);
}

/// - Returns: 0 and the real path, or why it is none of ours.
static const char *resolve(const char *path, char real[PATH_MAX]) {
    if (path[0] != '/' || realpath(path, real) == NULL) return "there is no such file";
    if (strncmp(real, "/sys/devices/", 13) != 0) return "it is no device's";
    char *last = strrchr(real, '/');
    if (!is_cap(last + 1)) return "it is no power cap";
    *last = 0;
    bool is_ours = is_hwmon(real);
    *last = '/';
    return is_ours ? NULL : "it is no sensor chip's";
}

static int set(const char *path, const char *number, size_t digits) {
    int file = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (file < 0) return errno;
    struct stat status;
    int error = fstat(file, &status) != 0 ? errno : S_ISREG(status.st_mode) ? 0 : EINVAL;
    if (error == 0) {
        // One write is one order to a driver: half of a number would be another number.
        ssize_t written = write(file, number, digits);
        error = written < 0 ? errno : written == (ssize_t)digits ? 0 : EIO;
    }
    if (close(file) != 0 && error == 0) error = errno;
    return error;
}

static int refuse(char *answer, size_t size, int error, const char *why) {
    // Standard error is the journal: what an agent asks for beside its caps is worth a look.
    if (error == EPERM) fprintf(stderr, "zone-cap: refused: %s\n", why);
    return snprintf(answer, size, "%d %s", error, why);
}

/// Carries out one order; `request` ends with a zero.
static int obey(const char *request, size_t length, char *answer, size_t size) {
    size_t digits = strcspn(request, " ");
    if (strlen(request) != length || request[digits] != ' ' || !is_digits(request, digits) || digits > 10)
        return refuse(answer, size, EPERM, "an order is MICROWATTS PATH");
    if (strtoull(request, NULL, 10) > microwatts_max) return refuse(answer, size, EPERM, "more than a driver takes");
    char real[PATH_MAX];
    const char *why = resolve(request + digits + 1, real);
    if (why != NULL) return refuse(answer, size, EPERM, why);
    int error = set(real, request, digits);
    return error == 0 ? snprintf(answer, size, "0") : refuse(answer, size, error, strerror(error));
}

static int serve(int connection) {
    struct timeval idle = {.tv_sec = idle_seconds};
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &idle, sizeof idle);
    for (;;) {
        char request[request_max + 1], answer[128];
        ssize_t length = recv(connection, request, request_max, MSG_TRUNC);
        if (length <= 0) return 0;
        int count;
        if (length > request_max) {
            count = refuse(answer, sizeof answer, EPERM, "an order of that length is none");
        } else {
            request[length] = 0;
            count = obey(request, (size_t)length, answer, sizeof answer);
        }
        if (send(connection, answer, (size_t)count, MSG_NOSIGNAL) < 0) return 0;
    }
}

static bool is_activated(void) {
    const char *pid = getenv("LISTEN_PID"), *count = getenv("LISTEN_FDS");
    return pid != NULL && count != NULL && atol(pid) == (long)getpid() && strcmp(count, "1") == 0;
}

int main(int count, char **words) {
    (void)words;
    if (count != 1 || !is_activated()) {
        fprintf(stderr, "Usage: started by zone-agent-cap.socket\nWrites power*_cap of sensor chips for zone-agent, and nothing else.\n");
        return 2;
    }
    signal(SIGCHLD, SIG_IGN);
    for (;;) {
        int connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        if (connection < 0) {
            if (errno == EINTR || errno == ECONNABORTED) continue;
            fprintf(stderr, "zone-cap: no connection can be taken: %s\n", strerror(errno));
            return 1;
        }
        // Where there are too many processes (TasksMax) the connection is closed, and the agent says that nobody answers.
        pid_t child = fork();
        if (child == 0) {
            close(listener);
            _exit(serve(connection));
        }
        if (child < 0) fprintf(stderr, "zone-cap: a connection is turned away: %s\n", strerror(errno));
        close(connection);
    }
}
