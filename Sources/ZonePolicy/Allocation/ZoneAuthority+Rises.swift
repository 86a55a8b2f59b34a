import ZoneModel

/// Words that let a host rise: they wait until the others have made room.
extension ZoneAuthority {
    /// More is counted for the host from now on, and it will take it up on a word from here: the others must make room first.
    mutating func noteRise(_ i: Int, _ now: BootInstant) {
        hosts[i].risesSince = now
        isUrgent = true
        isStale = true
        if ledger.hasShrunk(under: tree.inForce) { ledger.openRegime(isOrder: true, hold: longestHold, now: now) }
    }

    /// The words that are on disk go out: at once where they let nobody rise; else when every budget above the host has room, or when all that was granted before the
    /// rise was counted is K old.
    mutating func releaseWords(_ now: BootInstant, _ out: inout [ZoneDirective]) {
        guard !writes.written.isEmpty else { return }
        let words = writes.written
        writes.written = []
        for word in words {
            let i = word.host
            if let since = hosts[i].risesSince, now - since < longestHold, !hasRoom(i, now) {
                writes.written.append(word)
                continue
            }
            hosts[i].risesSince = nil
            release(word, &out)
        }
    }

    private func hasRoom(_ i: Int, _ now: BootInstant) -> Bool {
        ledger.nodes(at: hosts[i].place).allSatisfy { ledger.total(node: $0, now: now) <= tree.inForce[$0] }
    }

    private mutating func release(_ waiting: PendingWrites.Waiting, _ out: inout [ZoneDirective]) {
        switch waiting {
        case .welcome(let welcome):
            guard let session = hosts[welcome.host].session, session.connection == welcome.connection else { return }
            self.welcome(welcome, &out)
        case .schedule(let schedule):
            guard let session = hosts[schedule.host].session, hosts[schedule.host].isReachable else {
                hosts[schedule.host].isScheduleDue = true
                return
            }
            out.append(.sendSchedule(connection: session.connection, hosts[schedule.host].address, schedule.schedule))
        }
    }

    func welcome(_ welcome: PendingWrites.Welcome, _ out: inout [ZoneDirective]) {
        out.append(
            .welcome(
                connection: welcome.connection, hosts[welcome.host].address, spoolID: welcome.spoolID, nextSeq: welcome.nextSeq,
                epoch: epoch, heartbeatInterval: configuration.heartbeatInterval))
    }
}
