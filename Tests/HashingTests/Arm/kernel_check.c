// Every kernel of the processor that it runs on against the reference: real blocks, random headers under eight versions, targets that meet
// all, some or none, stretches that wrap, and empty ones. For processors that the Swift tests do not run on: built by a cross compiler from
// the same sources. Prints a line for each kernel; the exit status is that of all.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ck_kernels.h"

enum { VERSIONS = CK_MIDSTATES_MAX, COUNT_MAX = 100 };

static uint64_t state = 0x5eed;
static uint32_t random_word(void) {
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    return (uint32_t)(state >> 24);
}

static int by_nonce(const void *a, const void *b) {
    const struct ck_found *x = a, *y = b;
    if (x->nonce != y->nonce) return x->nonce < y->nonce ? -1 : 1;
    return (x->midstate > y->midstate) - (x->midstate < y->midstate);
}

struct headers {
    uint8_t bytes[VERSIONS][80];
    struct ck_job job;
};

static void prepare(struct headers *h) {
    for (int v = 0; v < VERSIONS; v++) ck_midstate(h->bytes[v], h->job.midstates[v]);
    for (int i = 0; i < 3; i++) {
        const uint8_t *word = h->bytes[0] + 64 + 4 * i;
        h->job.tail[i] = (uint32_t)word[0] << 24 | (uint32_t)word[1] << 16 | (uint32_t)word[2] << 8 | word[3];
    }
}

static int agrees(const struct ck_kernel *kernel, struct headers *h, uint32_t first, uint32_t count) {
    static struct ck_found expected[COUNT_MAX * VERSIONS], found[COUNT_MAX * VERSIONS];
    uint32_t candidates = 0;
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t v = 0; v < kernel->midstates; v++) {
            const uint32_t nonce = first + i;
            uint8_t hash[32];
            for (int byte = 0; byte < 4; byte++) h->bytes[v][76 + byte] = (uint8_t)(nonce >> 8 * byte);
            ck_reference_sha256d(h->bytes[v], hash);
            const uint32_t top = (uint32_t)hash[31] << 24 | (uint32_t)hash[30] << 16 | (uint32_t)hash[29] << 8 | hash[28];
            if (top <= h->job.target_top) expected[candidates++] = (struct ck_found){nonce, v};
        }
    }
    if (kernel->scan(&h->job, first, count, found, COUNT_MAX * VERSIONS) != candidates) return 0;
    qsort(found, candidates, sizeof *found, by_nonce);
    qsort(expected, candidates, sizeof *expected, by_nonce);
    return memcmp(found, expected, candidates * sizeof *found) == 0;
}

static int passes(const struct ck_kernel *kernel) {
    static const uint32_t tops[] = {0x3fffffff, 0x00ffffff, 0x12345678, 0, 0xffffffff};
    static const uint8_t genesis[44] = {0x3b, 0xa3, 0xed, 0xfd, 0x7a, 0x7b, 0x12, 0xb2, 0x7a, 0xc7, 0x2c, 0x3e, 0x67, 0x76, 0x8f,
                                        0x61, 0x7f, 0xc8, 0x1b, 0xc3, 0x88, 0x8a, 0x51, 0x32, 0x3a, 0x9f, 0xb8, 0xaa, 0x4b, 0x1e,
                                        0x5e, 0x4a, 0x29, 0xab, 0x5f, 0x49, 0xff, 0xff, 0x00, 0x1d, 0x1d, 0xac, 0x2b, 0x7c};
    struct headers h;
    for (uint32_t lane = 0; lane < 17; lane++) {
        memset(&h, 0, sizeof h);
        for (int v = 0; v < VERSIONS; v++) {
            memcpy(h.bytes[v] + 36, genesis, sizeof genesis);
            // The block itself stands in one version's place only.
            h.bytes[v][0] = (uint32_t)v == lane % kernel->midstates ? 1 : (uint8_t)(2 + v);
        }
        prepare(&h);
        struct ck_found found;
        if (kernel->scan(&h.job, 2083236893u - lane, lane + 1, &found, 1) != 1) return 0;
        if (found.nonce != 2083236893u || found.midstate != lane % kernel->midstates) return 0;
    }
    for (uint32_t round = 0; round < 40; round++) {
        for (int i = 0; i < 80; i++) h.bytes[0][i] = (uint8_t)random_word();
        for (int v = 1; v < VERSIONS; v++) {
            memcpy(h.bytes[v], h.bytes[0], 80);
            for (int i = 0; i < 4; i++) h.bytes[v][i] = (uint8_t)random_word();
        }
        prepare(&h);
        h.job.target_top = tops[round % 5];
        const uint32_t first = round % 3 ? random_word() : 0xffffffff - random_word() % 40;
        if (!agrees(kernel, &h, first, round == 7 ? 0 : random_word() % COUNT_MAX)) return 0;
    }
    return 1;
}

int main(void) {
    struct ck_kernel kernels[CK_KERNELS_MAX];
    const uint32_t count = ck_kernels(kernels, CK_KERNELS_MAX);
    int status = 0;
    for (uint32_t i = 0; i < count; i++) {
        const int good = passes(&kernels[i]);
        printf("%s %u %s\n", kernels[i].name, kernels[i].midstates, good ? "agrees" : "HASHES WRONGLY");
        if (!good) status = 1;
    }
    return status;
}
