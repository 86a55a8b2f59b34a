import Testing

@testable import ZoneModel

/// A schedule as text and as lines, and what the agent makes of lines that do not fit.
@Suite struct FloorLinesTests {
    static let signature = FloorSignature(bytes: (0..<64).map { UInt8($0) })!
    static let start = WallInstant(milliseconds: 1_795_489_200_000)

    static func schedule(_ id: String = "s-1", slots: Int = 4, slot: Duration = .seconds(3600), floor: Int64 = 60_000) throws
        -> FloorSchedule
    {
        try FloorSchedule(id: id, start: start, slot: slot, floors: (0..<slots).map { Power(milliwatts: floor + Int64($0)) })
    }

    @Test func theCanonicalText() throws {
        let text = try Self.schedule().canonicalText(for: LineExamples.address)
        #expect(text == "zone-floor-schedule 1\nsindh-2/khi-3/h-014\ns-1\n1795489200000\n3600\n4\n60000\n60001\n60002\n60003\n")
    }

    /// Whatever differs shows in the text: nothing of a schedule can be read as something else.
    @Test func noTwoSchedulesShareAText() throws {
        let other = try #require(HostAddress(path: "sindh-2/khi-3/h-015"))
        let addresses = [LineExamples.address, other, try #require(HostAddress(path: "sindh-2/khi-3h/014"))]
        var schedules: [FloorSchedule] = []
        for (start, seconds) in [(0, 1), (1, 1), (10, 1), (0, 11), (-1, 1)] as [(Int64, Int64)] {
            for floors in [[1], [11], [1, 1], [1, 11], [11, 1], [1, 1, 1], [0], [10]] as [[Int64]] {
                for id in ["1", "11", "1-1"] {
                    schedules.append(
                        try FloorSchedule(
                            id: id, start: WallInstant(milliseconds: start), slot: .seconds(seconds),
                            floors: floors.map(Power.init(milliwatts:))))
                }
            }
        }
        let texts = addresses.flatMap { address in schedules.map { $0.canonicalText(for: address) } }
        #expect(texts.count == 360 && Set(texts).count == texts.count)
    }

    /// From lines over the wire's bytes back to the schedule, in any order, with lines that come twice.
    @Test(arguments: [1, 2, 48, FloorSchedule.slotsMax])
    func isPutTogetherInAnyOrder(slots: Int) throws {
        let schedule = try Self.schedule(slots: slots, slot: .seconds(900))
        let wire = schedule.lines(signature: Self.signature).map {
            Line(timestamp: Self.start, address: LineExamples.address, body: .floor($0))
        }
        for round in 0..<5 {
            var lines = try wire.map { try Line(decoding: $0.encoded().dropLast()) }
            if round > 0 { lines.shuffle() }
            // Every line but the last comes twice.
            let last = lines.removeLast()
            lines += lines.shuffled()
            var assembler = FloorScheduleAssembler()
            for line in lines {
                guard case .floor(let slot) = line.body else { return #expect(Bool(false)) }
                #expect(assembler.onLine(slot) == .waiting)
            }
            guard case .floor(let slot) = last.body else { return #expect(Bool(false)) }
            #expect(assembler.onLine(slot) == .complete(schedule, Self.signature))
        }
    }

    struct Misfit: Sendable, CustomTestStringConvertible {
        var name: String
        var change: @Sendable (inout FloorSlot) -> Void
        var testDescription: String { name }
    }

    static let misfits = [
        Misfit(name: "another number of slots") { $0.slots = 5 },
        Misfit(name: "a place outside") { $0.slot = 4 },
        Misfit(name: "no slots at all") { ($0.slot, $0.slots) = (0, 0) },
        Misfit(name: "too many slots") { $0.slots = UInt64(FloorSchedule.slotsMax) + 1 },
        Misfit(name: "a gap between slots") { $0.slotStart = WallInstant(milliseconds: $0.slotStart.milliseconds + 1) },
        Misfit(name: "a longer slot") { $0.slotLength = .seconds(7200) },
        Misfit(name: "another signature") { $0.signature = FloorSignature(bytes: .init(repeating: 1, count: 64))! },
        Misfit(name: "another floor for a slot that came") {
            $0.slot = 0
            $0.slotStart = FloorLinesTests.start
            $0.floor = .watts(9)
        },
    ]

    /// It is refused with its reason, drops what came before it, and the whole schedule sent again is taken.
    @Test(arguments: misfits)
    func whatDoesNotFitIsRefused(misfit: Misfit) throws {
        let schedule = try Self.schedule()
        let lines = schedule.lines(signature: Self.signature)
        var assembler = FloorScheduleAssembler()
        for line in lines.prefix(2) { #expect(assembler.onLine(line) == .waiting) }
        var wrong = lines[2]
        misfit.change(&wrong)
        guard case .refused(let error) = assembler.onLine(wrong) else { return #expect(Bool(false), "taken") }
        #expect(!error.message.isEmpty)
        // Nothing of before is left: the last two alone do not make it whole.
        for line in lines.suffix(2) { #expect(assembler.onLine(line) == .waiting) }
        #expect(assembler.onLine(lines[0]) == .waiting)
        #expect(assembler.onLine(lines[1]) == .complete(schedule, Self.signature))
    }

    /// What does not make a schedule is refused when it is whole: an id with a capital, a slot of two days.
    @Test func whatIsNoScheduleIsRefused() throws {
        var line = try Self.schedule(slots: 1).lines(signature: Self.signature)[0]
        for change in [{ $0.scheduleID = "S" }, { $0.scheduleID = "" }, { $0.slotLength = .seconds(2 * 86_400) }]
            as [(inout FloorSlot) -> Void]
        {
            var wrong = line
            change(&wrong)
            var assembler = FloorScheduleAssembler()
            guard case .refused = assembler.onLine(wrong) else { return #expect(Bool(false), "\(wrong)") }
        }
        line.slotLength = .seconds(Int64.max)
        var assembler = FloorScheduleAssembler()
        guard case .refused = assembler.onLine(line) else { return #expect(Bool(false)) }
    }

    /// One schedule at a time: another id begins anew, so nobody fills the memory with beginnings.
    @Test func anotherScheduleTakesThePlace() throws {
        let (old, new) = (try Self.schedule("s-1"), try Self.schedule("s-2", floor: 5000))
        var assembler = FloorScheduleAssembler()
        for line in old.lines(signature: Self.signature).prefix(3) { #expect(assembler.onLine(line) == .waiting) }
        let lines = new.lines(signature: Self.signature)
        for line in lines.prefix(3) { #expect(assembler.onLine(line) == .waiting) }
        #expect(assembler.onLine(lines[3]) == .complete(new, Self.signature))
        // A connection that ended takes its half schedule with it.
        for line in old.lines(signature: Self.signature).prefix(3) { #expect(assembler.onLine(line) == .waiting) }
        assembler.reset()
        #expect(assembler.onLine(old.lines(signature: Self.signature)[3]) == .waiting)
    }

    /// The stand-in for a schedule that nobody knows any more has no floor at any time, and every real one is newer.
    @Test func theUnknownScheduleHasNoFloor() throws {
        for milliseconds in [Int64.min / 4, -1, 0, 500, 1000, Self.start.milliseconds, Int64.max / 4] {
            let instant = WallInstant(milliseconds: milliseconds)
            #expect(FloorSchedule.unknown.lowest(from: instant, to: instant) == .zero)
            #expect(FloorSchedule.unknown.highest(from: instant, to: instant) == .zero)
        }
        #expect(FloorSchedule.unknown.id < "00000000000001")
    }
}
