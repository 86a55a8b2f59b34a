import ZoneModel

/// Floor schedules: made here, written down, sent, and believed to be at the host from then on.
extension ZoneAuthority {
    /// At the start: every schedule that the ledger knows to be possible counts. Of a host whose schedules may be missing from the ledger the whole configured
    /// floor counts, which no schedule of ours is above.
    mutating func enrolFloor(_ host: inout HostState, _ image: LedgerImage) {
        host.isScheduleKnown = image.status == .whole && image.floors[host.address] != nil
        ledger.setFloor(host.address, configuration.floors != nil && host.isScheduleKnown ? .zero : host.entry.floor)
        // An older copy takes its floors for today's, once it is whole again by what is written now.
        if image.status != .whole, host.floorAtHost != nil { writes.unsaved.insert(.floor(hosts.count)) }
        if let held = host.floorAtHost { ledger.floorShown(host.address, held) }
        for schedule in image.schedules[host.address] ?? [] { ledger.scheduleSent(host.address, schedule) }
        if let stored = image.storedSchedules[host.address] {
            host.storedSchedule = stored
            ledger.scheduleStored(host.address, id: stored)
        }
    }

    /// Of a host whose schedules may be missing here the whole configured floor: a ledger that is read back whole is believed.
    func floorToWrite(_ host: HostState) -> Power? {
        guard let held = host.floorAtHost, configuration.floors != nil, !host.isScheduleKnown else { return host.floorAtHost }
        return max(held, host.entry.floor)
    }

    /// A hello says which schedule the host has on disk.
    mutating func compareSchedule(_ i: Int, told id: String?) {
        guard configuration.floors != nil else { return }
        let address = hosts[i].address
        hosts[i].isScheduleDue = true
        if let id { lastSchedule = max(lastSchedule, ZoneAuthority.serial(of: id)) }
        let isKnown = id.map { id in ledger.schedules(of: address).contains { $0.id == id } } ?? true
        if let id, isKnown { takeStored(i, id) }
        knowSchedule(i, isKnown)
    }

    mutating func knowSchedule(_ i: Int, _ isKnown: Bool) {
        let host = hosts[i]
        guard host.isScheduleKnown != isKnown else { return }
        hosts[i].isScheduleKnown = isKnown
        writes.unsaved.insert(.floor(i))
        ledger.setFloor(host.address, isKnown ? .zero : host.entry.floor)
        ledger.floorShown(host.address, host.floorAtHost ?? host.entry.floor)
        isStale = true
    }

    private mutating func takeStored(_ i: Int, _ id: String) {
        guard hosts[i].storedSchedule != id else { return }
        hosts[i].storedSchedule = id
        ledger.scheduleStored(hosts[i].address, id: id)
        writes.unsaved.insert(.scheduleStored(i))
        isStale = true
    }

    /// The host has a schedule on disk: those that were sent before it are gone there.
    public mutating func onFloorStored(
        _ line: FloorStored, from address: HostAddress, connection: Int, now: BootInstant
    ) -> [ZoneDirective] {
        var out: [ZoneDirective] = []
        guard let i = speaker(address, connection, now, &out) else { return out }
        advance(now, &out)
        if line.bootID == hosts[i].session?.bootID, ledger.schedules(of: address).contains(where: { $0.id == line.scheduleID }) {
            takeStored(i, line.scheduleID)
            knowSchedule(i, true)
        }
        passIfDue(now, &out)
        seal(now, &out)
        return out
    }

    /// Hosts get a new schedule when theirs reaches less than half the horizon ahead, when it is not what the configuration says, or when it is not ours.
    mutating func renewSchedules(_ now: BootInstant) {
        guard let floors = configuration.floors, writes.failure == nil, let estimate = wall.estimates(now: now).first else { return }
        let slot = floors.slot.wholeMilliseconds
        let start = WallInstant(milliseconds: estimate.from.milliseconds / slot * slot)
        if start != slotStart {
            slotStart = start
            for i in hosts.indices { hosts[i].isScheduleDue = true }
        }
        // A few at a time: ten thousand hosts that return at once are sent half a million lines over some seconds.
        var left = 100
        for i in hosts.indices where hosts[i].isScheduleDue && hosts[i].isReachable && left > 0 {
            hosts[i].isScheduleDue = false
            if sendSchedule(i, from: start, floors, now) { left -= 1 }
        }
    }

