import ZoneModel

/// Notices a reading that does not move although the duty did.
struct FrozenWatch: Equatable, Sendable {
    private(set) var isFrozen = false
    private var raw: Double?
    private var dutyAtMove: Duty = .zero
    private var dutyMovedAt: BootInstant?

    /// - Parameter settle: how long the rig may take to answer.
    mutating func onReading(_ raw: Double, duty: Duty, at: BootInstant, settle: Duration) {
        guard raw == self.raw else {
            self.raw = raw
            dutyAtMove = duty
            dutyMovedAt = nil
            isFrozen = false
            return
        }
        guard !isFrozen else { return }
        guard abs(duty.fraction - dutyAtMove.fraction) >= 0.05 else {
            dutyMovedAt = nil
            return
        }
        if let dutyMovedAt {
            isFrozen = at - dutyMovedAt >= settle
        } else {
            dutyMovedAt = at
        }
    }
}
