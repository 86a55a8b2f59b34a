#include <features.h>
#include <string.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
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

/* What Swift cannot import of OpenSSL, because it is a macro or a typed stack. Every function starts with zs_. */

/* A context for lines: TLS 1.3 alone, every handshake a whole one (a resumed session would not be judged anew), small idle connections, and an end
   of file without a close_notify is an end: a line that was cut is never passed on. False where OpenSSL refuses. */
static inline int zs_tls_for_lines(SSL_CTX *context) {
    if (SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION) != 1) return 0;
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_IGNORE_UNEXPECTED_EOF | SSL_OP_NO_COMPRESSION);
    return SSL_CTX_set_num_tickets(context, 0);
}

/* The same towards servers of others, many of which speak no more than TLS 1.2. */
static inline int zs_tls_for_public(SSL_CTX *context) {
    return zs_tls_for_lines(context) && SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1;
}

/* The server's certificate must be for this name or address; a name is also told to the server. */
static inline int zs_tls_expect(SSL *ssl, const char *host) {
    if (X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host) == 1) return 1;
    ERR_clear_error();
    SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    return SSL_set1_host(ssl, host) == 1 && SSL_set_tlsext_host_name(ssl, host) == 1;
}

/* The certificates behind the first one, to be shown with it; the reference stays the caller's. */
static inline int zs_tls_add_chain(SSL_CTX *context, X509 *certificate) { return (int)SSL_CTX_add1_chain_cert(context, certificate); }

/* Whatever stands among the trusted certificates is trusted, also one that another has signed. */
static inline int zs_tls_trust_partial_chains(SSL_CTX *context) {
    X509_STORE *store = SSL_CTX_get_cert_store(context);
    return store ? X509_STORE_set_flags(store, X509_V_FLAG_PARTIAL_CHAIN) : 0;
}

/* Trusts the one certificate of the shown chain that has this SHA-256, and no other, and verifies the chain up to it. */
static inline int zs_verify_pinned(X509_STORE_CTX *store, const unsigned char *fingerprint) {
    STACK_OF(X509) *shown = X509_STORE_CTX_get0_untrusted(store);
    X509 *anchor = NULL;
    for (int i = 0; i < sk_X509_num(shown) && !anchor; i++) {
        unsigned char digest[EVP_MAX_MD_SIZE];
        unsigned int length = 0;
        X509 *certificate = sk_X509_value(shown, i);
        if (X509_digest(certificate, EVP_sha256(), digest, &length) == 1 && length == 32 && memcmp(digest, fingerprint, 32) == 0) anchor = certificate;
    }
    if (!anchor) {
        X509_STORE_CTX_set_error(store, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN);
        return 0;
    }
    STACK_OF(X509) *trusted = sk_X509_new_null();
    if (!trusted || !sk_X509_push(trusted, anchor)) {
        sk_X509_free(trusted);
        X509_STORE_CTX_set_error(store, X509_V_ERR_OUT_OF_MEM);
        return 0;
    }
    X509_STORE_CTX_set0_trusted_stack(store, trusted);
    X509_STORE_CTX_set_flags(store, X509_V_FLAG_PARTIAL_CHAIN);
    int verified = X509_verify_cert(store);
    sk_X509_free(trusted);
    return verified;
}

/* The URI at that place among the subject's alternative names; NULL: there is none at that place, or it is something else. The text is not ended by a 0. */
static inline const unsigned char *zs_name_uri(const GENERAL_NAMES *names, int place, int *length) {
    const GENERAL_NAME *name = place < sk_GENERAL_NAME_num(names) ? sk_GENERAL_NAME_value(names, place) : NULL;
    if (!name || name->type != GEN_URI) return NULL;
    *length = ASN1_STRING_length(name->d.uniformResourceIdentifier);
    return ASN1_STRING_get0_data(name->d.uniformResourceIdentifier);
}

static inline int zs_name_count(const GENERAL_NAMES *names) { return sk_GENERAL_NAME_num(names); }

/* Of a TLS alert that the peer sent its number, of anything else 0. */
static inline int zs_alert_of(unsigned long error) {
    int reason = ERR_GET_REASON(error);
    return ERR_GET_LIB(error) == ERR_LIB_SSL && reason > SSL_AD_REASON_OFFSET && reason < SSL_AD_REASON_OFFSET + 256 ? reason - SSL_AD_REASON_OFFSET : 0;
}

static inline int zs_is_without_certificate(unsigned long error) {
    return ERR_GET_LIB(error) == ERR_LIB_SSL && ERR_GET_REASON(error) == SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE;
}

/* An extension by OpenSSL's own names, as openssl.cnf writes it. */
static inline int zs_add_extension(X509 *certificate, X509 *issuer, int nid, const char *value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
    if (!extension) return 0;
    int added = X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
    return added;
}

static inline EVP_PKEY *zs_new_p256_key(void) { return EVP_EC_gen("P-256"); }
