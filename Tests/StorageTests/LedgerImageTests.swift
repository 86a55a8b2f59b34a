import Storage
import Testing
import ZoneModel

/// What is read back is what `LedgerImage.apply` makes of the same records, whatever they were, however they were batched and however often
/// the ledger was reopened.
@Suite struct LedgerImageTests {
    /// Records as a collector may write them, in any order: hosts, boots, epochs and orders at random; only the rules of `commit` are kept.
    private struct Writer {
        var random: SplitMix
        var image = LedgerImage(status: .fresh)
        let hosts: [HostAddress]
        let boots: [BootID]
        var schedulesMade = 0

        mutating func number(_ range: ClosedRange<UInt64>) -> UInt64 { .random(in: range, using: &random) }
        mutating func one<Value>(of values: [Value]) -> Value { values[Int(number(0...UInt64(values.count - 1)))] }
        mutating func power() -> Power {
            Power(milliwatts: one(of: [0, 1, 400_000, Power.maximum.milliwatts, Int64(number(0...1 << 40))]))
        }

        mutating func order(isLifting: Bool) -> QuotaOrder {
            QuotaOrder(
                quota: isLifting ? nil : power(), reason: one(of: ["", "peak", "„Nacht“\n\u{0}", String(repeating: "ü", count: 128)]),
                order: one(of: [nil, "", "2231"]), uid: one(of: [0, 1000, .max]),
                wall: WallInstant(milliseconds: Int64(number(0...1 << 41))))
        }

        /// Now and then one that was sent before, which comes last again.
        private mutating func schedule(for host: HostAddress) -> FloorSchedule {
            if let known = image.schedules[host]?.first, number(0...2) == 0 { return known }
            schedulesMade += 1
            let floors = (0..<number(1...UInt64(FloorSchedule.slotsMax))).map { _ in power() }
            do {
                return try FloorSchedule(
                    id: "s-\(schedulesMade)", start: WallInstant(milliseconds: Int64(number(0...1 << 41))),
                    slot: .seconds(Int64(number(1...86_400))), floors: floors)
            } catch {
                preconditionFailure("\(error)")
            }
        }

        /// A new one, or a change of one that is known, whether it is over or not.
        private mutating func timedOrder() -> TimedOrder {
            let id = number(0...2) == 0 ? number(0...image.lastTimedOrder) : image.lastTimedOrder + number(1...3)
            let targets = ["sindh-2", "sindh-2:ai", "sindh-2/khi-3", "sindh-2/khi-3/h-014"].compactMap { BudgetTarget(path: $0) }
            return TimedOrder(
                id: id, kind: one(of: [.event, .emergency]), target: one(of: targets), quota: power(),
                start: WallInstant(milliseconds: Int64(number(0...1 << 41))), end: WallInstant(milliseconds: Int64(number(0...1 << 41))),
                reason: one(of: ["", "peak", "„Nacht“\n"]), order: one(of: [nil, "", "2231"]), uid: one(of: [0, 1000, .max]),
                wall: WallInstant(milliseconds: Int64(number(0...1 << 41))), hasEnded: one(of: [false, true]))
        }

        /// A token, the use of one, or a revocation.
        private mutating func identityOrder(_ host: HostAddress) -> IdentityOrder {
            let expires = WallInstant(milliseconds: Int64(number(0...1 << 41)))
            let next = image.identity.last + number(1...3)
            let open = image.identity.tokens.keys.sorted()
            let kinds: [IdentityOrder.Kind] = [
                .token(hash: "hash-\(next)", hostClass: one(of: [.mining, .ai]), expires: expires),
                .enrolled(machineID: one(of: ["m1", ""])),
                .revoked,
            ]
            var kind = one(of: kinds)
            if case .enrolled = kind, open.isEmpty { kind = .revoked }
            let isUse = if case .enrolled = kind { true } else { false }
            return IdentityOrder(
                kind: kind, address: host, number: isUse ? one(of: open) : next, reason: one(of: ["", "„Neu“\n"]),
                order: one(of: [nil, "", "2231"]), uid: one(of: [0, .max]), wall: WallInstant(milliseconds: Int64(number(0...1 << 41))))
        }

