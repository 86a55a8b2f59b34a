/// What one thread hashes in one go: a header under one to eight versions, and a stretch of its nonces.
public struct WorkUnit: Equatable, Sendable {
    public var template: WorkTemplate
    public var extranonce2: [UInt8]
    public var time: UInt32
    /// 1, 2, 4 or 8 that differ in rolled bits alone.
    public var versions: [UInt32]
    /// 80 bytes, with the first version and a nonce of 0.
    public var header: [UInt8]
    public var firstNonce: UInt32
    /// From `firstNonce` on, without wrapping.
    public var nonces: UInt64

    public func share(nonce: UInt32, version: Int) -> Share {
        Share(templateID: template.id, extranonce2: extranonce2, time: time, nonce: nonce, version: versions[version])
    }
}

/// Deals out headers so that none is ever hashed twice: nonces first, then groups of versions, then extranonce2, and the time last, which alone is
/// judged by the source's clock.
///
/// The count of extranonce2 goes on from one template to the next. A template that comes again with the same headers (a new difficulty, a session that
/// was resumed) goes on where it stopped.
public struct HeaderRoller: Sendable {
    /// Where a template's next unit begins; each counts up to its end before the next one steps.
    private struct Cursor: Sendable {
        var stretch: UInt64 = 0
        var group: UInt64 = 0
        /// How many extranonces were used up at this time, from `firstExtranonce` on.
        var extranonces: UInt64 = 0
        var firstExtranonce: UInt64
        var time: UInt64
        /// Rolled bits that the groups of versions are made of.
        var bits: UInt32
        var root: [UInt8]?
    }

    /// A sixteenth of the nonces: what a thread of 15 MH/s hashes in 18 s under one version, and what is left undone when it turns away.
    static let stretchBits: UInt64 = 28
    private static let stretches: UInt64 = 1 << (32 - stretchBits)
    private static let rememberedMax = 16

    public private(set) var template: WorkTemplate?
    private var fingerprint: [UInt8] = []
    private var cursor: Cursor
    /// Of templates before this one; the newest last.
    private var left: [(fingerprint: [UInt8], cursor: Cursor)] = []

    /// - Parameter firstExtranonce: where to begin; at random, so that a daemon that starts again does not hash what it has hashed.
    public init(firstExtranonce: UInt64) { cursor = Cursor(firstExtranonce: firstExtranonce, time: 0, bits: 0) }

    /// From now on this is hashed; nil: nothing.
    public mutating func take(_ new: WorkTemplate?) {
        if template != nil {
            if left.count == HeaderRoller.rememberedMax { left.removeFirst() }
            left.append((fingerprint, cursor))
        }
        template = new
        guard let new else { return }
        fingerprint = new.fingerprint
        let fresh = Cursor(
            firstExtranonce: cursor.firstExtranonce &+ cursor.extranonces &+ 1, time: UInt64(new.time), bits: new.rollableBits)
        guard let index = left.lastIndex(where: { $0.fingerprint == fingerprint }) else {
            cursor = fresh
            return
        }
        cursor = left.remove(at: index).cursor
        if cursor.time < new.time {
            cursor = fresh
        } else if cursor.bits != new.rollableBits {
            changeBits(to: new.rollableBits, of: new)
        }
    }

    /// Another mask deals the versions out anew: what was begun under the old one is left, and the next extranonce (or second) begins.
    private mutating func changeBits(to bits: UInt32, of template: WorkTemplate) {
        cursor.bits = bits
        guard cursor.stretch > 0 || cursor.group > 0 else { return }
        (cursor.stretch, cursor.group) = (0, 0)
        stepExtranonce(template)
    }

    /// The next stretch; nil where there is no template, or everything of it is dealt out.
    public mutating func next() -> WorkUnit? {
        guard let template, cursor.time <= UInt64(template.time) + UInt64(template.timeRoll), let time = UInt32(exactly: cursor.time) else {
            return nil
        }
        let extranonce2 = HeaderRoller.extranonce2(cursor.firstExtranonce &+ cursor.extranonces, count: template.extranonce2Bytes)
        let root = cursor.root ?? template.merkleRoot(extranonce2: extranonce2)
        cursor.root = root
        let versions = HeaderRoller.versions(template.version, bits: cursor.bits, group: cursor.group)
        let unit = WorkUnit(
            template: template, extranonce2: extranonce2, time: time, versions: versions,
            header: template.header(merkleRoot: root, version: versions[0], time: time, nonce: 0),
            firstNonce: UInt32(cursor.stretch << HeaderRoller.stretchBits), nonces: 1 << HeaderRoller.stretchBits)
        step(template)
        return unit
    }

    private mutating func step(_ template: WorkTemplate) {
        cursor.stretch += 1
        guard cursor.stretch == HeaderRoller.stretches else { return }
        cursor.stretch = 0
        cursor.group += 1
        guard cursor.group == HeaderRoller.groups(of: cursor.bits) else { return }
        cursor.group = 0
        stepExtranonce(template)
    }

    private mutating func stepExtranonce(_ template: WorkTemplate) {
        cursor.root = nil
        cursor.extranonces += 1
        guard let all = HeaderRoller.extranonces(of: template.extranonce2Bytes), cursor.extranonces == all else { return }
        cursor.extranonces = 0
        cursor.time += 1
    }

    // MARK: - Parts

    /// How many there are; nil: more than anybody counts.
    private static func extranonces(of bytes: Int) -> UInt64? { bytes < 8 ? 1 << (8 * UInt64(max(bytes, 0))) : nil }

    /// Lowest byte first; what is beyond eight bytes stays 0.
    static func extranonce2(_ number: UInt64, count: Int) -> [UInt8] {
        (0..<max(count, 0)).map { $0 < 8 ? UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) : 0 }
    }

    private static func groupBits(_ bits: UInt32) -> Int { min(bits.nonzeroBitCount, 3) }

    private static func groups(of bits: UInt32) -> UInt64 { 1 << UInt64(bits.nonzeroBitCount - groupBits(bits)) }

    /// The group's versions: eight, or as many as the bits allow.
    static func versions(_ version: UInt32, bits: UInt32, group: UInt64) -> [UInt32] {
        let count = UInt64(1) << UInt64(groupBits(bits))
        return (0..<count).map { version | scattered(group * count + $0, over: bits) }
    }

    /// A number's bits, put one by one where the mask has ones.
    private static func scattered(_ number: UInt64, over mask: UInt32) -> UInt32 {
        var (number, mask, result) = (number, mask, UInt32(0))
        while mask != 0 {
            let lowest = mask & (~mask &+ 1)
            if number & 1 == 1 { result |= lowest }
            number >>= 1
            mask &= ~lowest
        }
        return result
    }
}
