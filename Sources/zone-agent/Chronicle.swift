import AdminServer
import Host
import Storage
import Synchronization
import ZoneModel

/// Where an event goes: to the journal, to the ring that `zonectl log` reads, and as evidence to the spool. Any thread may tell.
final class Chronicle: Sendable {
    let recent = EventRing()
    private let journal: Journal
    private let address: HostAddress
    private let spool = Mutex(Spooling())

    private struct Spooling: Sendable {
        var add: (@Sendable (PendingLine) -> Void)?
        /// Told before there was a spool.
        var early: [PendingLine] = []
    }

    private static let earlyMax = 64

    init(journal: Journal, address: HostAddress) {
        self.journal = journal
        self.address = address
    }

    /// From now on events are spooled, too.
    func attach(spool add: @escaping @Sendable (PendingLine) -> Void) {
        let early = spool.withLock { spooling in
            spooling.add = add
            defer { spooling.early = [] }
            return spooling.early
        }
        early.forEach(add)
    }

    /// For the journal alone: what the collector knows by other lines.
    func journal(_ event: Event) { journal.log(event) }

    func tell(_ event: Event) {
        let wall = SystemClock.wallNow()
        journal.log(event)
        recent.add(event, address: address.description, at: wall)
        let line = PendingLine(timestamp: wall, content: .event(EventReport(seq: 0, event)))
        let add = spool.withLock { spooling in
            if spooling.add == nil, spooling.early.count < Chronicle.earlyMax { spooling.early.append(line) }
            return spooling.add
        }
        add?(line)
    }
}
