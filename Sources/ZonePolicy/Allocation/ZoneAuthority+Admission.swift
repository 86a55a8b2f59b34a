import ZoneModel

extension ZoneAuthority {
    /// The largest epoch and generation that a host may claim: far above any honest one, far under overflow.
    static let counterMax: UInt64 = 1 << 53

    /// The first line of a connection. Takes the host in (`welcome`) or refuses it (`close`), and draws from it what the ledger cannot know: the floor
    /// that the host holds, the mode that it is in, the highest grant that it has seen.
    public mutating func onHello(_ hello: Hello, from address: HostAddress, connection: Int, now: BootInstant) -> [ZoneDirective] {
        var out: [ZoneDirective] = []
        advance(now, &out)
        if let refusal = refusal(of: hello, from: address, connection: connection, now: now) {
            refuse(refusal, address, connection, now, &out)
        } else if let i = index[address] {
            admit(i, hello, connection, now, &out)
        }
        passIfDue(now, &out)
        seal(now, &out)
        return out
    }

    struct Refusal {
        var code: String
        var message: String
        var kind = EventKind.hostRefused
    }

    private func refusal(of hello: Hello, from address: HostAddress, connection: Int, now: BootInstant) -> Refusal? {
        guard address.zone == configuration.zone else {
            return Refusal(
                code: "wrong_zone",
                message:
                    "this collector divides zone \(configuration.zone), not \(address.zone): correct the agent's [host] or [collector] section"
            )
        }
        guard let i = index[address] else {
            let near = nearestName(to: address.description, among: hosts.lazy.map(\.address.description))
            return Refusal(
                code: "unknown_host",
                message: "\(address) is not in this collector's configuration" + (near.map { " (there is \($0))" } ?? "")
                    + ": add it there, or correct the agent's names")
        }
        guard hello.protocolVersion == 1 else {
            return Refusal(
                code: "protocol", message: "protocol \(hello.protocolVersion) is not spoken here: this collector speaks protocol 1")
        }
        if let bound = connections[connection], bound != i {
            return Refusal(
                code: "wrong_host", message: "this connection speaks for \(hosts[bound].address), not for \(address): one connection a host"
            )
        }
        guard hello.lastEpoch <= ZoneAuthority.counterMax, hello.lastGeneration <= ZoneAuthority.counterMax else {
            return Refusal(
                code: "bad_epoch",
                message:
                    "grant \(hello.lastEpoch)/\(hello.lastGeneration) cannot have been given by any collector: the agent's memory of its last grant is damaged; remove that file"
            )
        }
        guard !hello.machineID.isEmpty, hello.machineID.utf8.count <= 128 else {
            return Refusal(code: "bad_machine_id", message: "machine_id must have 1 to 128 bytes: see machine-id(5)")
        }
        return duplicate(i, hello, now)
    }

    /// Rule 5: two machines under one name would hold two leases where the ledger counts one. The newcomer waits until nothing of the other can be alive.
    private func duplicate(_ i: Int, _ hello: Hello, _ now: BootInstant) -> Refusal? {
        let host = hosts[i]
        guard let known = host.machineID, known != hello.machineID else { return nil }
        // After a restart nothing was heard yet: the known machine may be about to come back.
        let isFresh = now - (host.lastHeard ?? startedAt) <= longestHold
        // A machine that is only cut off goes on at its floor for as long as that lasts: nobody can see from here that it is gone.
        let floors = ledger.floors(of: host.address)
        guard isFresh || floors > .zero || ledger.hasEntries(of: host.address, now: now) else { return nil }
        let mend =
            floors > .zero
            ? "or, once the other is switched off for good, zonectl replace \(host.address)"
            : "or stop the other and wait \(longestHold.seconds) s"
        return Refusal(
            code: "duplicate_host",
            message:
                "another machine (\(known)) holds the name \(host.address)\(floors > .zero ? " and its floor" : ""): give this one (\(hello.machineID)) its own, \(mend)",
            kind: .duplicateHost)
    }

