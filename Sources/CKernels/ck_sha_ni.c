// x86's SHA extensions (Intel SDM vol. 2, SHA256RNDS2, SHA256MSG1, SHA256MSG2): several streams side by side, because one waits for each
// rnds2's latency. The state lives as (ABEF, CDGH). The first hash's schedule goes through memory, where all midstates of a nonce find it.
#include "ck_x86_64.h"

#if defined(CK_X86_64)
#include <immintrin.h>

#include "ck_prepare.h"

#define STREAMS 4
#define TARGET __attribute__((target("sha,ssse3,sse4.1")))
#define INLINE TARGET static inline __attribute__((always_inline))

struct state {
    __m128i abef, cdgh;
};

struct work {
    /// K + W of the first hash's rounds 4 q to 4 q + 3, of each nonce in flight.
    __m128i wk[STREAMS][16];
    struct state after_round_3[CK_MIDSTATES_MAX], midstate[CK_MIDSTATES_MAX];
    __m128i known[4];
};

INLINE struct state pack(const uint32_t s[8]) {
    return (struct state){
        _mm_set_epi32((int)s[0], (int)s[1], (int)s[4], (int)s[5]), _mm_set_epi32((int)s[2], (int)s[3], (int)s[6], (int)s[7])};
}

INLINE __m128i k(int q) { return _mm_load_si128((const __m128i *)(ck_k + 4 * q)); }

/// The next four message words in place of the four of 16 rounds ago.
INLINE void next(__m128i m[4], int q) {
    __m128i w7 = _mm_alignr_epi8(m[(q + 3) & 3], m[(q + 2) & 3], 4);
    m[q & 3] = _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(m[q & 3], m[(q + 1) & 3]), w7), m[(q + 3) & 3]);
}

INLINE void four_rounds(struct state *s, __m128i wk, __m128i wk_high) {
    s->cdgh = _mm_sha256rnds2_epu32(s->cdgh, s->abef, wk);
    s->abef = _mm_sha256rnds2_epu32(s->abef, s->cdgh, wk_high);
}

/// Keeps the compiler from running one stream after the other.
#define IN_STEP(s) __asm__ volatile("" : "+x"((s).abef), "+x"((s).cdgh))

/// The first hash's schedules of `nonces` nonces, side by side.
INLINE void schedule(struct work *work, uint32_t nonces, uint32_t first) {
    __m128i m[STREAMS][4];
#pragma GCC unroll 4
    for (uint32_t i = 0; i < nonces; i++) {
        m[i][0] = _mm_insert_epi32(work->known[0], (int)ck_swap(first + i), 3);
        m[i][1] = work->known[1], m[i][2] = work->known[2], m[i][3] = work->known[3];
    }
#pragma GCC unroll 12
    for (int q = 4; q < 16; q++) {
#pragma GCC unroll 4
        for (uint32_t i = 0; i < nonces; i++) {
            next(m[i], q);
            work->wk[i][q] = _mm_add_epi32(m[i][q & 3], k(q));
            __asm__ volatile("" : "+x"(m[i][q & 3]));
        }
    }
}

TARGET static void schedule_1(struct work *work, uint32_t first) { schedule(work, 1, first); }
TARGET static void schedule_2(struct work *work, uint32_t first) { schedule(work, 2, first); }

/// Which four headers are hashed side by side: the index of each one's nonce among those scheduled, its midstate, its W3.
struct headers {
    uint32_t nonce[STREAMS], midstate[STREAMS], w3[STREAMS];
};

