#include <features.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/err.h>
#include <openssl/sha.h>
#include <stdint.h>

/// OpenSSL's block function: the SHA-256 of one block of 64 bytes on top of the eight words that a SHA256_CTX begins with. Deprecated since
/// OpenSSL 3.0 without a successor, and what miners are compared with.
static inline void co_sha256_block(void *context, const uint8_t *block) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    SHA256_Transform((SHA256_CTX *)context, block);
#pragma GCC diagnostic pop
}
