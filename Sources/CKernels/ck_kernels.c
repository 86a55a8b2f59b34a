#include "ck_kernels.h"

#include "ck_portable.h"
#include "ck_sha_ni.h"

const struct ck_kernel *ck_kernels(uint32_t *count) {
    static const struct ck_kernel all[] = {
        {"portable", ck_scan_portable, 1},
#if defined(__x86_64__)
        {"sha-ni", ck_scan_sha_ni, 3},
#endif
    };
    // In the order of what they need: the ones that this processor lacks are at the end.
    *count = 1;
#if defined(__x86_64__)
    if (ck_has_sha_ni()) *count = 2;
#endif
    return all;
}
