import ZoneModel

/// One rig's calibration: its duty goes up and down between 0, a half and the most that the ceiling leaves, stands at each until the
/// watts have settled, and from the readings come idle watts, slope, dead time, time constant and noise.
///
/// It only proposes a duty; who asks it every tick keeps it under the ceiling, and ends it when that cannot be.
struct RigCalibration: Equatable, Sendable {
    enum Outcome: Equatable, Sendable {
        case going
        case finished(CalibrationDocument.Rig)
        case failed(String)
    }

    private enum Level: Equatable, Sendable {
        case idle
        case part
        case most
    }

    private struct Stand: Equatable, Sendable {
        var duty: Duty
        var watts: Double
        var noiseW: Double
        var readings: Int
    }

    private struct Transition: Equatable, Sendable {
        var from: Double
        var to: Double
        var readings: [Reading]
    }

    private struct Reading: Equatable, Sendable {
        var seconds: Double
        var watts: Double
    }

    let rig: Name
    /// What is ordered.
    private(set) var duty: Duty = .zero
    /// What is ordered next, once the other rigs have made room for it.
    private var next: Duty?
    private var nextSince: BootInstant?
    private let interval: Duration
    private let hold: Duration
    private var step = 0
    private var orderedAt: BootInstant
    /// Of the present stand; more where the watts would not settle.
    private var length: Duration
    private var readings: [Reading] = []
    private var newestAt: BootInstant?
    private var stands: [Stand] = []
    private var transitions: [Transition] = []

    private static let plan: [Level] = [.idle, .part, .idle, .most, .idle, .part, .idle, .most, .idle]
    /// Below this there is too little of a step to measure.
    private static let leastDuty = 0.2
    private static let extensionsMax = 4

    /// - Parameter settle: how long the config says that the rig takes to settle; it may be wrong, and is found out.
    init(rig: Name, interval: Duration, settle: Duration, now: BootInstant) {
        self.rig = rig
        self.interval = interval
        // Half for the way, half to be measured: a dozen readings at least.
        hold = max(settle * 2, .seconds(10), interval * 12)
        length = hold
        orderedAt = now
    }

    /// The duty whose watts must be kept free for it.
    var reserved: Duty { max(duty, next ?? .zero) }

    var progress: Double { Double(step) / Double(RigCalibration.plan.count) }

    /// - Parameters:
    ///   - reading: the newest that is believed.
    ///   - most: the highest duty whose watts surely fit under the ceiling, the others at 0.
    ///   - free: the highest duty for which there is room now.
    mutating func onTick(reading: RigJudge.Believed?, most: Double, free: Double, now: BootInstant) -> Outcome {
        if let next { return begin(next, free: free, now: now) }
        if let reading, reading.at > newestAt ?? orderedAt, reading.at > orderedAt {
            newestAt = reading.at
            readings.append(Reading(seconds: (reading.at - orderedAt).seconds, watts: reading.watts))
        }
        guard now - orderedAt >= length else { return .going }
        let tail = readings.filter { $0.seconds >= length.seconds - hold.seconds / 2 }.map(\.watts)
        guard tail.count >= 4 else {
            return .failed("its sensor gave only \(tail.count) readings in \(fixed(hold.seconds / 2, decimals: 1)) s")
        }
        guard RigCalibration.isSettled(tail) else {
            guard length < hold * RigCalibration.extensionsMax else {
                let seconds = fixed(length.seconds, decimals: 0)
                return .failed("its watts do not settle at a duty of \(fixed(duty.percent, decimals: 0)) % within \(seconds) s")
            }
            length += hold / 2
            return .going
        }
        close(tail)
        step += 1
        guard step < RigCalibration.plan.count else { return finish() }
        return prepare(RigCalibration.plan[step], most: most, now: now)
    }

    private mutating func close(_ tail: [Double]) {
        let watts = RigCalibration.mean(tail)
        if let last = stands.last { transitions.append(Transition(from: last.watts, to: watts, readings: readings)) }
        stands.append(Stand(duty: duty, watts: watts, noiseW: RigCalibration.noise(tail), readings: readings.count))
    }

