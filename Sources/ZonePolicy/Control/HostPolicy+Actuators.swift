import ZoneModel

/// Power caps in the host's policy: what they are set to, what they count for, and what the floor lets them keep.
extension HostPolicy {
    static func capKeepers(_ configuration: AgentConfiguration) -> [Name: CapKeeper] {
        let capped = configuration.rigs.filter { $0.actuator == .powerCap }
        return Dictionary(capped.map { ($0.name, CapKeeper($0, configuration.control)) }, uniquingKeysWith: { a, _ in a })
    }

    /// How long before the lease's end the way down begins: what takes a cap down from outside may take longer than the plant.
    static func wayDown(_ configuration: AgentConfiguration) -> Duration {
        let reverts = configuration.rigs.compactMap { rig -> Duration? in
            if case .reverts(let within, _) = rig.declaration(configuration.control).atDeath { within } else { nil }
        }
        return max(rampDown(configuration), reverts.max() ?? .zero)
    }

    mutating func onCapReading(_ sample: RigSample, _ judge: RigJudge, now: BootInstant) -> [HostDirective] {
        let name = judge.configuration.name
        guard let reading = sample.cap, caps[name] != nil else { return [] }
        let watts = judge.isStale(now: now) ? nil : judge.reading.flatMap { $0.at == sample.takenAt ? $0.watts : nil }
        let settle = HostPolicy.rampDown(configuration)
        let events = caps[name]?.onReading(reading, watts: watts, at: sample.takenAt, settle: settle, now: now) ?? []
        return events.map { .happened($0) }
    }

    /// Caps are written for a host that enforces, and never otherwise.
    mutating func obeyCap(_ order: RigDuty, now: BootInstant) -> [HostDirective] {
        guard configuration.mode == .enforce else { return [] }
        let changed = caps[order.rig]?.order(order.duty, now: now)
        let again = caps[order.rig]?.onTick(now: now)
        return (changed ?? again).map { [.setCap(rig: order.rig, $0)] } ?? []
    }

    // MARK: The floor's share

    /// Nil where every actuator falls by itself, or where there is no lease to outlive.
    func heldCaps(now: BootInstant) -> HeldCaps? {
        guard configuration.collector.isSome, !caps.isEmpty else { return nil }
        var restW = configuration.overhead.watts
        var held: [HeldCaps.Rig] = []
        for judge in judges {
            let rig = judge.configuration
            switch rig.declaration(configuration.control).atDeath {
            case .keeps:
                guard let keeper = caps[rig.name] else { continue }
                held.append(
                    .init(
                        rig: rig.name, minimum: keeper.minimum, maximum: keeper.maximum, excessW: keeper.excessW, accuracy: rig.accuracy))
            case .reverts: restW += rig.capWhenStopped.watts
            case .falls:
                let figure = judge.figure(now: now)
                restW += rig.isThrottled ? rig.idle.watts : figure.powerW + figure.errorW
            }
        }
        return held.isEmpty ? nil : HeldCaps(held, floor: heldFloor(now: now), restW: restW)
    }

    /// What the host may draw when nobody can be reached, at the lowest of the floors to come: an agent that is dead lowers nothing for
    /// the next slot. Where a schedule ends is not looked beyond: an agent that is gone for a day is no matter of seconds.
    private func heldFloor(now: BootInstant) -> Power {
        var floor = keeper.floor(now: now)
        if let schedule = keeper.schedule, let wall = snapshot?.wall {
            let left = Duration.milliseconds(schedule.end.milliseconds - wall.milliseconds) - .seconds(10)
            floor = min(floor, keeper.floor(within: max(left, .zero), now: now))
        }
        return min(configuration.quota, floor)
    }

    /// The ceiling to steer to where not even the lowest caps fit under the floor: the floor (rule 10).
    func withoutUncoveredLease(_ target: Power, now: BootInstant) -> Power {
        guard let held = heldCaps(now: now), held.isFloorTooLow else { return target }
        return min(target, heldFloor(now: now))
    }

    // MARK: The controller's view

