import ZoneModel

/// One power cap: what was ordered, and whether the driver took it.
///
/// A driver may round an order, clamp it, ignore it or refuse it, and another program may change it later: a cap is believed as far as
/// it is read back, and watts decide in the end. A cap that reads higher than it was ordered is *deaf*: its rig then counts at what the
/// cap allows it, and the other rigs of the host make room.
struct CapKeeper: Equatable, Sendable {
    enum Standing: Equatable, Sendable {
        /// Nothing was ordered yet, or the answer to the newest order is still due.
        case waiting
        case taken
        case refused(String)
    }

    let rig: Name
    private let configuration: PowerCapConfiguration
    private let patience: Duration
    /// The config's range, narrowed by the driver's.
    private(set) var minimum: Power
    private(set) var maximum: Power
    private(set) var ordered: Power?
    /// Read back.
    private(set) var setting: Power?
    private(set) var standing = Standing.waiting
    /// What is drawn beyond the cap once it has settled: a board's watts above those of the chip that the cap is about.
    private(set) var excessW = 0.0

    private var orderedAt: BootInstant?
    private var lastTriedAt: BootInstant?
    private var isEscalated = false
    /// Since when the newest order reads back as it was given.
    private var takenSince: BootInstant?
    private let configured: (minimum: Power, maximum: Power)

    /// A cap that was not taken is ordered again so often: often enough for a device that comes back, seldom enough for a bus.
    private static let retry: Duration = .seconds(5)
    /// A raise is no hurry, and a device's limit is not written ten times a second.
    private static let raiseInterval: Duration = .seconds(1)

    init(_ rig: RigConfiguration, _ control: ControlConfiguration) {
        self.rig = rig.name
        configuration = rig.cap
        configured = rig.capRange
        (minimum, maximum) = rig.capRange
        patience = control.deadTime + rig.interval * 2 + .seconds(1)
    }

    static func == (a: CapKeeper, b: CapKeeper) -> Bool {
        (a.rig, a.ordered, a.setting, a.standing) == (b.rig, b.ordered, b.setting, b.standing)
            && (a.minimum, a.maximum, a.excessW) == (b.minimum, b.maximum, b.excessW)
    }

    // MARK: Duty and watts

    /// A duty of 0 is the lowest cap, 1 the highest: so that the same controller drives workers and caps.
    func cap(at duty: Duty) -> Power {
        let exact = minimum + (maximum - minimum) * duty.fraction
        let step = max(configuration.step.milliwatts, 1)
        return max(Power(milliwatts: exact.milliwatts / step * step), minimum)
    }

    func duty(at cap: Power) -> Duty {
        let span = (maximum - minimum).watts
        return span > 0 ? Duty((cap - minimum).watts / span) : (cap >= maximum ? .full : .zero)
    }

    /// The cap that the rig may draw up to, as far as is known.
    func allowed(nameplate: Power) -> Power { setting.map { min($0, nameplate) } ?? nameplate }

    var isDeaf: Bool { if case .refused = standing { true } else { false } }

    // MARK: Orders

    /// - Returns: the cap to set, if it is another one.
    mutating func order(_ duty: Duty, now: BootInstant) -> Power? {
        let wanted = cap(at: duty)
        if let ordered {
            guard wanted != ordered else { return nil }
            if wanted > ordered {
                let isSmall = wanted - ordered < configuration.step * 2 && wanted < maximum
                guard !isSmall, orderedAt.map({ now - $0 >= CapKeeper.raiseInterval }) ?? true else { return nil }
            }
        }
        (ordered, orderedAt, lastTriedAt, takenSince) = (wanted, now, now, nil)
        if !isDeaf { standing = .waiting }
        return wanted
    }

    /// - Returns: the cap to set once more.
    mutating func onTick(now: BootInstant) -> Power? {
        guard isDeaf, let ordered, let lastTriedAt, now - lastTriedAt >= CapKeeper.retry else { return nil }
        self.lastTriedAt = now
        return ordered
    }

    // MARK: What is read back

    /// - Parameter watts: the rig's draw by the same sweep, where it is believed.
    mutating func onReading(_ reading: CapReading, watts: Double?, at: BootInstant, settle: Duration, now: BootInstant) -> [Event] {
        narrow(reading)
        setting = reading.setting.value.flatMap { $0.isFinite && $0 >= 0 ? Power(watts: $0) : nil }
        guard ordered != nil else { return [] }
        let before = standing
        standing = judge(reading, now: now)
        if standing == .taken {
            let since = takenSince ?? at
            takenSince = since
            if let watts, let setting, at - since >= settle { follow(watts - setting.watts) }
        } else {
            takenSince = nil
        }
        return tell(before: before)
    }

