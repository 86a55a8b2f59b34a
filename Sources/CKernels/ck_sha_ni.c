// x86's SHA extensions (Intel SDM vol. 2, SHA256RNDS2, SHA256MSG1, SHA256MSG2): three nonces side by side, because one stream waits for
// each rnds2's latency. The state lives as (ABEF, CDGH).
#include "ck_sha_ni.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

#include "ck_constants.h"

#define STREAMS 3
#define TARGET __attribute__((target("sha,ssse3,sse4.1")))

bool ck_has_sha_ni(void) {
    unsigned a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_SSSE3) || !(c & bit_SSE4_1)) return false;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}

struct state {
    __m128i abef, cdgh;
};

/// (DCBA, HGFE) → (ABEF, CDGH)
TARGET static inline struct state pack(__m128i dcba, __m128i hgfe) {
    __m128i cdab = _mm_shuffle_epi32(dcba, 0xB1);
    __m128i efgh = _mm_shuffle_epi32(hgfe, 0x1B);
    return (struct state){_mm_alignr_epi8(cdab, efgh, 8), _mm_blend_epi16(efgh, cdab, 0xF0)};
}

/// One block for every stream; `m` holds each one's 16 message words and is used up.
TARGET static inline __attribute__((always_inline)) void compress(struct state s[STREAMS], __m128i m[STREAMS][4]) {
    struct state start[STREAMS];
    for (int i = 0; i < STREAMS; i++) start[i] = s[i];
#pragma clang loop unroll(full)
    for (int q = 0; q < 16; q++) {
        __m128i k = _mm_load_si128((const __m128i *)(ck_k + 4 * q));
#pragma clang loop unroll(full)
        for (int i = 0; i < STREAMS; i++) {
            __m128i wk = _mm_add_epi32(m[i][q & 3], k);
            s[i].cdgh = _mm_sha256rnds2_epu32(s[i].cdgh, s[i].abef, wk);
            s[i].abef = _mm_sha256rnds2_epu32(s[i].abef, s[i].cdgh, _mm_shuffle_epi32(wk, 0x0E));
            if (q < 12) {
                __m128i w7 = _mm_alignr_epi8(m[i][(q + 3) & 3], m[i][(q + 2) & 3], 4);
                __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(m[i][q & 3], m[i][(q + 1) & 3]), w7);
                m[i][q & 3] = _mm_sha256msg2_epu32(sum, m[i][(q + 3) & 3]);
            }
        }
    }
    for (int i = 0; i < STREAMS; i++) {
        s[i].abef = _mm_add_epi32(s[i].abef, start[i].abef);
        s[i].cdgh = _mm_add_epi32(s[i].cdgh, start[i].cdgh);
    }
}

TARGET uint32_t ck_scan_sha_ni(const struct ck_job *job, uint32_t first, uint32_t count, uint32_t *found, uint32_t found_max) {
    const struct state middle = pack(_mm_loadu_si128((const __m128i *)job->midstate), _mm_loadu_si128((const __m128i *)(job->midstate + 4)));
    const struct state iv = pack(_mm_loadu_si128((const __m128i *)ck_iv), _mm_loadu_si128((const __m128i *)(ck_iv + 4)));
    const __m128i padding = _mm_set_epi32(0, 0, 0, (int)0x80000000);
    uint32_t candidates = 0;
    for (uint32_t done = 0; done < count; done += STREAMS) {
        struct state s[STREAMS];
        __m128i m[STREAMS][4];
        for (int i = 0; i < STREAMS; i++) {
            s[i] = middle;
            m[i][0] = _mm_set_epi32((int)ck_swap(first + done + (uint32_t)i), (int)job->tail[2], (int)job->tail[1], (int)job->tail[0]);
            m[i][1] = padding;
            m[i][2] = _mm_setzero_si128();
            m[i][3] = _mm_set_epi32(640, 0, 0, 0);
        }
        compress(s, m);
        for (int i = 0; i < STREAMS; i++) {
            __m128i feba = _mm_shuffle_epi32(s[i].abef, 0x1B);
            __m128i dchg = _mm_shuffle_epi32(s[i].cdgh, 0xB1);
            m[i][0] = _mm_blend_epi16(feba, dchg, 0xF0);
            m[i][1] = _mm_alignr_epi8(dchg, feba, 8);
            m[i][2] = padding;
            m[i][3] = _mm_set_epi32(256, 0, 0, 0);
            s[i] = iv;
        }
        compress(s, m);
        for (uint32_t i = 0; i < STREAMS && done + i < count; i++) {
            // The lowest lane of CDGH is H.
            uint32_t h = (uint32_t)_mm_cvtsi128_si32(s[i].cdgh);
            if (ck_swap(h) <= job->target_top) {
                if (candidates < found_max) found[candidates] = first + done + i;
                candidates++;
            }
        }
    }
    return candidates;
}
#endif
