#pragma once
#include "ck_kernels.h"

uint32_t ck_scan_portable(const struct ck_job *job, uint32_t first, uint32_t count, uint32_t *found, uint32_t found_max);
