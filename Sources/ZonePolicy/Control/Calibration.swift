import ZoneModel

/// A calibration of some rigs, one after the other. States and their exits: `running` → `done` after the last rig, → `stopped` by a
/// person, a cut, a rig that may not run, a sensor that falls silent; both are kept until the next one, to be read.
struct Calibration: Equatable, Sendable {
    let id: String
    let uid: UInt32
    private(set) var state = CalibrationDocument.State.running
    private(set) var reason: String?
    private(set) var results: [CalibrationDocument.Rig] = []
    private(set) var current: RigCalibration?
    private var waiting: [RigConfiguration]
    private let count: Int
    private let control: ControlConfiguration

    init(id: String, uid: UInt32, rigs: [RigConfiguration], control: ControlConfiguration, now: BootInstant) {
        self.id = id
        self.uid = uid
        self.control = control
        waiting = rigs
        count = rigs.count
        next(now: now)
    }

    var isRunning: Bool { state == .running }

    var progress: Double {
        guard isRunning else { return state == .done ? 1 : 0 }
        return (Double(results.count) + (current?.progress ?? 0)) / Double(max(count, 1))
    }

    mutating func stop(_ reason: String) {
        guard isRunning else { return }
        state = .stopped
        self.reason = reason
        current = nil
        waiting = []
    }

    /// - Returns: true when this tick ended it.
    mutating func onTick(reading: RigJudge.Believed?, most: Double, free: Double, now: BootInstant) -> Bool {
        guard var rig = current else { return false }
        switch rig.onTick(reading: reading, most: most, free: free, now: now) {
        case .going: current = rig
        case .finished(let result):
            results.append(result)
            next(now: now)
        case .failed(let why): stop("\(rig.rig): \(why)")
        }
        return !isRunning
    }

    private mutating func next(now: BootInstant) {
        guard !waiting.isEmpty else {
            current = nil
            state = .done
            return
        }
        let rig = waiting.removeFirst()
        let settle = (rig.deadTime ?? control.deadTime) + (rig.timeConstant ?? control.timeConstant) * 5
        current = RigCalibration(rig: rig.name, interval: rig.interval, settle: settle, now: now)
    }
}
