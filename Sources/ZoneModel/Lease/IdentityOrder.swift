/// What people ordered, and what came of it, about who may speak for a host. Every one is kept for ever; what holds is what `IdentityRegister` makes of them.
public struct IdentityOrder: Equatable, Hashable, Sendable {
    public enum Kind: Equatable, Hashable, Sendable {
        /// A token was given that is good until then, once. Its secret is known by its hash alone (SHA-256, hexadecimal).
        case token(hash: String, hostClass: HostClass, expires: WallInstant)
        /// Somebody showed it, and a certificate with this number's mark is being given.
        case enrolled(machineID: String)
        /// Every certificate of the host with a number up to this one is worth nothing any more, nor one without a number that began before.
        case revoked
    }

    public var kind: Kind
    public var address: HostAddress
    /// Rises with every token and every revocation; an `enrolled` has that of its token.
    public var number: UInt64
    public var reason: String
    /// The order's number, for auditors.
    public var order: String?
    /// Who ordered it; an `enrolled` has that of its token.
    public var uid: UInt32
    public var wall: WallInstant

    public init(
        kind: Kind, address: HostAddress, number: UInt64, reason: String, order: String?, uid: UInt32, wall: WallInstant
    ) {
        self.kind = kind
        self.address = address
        self.number = number
        self.reason = reason
        self.order = order
        self.uid = uid
        self.wall = wall
    }
}

/// Which tokens are open and which certificates are revoked.
public struct IdentityRegister: Equatable, Sendable {
    /// The highest number given.
    public private(set) var last: UInt64 = 0
    /// Tokens that nobody has used, by number.
    public private(set) var tokens: [UInt64: IdentityOrder] = [:]
    /// The last revocation of each host that had one.
    public private(set) var revocations: [HostAddress: IdentityOrder] = [:]

    public init() {}

    public mutating func apply(_ order: IdentityOrder) {
        last = Swift.max(last, order.number)
        switch order.kind {
        case .token: tokens[order.number] = order
        case .enrolled: tokens[order.number] = nil
        case .revoked:
            revocations[order.address] = order
            // A token that lies about would undo it.
            tokens = tokens.filter { $0.value.address != order.address }
        }
    }

    /// Never one that was given before: above the last, and by the clock, so that a ledger that was lost does not give old numbers anew.
    public func nextNumber(wall: WallInstant) -> UInt64 {
        Swift.min(Swift.max(last + 1, UInt64(clamping: wall.milliseconds)), CertifiedHost.enrolmentMax)
    }

    /// The open token with that secret.
    public func token(hash: String) -> IdentityOrder? {
        tokens.values.first { if case .token(hash: hash, hostClass: _, expires: _) = $0.kind { true } else { false } }
    }

    /// The revocation that a certificate falls under; nil: it is good.
    /// - Parameter notBefore: when it begins.
    public func revocation(of host: CertifiedHost, notBefore: WallInstant) -> IdentityOrder? {
        guard let revocation = revocations[host.address] else { return nil }
        if let enrolment = host.enrolment { return enrolment <= revocation.number ? revocation : nil }
        return notBefore <= revocation.wall ? revocation : nil
    }
}