    private mutating func refuse(
        _ refusal: Refusal, _ address: HostAddress, _ connection: Int, _ now: BootInstant, _ out: inout [ZoneDirective]
    ) {
        if let i = index[address] { hosts[i].refusal = refusal.message }
        if refusals.shouldTell(refusal.code, address, now: now) {
            let severity: Severity = refusal.kind == .duplicateHost ? .error : .warning
            out.append(
                .event(
                    Event(refusal.kind, severity, "\(address) is refused: \(refusal.message)", fields: [.text("code", refusal.code)]),
                    address))
        }
        close(connection, refusal.code, refusal.message, now, &out)
    }

    private mutating func admit(_ i: Int, _ hello: Hello, _ connection: Int, _ now: BootInstant, _ out: inout [ZoneDirective]) {
        if let old = hosts[i].session, old.connection != connection {
            close(old.connection, "replaced", "a newer connection of this host took its place", now, &out)
        }
        let wasKnown = hosts[i].machineID == hello.machineID && hosts[i].issued != .none
        let countedBefore = ledger.base(of: hosts[i].address)
        recordMachine(i, hello, &out)
        compareFloor(i, hello, now, &out)
        compareSchedule(i, told: hello.scheduleID)
        hosts[i].session = HostState.Session(
            connection: connection, bootID: hello.bootID, machineID: hello.machineID, mode: hello.mode, simulated: hello.simulated,
            nameplate: max(hosts[i].entry.nameplate, hello.nameplate), claimsLargerFloor: hello.floor > hosts[i].entry.floor)
        hosts[i].beat = nil
        hosts[i].isReachable = false
        hosts[i].owesAnswer = false
        hosts[i].lastHeard = now
        hosts[i].refusal = nil
        hosts[i].toldWithheld = false
        hosts[i].demand.reset()
        connections[connection] = i
        ledger.setMeasured(hosts[i].address, .zero)
        if hello.mode == .observe { setUncontrolled(i, hosts[i].nameplate) }
        reconcileEpoch(i, hello, wasKnown: wasKnown, now, &out)
        isStale = true
        let welcome = PendingWrites.Welcome(host: i, connection: connection, spoolID: hello.spoolID, nextSeq: hello.nextSeq)
        // What the hello tells of (a larger floor, `observe`) holds at the host once it is welcomed.
        if ledger.base(of: hosts[i].address) > countedBefore { noteRise(i, now) }
        if hosts[i].risesSince != nil {
            writes.waiting.append(.welcome(welcome))
        } else {
            self.welcome(welcome, &out)
        }
        let mode = hello.mode == .observe ? ", only observing: counted at its nameplate of \(hosts[i].nameplate.watts) W" : ""
        out.append(
            .event(Event(.hostConnected, .info, "\(hosts[i].address) connected, agent \(hello.agentVersion)\(mode)"), hosts[i].address))
    }

    private mutating func recordMachine(_ i: Int, _ hello: Hello, _ out: inout [ZoneDirective]) {
        guard hosts[i].machineID != hello.machineID else {
            if hosts[i].durableMachineID != hello.machineID { writes.unsaved.insert(.machine(i)) }
            return
        }
        if let old = hosts[i].machineID {
            let message = "\(hosts[i].address) is another machine now: \(hello.machineID) in place of \(old)"
            out.append(.event(Event(.hostConnected, .warning, message), hosts[i].address))
        }
        hosts[i].machineID = hello.machineID
        writes.unsaved.insert(.machine(i))
    }

