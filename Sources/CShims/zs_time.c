#include "zs_time.h"

#include <sys/timex.h>
#include <time.h>

int64_t zs_boottime_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_BOOTTIME, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

int64_t zs_realtime_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

int64_t zs_realtime_ms(void) { return zs_realtime_ns() / 1000000; }

bool zs_clock_quality(double *error_ms) {
    struct timex tx = {.modes = 0};
    int state = adjtimex(&tx);
    *error_ms = (double)tx.maxerror / 1000.0;
    return state != -1 && state != TIME_ERROR && !(tx.status & STA_UNSYNC);
}
