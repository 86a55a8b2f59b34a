#include "CCurl.h"

#include <curl/curl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEADER_BYTES_MAX (64 * 1024)

struct ccurl_client {
    CURL *handle;
    struct curl_slist *headers;
    uint8_t *body;
    size_t length, capacity, length_max;
    size_t header_bytes;
    bool is_too_large, is_interrupted;
    const uint32_t *cancel;
    char message[CURL_ERROR_SIZE];
};

static pthread_once_t started = PTHREAD_ONCE_INIT;
static CURLcode start_result = CURLE_FAILED_INIT;

// curl_global_init is not thread-safe on its own.
static void start(void) { start_result = curl_global_init(CURL_GLOBAL_NOTHING); }

static size_t on_body(char *bytes, size_t size, size_t count, void *context) {
    ccurl_client *client = context;
    size_t added = size * count;
    if (added > client->length_max - client->length) {
        client->is_too_large = true;
        return 0;
    }
    if (client->length + added > client->capacity) {
        size_t capacity = client->capacity ? client->capacity : 16 * 1024;
        while (capacity < client->length + added) capacity *= 2;
        uint8_t *grown = realloc(client->body, capacity);
        if (!grown) return 0;
        client->body = grown;
        client->capacity = capacity;
    }
    memcpy(client->body + client->length, bytes, added);
    client->length += added;
    return added;
}

static size_t on_header(char *bytes, size_t size, size_t count, void *context) {
    (void)bytes;
    ccurl_client *client = context;
    client->header_bytes += size * count;
    if (client->header_bytes > HEADER_BYTES_MAX) {
        client->is_too_large = true;
        return 0;
    }
    return size * count;
}

// A caller that blocks these signals takes them with sigtimedwait; a silent daemon must not make it deaf to Ctrl-C.
static int on_progress(void *context, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d) {
    (void)a, (void)b, (void)c, (void)d;
    ccurl_client *client = context;
    if (client->cancel) return client->is_interrupted = __atomic_load_n(client->cancel, __ATOMIC_ACQUIRE) != 0;
    sigset_t waiting;
    if (sigpending(&waiting) != 0) return 0;
    client->is_interrupted = sigismember(&waiting, SIGINT) == 1 || sigismember(&waiting, SIGTERM) == 1 || sigismember(&waiting, SIGHUP) == 1;
    return client->is_interrupted;
}

ccurl_client *ccurl_open(void) {
    pthread_once(&started, start);
    if (start_result != CURLE_OK) return NULL;
    ccurl_client *client = calloc(1, sizeof *client);
    if (!client) return NULL;
    client->handle = curl_easy_init();
    // "Expect:" off: a daemon that does not answer 100-continue would cost a second.
    client->headers = curl_slist_append(NULL, "Content-Type: application/json");
    struct curl_slist *longer = client->headers ? curl_slist_append(client->headers, "Expect:") : NULL;
    if (!client->handle || !longer) {
        ccurl_close(client);
        return NULL;
    }
    client->headers = longer;
    return client;
}

void ccurl_close(ccurl_client *client) {
    if (!client) return;
    if (client->handle) curl_easy_cleanup(client->handle);
    curl_slist_free_all(client->headers);
    free(client->body);
    free(client);
}

