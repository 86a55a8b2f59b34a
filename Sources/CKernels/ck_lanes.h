// The template of the kernels that hash one nonce a lane of a vector, in the compiler's own vector types. An includer defines
//
//   CK_LANES        lanes of 32 bits
//   CK_TARGET       the attribute of every function here
//   CK_NAME(x)      x with the includer's ending
//   CK_ANY(v)       whether a lane of v is 0
//
// The first hash's schedule goes through memory, where all midstates find it. Everything else is unrolled, so that the compiler drops what
// is known: the words of the padding, and of the last rounds all that the compared word does not need.
#include <string.h>

#include "ck_prepare.h"

typedef uint32_t CK_NAME(vec) __attribute__((vector_size(4 * CK_LANES)));
#define V CK_NAME(vec)
#define INLINE CK_TARGET static inline __attribute__((always_inline))

INLINE V CK_NAME(all)(uint32_t x) {
    V v;
#pragma GCC unroll 16
    for (int i = 0; i < CK_LANES; i++) v[i] = x;
    return v;
}
#define ALL(x) CK_NAME(all)(x)

// Macros and not functions: a vector as an argument is an ABI of its own without the target's flags.
#define SIGMA0(x) (CK_ROR(x, 7) ^ CK_ROR(x, 18) ^ ((x) >> 3))
#define SIGMA1(x) (CK_ROR(x, 17) ^ CK_ROR(x, 19) ^ ((x) >> 10))
#define ROUND(s, t, kw)                                                                                                          \
    do {                                                                                                                         \
        V *a = &s[(64 - (t)) & 7], *b = &s[(65 - (t)) & 7], *c = &s[(66 - (t)) & 7], *d = &s[(67 - (t)) & 7];                    \
        V *e = &s[(68 - (t)) & 7], *f = &s[(69 - (t)) & 7], *g = &s[(70 - (t)) & 7], *h = &s[(71 - (t)) & 7];                    \
        V t1 = *h + (kw) + (CK_ROR(*e, 6) ^ CK_ROR(*e, 11) ^ CK_ROR(*e, 25)) + (*g ^ (*e & (*f ^ *g)));                          \
        *d += t1;                                                                                                                \
        *h = t1 + (CK_ROR(*a, 2) ^ CK_ROR(*a, 13) ^ CK_ROR(*a, 22)) + ((*a & *b) | (*c & (*a | *b)));                            \
    } while (0)

struct CK_NAME(work) {
    /// K + W of the first hash's rounds 4 to 63.
    V wk[64];
    V after_round_3[CK_MIDSTATES_MAX][8], midstate[CK_MIDSTATES_MAX][8], second[8];
};

INLINE void CK_NAME(schedule)(struct CK_NAME(work) * work, const uint32_t known[18], V w3) {
    V w[64];
#pragma GCC unroll 64
    for (int t = 0; t < 18; t++) w[t] = t == 3 ? w3 : t == 4 ? ALL(0x80000000) : t > 4 && t < 15 ? ALL(0) : t == 15 ? ALL(640) : ALL(known[t]);
#pragma GCC unroll 64
    for (int t = 18; t < 64; t++) {
        w[t] = w[t - 16] + SIGMA0(w[t - 15]) + w[t - 7] + SIGMA1(w[t - 2]);
        work->wk[t] = w[t] + ALL(ck_k[t]);
    }
}

/// The compared word of the second hash, for every lane.
INLINE V CK_NAME(top)(const struct CK_NAME(work) * work, uint32_t m, V w3) {
    V s[8], w[61];
    for (int i = 0; i < 8; i++) s[i] = work->after_round_3[m][i];
    s[0] += w3;
    s[4] += w3;
    // Round 3 was the last: its state stands where round 4 finds it.
    V r[8];
#pragma GCC unroll 8
    for (int i = 0; i < 8; i++) r[(i + 60) & 7] = s[i];
    for (int u = 0; u < 56; u += 8) {
#pragma GCC unroll 8
        for (int t = 4; t < 12; t++) ROUND(r, t, work->wk[u + t]);
    }
#pragma GCC unroll 4
    for (int t = 60; t < 64; t++) ROUND(r, t, work->wk[t]);
#pragma GCC unroll 8
    for (int i = 0; i < 8; i++) w[i] = r[i] + work->midstate[m][i];
#pragma GCC unroll 16
    for (int t = 8; t < 16; t++) w[t] = t == 8 ? ALL(0x80000000) : t == 15 ? ALL(256) : ALL(0);

#pragma GCC unroll 8
    for (int i = 0; i < 8; i++) s[(i + 63) & 7] = work->second[i];
    s[63 & 7] += w[0];
    s[67 & 7] += w[0];
#pragma GCC unroll 64
    for (int t = 1; t < 61; t++) {
        if (t >= 16) w[t] = w[t - 16] + SIGMA0(w[t - 15]) + w[t - 7] + SIGMA1(w[t - 2]);
        ROUND(s, t, w[t] + ALL(ck_k[t]));
    }
    // e after round 60.
    return s[(68 - 61) & 7] + ALL(ck_iv[7]);
}

CK_TARGET static uint32_t CK_NAME(scan)(
    const struct ck_job *job, uint32_t midstates, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max) {
    struct CK_NAME(work) work;
    uint32_t known[18], s[8];
    ck_known_words(job, known);
    for (int t = 4; t < 18; t++) work.wk[t] = ALL(known[t] + ck_k[t]);
    for (uint32_t m = 0; m < midstates; m++) {
        ck_after_round_3(job->midstates[m], known, s);
        for (int i = 0; i < 8; i++) work.after_round_3[m][i] = ALL(s[i]), work.midstate[m][i] = ALL(job->midstates[m][i]);
    }
    ck_second_after_round_0(s);
    for (int i = 0; i < 8; i++) work.second[i] = ALL(s[i]);

    const V mask = ALL(ck_top_mask(job->target_top));
    uint32_t candidates = 0;
    for (uint64_t done = 0; done < count; done += CK_LANES) {
        V w3;
        for (uint32_t i = 0; i < CK_LANES; i++) w3[i] = ck_swap(first + (uint32_t)done + i);
        CK_NAME(schedule)(&work, known, w3);
        for (uint32_t m = 0; m < midstates; m++) {
            const V top = CK_NAME(top)(&work, m, w3);
            if (__builtin_expect(!CK_ANY(top & mask), 1)) continue;
            for (uint32_t i = 0; i < CK_LANES && done + i < count; i++)
                if (ck_swap(top[i]) <= job->target_top) ck_add(found, found_max, &candidates, first + (uint32_t)done + i, m);
        }
    }
    return candidates;
}

#define ENTRY(k)                                                                                                                      \
    CK_TARGET uint32_t CK_NAME(ck_scan_##k)(                                                                                          \
        const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max) {                      \
        return CK_NAME(scan)(job, k, first, count, found, found_max);                                                                 \
    }
ENTRY(1)
ENTRY(2)
ENTRY(4)
ENTRY(8)
