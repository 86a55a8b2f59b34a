import CSystemd

/// Socket activation.
public enum SystemdSockets {
    /// What systemd listens on for this process (sd_listen_fds(3)): the caller's from now on, and a second call finds none.
    public static func take() -> [Int32] {
        let count = sd_listen_fds(1)
        // SD_LISTEN_FDS_START, a macro.
        return count > 0 ? (3..<3 + count).map { $0 } : []
    }
}
