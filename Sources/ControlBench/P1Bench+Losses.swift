import ZoneModel
import ZonePolicy

/// What a host does when it loses its collector or its sensor.
extension P1Bench {
    public struct ContactLoss: Equatable, Sendable {
        /// From the first moment of silence to the first at which the watts were at or under the floor.
        public var toFloor: Duration?
        /// True watts over the floor when the lease ended.
        public var overAtEndW = 0.0
        /// Energy above the floor after the lease's end.
        public var overJ = 0.0
    }

    static let floor = Power.watts(1000)

    public func contactLoss(seed: UInt64) -> ContactLoss {
        var configuration = P1Bench.configuration()
        configuration.floor = P1Bench.floor
        var host = BenchHost(configuration, plants: [P1Bench.plant], seed: seed, step: .milliseconds(10))
        host.quota = P1Bench.quota
        var phase = SeededRandom(seed: seed)
        host.run(.seconds(120) + .seconds(1) * phase.unit())
        host.quota = nil
        let silentAt = host.now
        let endsAt = host.policy.keeper.lease?.endsAt ?? silentAt
        let floorW = P1Bench.floor.watts
        var loss = ContactLoss()
        host.run(.seconds(30)) { host in
            if loss.toFloor == nil, host.watts <= floorW { loss.toFloor = host.now - silentAt }
            guard host.now >= endsAt else { return }
            loss.overAtEndW = max(loss.overAtEndW, host.watts - floorW)
            loss.overJ += max(0, host.watts - floorW) * 0.01
        }
        return loss
    }

    /// - Returns: from the moment of silence until the rig was ordered to stand still *and* counted at its nameplate.
    public func sensorLoss(seed: UInt64) -> Duration? {
        var host = BenchHost(P1Bench.configuration(), plants: [P1Bench.plant], seed: seed, step: .milliseconds(10))
        host.quota = P1Bench.quota
        var phase = SeededRandom(seed: seed)
        host.run(.seconds(60) + .seconds(1) * phase.unit())
        host.silence(rig: 0)
        let silentAt = host.now
        var after: Duration?
        host.run(.seconds(10)) { host in
            guard after == nil, let stoppedAt = host.stoppedAt.values.max(), stoppedAt >= silentAt else { return }
            if host.policy.power(now: host.now).source == .nameplate { after = host.now - silentAt }
        }
        return after
    }

    func losses() -> [Figure] {
        let count = max(cuts / 4, 1)
        let contacts = (0..<count).map { contactLoss(seed: seed &* 3_000_000 &+ UInt64($0)) }
        let floors = contacts.map { $0.toFloor?.seconds ?? .infinity }
        let over = (contacts.map(\.overJ).max() ?? 0) / 3600
        let sensors = (0..<count).map { sensorLoss(seed: seed &* 4_000_000 &+ UInt64($0))?.seconds ?? .infinity }
        let worst = floors.max() ?? 0
        let blind = sensors.max() ?? 0
        return [
            figure(
                "lost contact to floor", worst, "s", "the slowest of \(count), lease of 10 s renewed every second, floor 1 kW under 3 kW",
                reference: "EEBus 120 s, proto-fleet 240 s", reach: ("≤ 10 s", worst <= 10)),
            figure(
                "energy above the floor once the lease had ended", over, "Wh", decimals: 4, "the worst of the same",
                reach: ("0 Wh", over == 0)),
            figure(
                "sensor lost to safe bound", blind, "s",
                "the slowest of \(count), silent at any phase: ordered to stand still and counted at its nameplate",
                reference: "none published", reach: ("≤ 2 s", blind <= 2)),
        ]
    }
}
