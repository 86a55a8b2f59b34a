// ARMv8's SHA2 extension (SHA256H, SHA256H2, SHA256SU0, SHA256SU1): four streams side by side. The state lives as (ABCD, EFGH). The first
// hash's schedule goes through memory, where all midstates of a nonce find it.
#include "ck_arm_sha2.h"

#if defined(CK_ARM64)
#include <arm_neon.h>
#include <sys/auxv.h>

#include "ck_prepare.h"

#define STREAMS 4
#if defined(__clang__)
#define TARGET __attribute__((target("sha2")))
#else
#define TARGET __attribute__((target("+crypto")))
#endif
#define INLINE TARGET static inline __attribute__((always_inline))

bool ck_has_arm_sha2(void) {
    // HWCAP_SHA2 of asm/hwcap.h.
    return getauxval(AT_HWCAP) >> 6 & 1;
}

struct state {
    uint32x4_t abcd, efgh;
};

struct work {
    /// K + W of the first hash's rounds 4 q to 4 q + 3, of each nonce in flight.
    uint32x4_t wk[STREAMS][16];
    struct state after_round_3[CK_MIDSTATES_MAX], midstate[CK_MIDSTATES_MAX];
    uint32x4_t known[4];
};

INLINE struct state pack(const uint32_t s[8]) { return (struct state){vld1q_u32(s), vld1q_u32(s + 4)}; }

INLINE void four_rounds(struct state *s, uint32x4_t wk) {
    const uint32x4_t abcd = s->abcd;
    s->abcd = vsha256hq_u32(abcd, s->efgh, wk);
    s->efgh = vsha256h2q_u32(s->efgh, abcd, wk);
}

/// The next four message words in place of the four of 16 rounds ago.
INLINE void next(uint32x4_t m[4], int q) {
    m[q & 3] = vsha256su1q_u32(vsha256su0q_u32(m[q & 3], m[(q + 1) & 3]), m[(q + 2) & 3], m[(q + 3) & 3]);
}

TARGET static void schedule(struct work *work, uint32_t i, uint32_t nonce) {
    uint32x4_t m[4] = {vsetq_lane_u32(ck_swap(nonce), work->known[0], 3), work->known[1], work->known[2], work->known[3]};
#pragma GCC unroll 12
    for (int q = 4; q < 16; q++) {
        next(m, q);
        work->wk[i][q] = vaddq_u32(m[q & 3], vld1q_u32(ck_k + 4 * q));
    }
}

/// Which four headers are hashed side by side: the index of each one's nonce among those scheduled, its midstate, its W3.
struct headers {
    uint32_t nonce[STREAMS], midstate[STREAMS], w3[STREAMS];
};

/// The compared words.
TARGET static void tops(const struct work *work, const struct headers *h, uint32_t top[STREAMS]) {
    struct state s[STREAMS];
    uint32x4_t w[STREAMS][4];
#pragma GCC unroll 4
    for (int i = 0; i < STREAMS; i++) {
        const uint32x4_t w3 = vsetq_lane_u32(h->w3[i], vdupq_n_u32(0), 0);
        const struct state *start = &work->after_round_3[h->midstate[i]];
        s[i] = (struct state){vaddq_u32(start->abcd, w3), vaddq_u32(start->efgh, w3)};
    }
#pragma GCC unroll 16
    for (int q = 1; q < 16; q++) {
#pragma GCC unroll 4
        for (int i = 0; i < STREAMS; i++) four_rounds(&s[i], work->wk[h->nonce[i]][q]);
    }
#pragma GCC unroll 4
    for (int i = 0; i < STREAMS; i++) {
        const struct state *middle = &work->midstate[h->midstate[i]];
        w[i][0] = vaddq_u32(s[i].abcd, middle->abcd);
        w[i][1] = vaddq_u32(s[i].efgh, middle->efgh);
        w[i][2] = vsetq_lane_u32(0x80000000, vdupq_n_u32(0), 0);
        w[i][3] = vsetq_lane_u32(256, vdupq_n_u32(0), 3);
        s[i] = pack(ck_iv);
    }
#pragma GCC unroll 16
    for (int q = 0; q < 16; q++) {
        const uint32x4_t k = vld1q_u32(ck_k + 4 * q);
#pragma GCC unroll 4
        for (int i = 0; i < STREAMS; i++) {
            four_rounds(&s[i], vaddq_u32(w[i][q & 3], k));
            if (q < 12) next(w[i], q);
        }
    }
    for (int i = 0; i < STREAMS; i++) top[i] = vgetq_lane_u32(s[i].efgh, 3) + ck_iv[7];
}

TARGET static uint32_t scan(
    const struct ck_job *job, uint32_t midstates, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max) {
    struct work work;
    uint32_t known[18], s[8];
    ck_known_words(job, known);
    for (int q = 0; q < 4; q++) {
        work.known[q] = vld1q_u32(known + 4 * q);
        for (int i = 0; i < STREAMS; i++) work.wk[i][q] = vaddq_u32(work.known[q], vld1q_u32(ck_k + 4 * q));
    }
    for (uint32_t m = 0; m < midstates; m++) {
        ck_after_round_3(job->midstates[m], known, s);
        work.after_round_3[m] = pack(s);
        work.midstate[m] = pack(job->midstates[m]);
    }

    // A step is four hashes: of one nonce under four midstates, or of several nonces.
    const uint32_t per_nonce = midstates < STREAMS ? midstates : STREAMS, nonces = STREAMS / per_nonce;
    uint32_t candidates = 0;
    for (uint64_t done = 0; done < count; done += nonces) {
        const uint32_t nonce = first + (uint32_t)done;
        for (uint32_t i = 0; i < nonces; i++) schedule(&work, i, nonce + i);
        for (uint32_t base = 0; base < midstates; base += per_nonce) {
            struct headers h;
            for (uint32_t i = 0; i < STREAMS; i++) {
                h.nonce[i] = i / per_nonce;
                h.midstate[i] = base + i % per_nonce;
                h.w3[i] = ck_swap(nonce + h.nonce[i]);
            }
            uint32_t top[STREAMS];
            tops(&work, &h, top);
            for (uint32_t i = 0; i < STREAMS; i++)
                if (done + h.nonce[i] < count && ck_swap(top[i]) <= job->target_top)
                    ck_add(found, found_max, &candidates, nonce + h.nonce[i], h.midstate[i]);
        }
    }
    return candidates;
}

#define ENTRY(k)                                                                                                                      \
    TARGET uint32_t ck_scan_##k##_arm_sha2(                                                                                           \
        const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max) {                      \
        return scan(job, k, first, count, found, found_max);                                                                          \
    }
ENTRY(1)
ENTRY(2)
ENTRY(4)
ENTRY(8)
#endif
