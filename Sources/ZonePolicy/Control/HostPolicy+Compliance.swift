import ZoneModel

/// Whether the ceiling is kept, since when it is not, and what a cut cost until it was.
struct Compliance: Equatable, Sendable {
    struct Cut: Equatable, Sendable {
        var from: Power
        var to: Power
        var grant: GrantID?
        var startedAt: BootInstant
        var overWs = 0.0
    }

    var cut: Cut?
    var applied = GrantID.none
    var overSince: BootInstant?
    var isEscalated = false

    mutating func ceilingFell(from: Power, to: Power, grant: GrantID?, now: BootInstant) {
        guard to < from else { return }
        // A second cut before the first was kept: its time counts from its own arrival, what was drawn above counts on.
        cut = Cut(from: from, to: to, grant: grant, startedAt: now, overWs: cut?.overWs ?? 0)
    }

    mutating func account(overW: Double, elapsed: Duration) { cut?.overWs += overW * elapsed.seconds }
}

extension HostPolicy {
    mutating func judgeCompliance(now: BootInstant) -> [HostDirective] {
        let figure = power(now: now)
        let ceilingW = ceiling(now: now).watts
        let upperW = figure.powerW + figure.errorW
        var directives: [HostDirective] = []
        // Rule 4 asks for the lease's quota: a hold below what the agent can throttle must not let the zone wait for the lease's watts.
        let leaseW = min(configuration.quota, keeper.ceiling(now: now)).watts
        if upperW <= max(ceilingW, leaseW) { directives += complied(figure, isCutKept: upperW <= ceilingW, now: now) }
        directives += escalate(lowerW: figure.powerW - figure.errorW, figure, ceilingW: judgedCeiling(now: now).watts, now: now)
        return directives
    }

    /// The power's upper bound is at or under the ceiling: rule 4's moment, if the readings are newer than the cut.
    private mutating func complied(_ figure: PowerFigure, isCutKept: Bool, now: BootInstant) -> [HostDirective] {
        guard configuration.mode == .enforce else { return [] }
        var directives: [HostDirective] = []
        var elapsed: Duration?
        if let cut = compliance.cut {
            guard areReadingsNewer(than: cut.startedAt, now: now) else { return [] }
            if isCutKept {
                let time = now - cut.startedAt
                elapsed = time
                account.complied(after: time)
                compliance.cut = nil
                directives.append(.happened(quotaApplied(cut, figure, after: time)))
            }
        }
        if let lease = keeper.lease, lease.grant > compliance.applied, configuration.collector.isSome {
            compliance.applied = lease.grant
            let line = Applied(
                bootID: bootID, epoch: lease.grant.epoch, generation: lease.grant.generation,
                powerMax: Power(watts: figure.powerW + figure.errorW), elapsed: elapsed ?? (now - lease.arrivedAt))
            directives.append(.send(.applied(line)))
        }
        return directives
    }

    /// Of everything that the host's figure is made of: with a site meter that is the meter's alone.
    private func areReadingsNewer(than instant: BootInstant, now: BootInstant) -> Bool {
        if let meter = siteMeter, !meter.isStale(now: now) { return meter.reading.map { $0.at >= instant } ?? false }
        return judges.allSatisfy { judge in
            guard judge.isMetered, !judge.isStale(now: now) else { return true }
            return judge.reading.map { $0.at >= instant } ?? true
        }
    }

    private func quotaApplied(_ cut: Compliance.Cut, _ figure: PowerFigure, after time: Duration) -> Event {
        let isHeld = hold.map { $0.order.ceiling <= cut.to } ?? false
        let cause =
            isHeld ? "(hold)" : keeper.lease.map(HostPolicy.cause) ?? (configuration.collector == nil ? "(local)" : "(floor: no lease)")
        let draw = Power(watts: figure.powerW)
        let message =
            "quota \(Power.change(from: cut.from, to: cut.to)) \(cause): draw \(draw.text)\(label(figure)) after "
            + "\(fixed(time.seconds, decimals: 1)) s, over \(fixed(cut.overWs / 3600, decimals: 3)) Wh"
        var fields: [FlatObject.Field] = [
            .power("quota_before_w", cut.from), .power("quota_w", cut.to), .power("power_w", draw),
            .count("time_to_comply_ms", time.wholeMilliseconds), .real("overshoot_ws", cut.overWs),
        ]
        if let grant = cut.grant { fields += [.count("epoch", grant.epoch), .count("generation", grant.generation)] }
        return Event(.quotaApplied, .notice, message, fields: fields)
    }

    /// Surely over for longer than the plant can take: a person must know.
    private mutating func escalate(
        lowerW: Double, _ figure: PowerFigure, ceilingW: Double, now: BootInstant
    ) -> [HostDirective] {
        guard lowerW > ceilingW else {
            compliance.overSince = nil
            guard compliance.isEscalated else { return [] }
            compliance.isEscalated = false
            let draw = Power(watts: figure.powerW)
            let event = Event(
                .compliesAgain, .notice, "draw \(draw.text)\(label(figure)) is under the ceiling of \(Power(watts: ceilingW).text) again",
                fields: [.power("power_w", draw), .power("quota_w", Power(watts: ceilingW))])
            return [.happened(event)]
        }
        let since = compliance.overSince ?? now
        compliance.overSince = since
        let interval = configuration.rigs.map(\.interval).max() ?? .seconds(1)
        let patience = HostPolicy.rampDown(configuration) + interval * 2 + .seconds(2)
        guard !compliance.isEscalated, now - since >= patience else { return [] }
        compliance.isEscalated = true
        return [.happened(cannotComply(figure, ceilingW: ceilingW))]
    }

    private func cannotComply(_ figure: PowerFigure, ceilingW: Double) -> Event {
        let idleW = decision.map { $0.output.unboundW } ?? 0
        let why =
            configuration.mode == .observe
            ? "mode is observe, so nothing is throttled; set mode = \"enforce\" once the readings are trusted"
            : "every rig is at the duty that the ceiling allows; what is left is load that the agent cannot throttle. Switch rigs off, or raise the floor"
        let draw = Power(watts: figure.powerW)
        let severity: Severity = configuration.mode == .observe ? .warning : .error
        return Event(
            .cannotComply, severity, "draw \(draw.text)\(label(figure)) stays over the ceiling of \(Power(watts: ceilingW).text): \(why)",
            fields: [.power("power_w", draw), .power("quota_w", Power(watts: ceilingW)), .real("unbound_w", idleW)])
    }

    /// What a person must know beside a figure: that it is simulated, or no measurement.
    func label(_ figure: PowerFigure) -> String {
        (figure.source == .measured ? "" : " \(figure.source.rawValue)") + (configuration.simulated ? " simulated" : "")
    }

    /// `(5/119, "emergency", order 2231)`
    static func cause(_ lease: LeaseKeeper.Lease) -> String {
        var parts = [lease.grant.description]
        if let reason = lease.reason { parts.append("\"\(reason)\"") }
        if let order = lease.order { parts.append("order \(order)") }
        return "(\(parts.joined(separator: ", ")))"
    }

    static func causeFields(_ lease: LeaseKeeper.Lease) -> [FlatObject.Field] {
        [lease.reason.map { .text("reason", $0) }, lease.order.map { .text("order", $0) }].compactMap { $0 }
    }
}
