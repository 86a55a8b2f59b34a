import FoundationEssentials
import Testing
import ZoneModel
import ZonePolicy

/// The rows of the table in the allocator's documentation, so that what it says is what it does.
struct AllocatorExample: CustomTestStringConvertible, Sendable {
    var budget: Power
    var hosts: [HostDemand]
    /// One limit for all hosts that name one.
    var limits: [Power]
    var targets: [Power]
    var text: String

    var testDescription: String { text }

    static let documented: [AllocatorExample] = {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let path = "/\(root)/Sources/ZonePolicy/Allocation/Allocator.swift"
        guard let source = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
        return source.split(separator: "\n").compactMap { AllocatorExample(row: $0) }
    }()

    init?(row: Substring) {
        let cells = row.split(separator: "|").map { String($0.drop { $0 == " " }) }
        guard row.hasPrefix("/// |"), cells.count == 5, let budget = AllocatorExample.watts(cells[1][...]) else { return nil }
        self.budget = budget
        self.hosts = cells[2].split(separator: ";").compactMap(AllocatorExample.host)
        self.limits = cells[2].split(separator: " ").filter { $0.first == "s" }.prefix(1)
            .compactMap { AllocatorExample.watts($0.dropFirst().filter { $0 != ";" }[...]) }
        self.targets = cells[3].split(separator: ";").compactMap(AllocatorExample.watts)
        self.text = String(row)
    }

    private static func watts(_ text: Substring) -> Power? { Double(text.filter { $0 != " " }).map { Power(watts: $0) } }

    private static func host(_ text: Substring) -> HostDemand? {
        let words = text.split(separator: " ")
        guard words.count >= 2, let floor = watts(words[0]), let wanted = watts(words[1]) else { return nil }
        var host = HostDemand(floor: floor, wanted: wanted)
        for word in words.dropFirst(2) {
            let value = word.dropFirst()
            switch word.first {
            case "≤": host.cap = watts(value)
            case "w": host.weight = Int(value) ?? 0
            case "t": host.tier = Int(value) ?? 0
            case "=": host.fixed = watts(value)
            case "s": host.limits = [0]
            default: return nil
            }
        }
        return host
    }
}

@Suite struct AllocationAllocatorTests {
    @Test func theDocumentationHasItsExamples() {
        #expect(AllocatorExample.documented.count == 25)
        #expect(AllocatorExample.documented.allSatisfy { $0.hosts.count == $0.targets.count })
    }

    @Test(arguments: AllocatorExample.documented)
    func workedExample(_ example: AllocatorExample) {
        let targets = Allocator.targets(budget: example.budget, limits: example.limits, hosts: example.hosts)
        #expect(targets.map(\.milliwatts) == example.targets.map(\.milliwatts))
    }

