import CShims
import ControlBench
import Glibc
import ZoneModel

/// `zonectl calibrate`'s way through a real agent: what it says of a rig whose watts are known.
extension NativeBench {
    func calibrations(_ site: NativeSite) throws {
        let load = NativeBench.load()
        var found: [CalibrationDocument.Rig] = []
        var highest = 0.0
        var tries = 0
        // A lease that comes late on a busy machine ends one, as it must.
        while found.count < counts.calibrations {
            tries += 1
            try awaitHeight(site)
            let (rig, watts) = try calibrate(site)
            highest = max(highest, watts)
            switch rig {
            case .success(let rig): found.append(rig)
            case .failure(let failure): if tries >= counts.calibrations + 3 { throw failure }
            }
        }
        report(found, tries: tries, highest: highest, load: load)
    }

    /// - Returns: what it found, and the highest mean of a second meanwhile.
    private func calibrate(_ site: NativeSite) throws -> (Result<CalibrationDocument.Rig, BenchFailure>, highestW: Double) {
        _ = site.plant.take()
        let start = zs_boottime_ns()
        let first = try site.host.post(
            CalibrationRequest(isStart: true, rig: nil), to: "/v1/calibrate", as: CalibrationDocument.self, "answer to a calibration")
        guard first.document.state == .running else { throw BenchFailure("the calibration did not begin: \(first.document.reason ?? "")") }
        var document = first.document
        var trace = NativeTrace()
        let hasEnded = try site.wait(seconds: 240) {
            trace.add(site.plant.take())
            document = try site.host.get("/v1/calibrate", as: CalibrationDocument.self, "calibration").document
            return document.state != .running
        }
        let end = zs_boottime_ns()
        let highest = stride(from: start, to: end - 999_000_000, by: 500_000_000).map { trace.mean(from: $0, until: $0 + 1_000_000_000) }
            .max()
        guard hasEnded, document.state == .done, let rig = document.rigs.first else {
            let failure = BenchFailure("the calibration came to nothing: \(document.reason ?? "it goes on after 240 s")")
            return (.failure(failure), highest ?? 0)
        }
        return (.success(rig), highest ?? 0)
    }

    private func report(_ found: [CalibrationDocument.Rig], tries: Int, highest: Double, load: Double) {
        // The agent's own work is in its CPU time, and so in the idle watts that it sees.
        func worst(_ value: (CalibrationDocument.Rig) -> Double, _ truth: Double) -> Double {
            found.map { abs(value($0) - truth) }.max() ?? .nan
        }
        let conditions = "\(found.count) calibrations in \(tries) tries under \(high.text); \(surroundings(load))"
        add(
            "calibration: idle watts, off by at most", worst(\.idleW, NativePlant.idleW), "W", decimals: 1,
            conditions + "; the agent's own CPU time draws, too", reach: nil)
        add(
            "calibration: watts at full duty, off by at most", worst(\.fullW, NativePlant.idleW + NativePlant.busyW), "W", decimals: 1,
            conditions, reach: nil)
        add(
            "calibration: dead time and τ together, off by at most", worst({ $0.deadTimeS + $0.timeConstantS }, NativePlant.lag.seconds),
            "s",
            conditions + "; the sensor is refreshed every 100 ms", reach: nil)
        add(
            "highest mean of a second in a calibration", highest, "W", decimals: 1, conditions,
            reach: ("≤ \(high.text)", highest <= high.watts))
    }
}
