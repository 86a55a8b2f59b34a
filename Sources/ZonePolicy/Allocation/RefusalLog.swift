import ZoneModel

/// Keeps a host that knocks every second from filling the journal: each kind of refusal of each name is told once in ten minutes, and of at most 256 names at a time.
struct RefusalLog: Hashable, Sendable {
    private var told: [String: BootInstant] = [:]
    private static let quiet = Duration.seconds(600)

    mutating func shouldTell(_ code: String, _ address: HostAddress, now: BootInstant) -> Bool {
        let key = "\(code) \(address)"
        if let last = told[key], now - last < RefusalLog.quiet { return false }
        if told.count >= 256 {
            told = told.filter { now - $0.value < RefusalLog.quiet }
            guard told.count < 256 else { return false }
        }
        told[key] = now
        return true
    }
}