    @Test func noHostsNoTargets() { #expect(Allocator.targets(budget: .kilowatts(1), hosts: []).isEmpty) }

    @Test func absurdNumbersAreClamped() {
        let wild = [
            HostDemand(floor: Power(milliwatts: -5), wanted: Power(milliwatts: .max), weight: 0, nameplate: Power(milliwatts: .max)),
            HostDemand(floor: Power(milliwatts: .max), wanted: Power(milliwatts: .min), weight: .max, tier: .min),
            HostDemand(floor: .zero, wanted: .watts(5), cap: Power(milliwatts: .min), weight: -3, tier: .max),
        ]
        for budget in [Power(milliwatts: .min), .zero, .watts(10), Power(milliwatts: .max)] {
            let targets = Allocator.targets(budget: budget, hosts: wild)
            #expect(targets.allSatisfy { $0 >= .zero && $0 <= .maximum })
        }
    }

    static func randomHosts(_ random: inout AllocationRandom) -> [HostDemand] {
        (0..<Int(random.int(1...12))).map { _ in
            let floor = Power(milliwatts: random.chance(0.3) ? 0 : random.int(0...200_000))
            return HostDemand(
                floor: floor, wanted: Power(milliwatts: random.int(0...1_000_000)),
                cap: random.chance(0.2) ? Power(milliwatts: random.int(0...800_000)) : nil, weight: Int(random.int(1...5)),
                tier: Int(random.int(0...2)), nameplate: floor + Power(milliwatts: random.int(0...900_000)),
                fixed: random.chance(0.1) ? Power(milliwatts: random.int(0...300_000)) : nil)
        }
    }

    /// What the division promises, checked against its definition rather than against another division.
    @Test func itsPromisesHold() {
        for seed in 1...4000 as ClosedRange<UInt64> {
            var random = AllocationRandom(seed: seed)
            let hosts = AllocationAllocatorTests.randomHosts(&random)
            let budget = Power(milliwatts: random.int(0...4_000_000))
            let targets = Allocator.targets(budget: budget, hosts: hosts)
            #expect(targets == Allocator.targets(budget: budget, hosts: hosts), "seed \(seed)")
            let reserved = zip(hosts, targets).map { host, target in host.fixed ?? max(target, host.floor) }
            let fixed = hosts.compactMap(\.fixed).total()
            let floors = hosts.map { $0.fixed ?? $0.floor }.total()
            if floors <= budget {
                #expect(reserved.total() <= budget, "seed \(seed): never above the budget")
                expectFair(budget, hosts, reserved, seed)
            } else {
                #expect(targets.total() <= max(budget, fixed), "seed \(seed): an emergency binds as far as it can")
                #expect(zip(hosts, targets).allSatisfy { $0.fixed != nil || $1 <= $0.floor }, "seed \(seed)")
            }
            let more = Allocator.targets(budget: budget + Power(milliwatts: random.int(0...500_000)), hosts: hosts)
            #expect(zip(targets, more).allSatisfy { $0 <= $1 }, "seed \(seed): more budget, no target lower")
        }
    }

    private func expectFair(_ budget: Power, _ hosts: [HostDemand], _ given: [Power], _ seed: UInt64) {
        func limit(_ i: Int) -> Power {
            hosts[i].fixed ?? max(hosts[i].floor, min(hosts[i].wanted, hosts[i].cap ?? .maximum, hosts[i].nameplate))
        }
        let hungry = hosts.indices.filter { given[$0] < limit($0) }
        #expect(given.indices.allSatisfy { given[$0] <= limit($0) }, "seed \(seed): nobody above what it asks for")
        guard !hungry.isEmpty else { return }
        #expect((budget - given.total()).milliwatts < hosts.count, "seed \(seed): nothing is left over while somebody is hungry")
        for i in hungry {
            for j in hosts.indices where j != i && hosts[j].fixed == nil && given[j] > hosts[j].floor {
                #expect(hosts[j].tier <= hosts[i].tier, "seed \(seed): a later tier got more than its floor")
                if hosts[j].tier == hosts[i].tier {
                    // No richer host in the tier could give to a poorer one; a milliwatt is the grain.
                    let poorer = (given[i].milliwatts + 1) * Int64(hosts[j].weight)
                    #expect((given[j].milliwatts - 1) * Int64(hosts[i].weight) <= poorer, "seed \(seed): hosts \(i), \(j)")
                }
            }
        }
    }

    @Test func theOrderOfHostsDoesNotMatter() {
        for seed in 1...300 as ClosedRange<UInt64> {
            var random = AllocationRandom(seed: seed)
            let hosts = AllocationAllocatorTests.randomHosts(&random)
            let budget = Power(milliwatts: random.int(0...3_000_000))
            let order = hosts.indices.shuffled(using: &random)
            let straight = Allocator.targets(budget: budget, hosts: hosts)
            let shuffled = Allocator.targets(budget: budget, hosts: order.map { hosts[$0] })
            #expect(order.map { straight[$0] } == shuffled, "seed \(seed)")
        }
    }
}