    private mutating func prepare(_ level: Level, most: Double, now: BootInstant) -> Outcome {
        let duty =
            switch level {
            case .idle: Duty.zero
            case .part: Duty(min(0.5, most))
            // In whole percents, down.
            case .most: Duty(partsPerMillion: Duty(most).partsPerMillion / 10_000 * 10_000)
            }
        guard level == .idle || duty.fraction >= RigCalibration.leastDuty else {
            return .failed("the ceiling leaves it a duty of \(fixed(most * 100, decimals: 0)) %; 20 % is the least that can be measured")
        }
        next = duty
        nextSince = now
        return .going
    }

    private mutating func begin(_ duty: Duty, free: Double, now: BootInstant) -> Outcome {
        guard duty <= self.duty || duty.fraction <= free else {
            if let nextSince, now - nextSince > hold * RigCalibration.extensionsMax {
                return .failed("the other rigs did not make room for a duty of \(fixed(duty.percent, decimals: 0)) %")
            }
            return .going
        }
        self.duty = duty
        next = nil
        readings = []
        orderedAt = now
        length = hold
        return .going
    }

    // MARK: What comes out

    private func finish() -> Outcome {
        let line = RigCalibration.line(through: stands)
        guard let line, line.slopeW > 0 else { return .failed("its watts do not rise with its duty") }
        let highest = stands.map(\.duty.fraction).max() ?? 0
        let spanW = line.slopeW * highest
        let noise = stands.last { $0.duty.fraction == highest }?.noiseW ?? 0
        guard spanW > 4 * noise else { return .failed("its watts rise by \(fixed(spanW, decimals: 1)) W, no more than their noise") }
        let points = transitions.filter { ($0.to - $0.from).magnitude > spanW / 4 }.flatMap { transition in
            transition.readings.map {
                StepResponse.Point(seconds: $0.seconds, share: ($0.watts - transition.from) / (transition.to - transition.from))
            }
        }
        guard let response = StepResponse.fitted(to: points, within: hold.seconds / 2) else {
            return .failed("too few readings to tell its dead time")
        }
        let lineErrorW = stands.map { ($0.watts - line.idleW - line.slopeW * $0.duty.fraction).magnitude }.max() ?? 0
        return .finished(
            CalibrationDocument.Rig(
                rig: rig, idleW: max(line.idleW, 0), fullW: max(line.idleW, 0) + line.slopeW, lineErrorW: lineErrorW,
                deadTimeS: response.deadTimeS, timeConstantS: response.timeConstantS, resolutionS: interval.seconds / 4, noiseW: noise,
                dutyMax: highest, readings: stands.reduce(0) { $0 + $1.readings }))
    }

    /// Least squares: every stand counts alike, since each was measured as long.
    private static func line(through stands: [Stand]) -> (idleW: Double, slopeW: Double)? {
        let count = Double(stands.count)
        let x = stands.map(\.duty.fraction)
        let y = stands.map(\.watts)
        let (meanX, meanY) = (x.reduce(0, +) / count, y.reduce(0, +) / count)
        let spread = x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
        guard spread > 1e-6 else { return nil }
        let slope = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) } / spread
        return (meanY - slope * meanX, slope)
    }

    private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(values.count, 1)) }

    /// Half the mean square of neighbours' differences: a slow wander is not in it.
    private static func noise(_ values: [Double]) -> Double {
        let squares = zip(values, values.dropFirst()).map { ($1 - $0) * ($1 - $0) }
        return (mean(squares) / 2).squareRoot()
    }

    /// The two halves agree within what their noise explains, and one part in two hundred for a wander.
    private static func isSettled(_ tail: [Double]) -> Bool {
        let half = tail.count / 2
        let (first, second) = (mean(Array(tail[..<half])), mean(Array(tail[half...])))
        return (first - second).magnitude <= 4 * noise(tail) * (2 / Double(half)).squareRoot() + 0.005
            * max(first.magnitude, second.magnitude)
    }
}
