import Storage
import ZoneModel

/// Lines whose content follows from their number, so that whoever reads them back can tell.
enum Samples {
    static let address: HostAddress = {
        guard let address = HostAddress(path: "sindh-2/khi-3/h-014") else { fatalError("the sample's address is no address") }
        return address
    }()

    static let bootID: BootID = {
        guard let id = BootID("0a1b2c3d-0000-4000-8000-00000000cafe-1") else { fatalError("the sample's boot id is none") }
        return id
    }()

    static func report(_ seq: UInt64) -> Report {
        Report(
            seq: seq, bootID: bootID, monotonic: .milliseconds(Int64(seq) * 1000), clockSynced: true, interval: .seconds(1),
            power: .watts(413.6), powerPeak: .watts(415.2), powerSource: .measured, powerError: .watts(4.1),
            energyMeasured: Energy(millijoules: 413_600), energyEstimated: .zero, unknown: .zero, quota: .watts(420), limitedBy: .lease,
            overshoot: 0, duty: Duty(0.71), hashrate: 41.8e6, hashes: seq, temperatureMax: .celsius(58), rigs: 3,
            calibrationID: "cal-2026-01", simulated: true)
    }

    static func rig(_ seq: UInt64) -> RigReport {
        guard let name = Name("psu-\(seq % 4)") else { fatalError("the sample's rig has no name") }
        return RigReport(
            seq: seq, rig: name, power: Power(milliwatts: Int64(seq)), powerSource: .measured, powerError: .watts(2),
            temperature: .celsius(60), duty: Duty(0.7), state: .ok, simulated: true)
    }

    static func event(_ seq: UInt64) -> EventReport {
        EventReport(seq: seq, Event(.quotaChanged, .notice, "quota changed", fields: [.count("number", seq)]))
    }

    /// Mostly reports, some rigs, few events.
    static func pending(_ seq: UInt64) -> PendingLine {
        let content: PendingLine.Content =
            switch seq % 10 {
            case 0: .event(event(seq))
            case 1, 2, 3: .rig(rig(seq))
            default: .report(report(seq))
            }
        return PendingLine(timestamp: WallInstant(milliseconds: 1_780_000_000_000 + Int64(seq)), content: content)
    }

    static func line(_ seq: UInt64) -> Line {
        let body: LineBody =
            switch seq % 10 {
            case 0: .event(event(seq))
            case 1, 2, 3: .rig(rig(seq))
            default: .report(report(seq))
            }
        return Line(timestamp: WallInstant(milliseconds: 1_780_000_000_000 + Int64(seq)), address: address, body: body)
    }

    static func entry(_ generation: UInt64) -> LedgerEntry {
        LedgerEntry(
            address: address, bootID: bootID, grant: GrantID(epoch: 1, generation: generation),
            quota: Power(milliwatts: 1000 + Int64(generation)), term: .seconds(10), hold: .milliseconds(12_500))
    }
}
