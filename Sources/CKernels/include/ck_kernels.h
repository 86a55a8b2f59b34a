// SHA-256d over block headers: one interface for every kernel. Every symbol starts with ck_.
//
// A header has 80 bytes: 64 that a search does not touch, whose SHA-256 state is the midstate, and 16 (the end of the merkle root, time,
// bits, nonce) that make up the second block with the padding. FIPS 180-4 for the hash, the Bitcoin wiki's "Block hashing algorithm" for
// the header.
#pragma once
#include <stdbool.h>
#include <stdint.h>

struct ck_job {
    /// SHA-256's state after the header's first 64 bytes.
    uint32_t midstate[8];
    /// The header's bytes 64 to 75 as big-endian words.
    uint32_t tail[3];
    /// A nonce is a candidate if the hash's highest 32 bits, as a number, are at or under this.
    uint32_t target_top;
};

/// Searches the nonces first, first + 1, … first + count - 1 (they wrap at 2^32); writes the first `found_max` candidates and returns how
/// many there are. The caller compares a candidate's whole hash with the whole target.
typedef uint32_t (*ck_scan)(const struct ck_job *_Nonnull job, uint32_t first, uint32_t count, uint32_t *_Nonnull found, uint32_t found_max);

struct ck_kernel {
    const char *_Nonnull name;
    ck_scan _Nonnull scan;
    /// The nonces that one step hashes side by side.
    uint32_t lanes;
};

/// The kernels that this processor can run (by cpuid), slowest first; `count` of them. None has been self-tested here.
const struct ck_kernel *_Nonnull ck_kernels(uint32_t *_Nonnull count);

/// What every kernel is tested against: the hash of 80 bytes, written from FIPS 180-4 without any of the kernels' short cuts.
void ck_reference_sha256d(const uint8_t *_Nonnull header, uint8_t *_Nonnull hash);

/// The state after a header's first 64 bytes.
void ck_midstate(const uint8_t *_Nonnull header, uint32_t *_Nonnull state);
