#pragma once
#include <stdbool.h>
#include <stddef.h>

/// Fills the buffer from getrandom(2); false if the kernel refuses.
bool zs_random(void *buffer, size_t length);
