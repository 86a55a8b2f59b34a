// The x86-64 kernels, and what each needs of the processor.
#pragma once
#include "ck_kernels.h"

#if defined(__x86_64__) && defined(__ELF__)
#define CK_X86_64

/// SHA-NI, SSSE3, SSE4.1.
bool ck_has_sha_ni(void);
/// AVX2, and an operating system that keeps the upper halves.
bool ck_has_avx2(void);
/// AVX-512 F, and an operating system that keeps its registers.
bool ck_has_avx512(void);
/// AVX-512 F and VL, AVX2 and SHA-NI.
bool ck_has_hybrid(void);

uint32_t ck_scan_1_sha_ni(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max);
uint32_t ck_scan_2_sha_ni(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max);
uint32_t ck_scan_4_sha_ni(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max);
uint32_t ck_scan_8_sha_ni(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max);
uint32_t ck_scan_1_avx2(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max);
uint32_t ck_scan_2_avx2(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max);
uint32_t ck_scan_4_avx2(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max);
uint32_t ck_scan_8_avx2(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max);
uint32_t ck_scan_1_avx512(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max);
uint32_t ck_scan_2_avx512(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max);
uint32_t ck_scan_4_avx512(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max);
uint32_t ck_scan_8_avx512(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max);
uint32_t ck_scan_1_hybrid(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max);
uint32_t ck_scan_2_hybrid(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max);
uint32_t ck_scan_4_hybrid(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max);
uint32_t ck_scan_8_hybrid(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max);
#endif
