import AdminServer
import Host
import ZoneModel

/// Where the collector's own events go: to the journal, and to the ring that `zonectl log` reads. Any thread may tell.
final class Chronicle: Sendable {
    let recent = EventRing()
    private let journal: Journal
    private let zone: Name

    init(journal: Journal, zone: Name) {
        self.journal = journal
        self.zone = zone
    }

    /// - Parameter address: nil: it is about the zone.
    func tell(_ event: Event, about address: HostAddress? = nil) {
        var event = event
        // The journal holds back floods host by host.
        if let address, !event.fields.contains(where: { $0.key == "host" }) {
            event.fields += [.text("site", address.site.text), .text("host", address.host.text)]
        }
        journal.log(event)
        recent.add(event, address: address?.description ?? zone.text, at: SystemClock.wallNow())
    }
}
