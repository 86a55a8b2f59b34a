/// 128 random bits that tie a grant to the heartbeat that asked for it. Never reused, forgotten at restart.
public struct Nonce: Hashable, Sendable, CustomStringConvertible {
    public var high: UInt64
    public var low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// 32 lower-case hexadecimal digits.
    public init?(hex: String) {
        let digits = hex.utf8.compactMap(hexDigit)
        guard digits.count == 32, hex.utf8.count == 32 else { return nil }
        self.high = digits[..<16].reduce(0) { $0 << 4 | UInt64($1) }
        self.low = digits[16...].reduce(0) { $0 << 4 | UInt64($1) }
    }

    public var description: String { Nonce.hex(high) + Nonce.hex(low) }

    private static func hex(_ value: UInt64) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}

/// The order of grants: a later epoch beats every generation of an earlier one. "Newer" is a type, not a rule to remember.
public struct GrantID: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// Rises when a collector's ledger was lost or restored.
    public var epoch: UInt64
    /// Rises with every grant to a host inside an epoch.
    public var generation: UInt64

    public init(epoch: UInt64, generation: UInt64) {
        self.epoch = epoch
        self.generation = generation
    }

    /// Lower than every grant: an agent that has seen none.
    public static let none = GrantID(epoch: 0, generation: 0)

    public var description: String { "\(epoch)/\(generation)" }

    public static func < (a: GrantID, b: GrantID) -> Bool { (a.epoch, a.generation) < (b.epoch, b.generation) }
}

/// One boot of one machine. Ledger entries bind to (host, boot), because a restart forgets its nonces.
public struct BootID: Hashable, Sendable, Codable, CustomStringConvertible {
    public let text: String

    /// 1 to 64 characters of 0–9, a–f and `-`, as /proc/sys/kernel/random/boot_id gives it, with the process's own suffix.
    public init?(_ text: String) {
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy({ hexDigit($0) != nil || $0 == 45 }) else { return nil }
        self.text = text
    }

    public var description: String { text }
}
