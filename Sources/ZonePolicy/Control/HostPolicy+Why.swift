import ZoneModel

/// One ceiling at a time binds; the host always knows which, what it costs and how to lift it.
extension HostPolicy {
    func bindingLimit(
        _ output: PowerController.Output, _ input: PowerController.Input, target: Power, hasWork: Bool, now: BootInstant
    ) -> Limit {
        if !hasWork { return .noWork }
        let isHeldBack = output.unboundW > output.rampedW
        if isHeldBack {
            if output.rampedW < output.setPointW - max(0.005 * output.setPointW, 0.5) { return .ramp }
            // The draw would fit under the ceiling; it is the room that is kept free for the meter's error that binds.
            if output.unboundW <= target.watts { return .guardBand }
            return ceilingLimit(target: target, now: now)
        }
        // Not the host's ceiling: a rig's own.
        let usable = judges.filter { $0.configuration.isThrottled && !$0.isOut }
        if usable.contains(where: { $0.isStale(now: now) }) { return .stale }
        if usable.contains(where: { $0.thermal.cap < .full }) { return .thermal }
        if calibration?.current != nil { return .calibration }
        if !heldBack(now: now).isEmpty { return .actuator }
        return rigsOut > 0 ? .maintenance : .nothing
    }

    private func ceilingLimit(target: Power, now: BootInstant) -> Limit {
        if target < self.target(now: now) { return .actuator }
        if let hold, target >= hold.order.ceiling, hold.order.ceiling < configuration.quota { return .hold }
        if configuration.collector == nil || target >= configuration.quota { return .localLimit }
        guard let lease = keeper.lease, now < lease.endsAt else { return .floor }
        return target <= keeper.floor(now: now) && keeper.ceiling(now: now) > target ? .floor : .lease
    }

    public func why(now: BootInstant) -> WhyDocument {
        let figure = power(now: now)
        let limit = decision?.limit ?? .floor
        var ceilings = self.ceilings(now: now)
        let wantedW = decision?.output.unboundW ?? 0
        ceilings.sort { ($0.ceilingW, $0.limit.rawValue) < ($1.ceilingW, $1.limit.rawValue) }
        for index in ceilings.indices {
            ceilings[index].isBinding = ceilings[index].limit == limit
            guard ceilings[index].isBinding else { continue }
            // Without this one the next ceiling up would bind, or nothing would.
            let others = ceilings.filter { $0.limit != limit }.map(\.ceilingW).filter { $0 >= ceilings[index].ceilingW }
            let next = min(others.min() ?? wantedW, max(wantedW, ceilings[index].ceilingW))
            ceilings[index].costW = max(0, next - min(ceilings[index].ceilingW, max(wantedW, 0)))
        }
        return WhyDocument(
            address: configuration.address, mode: configuration.mode, simulated: configuration.simulated, power: figure,
            wantedW: wantedW, limitedBy: limit, ceilings: ceilings)
    }

    private func ceilings(now: BootInstant) -> [WhyDocument.Ceiling] {
        var all: [WhyDocument.Ceiling] = []
        func add(_ limit: Limit, _ ceilingW: Double, _ explanation: String, _ mend: String) {
            all.append(.init(limit: limit, ceilingW: ceilingW, isBinding: false, costW: 0, explanation: explanation, mend: mend))
        }
        add(
            .localLimit, configuration.quota.watts, "quota = \"\(configuration.quota.text)\" in this host's config: no centre can raise it",
            "raise quota in agent.toml, then systemctl reload zone-agent")
        if let hold = holdCeiling(now: now) { all.append(hold) }
        if configuration.collector != nil { addLease(now: now, add) }
        addRigs(now: now, add)
        addActuators(now: now, add)
        guard let output = decision?.output else { return all }
        let target = decision?.target.watts ?? 0
        add(
            .guardBand, output.setPointW,
            "\(fixed(output.guardW, decimals: 1)) W below the lowest ceiling of \(fixed(target, decimals: 1)) W are kept free: the meter's "
                + "error and noise" + mapText(output),
            "a more accurate meter, or zonectl calibrate and a truer accuracy in the rig's config")
        if output.rampedW < output.setPointW - 0.5 {
            add(
                .ramp, output.rampedW, "on the way up at \(fixed(configuration.control.rampPerMinute * 100, decimals: 0)) %/min",
                "wait, or raise control.ramp")
        }
        if let current = calibration?.current {
            add(
                .calibration, output.unboundW, "\(current.rig) is being calibrated: its duty is stepped",
                "zonectl calibrate show says how far it is, zonectl calibrate stop ends it")
        }
        if decision?.hasWork == false {
            let (what, mend) =
                switch configuration.worker.source {
                case .headers: ("the job source has nothing to hash", "see worker.headers_file and the journal")
                case .pool: ("no pool gives a job", "zonectl pool shows what is wrong with each")
                case .node: ("the node gives no work", "zonectl pool shows what is wrong with it")
                }
            add(.noWork, output.unboundW, what, mend)
        }
        return all
    }

