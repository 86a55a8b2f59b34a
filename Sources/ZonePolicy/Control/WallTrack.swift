import ZoneModel

/// Where the wall clock is, told from readings that may be missing, unsynchronised or stepped.
///
/// Schedules are civil time, so a host that follows one must know how wrong its clock may be. The last synchronised reading is carried on by the boot clock,
/// with an uncertainty that grows by the clock's rate error. A synchronised reading that contradicts it means that one of the two is wrong: both stand
/// side by side, and whoever asks takes the worse, until the new one has held for a minute.
public struct WallTrack: Hashable, Sendable {
    struct Anchor: Hashable, Sendable {
        var wall: WallInstant
        var at: BootInstant
        var uncertainty: Duration
        /// Since when readings have agreed with it.
        var since: BootInstant
    }

    /// An interval in which the wall clock lies.
    public struct Estimate: Hashable, Sendable {
        public var from: WallInstant
        public var to: WallInstant
    }

    private(set) var anchor: Anchor?
    private(set) var contender: Anchor?

    private static let trustedAfter: Duration = .seconds(60)
    /// ρ, in thousandths: what the lease rule allows every clock.
    private static let ratePerMille: Int64 = 100

    public init() {}

    public mutating func onReading(_ reading: WallReading, now: BootInstant) {
        guard let uncertainty = reading.uncertainty else { return }
        let new = Anchor(wall: reading.wall, at: now, uncertainty: uncertainty, since: now)
        guard let anchor else {
            self.anchor = new
            return
        }
        if WallTrack.agree(anchor, new, now) {
            self.anchor = Anchor(wall: new.wall, at: now, uncertainty: uncertainty, since: anchor.since)
            contender = nil
        } else if let contender, WallTrack.agree(contender, new, now) {
            let kept = Anchor(wall: new.wall, at: now, uncertainty: uncertainty, since: contender.since)
            if now - kept.since >= WallTrack.trustedAfter {
                self.anchor = kept
                self.contender = nil
            } else {
                self.contender = kept
            }
        } else {
            contender = new
        }
    }

    /// Every interval in which the wall clock may lie at `now`; empty: nothing is known.
    public func estimates(now: BootInstant) -> [Estimate] {
        [anchor, contender].compactMap { $0.map { WallTrack.estimate($0, now) } }
    }

    private static func estimate(_ anchor: Anchor, _ now: BootInstant) -> Estimate {
        let elapsed = (now - anchor.at).wholeMilliseconds
        let spread = anchor.uncertainty.wholeMilliseconds + elapsed * ratePerMille / 1000
        let middle = anchor.wall.milliseconds + elapsed
        return Estimate(from: WallInstant(milliseconds: middle - spread), to: WallInstant(milliseconds: middle + spread))
    }

    private static func agree(_ anchor: Anchor, _ new: Anchor, _ now: BootInstant) -> Bool {
        let estimate = estimate(anchor, now)
        return estimate.from <= new.wall && new.wall <= estimate.to
    }
}
