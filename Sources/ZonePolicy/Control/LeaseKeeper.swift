import ZoneModel

/// The agent's side of the lease protocol: which quota is in force, until when, and what is answered to a grant.
///
/// A value without a clock. Safety rests on three of its habits: a lease is timed from the moment at which the heartbeat with its
/// nonce was *sent* (never from the grant's arrival), a grant must be newer than every grant seen, and whatever is not understood
/// ends in the floor.
public struct LeaseKeeper: Sendable {
    public struct Lease: Equatable, Sendable {
        public var grant: GrantID
        public var quota: Power
        /// When the quota stops to be in force, on CLOCK_BOOTTIME: sendTime(nonce) + H, less this host's jitter.
        public var endsAt: BootInstant
        public var term: Duration
        public var arrivedAt: BootInstant
        public var reason: String?
        public var order: String?
        /// An announced cut, and when it holds.
        public var next: AnnouncedCut?
    }

    public struct AnnouncedCut: Equatable, Sendable {
        public var quota: Power
        public var at: BootInstant
    }

    /// Why a grant was not obeyed.
    public enum Refusal: Equatable, Sendable {
        case unknownNonce
        /// Not newer than the newest grant seen: a duplicate, or one that was overtaken.
        case notNewer(than: GrantID)
        case termTooShort(term: Duration, needed: Duration)
        case termTooLong(term: Duration)
        case announcedRaise
        /// It had run out before it arrived. Being the newest, it ends the older lease too.
        case expiredOnArrival

        public var message: String {
            switch self {
            case .unknownNonce: "its nonce belongs to no heartbeat of this run"
            case .notNewer(let than): "it is not newer than \(than)"
            case .termTooShort(let term, let needed):
                "its term of \(term.wholeMilliseconds) ms is shorter than the \(needed.wholeMilliseconds) ms that this host needs to ramp down"
            case .termTooLong(let term): "its term of \(term.wholeMilliseconds) ms is longer than a minute"
            case .announcedRaise: "it announces a raise; only cuts are announced"
            case .expiredOnArrival: "it had run out before it arrived"
            }
        }
    }

    public enum Outcome: Equatable, Sendable {
        case accepted(previous: Power?)
        case refused(Refusal)
    }

    /// Newest grant seen, refused ones with a known nonce included. `hello` tells it.
    public private(set) var newest: GrantID
    public private(set) var lease: Lease?
    /// The floor where no schedule is stored.
    public var constantFloor: Power
    /// The floor slot by slot: what this host has on disk.
    public var schedule: FloorSchedule?
    /// A schedule on its way to the disk: until it is there, the lower of both holds.
    package var incoming: FloorSchedule?
    /// Another machine holds this host's name, and its floor (rule 5): here it is 0.
    public var isFloorWithheld = false
    /// A ceiling over the floor, until its end (rule 8).
    public private(set) var emergency: EmergencyCut?
    /// How long before the lease's end the way down begins, so that the watts are at the floor when it ends (rule 6).
    public var rampDown: Duration

    private(set) var sent: [(nonce: Nonce, at: BootInstant)] = []
    private let jitterFraction: Double
    private(set) var wall = WallTrack()

    /// A nonce is worth nothing once the longest lease that it could carry is over.
    static let termMax: Duration = .seconds(60)
    private static let noncesMax = 128

    /// - Parameter jitterFraction: 0 … 1, drawn once per run: expiry is spread over the last tenth of H, so that a zone's hosts do not
    ///   all fall in the same instant.
    /// - Parameters:
    ///   - schedule: and `emergency`: what an earlier run has stored.
    public init(
        newest: GrantID, floor: Power, schedule: FloorSchedule? = nil, emergency: EmergencyCut? = nil, rampDown: Duration,
        jitterFraction: Double
    ) {
        self.newest = newest
        self.constantFloor = floor
        self.schedule = schedule
        self.emergency = emergency
        self.rampDown = rampDown
        self.jitterFraction = min(max(jitterFraction, 0), 1)
    }

    /// Remembers when a heartbeat left. Call it before the bytes are handed over: a later `sentAt` would stretch the lease.
    public mutating func onHeartbeat(_ nonce: Nonce, sentAt now: BootInstant) {
        sent.removeAll { now - $0.at > LeaseKeeper.termMax }
        if sent.count >= LeaseKeeper.noncesMax { sent.removeFirst(sent.count - LeaseKeeper.noncesMax + 1) }
        sent.append((nonce, now))
    }

    /// What the wall clock says; floors by schedule depend on it.
    public mutating func onWall(_ reading: WallReading, now: BootInstant) { wall.onReading(reading, now: now) }

    public mutating func onGrant(_ grant: QuotaGrant, now: BootInstant) -> Outcome {
        guard let sentAt = sent.first(where: { $0.nonce == grant.nonce })?.at else { return .refused(.unknownNonce) }
        let id = GrantID(epoch: grant.epoch, generation: grant.generation)
        guard id > newest else { return .refused(.notNewer(than: newest)) }
        let needed = Duration.seconds(3) + rampDown
        guard grant.lease >= needed else { return .refused(.termTooShort(term: grant.lease, needed: needed)) }
        guard grant.lease <= LeaseKeeper.termMax else { return .refused(.termTooLong(term: grant.lease)) }
        guard let next = announcedCut(in: grant, sentAt: sentAt) else { return .refused(.announcedRaise) }

        // From here the grant is the newest that this host knows: whatever it was, it supersedes the lease before it.
        newest = id
        emergency = emergencyCut(in: grant, now: now)
        let previous = lease.map { inForce($0, now: now) }
        let endsAt = sentAt + grant.lease - Duration.seconds(grant.lease.seconds / 10 * jitterFraction)
        guard endsAt > now else {
            lease = nil
            return .refused(.expiredOnArrival)
        }
        lease = Lease(
            grant: id, quota: grant.quota, endsAt: endsAt, term: grant.lease, arrivedAt: now, reason: grant.reason,
            order: grant.order, next: next)
        return .accepted(previous: previous)
    }