    /// A cap drives its rig like a duty does: 0 is the lowest cap, 1 the highest.
    ///
    /// - Returns: nil for a cap that is not obeyed.
    func cappedRig(_ judge: RigJudge, _ keeper: CapKeeper, held: HeldCaps?, now: BootInstant) -> PowerController.Input.Rig? {
        guard !keeper.isDeaf else { return nil }
        let bound = held?.bounds[keeper.rig].map { keeper.duty(at: $0) } ?? .full
        return PowerController.Input.Rig(
            rig: keeper.rig, baseW: keeper.minimum.watts + keeper.excessW, slopeW: (keeper.maximum - keeper.minimum).watts,
            cap: min(judge.dutyCap(now: now), bound), headroomC: judge.headroomC(now: now))
    }

    /// What a rig counts for whose cap is not obeyed: it may draw that much at any time, whatever it draws now.
    func deafWatts(_ judge: RigJudge, _ keeper: CapKeeper, now: BootInstant) -> Double {
        max(judge.figure(now: now).powerW, keeper.allowed(nameplate: judge.configuration.nameplate).watts)
    }

    /// The input for what the workers fall to by themselves: beside them every cap stands at what it keeps.
    func withCapsStanding(_ input: PowerController.Input) -> PowerController.Input {
        guard !caps.isEmpty else { return input }
        var standing = input
        standing.rigs = []
        for rig in input.rigs {
            guard let keeper = caps[rig.rig], let judge = judges.first(where: { $0.configuration.name == rig.rig }) else {
                standing.rigs.append(rig)
                continue
            }
            // A deaf or a stale one is in the fixed watts already.
            guard rig.slopeW > 0 || rig.baseW > 0 else { continue }
            let reverts = judge.configuration.declaration(configuration.control).isFailSafe
            let kept =
                reverts ? judge.configuration.capWhenStopped : keeper.ordered ?? keeper.allowed(nameplate: judge.configuration.nameplate)
            standing.fixedW += kept.watts + keeper.excessW
        }
        return standing
    }

    // MARK: What people see

    /// Rigs that would run higher if their caps fell by themselves.
    func heldBack(now: BootInstant) -> [Name] {
        guard let held = heldCaps(now: now) else { return [] }
        return judges.map(\.configuration.name).filter { name in
            guard let keeper = caps[name], let bound = held.bounds[name] else { return false }
            return bound < keeper.maximum
        }
    }

    func addActuators(now: BootInstant, _ add: (Limit, Double, String, String) -> Void) {
        guard let output = decision?.output, let held = heldCaps(now: now) else { return }
        let names = heldBack(now: now)
        guard !names.isEmpty || held.isFloorTooLow else { return }
        let bounds = names.map { "\($0) at most \((held.bounds[$0] ?? .zero).text)" }.joined(separator: ", ")
        let floor = heldFloor(now: now).text
        let why =
            held.isFloorTooLow
            ? "not even the lowest caps fit under the floor of \(floor), and a cap keeps its setting if the agent dies: no lease above it is used"
            : "a power cap keeps its setting if the agent dies, so it is never set above what the floor of \(floor) covers: \(bounds)"
        add(
            .actuator, held.isFloorTooLow ? heldFloor(now: now).watts : output.unboundW, why,
            "have the floor raised, or name what takes the cap down without the agent: cap = { fail_safe = \"…\", fail_safe_within = \"…\" }"
        )
    }

    func actuatorFigure(_ rig: RigConfiguration) -> ActuatorFigure {
        let declaration = rig.declaration(configuration.control)
        var figure = ActuatorFigure(kind: rig.actuator, isFailSafe: declaration.isFailSafe)
        guard let keeper = caps[rig.name] else { return figure }
        (figure.minimumW, figure.maximumW) = (keeper.minimum.watts, keeper.maximum.watts)
        (figure.orderedW, figure.settingW) = (keeper.ordered?.watts, keeper.setting?.watts)
        if case .refused(let reason) = keeper.standing { figure.trouble = reason }
        return figure
    }

    /// Of a worker what was ordered, of a cap where it stands in its range.
    func duty(of judge: RigJudge) -> Duty {
        guard let keeper = caps[judge.configuration.name] else { return judge.duty }
        return keeper.ordered.map { keeper.duty(at: $0) } ?? .zero
    }
}
