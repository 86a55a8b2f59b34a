#pragma once
#include "ck_kernels.h"

uint32_t ck_scan_1_portable(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max);
uint32_t ck_scan_2_portable(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max);
uint32_t ck_scan_4_portable(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max);
uint32_t ck_scan_8_portable(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max);
