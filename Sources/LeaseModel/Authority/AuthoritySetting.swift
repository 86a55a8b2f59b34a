import ZoneModel
import ZonePolicy

/// One scenario around the whole `ZoneAuthority`.
struct AuthoritySetting: Sendable {
    var name: String
    var purpose: String
    var termBeats = 2
    var budget = Power.watts(4)
    var floors = Pair(Power.watts(1), Power.zero)
    var nameplate = Power.watts(4)
    /// What a heartbeat may ask for.
    var wants: [Power] = [.watts(4)]
    var rates: [Rates] = [Rates.worst]
    /// Machines that come up under a name, beside the first of each.
    var duplicates = false
    var noncesMax = 2
    /// Of the host that is not called first; nil: as many.
    var noncesMaxOfSecond: Int?
    var restartsMax = 0
    var crashesMax = 0
    /// Beyond the first of each boot.
    var reconnectsMax = 0
    /// No grant beyond so many.
    var grantsMax = 4
    /// The disk takes its time, and may refuse.
    var isDiskSlow = false
    var diskFailuresMax = 0
    /// The ledger is lost at a crash, or an older copy is put back.
    var canLoseLedger = false
    var canRestoreLedger = false
    /// Zone quotas that an operator may order, one after the other.
    var orders: [Power] = []
    /// The terms that the collector comes back with after a crash, in beats.
    var laterTermBeats: Int?
    /// The configured floors that the collector comes back with after a crash; the hosts may be reloaded to them too.
    var laterFloors: Pair<Power>?
    /// A host may draw its nameplate, whatever it is told.
    var canBeStuck = false

    func configuration(later: Bool, zone: Name, addresses: [HostAddress]) -> CollectorConfiguration {
        var configuration = CollectorConfiguration(zone: zone, quota: budget, listen: .init(address: "127.0.0.1", port: 1))
        var shape = LeaseSetting(name: name, purpose: purpose)
        shape.termBeats = later ? laterTermBeats ?? termBeats : termBeats
        configuration.lease.term = shape.term
        configuration.lease.hold = shape.hold
        configuration.lease.clockRateError = Beat.rateError
        configuration.heartbeatInterval = .seconds(12)
        let floors = later ? laterFloors ?? floors : floors
        configuration.hosts = addresses.indices.map { i in
            CollectorConfiguration.HostEntry(
                site: addresses[i].site, host: addresses[i].host, floor: floors[i], nameplate: nameplate)
        }
        return configuration
    }
}