/// The compared words. `alone`: no two share their nonce, so that each schedule is best computed along with its rounds.
INLINE __m128i tops(const struct work *work, const struct headers *h, bool alone) {
    struct state s[STREAMS];
    __m128i w[STREAMS][4];
#pragma GCC unroll 4
    for (int i = 0; i < STREAMS; i++) {
        const __m128i nonce = _mm_set_epi32((int)h->w3[i], 0, (int)h->w3[i], 0);
        s[i] = (struct state){_mm_add_epi32(work->after_round_3[h->midstate[i]].abef, nonce), work->after_round_3[h->midstate[i]].cdgh};
    }
    if (alone) {
#pragma GCC unroll 4
        for (int i = 0; i < STREAMS; i++) {
            w[i][0] = _mm_insert_epi32(work->known[0], (int)h->w3[i], 3);
            w[i][1] = work->known[1], w[i][2] = work->known[2], w[i][3] = work->known[3];
        }
    }
#pragma GCC unroll 16
    for (int q = 1; q < 16; q++) {
#pragma GCC unroll 4
        for (int i = 0; i < STREAMS; i++) {
            if (alone) {
                if (q >= 4) next(w[i], q);
                const __m128i wk = _mm_add_epi32(w[i][q & 3], k(q));
                four_rounds(&s[i], wk, _mm_shuffle_epi32(wk, 0x0E));
                IN_STEP(s[i]);
                continue;
            }
            const __m128i *wk = &work->wk[h->nonce[i]][q];
            four_rounds(&s[i], _mm_load_si128(wk), _mm_loadl_epi64((const __m128i *)((const char *)wk + 8)));
            IN_STEP(s[i]);
        }
    }
    const struct state iv = pack(ck_iv);
#pragma GCC unroll 4
    for (int i = 0; i < STREAMS; i++) {
        const __m128i feba = _mm_shuffle_epi32(_mm_add_epi32(s[i].abef, work->midstate[h->midstate[i]].abef), 0x1B);
        const __m128i dchg = _mm_shuffle_epi32(_mm_add_epi32(s[i].cdgh, work->midstate[h->midstate[i]].cdgh), 0xB1);
        w[i][0] = _mm_blend_epi16(feba, dchg, 0xF0);
        w[i][1] = _mm_alignr_epi8(dchg, feba, 8);
        w[i][2] = _mm_set_epi32(0, 0, 0, (int)0x80000000);
        w[i][3] = _mm_set_epi32(256, 0, 0, 0);
        s[i] = iv;
    }
#pragma GCC unroll 16
    for (int q = 0; q < 15; q++) {
#pragma GCC unroll 4
        for (int i = 0; i < STREAMS; i++) {
            const __m128i wk = _mm_add_epi32(w[i][q & 3], k(q));
            four_rounds(&s[i], wk, _mm_shuffle_epi32(wk, 0x0E));
            if (q < 12) next(w[i], q);
            IN_STEP(s[i]);
        }
    }
    // e after round 60 is f after round 61, the lowest word of the new ABEF.
    __m128i f[STREAMS];
#pragma GCC unroll 4
    for (int i = 0; i < STREAMS; i++) f[i] = _mm_sha256rnds2_epu32(s[i].cdgh, s[i].abef, _mm_add_epi32(w[i][3], k(15)));
    const __m128i all = _mm_unpacklo_epi64(_mm_unpacklo_epi32(f[0], f[1]), _mm_unpacklo_epi32(f[2], f[3]));
    return _mm_add_epi32(all, _mm_set1_epi32((int)ck_iv[7]));
}

TARGET static __m128i tops_alone(const struct work *work, const struct headers *h) { return tops(work, h, true); }
TARGET static __m128i tops_shared(const struct work *work, const struct headers *h) { return tops(work, h, false); }

TARGET static uint32_t scan(
    const struct ck_job *job, uint32_t midstates, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max) {
    struct work work;
    uint32_t known[18], s[8];
    ck_known_words(job, known);
    for (int q = 0; q < 4; q++) {
        work.known[q] = _mm_loadu_si128((const __m128i *)(known + 4 * q));
        for (int i = 0; i < STREAMS; i++) work.wk[i][q] = _mm_add_epi32(work.known[q], k(q));
    }
    for (uint32_t m = 0; m < midstates; m++) {
        ck_after_round_3(job->midstates[m], known, s);
        work.after_round_3[m] = pack(s);
        work.midstate[m] = pack(job->midstates[m]);
    }

    // A step is four hashes: of one nonce under four midstates, or of several nonces.
    const uint32_t per_nonce = midstates < STREAMS ? midstates : STREAMS, nonces = STREAMS / per_nonce;
    const __m128i mask = _mm_set1_epi32((int)ck_top_mask(job->target_top));
    uint32_t candidates = 0;
    for (uint64_t done = 0; done < count; done += nonces) {
        const uint32_t nonce = first + (uint32_t)done;
        if (per_nonce > 1) (nonces == 1 ? schedule_1 : schedule_2)(&work, nonce);
        for (uint32_t base = 0; base < midstates; base += per_nonce) {
            struct headers h;
            for (uint32_t i = 0; i < STREAMS; i++) {
                h.nonce[i] = i / per_nonce;
                h.midstate[i] = base + i % per_nonce;
                h.w3[i] = ck_swap(nonce + h.nonce[i]);
            }
            const __m128i all = (per_nonce > 1 ? tops_shared : tops_alone)(&work, &h);
            if (_mm_movemask_epi8(_mm_cmpeq_epi32(_mm_and_si128(all, mask), _mm_setzero_si128())) == 0) continue;
            uint32_t top[STREAMS];
            _mm_storeu_si128((__m128i *)top, all);
            for (uint32_t i = 0; i < STREAMS; i++)
                if (done + h.nonce[i] < count && ck_swap(top[i]) <= job->target_top)
                    ck_add(found, found_max, &candidates, nonce + h.nonce[i], h.midstate[i]);
        }
    }
    return candidates;
}

#define ENTRY(k)                                                                                                                      \
    TARGET uint32_t ck_scan_##k##_sha_ni(                                                                                             \
        const struct ck_job *job, uint32_t first, uint32_t count, struct ck_found *found, uint32_t found_max) {                      \
        return scan(job, k, first, count, found, found_max);                                                                          \
    }
ENTRY(1)
ENTRY(2)
ENTRY(4)
ENTRY(8)
#endif