    /// What a map that is not certain costs now, where that can be felt, and how certain the least certain one is.
    private func mapText(_ output: PowerController.Output) -> String {
        guard output.landingW >= 0.5, let least = judges.filter({ $0.configuration.workerThreads > 0 }).map(\.map.confidence).min() else {
            return ""
        }
        return ", \(fixed(output.landingW, decimals: 1)) W of it until the readings confirm the new duty (map confidence "
            + "\(fixed(least * 100, decimals: 0)) %)"
    }

    private func addLease(now: BootInstant, _ add: (Limit, Double, String, String) -> Void) {
        let floor = keeper.floor(now: now)
        guard let lease = keeper.lease, now < lease.endsAt else {
            let awaited = floorAwaited.map { "; \($0.text) when a collector has counted it" } ?? ""
            add(
                .floor, floor.watts, "no lease: the host holds its floor of \(floor.text)\(awaited)",
                "zonectl status shows the link; the lease returns with the collector")
            return
        }
        let remaining = fixed((lease.endsAt - now).seconds, decimals: 1)
        add(
            .lease, keeper.ceiling(now: now).watts, "lease \(HostPolicy.cause(lease)) of \(lease.quota.text), \(remaining) s left",
            "the zone authority sets it: zonectl quota show at the collector")
        if keeper.target(now: now) < keeper.ceiling(now: now) {
            add(
                .floor, keeper.target(now: now).watts,
                "the lease ends or an announced cut holds within the ramp-down time; already on the way",
                "zonectl status shows the link; a renewal lifts it")
        }
    }

    private func addRigs(now: BootInstant, _ add: (Limit, Double, String, String) -> Void) {
        guard let output = decision?.output else { return }
        let hot = judges.filter { $0.configuration.isThrottled && !$0.isOut && $0.thermal.cap < .full && !$0.isStale(now: now) }
        let out = maintenance.sorted { $0.key < $1.key }
        if !out.isEmpty {
            let names = out.map { "\($0.key) (\"\($0.value.reason)\")" }.joined(separator: ", ")
            add(.maintenance, output.unboundW, "taken out: \(names)", "zonectl maintenance RIG off --reason TEXT puts a rig back")
        }
        if !hot.isEmpty {
            let names = hot.map { "\($0.configuration.name) at \(fixed($0.thermal.cap.percent, decimals: 0)) %" }.joined(separator: ", ")
            add(
                .thermal, output.unboundW, "held by temperature: \(names)",
                "cool the rig, or raise its thermal limits if its maker allows it")
        }
        let stale = judges.filter { $0.configuration.isThrottled && !$0.isOut && $0.isStale(now: now) }
        if !stale.isEmpty {
            let names = stale.map { judge in
                "\(judge.configuration.name)" + (judge.lastRefusal.map { " (\($0))" } ?? "")
            }.joined(separator: ", ")
            add(
                .stale, output.unboundW, "without a believable power reading: \(names)",
                "zonectl sensors shows what is there and what was mapped")
        }
    }
}
