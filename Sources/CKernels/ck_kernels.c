#include "ck_kernels.h"

#include "ck_arm_sha2.h"
#include "ck_portable.h"
#include "ck_x86_64.h"

#if defined(CK_X86_64)
#include <cpuid.h>

/// What the operating system saves when it switches threads (XCR0); nothing where it does not say.
static uint32_t saved_by_the_system(void) {
    uint32_t a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_OSXSAVE)) return 0;
    __asm__("xgetbv" : "=a"(a), "=d"(d) : "c"(0));
    return a;
}

static bool has_leaf_7(uint32_t bits) {
    uint32_t a, b, c, d;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bits) == bits;
}

// XCR0: 1 SSE, 2 AVX; 5 mask registers, 6 upper halves of zmm0 to 15, 7 zmm16 to 31.
static bool has_ymm(void) { return (saved_by_the_system() & 0x06) == 0x06; }
static bool has_zmm(void) { return (saved_by_the_system() & 0xe6) == 0xe6; }

bool ck_has_sha_ni(void) {
    uint32_t a, b, c, d;
    return __get_cpuid(1, &a, &b, &c, &d) && (c & bit_SSSE3) && (c & bit_SSE4_1) && has_leaf_7(bit_SHA);
}
bool ck_has_avx2(void) { return has_ymm() && has_leaf_7(bit_AVX2); }
bool ck_has_avx512(void) { return has_zmm() && has_leaf_7(bit_AVX2 | bit_AVX512F); }
bool ck_has_hybrid(void) { return ck_has_avx512() && ck_has_sha_ni() && has_leaf_7(bit_AVX512VL); }
#endif

#define FAMILY(name, family, lanes)                                                                                       \
    {name, ck_scan_1_##family, 1, lanes}, {name, ck_scan_2_##family, 2, lanes}, {name, ck_scan_4_##family, 4, lanes}, {   \
        name, ck_scan_8_##family, 8, lanes                                                                                \
    }

uint32_t ck_kernels(struct ck_kernel *kernels, uint32_t kernels_max) {
    const struct {
        bool runs;
        struct ck_kernel of[4];
    } families[] = {
        {true, {FAMILY("portable", portable, 4)}},
#if defined(CK_X86_64)
        {ck_has_avx2(), {FAMILY("avx2", avx2, 8)}},
        {ck_has_avx512(), {FAMILY("avx512", avx512, 16)}},
        {ck_has_sha_ni(), {FAMILY("sha-ni", sha_ni, 4)}},
        {ck_has_hybrid(), {FAMILY("hybrid", hybrid, 8)}},
#endif
#if defined(CK_ARM64)
        {ck_has_arm_sha2(), {FAMILY("arm-sha2", arm_sha2, 4)}},
#endif
    };
    uint32_t count = 0;
    for (uint32_t i = 0; i < sizeof families / sizeof *families; i++)
        for (uint32_t j = 0; families[i].runs && j < 4; j++, count++)
            if (count < kernels_max) kernels[count] = families[i].of[j];
    return count;
}