static CURLcode set_up(ccurl_client *client, const struct ccurl_request *request) {
    CURL *h = client->handle;
    curl_easy_reset(h);  // keeps the live connection
    char url[1024];
    int length = request->socket_path ? snprintf(url, sizeof url, "http://localhost%s", request->path) : snprintf(url, sizeof url, "%s", request->url);
    if (length < 0 || (size_t)length >= sizeof url) return CURLE_URL_MALFORMAT;
    CURLcode rc = CURLE_OK;
    if (request->socket_path && (rc = curl_easy_setopt(h, CURLOPT_UNIX_SOCKET_PATH, request->socket_path)) != CURLE_OK) return rc;
    if (request->user) {
        if ((rc = curl_easy_setopt(h, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC)) != CURLE_OK) return rc;
        if ((rc = curl_easy_setopt(h, CURLOPT_USERNAME, request->user)) != CURLE_OK) return rc;
        if ((rc = curl_easy_setopt(h, CURLOPT_PASSWORD, request->password ? request->password : "")) != CURLE_OK) return rc;
    }
    if ((rc = curl_easy_setopt(h, CURLOPT_URL, url)) != CURLE_OK) return rc;
    // The user's environment (http_proxy) and any redirection must not lead anywhere else.
    if ((rc = curl_easy_setopt(h, CURLOPT_PROXY, "")) != CURLE_OK) return rc;
    curl_easy_setopt(h, CURLOPT_PROTOCOLS_STR, "http");
    curl_easy_setopt(h, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(h, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(h, CURLOPT_CONNECTTIMEOUT_MS, request->connect_ms);
    curl_easy_setopt(h, CURLOPT_TIMEOUT_MS, request->total_ms);
    curl_easy_setopt(h, CURLOPT_ERRORBUFFER, client->message);
    curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(h, CURLOPT_WRITEDATA, client);
    curl_easy_setopt(h, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(h, CURLOPT_HEADERDATA, client);
    curl_easy_setopt(h, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(h, CURLOPT_XFERINFODATA, client);
    curl_easy_setopt(h, CURLOPT_NOPROGRESS, 0L);
    if (request->body) {
        curl_easy_setopt(h, CURLOPT_POST, 1L);
        curl_easy_setopt(h, CURLOPT_POSTFIELDS, (const char *)request->body);
        curl_easy_setopt(h, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_length);
        curl_easy_setopt(h, CURLOPT_HTTPHEADER, client->headers);
    }
    return CURLE_OK;
}

static enum ccurl_outcome outcome_of(const ccurl_client *client, CURLcode rc) {
    if (client->is_interrupted) return CCURL_INTERRUPTED;
    if (client->is_too_large) return CCURL_TOO_LARGE;
    switch (rc) {
    case CURLE_OK: return CCURL_ANSWERED;
    case CURLE_COULDNT_CONNECT: return CCURL_NOT_CONNECTED;
    case CURLE_OPERATION_TIMEDOUT: return CCURL_TIMED_OUT;
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_UNSUPPORTED_PROTOCOL:  // HTTP/0.9, or no HTTP at all
    case CURLE_WEIRD_SERVER_REPLY: return CCURL_BROKEN;
    default: return CCURL_FAILED;
    }
}

void ccurl_exchange(ccurl_client *client, const struct ccurl_request *request, struct ccurl_answer *answer) {
    memset(answer, 0, sizeof *answer);
    client->length = 0;
    client->length_max = request->answer_bytes_max;
    client->header_bytes = 0;
    client->is_too_large = client->is_interrupted = false;
    client->message[0] = 0;
    client->cancel = request->cancel;
    CURLcode rc = set_up(client, request);
    if (rc == CURLE_OK) rc = curl_easy_perform(client->handle);
    answer->outcome = outcome_of(client, rc);
    if (rc != CURLE_OK) {
        long os_errno = 0;
        if (curl_easy_getinfo(client->handle, CURLINFO_OS_ERRNO, &os_errno) == CURLE_OK) answer->os_errno = (int)os_errno;
        snprintf(answer->message, sizeof answer->message, "%s", client->message[0] ? client->message : curl_easy_strerror(rc));
    }
    curl_easy_getinfo(client->handle, CURLINFO_RESPONSE_CODE, &answer->status);
    const char *type = NULL;
    if (curl_easy_getinfo(client->handle, CURLINFO_CONTENT_TYPE, &type) == CURLE_OK && type)
        snprintf(answer->content_type, sizeof answer->content_type, "%s", type);
    answer->body = client->body;
    answer->body_length = client->length;
}