        mutating func record() -> LedgerRecord {
            let host = one(of: hosts)
            switch number(0...29) {
            case 0: return .epoch(image.epoch + number(0...2))
            case 1: return .epochSettled(number(0...image.epoch))
            case 2: return .machine(host, machineID: one(of: ["m1", "m2", "", "ü"]))
            case 3, 4: return .floor(host, power())
            case 5, 6: return .uncontrolled(host, power())
            case 7: return .zoneQuota(order(isLifting: false))
            case 8, 9: return .hostCap(host, order(isLifting: number(0...2) == 0))
            case 10...13:
                let upTo = GrantID(epoch: number(0...image.epoch), generation: number(0...(image.issued[host]?.generation ?? 0) + 1))
                return .freed(host, one(of: boots), upTo: upTo)
            case 20, 21: return .scheduleSent(host, schedule(for: host))
            case 22: return .scheduleStored(host, id: one(of: (image.schedules[host] ?? []).map(\.id) + ["never-sent"]))
            case 23, 24: return .timedOrder(timedOrder())
            case 25: return .timedOrderEnded(id: number(0...image.lastTimedOrder + 1))
            case 26: return .maintenance(host, MaintenanceOrder(reason: one(of: ["fan", "„Umbau“", ""]), uid: 7, wall: start))
            case 27: return .maintenance(host, nil)
            case 28, 29: return .identity(identityOrder(host))
            default: return .granted(entry(for: host))
            }
        }

        private mutating func entry(for host: HostAddress) -> LedgerEntry {
            let last = image.issued[host] ?? .none
            let grant =
                last.epoch < image.epoch && number(0...1) == 0
                ? GrantID(epoch: image.epoch, generation: number(1...3))
                : GrantID(epoch: last.epoch, generation: last.generation + number(1...3))
            return LedgerEntry(
                address: host, bootID: one(of: boots), grant: grant, quota: power(), term: .milliseconds(Int64(number(1...30_000))),
                hold: .nanoseconds(Int64(number(1...1 << 50))))
        }
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func whatIsReadBackIsWhatWasApplied(seed: UInt64) throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("ledger")
        let third = try #require(HostAddress(path: "sindh-2/khi-4/h-014"))
        let otherBoot = try #require(BootID("ffff-2"))
        var writer = Writer(random: SplitMix(seed), hosts: [Sample.address, Sample.other, third], boots: [Sample.bootID, otherBoot])
        var orders: [RecordedOrder] = []
        var ledger: LedgerJournal? = try LedgerJournal(path: path, now: start)
        for round in 0..<120 as Range<Int64> {
            var batch: [LedgerRecord] = []
            for _ in 0..<writer.number(1...12) {
                let record = writer.record()
                let settledBefore = writer.image.settledEpoch
                writer.image.apply(record)
                batch.append(record)
                switch record {
                case .epochSettled(let epoch) where epoch == writer.image.epoch && epoch > settledBefore: writer.image.status = .whole
                case .zoneQuota(let order): orders.insert(RecordedOrder(host: nil, order: order), at: 0)
                case .hostCap(let host, let order): orders.insert(RecordedOrder(host: host, order: order), at: 0)
                default: break
                }
            }
            try ledger?.commit(batch, now: later(.seconds(round)))
            if writer.number(0...9) == 0 {
                ledger = nil
                ledger = try LedgerJournal(path: path, now: later(.seconds(round)))
            }
            if writer.number(0...3) == 0 { #expect(try ledger?.load() == writer.image) }
        }
        ledger = nil
        let last = try LedgerJournal(path: path, now: start)
        #expect(try last.load() == writer.image)
        #expect(try last.orders(limit: .max) == orders)
        #expect(!writer.image.schedules.isEmpty && !writer.image.storedSchedules.isEmpty && !writer.image.timedOrders.isEmpty)
        #expect(writer.image.identity.last > 0 && !writer.image.identity.revocations.isEmpty)
        #expect(!writer.image.entries.isEmpty && writer.image.entries.count < writer.image.issued.values.count * 400)
    }
}
