import ZoneModel

/// One host, as its agent's status document tells it.
public enum HostView {
    /// Two lines on the host, a line for each thing that needs a person, and a line a rig.
    public static func live(_ status: HostStatus, width: Int?) -> [StyledLine] {
        [headline(status, width: width), limitLine(status, width: width)] + warnings(status, width: width)
            + rigTable(status, width: width)
    }

    /// The live view, and what does not change by the second.
    public static func status(_ status: HostStatus, width: Int?) -> [StyledLine] {
        live(status, width: width) + details(status, width: width)
    }

    private static func headline(_ status: HostStatus, width: Int?) -> StyledLine {
        var row = Row()
        let address = status.address
        row.add([
            (StyledLine(address.description, .strong), rank: 50), (StyledLine("\(address.site)/\(address.host)", .strong), rank: 55),
            (StyledLine(address.host.text, .strong), rank: Row.stays),
        ])
        // That a host only observes is never left out: nothing holds it under its quota.
        row.add(Labels.mode(status.mode), rank: status.mode == .observe ? Row.stays : 60)
        row.add(leaseText(status), rank: 40)
        row.add(StyledLine("quota ") + StyledLine(Measure.power(status.quotaW), .strong), rank: 90, gap: 3)
        let style: Style = (status.usedShare ?? 0) > 1 ? .bad : .strong
        func draw(_ hasError: Bool) -> StyledLine {
            StyledLine("draw ") + Labels.power(status.power, simulated: status.simulated, hasError: hasError, style: style)
        }
        row.add([(draw(true), rank: 30), (draw(false), rank: Row.stays)])
        row.add(Labels.used(status.usedShare), rank: 25, gap: 3)
        row.add(StyledLine(Measure.hashrate(status.hashrateHs)), rank: 20, gap: 3)
        return row.line(width: width)
    }

    private static func leaseText(_ status: HostStatus) -> StyledLine {
        if let lease = status.lease {
            return StyledLine("lease \(Measure.countdown(lease.remainingS))", lease.remainingS < 3 ? .caution : .plain)
        }
        return status.link.state == .standalone ? StyledLine("standalone") : StyledLine("NO LEASE", .caution)
    }

    private static func limitLine(_ status: HostStatus, width: Int?) -> StyledLine {
        var limit = StyledLine("limited by ")
        limit.append(Labels.limit(status.limitedBy), Labels.limitStyle(status.limitedBy))
        var short = limit
        if status.limitedBy == .lease, let lease = status.lease {
            limit.append(" \(lease.grant)")
            short = limit
            if let reason = Labels.reason(lease.reason, order: lease.order) { limit.append(" \(reason)") }
        }
        var row = Row()
        row.add([(limit, rank: 30), (short, rank: Row.stays)])

        let unmetered = status.rigs.count { $0.power.source > .derived }
        let trouble = [
            unmetered > 0 ? StyledLine("\(unmetered) of \(status.rigs.count) unmetered", .caution) : nil,
            status.sensorsRefused > 0
                ? StyledLine("\(status.sensorsRefused) \(status.sensorsRefused == 1 ? "sensor" : "sensors") refused", .caution) : nil,
        ].compactMap { $0 }
        let spool = StyledLine("spool \(Measure.count(UInt64(clamping: status.spool.lines)))")
        let clock = StyledLine(Measure.clock(status.clock), status.clock.isSynchronised ? .plain : .caution)
        row.add(
            [(dotted([spool, clock] + trouble), rank: 10), (dotted([spool] + trouble), rank: 20), (dotted(trouble), rank: 40)], gap: 5)
        return row.line(width: width)
    }

    private static func dotted(_ parts: [StyledLine]) -> StyledLine {
        var out = StyledLine()
        for part in parts {
            if !out.isEmpty { out.append(" · ", .faint) }
            out.append(part)
        }
        return out
    }

    private static func warnings(_ status: HostStatus, width: Int?) -> [StyledLine] {
        var lines: [StyledLine] = []
        if let seconds = status.cannotComplyForS {
            lines.append(StyledLine("cannot comply for \(Measure.time(seconds)): over its ceiling, and can throttle no further", .bad))
        }
        if let emergency = status.emergency { lines.append(emergencyLine(emergency)) }
        if let hold = status.hold { lines.append(HoldView.line(hold)) }
        if let lease = status.lease, let next = lease.nextQuotaW {
            let when = lease.nextInS.map { " in \(Measure.countdown($0))" } ?? ""
            lines.append(StyledLine("announced: \(Measure.power(next))\(when)", .caution))
        }
        if status.mode == .observe {
            lines.append(StyledLine("observe mode: nothing is throttled, the quota is not held", .caution))
        }
        if status.link.state != .connected, status.link.state != .standalone {
            lines.append(StyledLine(linkText(status.link), .bad))
        }
        if let failure = status.spool.failure {
            lines.append(StyledLine("spool takes no lines: \(failure)", .bad))
        }
        return lines.map { line in width.map { line.clipped(to: $0) } ?? line }
    }

    private static func emergencyLine(_ emergency: EmergencyFigure) -> StyledLine {
        let reason = Labels.reason(emergency.reason, order: emergency.order).map { " \($0)" } ?? ""
        let text = "at most \(Measure.power(emergency.ceilingW)) without a lease, for another \(Measure.time(emergency.endsInS))\(reason)"
        return StyledLine("EMERGENCY: ", .bad) + StyledLine(text, .caution)
    }

