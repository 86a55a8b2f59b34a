// Eight lanes of AVX2.
#include "ck_x86_64.h"

#if defined(CK_X86_64)
#include <immintrin.h>

#define CK_LANES 8
#define CK_TARGET __attribute__((target("avx2")))
#define CK_NAME(x) x##_avx2
#define CK_ANY(v) _mm256_movemask_epi8(_mm256_cmpeq_epi32((__m256i)(v), _mm256_setzero_si256()))
#include "ck_lanes.h"
#endif
