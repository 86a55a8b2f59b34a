import ZoneModel

/// Watts divided among rigs: filled one after the other in the ranking's order, none above its cap, their sum never above what there is.
///
/// Anti-flap: a rig that was switched on stays on, and one that was switched off stays off, for its minimum times. Staying on is at a
/// small duty, whose watts come out of the other rigs; where even that does not fit, the cut wins. Only the plan switches a rig: a
/// worker that pauses for a moment so that a cut shows sooner was not switched off.
struct RigSplit: Equatable, Sendable {
    private struct Switch: Equatable, Sendable {
        var isOn: Bool
        var since: BootInstant
    }

    private var switches: [Name: Switch] = [:]

    /// What a rig with minimum times is held on at, and the least that it is switched on for.
    private static let heldDuty = 0.05
    /// Less than this is no duty but a rest of the division.
    private static let leastDuty = Duty(0.001)

    /// Remembers the plan: which rigs it switches, and when.
    mutating func onPlan(_ duties: [RigDuty], now: BootInstant) {
        for order in duties {
            let isOn = order.duty > .zero
            // A rig that was never planned for may be switched at once.
            guard let known = switches[order.rig] else {
                switches[order.rig] = Switch(isOn: isOn, since: isOn ? now : BootInstant(nanoseconds: .min))
                continue
            }
            if known.isOn != isOn { switches[order.rig] = Switch(isOn: isOn, since: now) }
        }
    }

    /// The duties whose watts add up to `watts` or less.
    func duties(forWatts watts: Double, _ rigs: [PowerController.Input.Rig], order: [Name], now: BootInstant) -> [RigDuty] {
        var rest = watts - rigs.reduce(0) { $0 + $1.baseW }
        var duties = rigs.map { RigDuty(rig: $0.rig, duty: .zero) }
        guard rest > 0, rest.isFinite else { return duties }
        // 1. What must stay on gets its little, the best rigs first.
        var reserved: [Double] = []
        if rigs.contains(where: { $0.minimumOn > .zero }) {
            reserved = Array(repeating: 0, count: rigs.count)
            RigSplit.inTurn(rigs, order) { index in
                guard mustStayOn(rigs[index], now: now) else { return }
                let heldW = rigs[index].slopeW * min(RigSplit.heldDuty, rigs[index].cap.fraction)
                guard heldW <= rest else { return }
                reserved[index] = heldW
                rest -= heldW
            }
        }
        // 2. The rest goes down the order.
        RigSplit.inTurn(rigs, order) { index in
            let rig = rigs[index]
            let heldW = reserved.isEmpty ? 0 : reserved[index]
            guard rig.slopeW > 0, rig.cap > .zero, heldW > 0 || maySwitchOn(rig, now: now) else { return }
            let most = min((rest + heldW) / rig.slopeW, rig.cap.fraction)
            // Rounded down to a part per million, so that no sum of many is above what there is.
            let duty = Duty(partsPerMillion: Int32(min(max(most, 0), 1) * 1_000_000))
            guard heldW > 0 || duty >= leastDuty(toSwitchOn: rig) else { return }
            duties[index].duty = duty
            rest = max(rest + heldW - rig.slopeW * duty.fraction, 0)
        }
        return duties
    }

    @inline(__always)
    private static func inTurn(_ rigs: [PowerController.Input.Rig], _ order: [Name], _ body: (Int) -> Void) {
        // Few rigs are found sooner by looking than by a dictionary of them.
        guard rigs.count > 16 else {
            for name in order {
                if let index = rigs.firstIndex(where: { $0.rig == name }) { body(index) }
            }
            return
        }
        let indices = Dictionary(rigs.enumerated().map { ($1.rig, $0) }, uniquingKeysWith: { first, _ in first })
        for name in order {
            if let index = indices[name] { body(index) }
        }
    }

    private func mustStayOn(_ rig: PowerController.Input.Rig, now: BootInstant) -> Bool {
        guard rig.minimumOn > .zero, rig.slopeW > 0, rig.cap > .zero, let known = switches[rig.rig] else { return false }
        return known.isOn && now - known.since < rig.minimumOn
    }

    private func maySwitchOn(_ rig: PowerController.Input.Rig, now: BootInstant) -> Bool {
        guard rig.minimumOff > .zero, let known = switches[rig.rig], !known.isOn else { return true }
        return now - known.since >= rig.minimumOff
    }

    /// A rig that must stay on once it is should be switched on for something.
    private func leastDuty(toSwitchOn rig: PowerController.Input.Rig) -> Duty {
        guard rig.minimumOn > .zero || rig.minimumOff > .zero, !(switches[rig.rig]?.isOn ?? false) else { return RigSplit.leastDuty }
        return min(Duty(RigSplit.heldDuty), rig.cap)
    }
}
