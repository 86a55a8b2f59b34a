// The plain hash: slow, obvious, and shared with no kernel.
#include <string.h>

#include "ck_constants.h"
#include "ck_kernels.h"

static uint32_t rotate(uint32_t x, int n) { return x >> n | x << (32 - n); }

static void compress(uint32_t state[8], const uint8_t block[64]) {
    uint32_t w[64];
    for (int t = 0; t < 16; t++)
        w[t] = (uint32_t)block[4 * t] << 24 | (uint32_t)block[4 * t + 1] << 16 | (uint32_t)block[4 * t + 2] << 8 | block[4 * t + 3];
    for (int t = 16; t < 64; t++) {
        uint32_t s0 = rotate(w[t - 15], 7) ^ rotate(w[t - 15], 18) ^ w[t - 15] >> 3;
        uint32_t s1 = rotate(w[t - 2], 17) ^ rotate(w[t - 2], 19) ^ w[t - 2] >> 10;
        w[t] = w[t - 16] + s0 + w[t - 7] + s1;
    }
    uint32_t v[8];
    memcpy(v, state, sizeof v);
    for (int t = 0; t < 64; t++) {
        uint32_t s1 = rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25);
        uint32_t choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
        uint32_t t1 = v[7] + s1 + choice + ck_k[t] + w[t];
        uint32_t s0 = rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22);
        uint32_t majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
        for (int i = 7; i > 0; i--) v[i] = v[i - 1];
        v[4] += t1;
        v[0] = t1 + s0 + majority;
    }
    for (int i = 0; i < 8; i++) state[i] += v[i];
}

static void store(const uint32_t state[8], uint8_t bytes[32]) {
    for (int i = 0; i < 32; i++) bytes[i] = (uint8_t)(state[i / 4] >> (24 - 8 * (i % 4)));
}

void ck_midstate(const uint8_t *header, uint32_t *state) {
    memcpy(state, ck_iv, sizeof ck_iv);
    compress(state, header);
}

void ck_reference_sha256d(const uint8_t *header, uint8_t *hash) {
    uint32_t state[8];
    uint8_t block[64] = {0};
    ck_midstate(header, state);
    memcpy(block, header + 64, 16);
    block[16] = 0x80;
    block[62] = 640 >> 8;
    block[63] = 640 & 0xff;
    compress(state, block);

    memset(block, 0, sizeof block);
    store(state, block);
    block[32] = 0x80;
    block[62] = 256 >> 8;
    memcpy(state, ck_iv, sizeof ck_iv);
    compress(state, block);
    store(state, hash);
}
