import ZoneModel

/// The floor that holds without a lease: schedules that arrive, edges that pass, emergencies that come and end.
extension HostPolicy {
    /// A schedule that was signed by the centre, whole. It holds once it is on disk; until then the lower of both does.
    ///
    /// Ids rise: a line of an older schedule that comes late takes nothing back.
    public mutating func onSchedule(_ schedule: FloorSchedule, now: BootInstant) -> [HostDirective] {
        if schedule == keeper.schedule { return [.send(.floorStored(FloorStored(scheduleID: schedule.id, bootID: bootID)))] }
        if let held = keeper.schedule, schedule.id <= held.id {
            let message = "floor schedule \(schedule.id) refused: this host holds \(held.id), which is newer"
            return [.happened(Event(.scheduleRefused, .warning, message, fields: [.text("schedule_id", schedule.id)]))]
        }
        guard schedule != keeper.incoming else { return [] }
        keeper.incoming = schedule
        return [.storeSchedule(schedule)]
    }

    /// The schedule is on disk, and outlives a power cut.
    public mutating func onScheduleStored(id: String, now: BootInstant) -> [HostDirective] {
        guard let schedule = keeper.incoming, schedule.id == id else { return [] }
        let before = ceiling(now: now)
        keeper.incoming = nil
        keeper.schedule = schedule
        noteCeiling(from: before, now: now)
        let message =
            "floor schedule \(schedule.id) stored: \(schedule.floors.count) slots from \(schedule.start.rfc3339) to \(schedule.end.rfc3339), "
            + "\(schedule.lowest.text) to \(schedule.highest.text)"
        let event = Event(
            .scheduleStored, .info, message,
            fields: [.text("schedule_id", schedule.id), .count("slots", schedule.floors.count), .power("floor_w", keeper.floor(now: now))])
        return [.happened(event), .send(.floorStored(FloorStored(scheduleID: schedule.id, bootID: bootID)))] + decide(now: now)
    }

    /// The disk did not take it; the collector sends it again.
    public mutating func onScheduleStoreFailed(id: String, reason: String) -> [HostDirective] {
        guard keeper.incoming?.id == id else { return [] }
        // It may be there all the same: the next one that is stored settles it, and till then the lower of both holds.
        let message = "floor schedule \(id) could not be stored (\(reason)): the one before stays in force; mend the disk"
        return [.happened(Event(.scheduleRefused, .error, message, fields: [.text("schedule_id", id)]))]
    }

    /// The instants at which the ceiling moves by itself: an announced cut, a slot's edge, an emergency's end.
    mutating func passEdges(_ snapshot: Snapshot) -> [HostDirective] {
        let now = snapshot.at
        keeper.onWall(wallReading(snapshot), now: now)
        var directives: [HostDirective] = []
        let emergency = keeper.emergency
        if keeper.endEmergency(now: now), let emergency {
            controller.hold(until: now + configuration.control.returnStagger * random.unit())
            directives += [.storeEmergency(nil), .happened(emergencyEvent(emergency, isOver: true, now: now))]
        }
        let after = ceiling(now: now)
        if let before = lastCeiling, before != after { noteCeiling(from: before, now: now) }
        lastCeiling = after
        if let schedule = keeper.schedule, !hasToldEnd, keeper.isOver(schedule, now: now) {
            hasToldEnd = true
            let message = "floor schedule \(schedule.id) has run out: without a lease this host may draw nothing"
            directives.append(.happened(Event(.scheduleEnded, .warning, message, fields: [.text("schedule_id", schedule.id)])))
        }
        return directives
    }

    private func wallReading(_ snapshot: Snapshot) -> WallReading {
        WallReading(
            wall: snapshot.wall, clock: snapshot.clock, bound: configuration.collector?.clockError ?? .seconds(2),
            isTrusted: configuration.collector?.isClockTrusted ?? false)
    }

    /// What became of the emergency with the newest grant.
    mutating func tellEmergency(before: EmergencyCut?, now: BootInstant) -> [HostDirective] {
        let after = keeper.emergency
        let isSame = before?.ceiling == after?.ceiling && before.map(\.endsAt).isNear(after.map(\.endsAt))
        guard !isSame else { return [] }
        var directives: [HostDirective] = [.storeEmergency(after)]
        switch (before, after) {
        case (nil, let cut?): directives.append(.happened(emergencyEvent(cut, isOver: false, now: now)))
        case (let cut?, nil): directives.append(.happened(emergencyEvent(cut, isOver: true, now: now)))
        default: break
        }
        return directives
    }

    private func emergencyEvent(_ cut: EmergencyCut, isOver: Bool, now: BootInstant) -> Event {
        let cause = cut.reason.map { " (\($0)\(cut.order.map { ", order \($0)" } ?? ""))" } ?? ""
        let fields: [FlatObject.Field] = [.power("emergency_w", cut.ceiling), .count("emergency_ms", (cut.endsAt - now).wholeMilliseconds)]
        if isOver {
            return Event(
                .emergencyEnded, .notice, "the emergency\(cause) is over: the floor is \(keeper.floor(now: now).text) again", fields: fields
            )
        }
        let message =
            "EMERGENCY\(cause): without a lease this host draws at most \(cut.ceiling.text) for \(fixed((cut.endsAt - now).seconds, decimals: 0)) s, "
            + "whatever is lost or restarted meanwhile"
        return Event(.emergencySet, .warning, message, fields: fields)
    }

    /// A ceiling that fell without a grant is a cut like any other: what it costs until it is kept is accounted.
    mutating func noteCeiling(from before: Power, now: BootInstant) {
        let after = ceiling(now: now)
        if after < before { compliance.ceilingFell(from: before, to: after, grant: keeper.lease?.grant, now: now) }
        lastCeiling = after
    }
}

extension BootInstant? {
    /// Renewals count what is left anew each time: under 5 s apart is the same end.
    fileprivate func isNear(_ other: BootInstant?) -> Bool {
        guard let self, let other else { return (self == nil) == (other == nil) }
        return max(self - other, other - self) < .seconds(5)
    }
}
