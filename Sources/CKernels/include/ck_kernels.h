// SHA-256d over block headers: one interface for every kernel. Every symbol starts with ck_.
//
// A header has 80 bytes: 64 that a search of nonces does not touch, whose SHA-256 state is the midstate, and 16 (the end of the merkle
// root, time, bits, nonce) that make up the second block with the padding. FIPS 180-4 for the hash, the Bitcoin wiki's "Block hashing
// algorithm" for the header. Headers that differ in their version alone (BIP 310, BIP 320) share the second block and thus its message
// schedule: a kernel that takes several midstates computes it once for all of them.
#pragma once
#include <stdbool.h>
#include <stdint.h>

#if !defined(__clang__)
#define _Nonnull
#define _Nullable
#endif

#define CK_MIDSTATES_MAX 8

struct ck_job {
    /// SHA-256's state after the first 64 bytes of each header. A kernel reads as many as it takes.
    uint32_t midstates[CK_MIDSTATES_MAX][8];
    /// The headers' bytes 64 to 75 as big-endian words.
    uint32_t tail[3];
    /// A hash is a candidate if its highest 32 bits, as a number, are at or under this.
    uint32_t target_top;
};

struct ck_found {
    uint32_t nonce;
    /// Index into the job's midstates.
    uint32_t midstate;
};

/// Hashes the nonces first, first + 1, … first + count - 1 (they wrap at 2^32) under each midstate; writes the first `found_max`
/// candidates and returns how many there are. Their order is the kernel's own. The caller compares a candidate's whole hash with the whole
/// target.
typedef uint32_t (*ck_scan)(
    const struct ck_job *_Nonnull job, uint32_t first, uint32_t count, struct ck_found *_Nonnull found, uint32_t found_max);

struct ck_kernel {
    const char *_Nonnull name;
    ck_scan _Nonnull scan;
    /// 1, 2, 4 or 8; a scan makes count * midstates hashes.
    uint32_t midstates;
    /// The nonces that one step hashes side by side.
    uint32_t lanes;
};

#define CK_KERNELS_MAX 32

/// Writes the kernels that this processor and its operating system can run, portable ones first, and returns how many there are. None has
/// been self-tested here.
uint32_t ck_kernels(struct ck_kernel *_Nonnull kernels, uint32_t kernels_max);

/// What every kernel is tested against: the hash of 80 bytes, written from FIPS 180-4 without any of the kernels' short cuts.
void ck_reference_sha256d(const uint8_t *_Nonnull header, uint8_t *_Nonnull hash);

/// The state after a header's first 64 bytes.
void ck_midstate(const uint8_t *_Nonnull header, uint32_t *_Nonnull state);

/// The yardstick of a bench: a library's block function, twice a nonce, on the first midstate. `context` begins with the eight words of the
/// state, as the library has them. Returns how many hashes meet the target's top.
typedef void (*ck_block)(void *_Nullable context, const uint8_t *_Nullable block);
uint32_t ck_search_by(ck_block _Nonnull block, void *_Nonnull context, const struct ck_job *_Nonnull job, uint32_t first, uint32_t count);

/// Runs so many additions, each of which waits for the one before: one cycle each on every processor that we know, whatever its clock.
void ck_dependent_adds(uint64_t count);