    /// Drops a lease that has run out; true if there was one.
    public mutating func onTick(now: BootInstant) -> Bool {
        guard let lease, now >= lease.endsAt else { return false }
        self.lease = nil
        return true
    }

    /// Drops an emergency that has reached its stated end; true if there was one.
    public mutating func endEmergency(now: BootInstant) -> Bool {
        guard let emergency, now >= emergency.endsAt else { return false }
        self.emergency = nil
        return true
    }

    /// Gives the lease up at once, as when another machine holds this host's name.
    public mutating func surrender() { lease = nil }

    /// The ceiling that is in force now: what compliance is judged by.
    @inline(__always)
    public func ceiling(now: BootInstant) -> Power {
        guard let lease, now < lease.endsAt else { return floor(now: now) }
        return inForce(lease, now: now)
    }

    /// The ceiling to steer to: the lowest of what will be in force within the time that the way down takes.
    public func target(now: BootInstant) -> Power {
        let horizon = now + rampDown
        guard let lease, now < lease.endsAt else { return floor(within: rampDown, now: now) }
        let steered = inForce(lease, now: horizon)
        return horizon >= lease.endsAt ? min(floor(within: rampDown, now: now), steered) : steered
    }

    /// What holds without a lease: the stored schedule's slot, or the constant floor, and never more than an emergency allows.
    public func floor(now: BootInstant) -> Power { floor(within: .zero, now: now) }

    /// The lowest floor from now on until `horizon` later. Fails towards less: a schedule is worth nothing without any idea of the time.
    public func floor(within horizon: Duration, now: BootInstant) -> Power {
        guard !isFloorWithheld else { return .zero }
        var floor = schedule.map { lowest(of: $0, within: horizon, now: now) } ?? constantFloor
        if let incoming { floor = min(floor, lowest(of: incoming, within: horizon, now: now)) }
        return capped(floor, now)
    }

    private func lowest(of schedule: FloorSchedule, within horizon: Duration, now: BootInstant) -> Power {
        let ahead = horizon.wholeMilliseconds
        return wall.estimates(now: now).map {
            schedule.lowest(from: $0.from, to: WallInstant(milliseconds: $0.to.milliseconds + ahead))
        }.min() ?? .zero
    }

    /// Whether its last slot is surely past.
    func isOver(_ schedule: FloorSchedule, now: BootInstant) -> Bool {
        let estimates = wall.estimates(now: now)
        return !estimates.isEmpty && estimates.allSatisfy { $0.from >= schedule.end }
    }

    /// When the worker must fall by itself to the duty of the floor that holds then, if nobody tells it anything newer.
    public func deadline(now: BootInstant) -> BootInstant? {
        if let lease, now < lease.endsAt { return lease.endsAt - rampDown }
        return fall(now: now).map { $0 - rampDown }
    }

    /// The end of the lease, less the way down.
    public var deadline: BootInstant? { lease.map { $0.endsAt - rampDown } }

    /// When the scheduled floor falls next; nil where it does not fall at the coming edge. In whole seconds, rounded down.
    private func fall(now: BootInstant) -> BootInstant? {
        guard let schedule, let estimate = wall.estimates(now: now).first, let edge = schedule.edge(after: estimate.to) else { return nil }
        let until = Duration.milliseconds(max(edge.milliseconds - estimate.to.milliseconds, 0))
        guard floor(within: until + .milliseconds(1), now: now) < floor(now: now) else { return nil }
        return BootInstant(nanoseconds: (now + until).nanoseconds / 1_000_000_000 * 1_000_000_000)
    }

    private func capped(_ power: Power, _ now: BootInstant) -> Power {
        guard let emergency, now < emergency.endsAt else { return power }
        return min(power, emergency.ceiling)
    }

    /// The newest grant is the whole truth: without the keys there is no emergency any more. Counted from its arrival: rather too long than too short.
    private func emergencyCut(in grant: QuotaGrant, now: BootInstant) -> EmergencyCut? {
        guard let ceiling = grant.emergency, let left = grant.emergencyFor, left > .zero else { return nil }
        let estimate = wall.estimates(now: now).first
        let wallNow = estimate.map { $0.from.milliseconds / 2 + $0.to.milliseconds / 2 } ?? 0
        return EmergencyCut(
            ceiling: ceiling, endsAt: now + left, wallEnd: WallInstant(milliseconds: wallNow + left.wholeMilliseconds), remaining: left,
            isWallTrusted: estimate != nil, reason: grant.reason, order: grant.order)
    }

    private func inForce(_ lease: Lease, now: BootInstant) -> Power {
        guard let next = lease.next, now >= next.at else { return lease.quota }
        return min(lease.quota, next.quota)
    }

    /// `.some(nil)` where nothing is announced, nil where what is announced is not a cut, or half of it is missing.
    private func announcedCut(in grant: QuotaGrant, sentAt: BootInstant) -> AnnouncedCut?? {
        switch (grant.nextQuota, grant.nextIn) {
        case (nil, nil): return .some(nil)
        case (let quota?, let nextIn?) where quota <= grant.quota: return .some(AnnouncedCut(quota: quota, at: sentAt + nextIn))
        default: return nil
        }
    }
}
