/// A schedule and the centre's word for it.
public struct SignedSchedule: Hashable, Sendable {
    public var schedule: FloorSchedule
    public var signature: FloorSignature

    public init(_ schedule: FloorSchedule, _ signature: FloorSignature) {
        self.schedule = schedule
        self.signature = signature
    }

    /// `FloorSchedule.unknown`, which nobody signs.
    public static let unknown: SignedSchedule? = FloorSignature(bytes: [UInt8](repeating: 0, count: FloorSignature.byteCount))
        .map { SignedSchedule(.unknown, $0) }
}

/// A schedule as it travels: one flat line a slot, each with the signature of the whole.
extension FloorSchedule {
    /// What is signed: every word of the schedule and for whom it is, in one form only.
    ///
    /// One value a line, each ended by a newline, which no value holds: the form's name and version, the host's address, the id, the start in milliseconds
    /// since 1970, the slot in seconds, the number of slots, and each floor in milliwatts. So no two schedules, and no schedule of two hosts, share a text.
    public func canonicalText(for address: HostAddress) -> String {
        let head = [
            "zone-floor-schedule 1", address.description, id, "\(start.milliseconds)", "\(slot.components.seconds)", "\(floors.count)",
        ]
        return (head + floors.map { "\($0.milliwatts)" }).map { $0 + "\n" }.joined()
    }

    /// Stands for a schedule that was there and is not known any more: no floor at any time, and older than every schedule
    /// that comes.
    public static let unknown = FloorSchedule(standIn: "0")

    private init(standIn id: String) {
        self.id = id
        start = WallInstant(milliseconds: 0)
        slot = .seconds(1)
        floors = [.zero]
    }

    /// The lines of it, in the order of their slots.
    public func lines(signature: FloorSignature) -> [FloorSlot] {
        floors.enumerated().map { index, floor in
            FloorSlot(
                scheduleID: id, slot: UInt64(index), slots: UInt64(floors.count), slotStart: startOfSlot(index), slotLength: slot,
                floor: floor,
                signature: signature)
        }
    }
}

/// The agent's side: collects the lines of one schedule, in any order, until it is whole.
///
/// One schedule at a time: a line of another id begins anew, so what a peer can make this hold is bounded. A line that contradicts the others drops them all:
/// which of them is wrong cannot be told, and a whole schedule is sent again.
public struct FloorScheduleAssembler: Sendable {
    public enum Outcome: Equatable, Sendable {
        /// Slots are missing yet.
        case waiting
        /// Whole, and signed by nobody knows whom: verify it.
        case complete(FloorSchedule, FloorSignature)
        case refused(FloorScheduleError)
    }

    /// What every line of a schedule says alike.
    private struct Frame: Hashable {
        var scheduleID: String
        var slots: UInt64
        var startMilliseconds: Int64
        var slotLength: Duration
        var signature: FloorSignature
    }

    private var frame: Frame?
    private var floors: [UInt64: Power] = [:]

    public init() {}

    public mutating func onLine(_ line: FloorSlot) -> Outcome {
        guard line.slots >= 1, line.slots <= UInt64(FloorSchedule.slotsMax), line.slot < line.slots else {
            return refuse("slot \(line.slot) of \(line.slots): a schedule has 1 to \(FloorSchedule.slotsMax) slots, counted from 0")
        }
        let (offset, overflow) = Int64(line.slot).multipliedReportingOverflow(by: line.slotLength.wholeMilliseconds)
        guard !overflow else { return refuse("its slots are too long") }
        let new = Frame(
            scheduleID: line.scheduleID, slots: line.slots, startMilliseconds: line.slotStart.milliseconds - offset,
            slotLength: line.slotLength, signature: line.signature)
        if frame?.scheduleID != new.scheduleID {
            frame = new
            floors = [:]
        }
        guard frame == new else { return refuse("slot \(line.slot) of schedule \(line.scheduleID) does not fit the others") }
        if let known = floors[line.slot], known != line.floor {
            return refuse("slot \(line.slot) of schedule \(line.scheduleID) came with two floors, \(known.text) and \(line.floor.text)")
        }
        floors[line.slot] = line.floor
        guard UInt64(floors.count) == new.slots else { return .waiting }
        return whole(new)
    }

    /// The connection ended: the rest of a schedule does not come on the next one, it is sent from its start.
    public mutating func reset() {
        frame = nil
        floors = [:]
    }

    private mutating func whole(_ frame: Frame) -> Outcome {
        let ordered = floors.sorted { $0.key < $1.key }.map(\.value)
        do throws(FloorScheduleError) {
            let schedule = try FloorSchedule(
                id: frame.scheduleID, start: WallInstant(milliseconds: frame.startMilliseconds), slot: frame.slotLength, floors: ordered)
            reset()
            return .complete(schedule, frame.signature)
        } catch {
            return refuse(error.message)
        }
    }

    private mutating func refuse(_ message: String) -> Outcome {
        reset()
        return .refused(FloorScheduleError(message))
    }
}
