// The C side of the hybrid kernels, whose loop generate/hybrid.py writes: fills the frame, and reads the hits.
#include "ck_x86_64.h"

#if defined(CK_X86_64)
#include <string.h>

#include "ck_hybrid_layout.h"
#include "ck_prepare.h"

// Assembly. Hashes eight nonces under k midstates in each of `left` steps of its pipeline.
extern void ck_hybrid_run_1(void *frame);
extern void ck_hybrid_run_2(void *frame);
extern void ck_hybrid_run_4(void *frame);
extern void ck_hybrid_run_8(void *frame);

#define LANES 8
/// Records of hits; where they are full the run ends early and is begun again.
#define HITS 64

struct hit {
    uint32_t top[LANES];
    uint64_t left;
    uint64_t unused[3];
};

struct frame {
    uint8_t bytes[CK_HYBRID_FRAME_BYTES];
} __attribute__((aligned(64)));

static void put(struct frame *f, int at, uint32_t word) { memcpy(f->bytes + at, &word, 4); }
static void put_long(struct frame *f, int at, uint64_t word) { memcpy(f->bytes + at, &word, 8); }

/// F, E, B, A, lowest first: how sha256rnds2 takes them.
static void put_abef(struct frame *f, int at, const uint32_t s[8]) {
    put(f, at, s[5]), put(f, at + 4, s[4]), put(f, at + 8, s[1]), put(f, at + 12, s[0]);
}
static void put_cdgh(struct frame *f, int at, const uint32_t s[8]) {
    put(f, at, s[7]), put(f, at + 4, s[6]), put(f, at + 8, s[3]), put(f, at + 12, s[2]);
}

static void put_midstate(struct frame *f, int at, const uint32_t midstate[8], const uint32_t w[18]) {
    uint32_t s[8];
    ck_after_round_3(midstate, w, s);
    put_cdgh(f, at + CK_HYBRID_MID_CDGH, s);
    for (uint32_t lane = 0; lane < LANES; lane++) {
        uint32_t of[8];
        memcpy(of, s, sizeof of);
        of[0] += lane << 24;
        of[4] += lane << 24;
        put_abef(f, at + CK_HYBRID_MID_ABEF + 16 * (int)lane, of);
    }
    for (int half = 0; half < 2; half++) {
        put_abef(f, at + CK_HYBRID_MID_ADD_ABEF + 16 * half, midstate);
        put_cdgh(f, at + CK_HYBRID_MID_ADD_CDGH + 16 * half, midstate);
    }
}

/// All that stays the same for a whole scan.
static void put_job(struct frame *f, const struct ck_job *job, uint32_t midstates) {
    uint32_t w[18], s[8];
    ck_known_words(job, w);
    for (int t = 0; t < 64; t++) {
        put(f, CK_HYBRID_K1 + 4 * t, ck_k[t]);
        put(f, CK_HYBRID_K2 + 4 * t, ck_k[t] + (t == 60 ? ck_iv[7] : 0));
    }
    const uint32_t c1[] = {
        [CK_HYBRID_C1_C18] = ck_sigma1(w[16]) + w[11] + w[2],
        [CK_HYBRID_C1_C19] = ck_sigma1(w[17]) + w[12] + ck_sigma0(w[4]),
        [CK_HYBRID_C1_C20] = w[13] + ck_sigma0(w[5]) + w[4],
        [CK_HYBRID_C1_W15] = w[15],
        [CK_HYBRID_C1_W16] = w[16],
        [CK_HYBRID_C1_W17] = w[17],
        [CK_HYBRID_C1_C30] = ck_sigma0(w[15]) + w[14],
        [CK_HYBRID_C1_C31] = ck_sigma0(w[16]) + w[15],
        [CK_HYBRID_C1_C32] = ck_sigma0(w[17]) + w[16],
    };
    memcpy(f->bytes + CK_HYBRID_C1, c1, sizeof c1);
    const uint32_t c2[] = {
        [CK_HYBRID_C2_C17] = ck_sigma1(256),
        [CK_HYBRID_C2_W15] = 256,
        [CK_HYBRID_C2_C23] = ck_sigma0(0x80000000),
        [CK_HYBRID_C2_W8] = 0x80000000,
        [CK_HYBRID_C2_C30] = ck_sigma0(256),
    };
    memcpy(f->bytes + CK_HYBRID_C2, c2, sizeof c2);
    for (int t = 4; t < 18; t++) put(f, CK_HYBRID_RC1 + 4 * (t - 4), ck_k[t] + w[t]);
    for (int t = 9; t < 15; t++) put(f, CK_HYBRID_RC2 + 4 * (t - 9), ck_k[t]);

    ck_second_after_round_0(s);
    put_abef(f, CK_HYBRID_START2, s), put_abef(f, CK_HYBRID_START2 + 16, s);
    put_cdgh(f, CK_HYBRID_CDGH2, s);
    for (uint32_t lane = 0; lane < LANES; lane++) put(f, CK_HYBRID_LANES + 4 * (int)lane, lane << 24);
    put(f, CK_HYBRID_MASK, ck_top_mask(job->target_top));
    for (uint32_t m = 0; m < midstates; m++) put_midstate(f, CK_HYBRID_MID + CK_HYBRID_MID_BYTES * (int)m, job->midstates[m], w);
    if (midstates > 1)
        for (int t = 0; t < 18; t++)
            for (int lane = 0; lane < LANES; lane++) put(f, CK_HYBRID_W + 32 * t + 4 * lane, w[t]);
}

