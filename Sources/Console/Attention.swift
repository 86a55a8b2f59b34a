import ZoneModel

/// What goes on until a person does something about it: non-compliance, refusals, sensors that are gone. What passes by itself (a lease that ran out, a
/// quarantine, a cut on its way) is not in it. One line each, with the mend.
public enum Attention {
    /// A host or a collector that is away for longer will hardly come back by itself.
    private static let awayMaxS = 600.0
    /// A cut needs a moment; this long over is no moment.
    private static let overMaxS = 5.0

    public static func needed(by status: HostStatus) -> [String] {
        var lines: [String] = []
        let host = status.address.description
        if let seconds = status.cannotComplyForS {
            lines.append(
                "\(host): draws \(Measure.power(status.power.powerW)) over its ceiling of \(Measure.power(status.quotaW)) for "
                    + "\(Measure.time(seconds)), and can throttle no further: switch rigs off (zonectl why)")
        }
        if let hold = status.hold, hold.uid == nil { lines.append("\(host): \(hold.reason): look there, then zonectl hold off") }
        switch status.link.state {
        case .refused: lines.append("\(host): the collector refuses it\(status.link.lastError.map { ": \($0)" } ?? "")")
        case .waiting, .connecting:
            if status.link.sinceS >= awayMaxS {
                lines.append("\(host): its collector is not reached for \(Measure.time(status.link.sinceS)): mend the way there")
            }
        case .standalone, .connected: break
        }
        if let failure = status.spool.failure { lines.append("\(host): the spool takes no lines: \(failure)") }
        for rig in status.rigs {
            let reason = rig.lastRefusal.map { " (\($0))" } ?? ""
            switch rig.state {
            case .stale: lines.append("\(host) \(rig.rig): no believable power\(reason): mend the sensor (zonectl sensors)")
            case .frozen: lines.append("\(host) \(rig.rig): its reading is stuck: power-cycle the supply's interface")
            case .tripped: lines.append("\(host) \(rig.rig): stopped by heat: airflow, dust, fans")
            case .unsafe: lines.append("\(host) \(rig.rig): its required temperature is missing\(reason): mend the sensor")
            case .ok, .starting, .hot, .unmetered, .maintenance: break
            }
        }
        return lines
    }

    public static func needed(by status: ZoneStatus) -> [String] {
        var lines: [String] = []
        if let failure = status.storeFailure { lines.append("\(status.zone): the store takes no lines: \(failure)") }
        if status.isQuotaUnconfirmed == true {
            lines.append("\(status.zone): the orders were lost with the ledger: set the quota anew (zonectl quota set)")
        }
        if status.floorsW > status.quotaW {
            lines.append(
                "\(status.zone): Σ floors \(Measure.power(status.floorsW)) is above the quota of \(Measure.power(status.quotaW)): lower floors"
            )
        }
        for host in status.hosts where host.maintenance == nil {
            if host.isOverCeiling, host.overForS ?? .infinity >= overMaxS {
                let withheld = host.withheldW.map { ", \(Measure.power($0)) are withheld from the others" } ?? ""
                let length = host.overForS.map { " for \(Measure.time($0))" } ?? ""
                lines.append(
                    "\(host.address): draws \(Measure.power(host.power?.powerW)), over its ceiling\(length)\(withheld): zonectl why there")
            }
            if let refusal = host.refusal { lines.append("\(host.address): refused: \(refusal)") }
            if host.state == .lost, let age = host.ageS, age >= awayMaxS {
                lines.append("\(host.address): not heard for \(Measure.time(age)): reach it, or take it out (zonectl maintenance)")
            }
        }
        return lines
    }
}
