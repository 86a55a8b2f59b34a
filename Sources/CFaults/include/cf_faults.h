// Linux's ways to make faults, which Swift cannot call: namespaces, mounts, one frozen thread. For tests only; all return 0 or an errno.
#pragma once
#include <stdint.h>

/// Goes on as process 1 of PID, network and mount namespaces of its own, with loopback up and /proc mounted. Returns there with 0; the
/// calling process waits outside and exits with the same status. Whatever happens to either, the kernel ends every process inside, and the
/// namespaces, their rules and their mounts go with them. Where namespaces cannot be had it returns the errno, and nothing has changed.
/// Call it before there is a second thread.
int cf_isolate(void);

/// An empty file system in memory, `kibibytes` large, on a directory.
int cf_mount_memory(const char *directory, int64_t kibibytes);

/// Goes on in a mount namespace of its own, in which `file` stands in the place of `target`.
int cf_replace_file(const char *file, const char *target);

/// Stops one thread, and not the others of its process. Freeze and release come from the same thread.
int cf_freeze_thread(int32_t thread);
int cf_release_thread(int32_t thread);

/// accept4(2), close-on-exec and non-blocking from the start: a daemon that another thread starts at that instant must not inherit it.
int cf_accept(int listener, uint16_t *peer_port);
