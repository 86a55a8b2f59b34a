// Sixteen lanes of AVX-512, with its rotations and its logic of three inputs.
#include "ck_x86_64.h"

#if defined(CK_X86_64)
#include <immintrin.h>

#define CK_LANES 16
#define CK_TARGET __attribute__((target("avx512f")))
#define CK_NAME(x) x##_avx512
#define CK_ANY(v) _mm512_testn_epi32_mask((__m512i)(v), _mm512_set1_epi32(-1))
#include "ck_lanes.h"
#endif