    private mutating func sendSchedule(
        _ i: Int, from start: WallInstant, _ floors: CollectorConfiguration.FloorConfiguration, _ now: BootInstant
    ) -> Bool {
        let host = hosts[i]
        if let newest = ledger.schedules(of: host.address).last, host.isScheduleKnown, isGood(newest, host, from: start, floors) {
            guard host.storedSchedule != newest.id else { return false }
            // Sent before, never acknowledged: it counts already.
            writes.waiting.append(.schedule(PendingWrites.Schedule(host: i, schedule: newest)))
            return true
        }
        let serial = max(lastSchedule + 1, UInt64(clamping: start.milliseconds))
        guard let schedule = try? makeSchedule(host.entry.floor, id: ZoneAuthority.scheduleID(serial), from: start, floors) else {
            return false
        }
        lastSchedule = serial
        let countedBefore = ledger.base(of: host.address)
        ledger.scheduleSent(host.address, schedule)
        if ledger.base(of: host.address) > countedBefore { noteRise(i, now) }
        isStale = true
        writes.waiting.append(.schedule(PendingWrites.Schedule(host: i, schedule: schedule)))
        return true
    }

    private func isGood(
        _ schedule: FloorSchedule, _ host: HostState, from start: WallInstant, _ floors: CollectorConfiguration.FloorConfiguration
    ) -> Bool {
        guard schedule.slot == floors.slot, schedule.start <= start,
            schedule.end.milliseconds - start.milliseconds >= floors.horizon.wholeMilliseconds / 2
        else { return false }
        return schedule.floors.indices.allSatisfy {
            schedule.floors[$0] == floors.floor(of: host.entry.floor, at: schedule.startOfSlot($0))
        }
    }

    private func makeSchedule(
        _ floor: Power, id: String, from start: WallInstant, _ floors: CollectorConfiguration.FloorConfiguration
    ) throws(FloorScheduleError) -> FloorSchedule {
        let slot = floors.slot.wholeMilliseconds
        let count = min(Int(floors.horizon.wholeMilliseconds / slot), FloorSchedule.slotsMax)
        let slots = (0..<max(count, 1)).map {
            floors.floor(of: floor, at: WallInstant(milliseconds: start.milliseconds + Int64($0) * slot))
        }
        return try FloorSchedule(id: id, start: start, slot: floors.slot, floors: slots)
    }

    /// Fourteen digits, so that ids rise as texts do.
    static func scheduleID(_ serial: UInt64) -> String {
        let digits = String(serial)
        return String(repeating: "0", count: max(0, 14 - digits.count)) + digits
    }

    static func serial(of id: String) -> UInt64 { min(UInt64(id) ?? 0, 99_999_999_999_998) }

    /// The schedules of one host, or of all.
    public func schedules(of address: HostAddress? = nil) -> SchedulesDocument {
        SchedulesDocument(
            schedules: hosts.filter { address == nil || $0.address == address }.flatMap { host in
                ledger.schedules(of: host.address).map { schedule in
                    ScheduleDocument(
                        host: host.address.description, scheduleID: schedule.id, isStored: schedule.id == host.storedSchedule,
                        slotS: schedule.slot.seconds,
                        slots: schedule.floors.indices.map {
                            ScheduleDocument.Slot(start: schedule.startOfSlot($0).rfc3339, floorW: schedule.floors[$0].watts)
                        })
                }
            })
    }
}

extension CollectorConfiguration.FloorConfiguration {
    /// A host's floor in the slot that begins at `start`: the lowest share of any time of day in it.
    func floor(of floor: Power, at start: WallInstant) -> Power {
        let day: Int64 = 86_400_000
        let from = (start.milliseconds % day + day) % day
        let to = from + slot.wholeMilliseconds
        let shares = daily.filter { $0.touches(from: from, to: to) }.map(\.share)
        return Power(milliwatts: Int64(Double(floor.milliwatts) * min(max(shares.min() ?? 1, 0), 1)))
    }
}

extension CollectorConfiguration.DailyShare {
    /// Whether it holds at some instant of a slot, both in milliseconds since midnight; the slot may reach into the next day.
    fileprivate func touches(from: Int64, to: Int64) -> Bool {
        let day: Int64 = 86_400_000
        let begin = self.from.wholeMilliseconds
        let end = self.to.wholeMilliseconds > begin ? self.to.wholeMilliseconds : self.to.wholeMilliseconds + day
        return [-day, 0, day].contains { begin + $0 < to && from < end + $0 }
    }
}
