#pragma once
#include "ck_kernels.h"

#if defined(__aarch64__) && defined(__linux__)
#define CK_ARM64

bool ck_has_arm_sha2(void);
uint32_t ck_scan_1_arm_sha2(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max);
uint32_t ck_scan_2_arm_sha2(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max);
uint32_t ck_scan_4_arm_sha2(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max);
uint32_t ck_scan_8_arm_sha2(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max);
#endif
