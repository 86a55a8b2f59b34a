#pragma once
#include <stdbool.h>
#include <stdint.h>

/// CPU time of the calling thread in nanoseconds.
int64_t zs_thread_cpu_ns(void);

/// nice(2) of the calling thread alone: on Linux a nice value belongs to a thread.
bool zs_thread_nice(int nice);

/// A word that threads wait on: waits while *word is `seen`, for at most `timeout_ns` (negative: for ever).
void zs_wait(const uint32_t *word, uint32_t seen, int64_t timeout_ns);

/// Adds one to the word and wakes everyone who waits on it.
void zs_wake_all(uint32_t *word);

/// The word's present value.
uint32_t zs_word(const uint32_t *word);
