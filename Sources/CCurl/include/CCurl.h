// HTTP over a Unix socket or TCP through libcurl, whose curl_easy_setopt is variadic and so not callable from Swift.
// Every symbol starts with ccurl_. A client belongs to one thread at a time.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ccurl_client ccurl_client;

enum ccurl_outcome {
    CCURL_ANSWERED,
    /// Nothing accepted the connection; `os_errno` says why (0 where libcurl does not know).
    CCURL_NOT_CONNECTED,
    CCURL_TIMED_OUT,
    /// The body or the headers were larger than allowed.
    CCURL_TOO_LARGE,
    /// The connection ended in the middle, or what came was no HTTP.
    CCURL_BROKEN,
    /// A signal that the caller blocks (SIGINT, SIGTERM, SIGHUP) is waiting for it.
    CCURL_INTERRUPTED,
    /// libcurl or memory failed.
    CCURL_FAILED,
};

struct ccurl_request {
    /// A Unix socket and the path on it, with its leading slash and its query; or, where that is NULL, a whole URL of http.
    const char *socket_path;
    const char *path;
    const char *url;
    /// For basic authorisation, or NULL.
    const char *user;
    const char *password;
    /// Not NULL: the exchange ends within a second of this word becoming other than 0, and waiting signals are left alone.
    const uint32_t *cancel;
    /// A JSON document to POST; NULL is a GET.
    const uint8_t *body;
    size_t body_length;
    long connect_ms;
    long total_ms;
    size_t answer_bytes_max;
};

struct ccurl_answer {
    enum ccurl_outcome outcome;
    int os_errno;
    long status;
    /// Owned by the client, valid until its next exchange.
    const uint8_t *body;
    size_t body_length;
    char content_type[128];
    char message[256];
};

/// NULL where libcurl cannot start.
ccurl_client *ccurl_open(void);
void ccurl_close(ccurl_client *client);

/// Sends one request and waits for its answer. The connection is kept for the next request to the same socket.
void ccurl_exchange(ccurl_client *client, const struct ccurl_request *request, struct ccurl_answer *answer);