/// Where the pipeline begins: with the eight nonces before the first, whose results are nobody's.
static void put_start(struct frame *f, uint32_t nonce, uint64_t steps, struct hit *hits) {
    put(f, CK_HYBRID_NONCE, nonce - LANES);
    for (uint32_t lane = 0; lane < LANES; lane++) put(f, CK_HYBRID_W + 32 * 3 + 4 * (int)lane, ck_swap(nonce + lane));
    put_long(f, CK_HYBRID_LEFT, steps);
    put_long(f, CK_HYBRID_HITS, (uint64_t)(uintptr_t)hits);
    put_long(f, CK_HYBRID_HITS_END, (uint64_t)(uintptr_t)(hits + HITS));
}

static uint64_t get_long(const struct frame *f, int at) {
    uint64_t word;
    memcpy(&word, f->bytes + at, 8);
    return word;
}

static inline uint32_t scan(
    void (*run)(void *), uint32_t midstates, const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found,
    uint32_t found_max) {
    if (count == 0) return 0;
    struct frame f;
    struct hit hits[HITS] __attribute__((aligned(64)));
    memset(&f, 0, sizeof f);
    put_job(&f, job, midstates);

    const uint32_t base = first & ~(uint32_t)(LANES - 1);
    // An item is eight nonces under one midstate.
    const uint64_t items = ((uint64_t)(first - base) + count + LANES - 1) / LANES * midstates;
    const uint64_t depth = midstates + 3;  // steps before the one that checks the first item
    uint32_t candidates = 0;
    for (uint64_t done = 0; done < items;) {
        const uint64_t begin = done / midstates * midstates, steps = items - begin + depth;
        put_start(&f, base + (uint32_t)(begin / midstates) * LANES, steps, hits);
        run(&f);
        const struct hit *end = (const struct hit *)(uintptr_t)get_long(&f, CK_HYBRID_HITS);
        for (const struct hit *h = hits; h < end; h++) {
            const uint64_t step = steps - h->left, item = begin + step - depth;
            if (step < depth || item < done) continue;
            for (uint32_t lane = 0; lane < LANES; lane++) {
                const uint32_t nonce = base + (uint32_t)(item / midstates) * LANES + lane;
                if (nonce - first < count && ck_swap(h->top[lane]) <= job->target_top)
                    ck_add(found, found_max, &candidates, nonce, (uint32_t)(item % midstates));
            }
        }
        // The step that is left has been checked.
        const uint64_t left = get_long(&f, CK_HYBRID_LEFT), checked = steps - left + (left > 0);
        done = checked > depth && begin + checked - depth > done ? begin + checked - depth : done;
    }
    return candidates;
}

#define KERNEL(k)                                                                                                                        \
    uint32_t ck_scan_##k##_hybrid(const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max) { \
        return scan(ck_hybrid_run_##k, k, job, first, count, found, found_max);                                                         \
    }
KERNEL(1)
KERNEL(2)
KERNEL(4)
KERNEL(8)
#endif