    private static func floorText(_ floor: FloorFigure) -> String {
        let schedule = floor.scheduleID.map { id in
            ", by schedule \(id)\(floor.scheduleEnd.map { " until \(TimedOrderView.short($0))" } ?? "")"
        }
        return "floor without a lease \(Measure.power(floor.floorW))\(schedule ?? "")"
    }

    private static func linkText(_ link: LinkFigure) -> String {
        let peer = link.peer.map { "collector \($0)" } ?? "collector"
        let since = Measure.time(link.sinceS)
        let error = link.lastError.map { ": \($0)" } ?? ""
        switch link.state {
        case .standalone: return "standalone: no collector is configured"
        case .connecting: return "\(peer): connecting for \(since)\(error)"
        case .connected: return "\(peer): connected for \(since)"
        case .waiting: return "\(peer): lost \(since) ago, waiting to try again\(error)"
        case .refused: return "\(peer): refuses this host since \(since)\(error)"
        }
    }

    private static func rigTable(_ status: HostStatus, width: Int?) -> [StyledLine] {
        var table = Table([
            .init(title: "RIG", mayShrink: true),
            .init(title: "WATTS", isNumber: true),
            .init(title: "SOURCE", gap: 1),
            .init(title: "DUTY", isNumber: true, rank: 40),
            .init(title: "TEMP", isNumber: true, rank: 50),
            .init(title: "STATE"),
            .init(title: "NOTE", rank: 10, mayShrink: true),
        ])
        let isWide = (width ?? Int.max) >= 100
        for rig in status.rigs {
            let isFailing = rig.state != .ok && rig.state != .unmetered
            table.add([
                StyledLine(rig.rig.text),
                StyledLine(Measure.power(rig.power.powerW), rig.power.source > .derived ? .caution : .plain),
                Labels.source(rig.power.source, simulated: status.simulated, isWide: isWide),
                StyledLine(Measure.share(rig.duty, places: 0)),
                StyledLine(Measure.temperature(rig.temperatureC), rig.state == .hot || rig.state == .tripped ? .bad : .plain),
                Labels.rigState(rig),
                note(rig, isFailing: isFailing),
            ])
        }
        return table.lines(width: width, hasHeader: false)
    }

    private static func note(_ rig: RigFigure, isFailing: Bool) -> StyledLine {
        if let reason = rig.maintenance { return StyledLine("\"\(reason)\"", .faint) }
        if isFailing { return StyledLine(rig.lastRefusal ?? "", .faint) }
        return rig.actuator?.trouble.map { StyledLine("cap not taken: \($0)", .bad) } ?? StyledLine()
    }

    /// `gpu-0: power cap 200 W (100 W to 300 W), reads back 200 W; it keeps its setting if the agent dies`
    private static func capFact(_ rig: Name, _ actuator: ActuatorFigure) -> String? {
        guard actuator.kind == .powerCap else { return nil }
        var fact = "\(rig): power cap \(actuator.orderedW.map { Measure.power($0) } ?? "not set")"
        if let low = actuator.minimumW, let high = actuator.maximumW { fact += " (\(Measure.power(low)) to \(Measure.power(high)))" }
        fact += actuator.settingW.map { ", reads back \(Measure.power($0))" } ?? ", not read back"
        return fact + (actuator.isFailSafe ? "; it falls without the agent" : "; it keeps its setting if the agent dies")
    }

    private static func details(_ status: HostStatus, width: Int?) -> [StyledLine] {
        let threads = status.rigs.reduce(0) { $0 &+ $1.workerThreads }
        var facts = [
            "zone-agent \(status.version), up \(Measure.time(status.uptimeS)), as of \(status.timestamp)",
            "kernel \(status.hashKernel), \(threads) worker \(threads == 1 ? "thread" : "threads") at \(Measure.share(status.duty))",
            linkText(status.link),
            "spool \(Measure.count(UInt64(clamping: status.spool.lines))) lines not acked, \(Measure.bytes(status.spool.bytes))",
        ]
        if let lease = status.lease {
            facts.append("lease \(lease.grant): \(Measure.power(lease.quotaW)) for another \(Measure.countdown(lease.remainingS))")
        }
        if let floor = status.floor { facts.append(floorText(floor)) }
        for rig in status.rigs {
            guard let map = rig.map else { continue }
            let hashrate = map.hashrateFullHs.map { ", \(Measure.hashrate($0)) at full duty" } ?? ""
            facts.append(
                "\(rig.rig): \(Measure.power(map.idleW)) + \(Measure.power(map.slopeW)) × duty, known to "
                    + "\(Measure.share(map.confidence, places: 0))\(hashrate)")
        }
        facts += status.rigs.compactMap { rig in rig.actuator.flatMap { capFact(rig.rig, $0) } }
        for rig in status.rigs where rig.refusals > 0 {
            let last = rig.lastRefusal.map { ", last: \($0)" } ?? ""
            facts.append("\(rig.rig): \(Measure.count(rig.refusals)) readings refused\(last)")
        }
        return facts.flatMap { wrapped($0, width: width, indent: 2, style: .faint) }
    }
}
