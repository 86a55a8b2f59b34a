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
    private let spool = Mutex<(@Sendable (PendingLine) -> Void)?>(nil)

    init(journal: Journal, address: HostAddress) {
        self.journal = journal
        self.address = address
    }

    /// From now on events are spooled, too.
    func attach(spool add: @escaping @Sendable (PendingLine) -> Void) { spool.withLock { $0 = add } }

    func tell(_ event: Event) {
        let wall = SystemClock.wallNow()
        journal.log(event)
        recent.add(event, address: address.description, at: wall)
        let add = spool.withLock { $0 }
        add?(PendingLine(timestamp: wall, content: .event(EventReport(seq: 0, event))))
    }
}