    /// What the host says of its floor is never believed downward: the larger of both counts. But it is the sign that a lowered floor has arrived.
    private mutating func compareFloor(_ i: Int, _ hello: Hello, _ now: BootInstant, _ out: inout [ZoneDirective]) {
        let host = hosts[i]
        let shown = min(hello.floor.clampedToZero, .maximum)
        // Rule 11: what a host draws with everything throttled is drawn whatever its floor says. Refusing the host would not take a watt of it away, so it counts.
        let idle = min(hello.idle?.clampedToZero ?? .zero, .maximum)
        let counted = max(shown, idle)
        if host.floorAtHost != counted {
            hosts[i].floorAtHost = counted
            ledger.floorShown(host.address, counted)
            writes.unsaved.insert(.floor(i))
        }
        if idle > max(shown, host.entry.floor) { return tellIdle(i, idle, floor: shown, now, &out) }
        if configuration.floors != nil { return tellFixedFloor(i, shown, now, &out) }
        guard shown != host.entry.floor, refusals.shouldTell("floor", host.address, now: now) else { return }
        let message =
            "\(host.address) holds a floor of \(shown.watts) W, configured are \(host.entry.floor.watts) W: the larger counts; make both the same"
        let severity: Severity = shown > host.entry.floor ? .error : .warning
        out.append(
            .event(
                Event(
                    .floorMismatch, severity, message, fields: [.power("floor_w", shown), .power("configured_floor_w", host.entry.floor)]),
                host.address))
    }

    private mutating func tellIdle(_ i: Int, _ idle: Power, floor: Power, _ now: BootInstant, _ out: inout [ZoneDirective]) {
        guard refusals.shouldTell("idle", hosts[i].address, now: now) else { return }
        let message =
            "\(hosts[i].address) draws up to \(idle.text) with everything throttled, its meter's error included, and its floor is \(floor.text): \(idle.text) count, for no cut can take them away; raise its floor to that, or lower its idle draw"
        out.append(
            .event(
                Event(.floorMismatch, .warning, message, fields: [.power("idle_w", idle), .power("floor_w", floor)]), hosts[i].address))
    }

    /// Where schedules rule, a floor in the host's own configuration counts beside them.
    private mutating func tellFixedFloor(_ i: Int, _ shown: Power, _ now: BootInstant, _ out: inout [ZoneDirective]) {
        guard shown > .zero, refusals.shouldTell("floor", hosts[i].address, now: now) else { return }
        let message =
            "\(hosts[i].address) holds a floor of \(shown.watts) W of its own, which counts beside the schedules: set floor = \"0 W\" in its agent.toml"
        out.append(.event(Event(.floorMismatch, .warning, message, fields: [.power("floor_w", shown)]), hosts[i].address))
    }

    /// What a host remembers of its last grant shows whether this ledger is the one that gave it.
    ///
    /// - In a quarantine a higher epoch is only overtaken: nothing has been granted yet.
    /// - Afterwards, a host that this ledger *knows* and that has seen more than the ledger wrote is the proof that grants are missing from it: an older copy was
    ///   put back unnoticed. Other hosts may hold such grants too, so the whole zone waits out K in a new epoch.
    /// - A host that this ledger has *never granted to* brings its memory from another zone. Its epoch is overtaken so that it will listen, and what it may
    ///   still hold counts at nameplate for K; the others are not made to pay for it.
    private mutating func reconcileEpoch(_ i: Int, _ hello: Hello, wasKnown: Bool, _ now: BootInstant, _ out: inout [ZoneDirective]) {
        let seen = GrantID(epoch: hello.lastEpoch, generation: hello.lastGeneration)
        if quarantineEnd != nil {
            if seen.epoch >= epoch { raiseEpoch(above: seen.epoch) }
            return
        }
        guard seen.epoch >= epoch, seen > hosts[i].issued else { return }
        if wasKnown {
            raiseEpoch(above: seen.epoch)
            quarantineEnd = now + longestHold
            out.append(
                .event(
                    quarantineEvent(
                        "\(hosts[i].address) has seen grant \(seen), which is not in the ledger: an older copy must have been put back"),
                    hosts[i].address))
            return
        }
        if seen.epoch > epoch {
            raiseEpoch(above: seen.epoch)
            settledEpoch = epoch
            writes.unsaved.insert(.epochSettled)
        } else {
            hosts[i].issued = seen
        }
        ledger.presume(
            hosts[i].address, boot: hello.bootID, grant: seen, quota: hosts[i].nameplate, hold: longestHold, now: now)
    }

    private mutating func raiseEpoch(above seen: UInt64) {
        epoch = max(epoch, seen) + 1
        writes.unsaved.insert(.epoch)
    }
}
