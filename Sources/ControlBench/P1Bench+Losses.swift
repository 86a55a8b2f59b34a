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

    /// How a sensor is lost.
    public enum SensorFault: String, CaseIterable, Sendable {
        /// Nothing comes any more: its bus hangs.
        case silent
        /// Every reading fails: its file is gone.
        case failing
    }

    public struct SensorLoss: Equatable, Sendable {
        /// From the loss until the rig was ordered to stand still *and* counted at its nameplate.
        public var toSafeBound: Duration?
        /// The lowest that the upper bound of the watts fell by from one tick to the next on the way there; 0: it never fell.
        public var boundFellW = 0.0
        /// The upper bound just before the loss was declared, as a share of the nameplate.
        public var boundBefore = 0.0
    }

    private static func lossHost(interval: Duration, seed: UInt64) -> BenchHost {
        var plant = P1Bench.plant
        plant.refresh = interval
        var host = BenchHost(configuration(interval: interval), plants: [plant], seed: seed, step: .milliseconds(10))
        host.quota = P1Bench.quota
        var phase = SeededRandom(seed: seed)
        host.run(.seconds(60) + interval * phase.unit())
        return host
    }

    public func sensorLoss(interval: Duration = P1Bench.plant.refresh, _ fault: SensorFault = .silent, seed: UInt64) -> SensorLoss {
        var host = P1Bench.lossHost(interval: interval, seed: seed)
        switch fault {
        case .silent: host.silence(rig: 0)
        case .failing: host.fail(rig: 0, readings: .max)
        }
        let lostAt = host.now
        let nameplateW = P1Bench.labels.nameplate.watts
        var (loss, ticks, boundW) = (SensorLoss(), host.ticks, 0.0)
        host.run(interval * 3 + .seconds(3)) { host in
            guard loss.toSafeBound == nil, host.ticks > ticks else { return }
            ticks = host.ticks
            let power = host.policy.power(now: host.now)
            let isStopped = host.stoppedAt.values.max().map { $0 >= lostAt } ?? false
            if isStopped, power.source == .nameplate {
                loss.toSafeBound = host.now - lostAt
            } else {
                loss.boundFellW = max(loss.boundFellW, boundW - power.powerW - power.errorW)
                boundW = power.powerW + power.errorW
                loss.boundBefore = boundW / nameplateW
            }
        }
        return loss
    }

    /// One reading fails, at any phase, and the next one is good again; or none, for comparison.
    /// - Returns: how often the rig was switched, and the least that it drew until long after, as a share of the quota.
    public func lostReading(interval: Duration, lost: Int = 1, seed: UInt64) -> (switchings: Int, lowest: Double) {
        var host = P1Bench.lossHost(interval: interval, seed: seed)
        host.fail(rig: 0, readings: lost)
        let before = host.switchings
        var lowest = 1.0
        host.run(interval * 3 + .seconds(5)) { lowest = min(lowest, $0.watts / P1Bench.quota.watts) }
        return (host.switchings - before, lowest)
    }

    func losses() -> [Figure] {
        let count = max(cuts / 4, 1)
        let contacts = (0..<count).map { contactLoss(seed: seed &* 3_000_000 &+ UInt64($0)) }
        let floors = contacts.map { $0.toFloor?.seconds ?? .infinity }
        let over = (contacts.map(\.overJ).max() ?? 0) / 3600
        let worst = floors.max() ?? 0
        return [
            figure(
                "lost contact to floor", worst, "s", "the slowest of \(count), lease of 10 s renewed every second, floor 1 kW under 3 kW",
                reference: "EEBus 120 s, proto-fleet 240 s", reach: ("≤ 10 s", worst <= 10)),
            figure(
                "energy above the floor once the lease had ended", over, "Wh", decimals: 4, "the worst of the same",
                reach: ("0 Wh", over == 0)),
        ] + sensorLosses(count)
    }

    private func sensorLosses(_ count: Int) -> [Figure] {
        [Duration.milliseconds(500), .seconds(1)].map { interval in
            let losses = SensorFault.allCases.flatMap { fault in
                (0..<count).map { sensorLoss(interval: interval, fault, seed: seed &* 4_000_000 &+ UInt64($0)) }
            }
            let blind = losses.map { $0.toSafeBound?.seconds ?? .infinity }.max() ?? .infinity
            return figure(
                "sensor lost to safe bound, read every \(fixed(interval.seconds, decimals: 1)) s", blind, "s",
                "the slowest of \(losses.count), half of them silent, half failing, at any phase: ordered to stand still and counted at its "
                    + "nameplate", reference: "none published", reach: ("≤ 2 s", blind <= 2))
        }
    }
}
