// What Swift cannot import from libc, or not without a macro. Every symbol starts with zs_.
#pragma once
#include <stdbool.h>
#include <stdint.h>

/// CLOCK_BOOTTIME in nanoseconds.
int64_t zs_boottime_ns(void);

/// CLOCK_REALTIME in milliseconds since 1970.
int64_t zs_realtime_ms(void);

/// CLOCK_REALTIME in nanoseconds since 1970.
int64_t zs_realtime_ns(void);

/// adjtimex(2) in read-only mode. True if the kernel calls the clock synchronised; then *error_ms is its maximum error.
bool zs_clock_quality(double *error_ms);
