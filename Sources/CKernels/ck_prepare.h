// What does not depend on the nonce, computed once a scan: see Courtois, Grajek, Naik, "Optimizing SHA256 in Bitcoin Mining" (2013).
#pragma once
#include "ck_constants.h"
#include "ck_kernels.h"

#define CK_ROR(x, n) ((x) >> (n) | (x) << (32 - (n)))

static inline uint32_t ck_sigma0(uint32_t x) { return CK_ROR(x, 7) ^ CK_ROR(x, 18) ^ x >> 3; }
static inline uint32_t ck_sigma1(uint32_t x) { return CK_ROR(x, 17) ^ CK_ROR(x, 19) ^ x >> 10; }

/// One round on (a … h); `kw` is the sum of constant and message word.
static inline void ck_round(uint32_t s[8], uint32_t kw) {
    uint32_t t1 = s[7] + (CK_ROR(s[4], 6) ^ CK_ROR(s[4], 11) ^ CK_ROR(s[4], 25)) + (s[6] ^ (s[4] & (s[5] ^ s[6]))) + kw;
    uint32_t t2 = (CK_ROR(s[0], 2) ^ CK_ROR(s[0], 13) ^ CK_ROR(s[0], 22)) + ((s[0] & s[1]) | (s[2] & (s[0] | s[1])));
    for (int i = 7; i > 0; i--) s[i] = s[i - 1];
    s[4] += t1;
    s[0] = t1 + t2;
}

/// The words of the second block and their first two successors; W3, the nonce, is 0 here and is in none of the others.
static inline void ck_known_words(const struct ck_job *job, uint32_t w[18]) {
    for (int t = 0; t < 18; t++) w[t] = t < 3 ? job->tail[t] : 0;
    w[4] = 0x80000000;
    w[15] = 640;
    w[16] = w[0] + ck_sigma0(w[1]) + w[9] + ck_sigma1(w[14]);
    w[17] = w[1] + ck_sigma0(w[2]) + w[10] + ck_sigma1(w[15]);
}

/// The state after round 3 with a nonce of 0: W3 is to be added to a and e.
static inline void ck_after_round_3(const uint32_t midstate[8], const uint32_t w[18], uint32_t s[8]) {
    for (int i = 0; i < 8; i++) s[i] = midstate[i];
    for (int t = 0; t < 4; t++) ck_round(s, ck_k[t] + w[t]);
}

/// The second hash's state after round 0 with a W0 of 0: W0 is to be added to a and e.
static inline void ck_second_after_round_0(uint32_t s[8]) {
    for (int i = 0; i < 8; i++) s[i] = ck_iv[i];
    ck_round(s, ck_k[0]);
}

/// The bits of the hash's highest word, as SHA-256 computes it (big-endian), that are 0 in every candidate.
static inline uint32_t ck_top_mask(uint32_t target_top) {
    return target_top == 0 ? 0xffffffff : ck_swap(~(0xffffffff >> __builtin_clz(target_top)));
}

/// Adds a candidate, if there is still room for it.
static inline void ck_add(struct ck_found *found, uint32_t found_max, uint32_t *candidates, uint32_t nonce, uint32_t midstate) {
    if (*candidates < found_max) found[*candidates] = (struct ck_found){nonce, midstate};
    ++*candidates;
}
