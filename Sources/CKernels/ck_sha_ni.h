#pragma once
#include "ck_kernels.h"

#if defined(__x86_64__)
/// Whether the processor has the SHA extensions, SSSE3 and SSE4.1.
bool ck_has_sha_ni(void);
uint32_t ck_scan_sha_ni(const struct ck_job *job, uint32_t first, uint32_t count, uint32_t *found, uint32_t found_max);
#endif
