// zone-clock: tells a sandboxed daemon how good the wall clock is.
//
// adjtimex(2) both reads and sets the clock, and a seccomp filter cannot tell one from the other. So the daemons' filters deny it, and this program, which
// has no network, no state and no input, reads it for them: once a second one line in FILE,
//
//   SYNCHRONISED MAXERROR_US BOOTTIME_NS WALL_MINUS_BOOTTIME_NS
//
// The reader adds what the wall clock has moved since, so a clock that is stepped between two lines is found out at once.
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "zs_time.h"

static int64_t wall_minus_boottime(void) { return zs_realtime_ns() - zs_boottime_ns(); }

/// A quality and an offset that belong together: a step between the two is read again.
static int reading(char *line, size_t size) {
    for (;;) {
        int64_t before = wall_minus_boottime();
        double error_ms = 0;
        bool is_synchronised = zs_clock_quality(&error_ms);
        int64_t after = wall_minus_boottime();
        int64_t moved = after > before ? after - before : before - after;
        if (moved > 10000000) continue;
        return snprintf(line, size, "%d %.0f %" PRId64 " %" PRId64 "\n", is_synchronised, error_ms * 1000, zs_boottime_ns(), after);
    }
}

/// Whole or not at all: a reader never sees half a line.
static bool publish(const char *path, const char *draft, const char *line, size_t length) {
    int file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (file < 0) return false;
    bool is_written = write(file, line, length) == (ssize_t)length;
    return close(file) == 0 && is_written && rename(draft, path) == 0;
}

int main(int count, char **words) {
    char draft[4096], line[128];
    if (count != 2 || words[1][0] != '/' || strlen(words[1]) + sizeof ".new" > sizeof draft) {
        fprintf(stderr, "Usage: zone-clock FILE\nWrites once a second how good the wall clock is, for zone-agent and zone-collector.\n");
        return 2;
    }
    snprintf(draft, sizeof draft, "%s.new", words[1]);
    for (;;) {
        int length = reading(line, sizeof line);
        if (!publish(words[1], draft, line, (size_t)length)) {
            fprintf(stderr, "zone-clock: %s: %s\n", words[1], strerror(errno));
            return 1;
        }
        nanosleep(&(struct timespec){.tv_sec = 1}, NULL);
    }
}
