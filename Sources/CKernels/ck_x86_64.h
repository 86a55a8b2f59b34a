// The x86-64 kernels, and what each needs of the processor.
#pragma once
#include "ck_kernels.h"

#if defined(__x86_64__) && defined(__ELF__)
#define CK_X86_64

uint32_t ck_scan_hybrid_1(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max);
uint32_t ck_scan_hybrid_2(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max);
uint32_t ck_scan_hybrid_4(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max);
uint32_t ck_scan_hybrid_8(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max);
#endif
