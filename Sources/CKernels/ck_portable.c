// For every processor: plain C, the schedule in a ring of 16 words.
#include <string.h>

#include "ck_constants.h"
#include "ck_portable.h"

#define ROR(x, n) ((x) >> (n) | (x) << (32 - (n)))
#define S0(x) (ROR(x, 7) ^ ROR(x, 18) ^ (x) >> 3)
#define S1(x) (ROR(x, 17) ^ ROR(x, 19) ^ (x) >> 10)

#define ROUND(t, w)                                                                                                     \
    do {                                                                                                                \
        uint32_t t1 = h + (ROR(e, 6) ^ ROR(e, 11) ^ ROR(e, 25)) + (g ^ (e & (f ^ g))) + ck_k[t] + (w);                   \
        uint32_t t2 = (ROR(a, 2) ^ ROR(a, 13) ^ ROR(a, 22)) + ((a & b) | (c & (a | b)));                                 \
        h = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;                                               \
    } while (0)

static inline void compress(uint32_t state[8], uint32_t w[16]) {
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
    for (int t = 0; t < 16; t++) ROUND(t, w[t]);
    for (int t = 16; t < 64; t++) {
        w[t & 15] += S0(w[(t + 1) & 15]) + w[(t + 9) & 15] + S1(w[(t + 14) & 15]);
        ROUND(t, w[t & 15]);
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d, state[4] += e, state[5] += f, state[6] += g, state[7] += h;
}

uint32_t ck_scan_portable(const struct ck_job *job, uint32_t first, uint32_t count, uint32_t *found, uint32_t found_max) {
    uint32_t candidates = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t state[8];
        uint32_t w[16] = {job->tail[0], job->tail[1], job->tail[2], ck_swap(first + i), 0x80000000, [15] = 640};
        memcpy(state, job->midstate, sizeof state);
        compress(state, w);

        memcpy(w, state, sizeof state);
        memset(w + 8, 0, sizeof state);
        w[8] = 0x80000000;
        w[15] = 256;
        memcpy(state, ck_iv, sizeof state);
        compress(state, w);
        if (ck_swap(state[7]) <= job->target_top) {
            if (candidates < found_max) found[candidates] = first + i;
            candidates++;
        }
    }
    return candidates;
}
