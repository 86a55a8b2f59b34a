// Preloaded, it steps the wall clock of one process: CLOCK_REALTIME is shifted by the nanoseconds that the file named by ZONE_CLOCK_SHIFT holds
// (8 bytes in the machine's order, read at every call), and every other clock is left alone. For tests only.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static _Atomic(const volatile int64_t *) shared;

__attribute__((constructor)) static void open_shift(void) {
    const char *path = getenv("ZONE_CLOCK_SHIFT");
    if (!path) return;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return;
    void *memory = mmap(NULL, sizeof(int64_t), PROT_READ, MAP_SHARED, fd, 0);
    close(fd);
    if (memory != MAP_FAILED) atomic_store(&shared, memory);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    if (syscall(SYS_clock_gettime, clock, time) != 0) return -1;
    const volatile int64_t *shift = atomic_load(&shared);
    if (!shift || (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE)) return 0;
    int64_t nanoseconds = time->tv_nsec + *shift % 1000000000;
    int64_t carry = nanoseconds >= 1000000000 ? 1 : nanoseconds < 0 ? -1 : 0;
    time->tv_sec += *shift / 1000000000 + carry;
    time->tv_nsec = nanoseconds - carry * 1000000000;
    return 0;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
    (void)zone;
    struct timespec now;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *result) {
    struct timespec now;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
    if (result) *result = now.tv_sec;
    return now.tv_sec;
}
