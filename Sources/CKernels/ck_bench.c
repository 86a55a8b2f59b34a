// What the kernels are measured against.
#include <string.h>

#include "ck_constants.h"
#include "ck_kernels.h"

static void store(uint8_t *bytes, uint32_t word) {
    const uint32_t big = ck_swap(word);
    memcpy(bytes, &big, sizeof big);
}

uint32_t ck_search_by(ck_block block, void *context, const struct ck_job *job, uint32_t first, uint32_t count) {
    uint8_t one[64] = {[16] = 0x80, [62] = 640 >> 8, [63] = 640 & 0xff}, two[64] = {[32] = 0x80, [62] = 256 >> 8};
    uint32_t found = 0, state[8];
    for (int i = 0; i < 3; i++) store(one + 4 * i, job->tail[i]);
    for (uint32_t i = 0; i < count; i++) {
        store(one + 12, ck_swap(first + i));
        memcpy(context, job->midstates[0], sizeof state);
        block(context, one);
        memcpy(state, context, sizeof state);
        for (int word = 0; word < 8; word++) store(two + 4 * word, state[word]);
        memcpy(context, ck_iv, sizeof ck_iv);
        block(context, two);
        memcpy(state, context, sizeof state);
        found += ck_swap(state[7]) <= job->target_top;
    }
    return found;
}

void ck_dependent_adds(uint64_t count) {
    uint64_t x = count;
    // A sum with itself: additions of a constant are folded together by newer cores.
    for (uint64_t i = 0; i < count / 256; i++) {
#if defined(__x86_64__)
        __asm__ volatile(".rept 256\n\tadd %0, %0\n\t.endr" : "+r"(x));
#elif defined(__aarch64__)
        __asm__ volatile(".rept 256\n\tadd %0, %0, %0\n\t.endr" : "+r"(x));
#endif
    }
}