    private mutating func narrow(_ reading: CapReading) {
        let (low, high) = configured
        var lower = low
        if let driver = reading.minimum, driver.isFinite, driver > 0 { lower = min(max(lower, Power(watts: driver)), high) }
        var upper = high
        if let driver = reading.maximum, driver.isFinite, driver > 0 { upper = max(min(upper, Power(watts: driver)), lower) }
        (minimum, maximum) = (lower, upper)
    }

    private func judge(_ reading: CapReading, now: BootInstant) -> Standing {
        guard let ordered, let orderedAt else { return .waiting }
        let isOverdue = now - orderedAt >= patience
        if reading.order == ordered, let refusal = reading.refusal { return .refused(refusal) }
        guard case .value = reading.setting, let setting else {
            guard isOverdue else { return standing }
            if case .failed(let reason) = reading.setting { return .refused("it cannot be read back: \(reason)") }
            return .refused("no power cap is mapped")
        }
        // A driver that counts in its own steps may round by less than one.
        if setting <= ordered + max(configuration.step, .watts(0.5)) { return .taken }
        guard isOverdue else { return standing }
        let tried = reading.order == ordered
        return .refused("it reads back \(setting.text)\(tried ? "" : ", and the order has not reached the driver yet")")
    }

    /// Up at once, down slowly: what was drawn over the cap once may be drawn again.
    private mutating func follow(_ overW: Double) {
        let over = max(overW, 0)
        excessW += (over - excessW) * (over > excessW ? 0.5 : 0.02)
    }

    private mutating func tell(before: Standing) -> [Event] {
        switch (standing, isEscalated) {
        case (.refused(let reason), false):
            isEscalated = true
            var fields: [FlatObject.Field] = [.text("rig", rig.text), .text("reason", reason)]
            if let ordered { fields.append(.power("cap_w", ordered)) }
            if let setting { fields.append(.power("setting_w", setting)) }
            let message =
                "\(rig): its power cap of \((ordered ?? .zero).text) was not taken: \(reason). Until it is, the rig counts at what its cap "
                + "allows, and the host's other rigs make room"
            return [Event(.capNotTaken, .error, message, fields: fields)]
        case (.taken, true):
            isEscalated = false
            return [
                Event(
                    .capTaken, .notice, "\(rig): its power cap of \((ordered ?? .zero).text) is taken again",
                    fields: [.text("rig", rig.text)] + (ordered.map { [.power("cap_w", $0)] } ?? []))
            ]
        default: return []
        }
    }
}

/// How far caps that keep their setting when the agent dies may be raised: as far as the floor covers them (rule 10).
///
/// When the agent dies, its workers fall at the lease's deadline and such caps stay. So that the host is at its floor all the same, the
/// caps together stay under floor − overhead − idle watts of the workers − whatever cannot be throttled, less the meter's error.
struct HeldCaps: Equatable, Sendable {
    struct Rig: Equatable, Sendable {
        var rig: Name
        var minimum: Power
        var maximum: Power
        /// What it draws beyond its cap.
        var excessW: Double
        /// The meter's error as a share of the reading.
        var accuracy: Double
    }

    /// The highest cap of each.
    var bounds: [Name: Power]
    /// Not even the lowest settings fit under the floor: then the host takes no lease above it.
    var isFloorTooLow: Bool

    /// - Parameter restW: what the rest of the host draws once its workers have fallen.
    init(_ rigs: [Rig], floor: Power, restW: Double) {
        let shares = 1 + (rigs.map(\.accuracy).max() ?? 0)
        let roomW = (floor.watts - restW) / shares - rigs.reduce(0) { $0 + $1.excessW }
        let lowest = rigs.map(\.minimum).total().watts
        isFloorTooLow = !rigs.isEmpty && roomW < lowest
        let span = rigs.reduce(0) { $0 + ($1.maximum - $1.minimum).watts }
        // Each its minimum, and of what is left a part as large as its range.
        let part = span > 0 ? min(max((roomW - lowest) / span, 0), 1) : 0
        bounds = Dictionary(rigs.map { ($0.rig, $0.minimum + ($0.maximum - $0.minimum) * part) }, uniquingKeysWith: min)
    }
}
