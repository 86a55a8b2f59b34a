#pragma once
#include <stdbool.h>
#include <stdint.h>

/// A nonblocking, close-on-exec eventfd, or -1.
int zs_eventfd(void);

/// The calling thread's kernel id. In C, because the optimiser may hoist pthread_self() out of an actor's job.
int32_t zs_thread_id(void);

/// Names the calling thread for `ps -L` and the journal: 15 bytes at most are kept.
void zs_name_thread(const char *name);

/// SO_PEERCRED of a Unix socket; false if the kernel does not say.
bool zs_peer_credentials(int fd, uint32_t *uid, int32_t *pid);

/// A TCP socket for lines: no delay, keep-alive, dead peers noticed within `dead_after_ms`, and at most `unsent_bytes` lying unsent in
/// the kernel, so that a control line never waits behind a back-fill. False if any option is refused.
bool zs_tcp_for_lines(int fd, int dead_after_ms, int unsent_bytes);

/// Bytes that the kernel holds and has not sent yet (SIOCOUTQNSD), or -1.
int zs_unsent_bytes(int fd);

/// A close-on-exec copy of a descriptor, or -1.
int zs_duplicate(int fd);

/// Sends one packet to the Unix socket of packets at `path` and waits for the one that answers it, `timeout_ms` at most for each.
/// Returns the answer's length, `size` at most, or -1 with errno: ENAMETOOLONG for a path that does not fit, EAGAIN when nobody answers in time.
int zs_ask(const char *path, const char *packet, int length, char *answer, int size, int timeout_ms);
