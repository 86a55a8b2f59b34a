import Testing

@testable import MiningWork

@Suite struct HeaderRollerTests {
    /// A stretch under one version: stretches are aligned, so two of them have a header in common only where they are the same one.
    private struct Key: Hashable {
        var header: [UInt8]
        var first: UInt32
    }

    private func keys(_ unit: WorkUnit) -> [Key] {
        unit.versions.map { Key(header: Array($0.wire + unit.header[4..<76]), first: unit.firstNonce) }
    }

    private func next(_ roller: inout HeaderRoller) throws -> WorkUnit {
        let unit = roller.next()
        return try #require(unit)
    }

    /// All of a template: every extranonce2, version, second and nonce, each once.
    @Test(
        arguments: [
            (0, 0, 1), (0, 0x1fff_e000 & 0x0001_e000, 16), (1, 0x2000, 2), (1, 0, 1), (0, 0x8000_2000, 4),
        ] as [(Int, UInt32, Int)])
    func everyHeaderOnce(extranonce2Bytes: Int, mask: UInt32, versions: Int) {
        var roller = HeaderRoller(firstExtranonce: 77)
        let template = Templates.small(extranonce2Bytes: extranonce2Bytes, mask: mask)
        roller.take(template)
        var seen: Set<Key> = []
        var count = 0
        while let unit = roller.next() {
            #expect(unit.header.count == 80 && unit.nonces == 1 << 28)
            for key in keys(unit) { seen.insert(key) }
            count += unit.versions.count
        }
        let all = 3 * versions * (1 << (8 * extranonce2Bytes)) * 16
        #expect(count == all && seen.count == all)
    }

    @Test func eightVersionsAtATimeUnderTheMaskAlone() throws {
        var roller = HeaderRoller(firstExtranonce: 0)
        roller.take(Templates.small(extranonce2Bytes: 4, mask: 0x1fff_e000))
        var seen: Set<UInt32> = []
        for _ in 0..<(16 * 100) {
            let unit = try next(&roller)
            #expect(unit.versions.count == 8 && Set(unit.versions).count == 8)
            for version in unit.versions { #expect(version & ~0x1fff_e000 == 0x2000_0000) }
            seen.formUnion(unit.versions)
        }
        #expect(seen.count == 800)
    }

    /// Bits that the source has set are left as they are.
    @Test func setBitsOfTheVersionAreKept() throws {
        var template = Templates.small(extranonce2Bytes: 4, mask: 0x0000_e000)
        template.version = 0x2000_4000
        #expect(template.rollableBits == 0x0000_a000)
        var roller = HeaderRoller(firstExtranonce: 0)
        roller.take(template)
        let unit = try next(&roller)
        #expect(unit.versions == [0x2000_4000, 0x2000_6000, 0x2000_c000, 0x2000_e000])
    }

    @Test func aTemplateThatComesAgainGoesOn() throws {
        var roller = HeaderRoller(firstExtranonce: 0)
        var template = Templates.small(extranonce2Bytes: 0, mask: 0)
        roller.take(template)
        let first = try next(&roller)
        (template.id, template.isClean, template.shareTarget) = ("other", true, .max)
        roller.take(template)
        let second = try next(&roller)
        #expect(second.template.id == "other" && second.template.shareTarget == .max)
        #expect(second.firstNonce == first.firstNonce + 1 << 28 && second.header == first.header)
    }

    @Test func noTemplateNoWork() {
        var roller = HeaderRoller(firstExtranonce: 0)
        var unit = roller.next()
        #expect(unit == nil)
        roller.take(Templates.small(extranonce2Bytes: 1, mask: 0))
        unit = roller.next()
        #expect(unit != nil)
        roller.take(nil)
        unit = roller.next()
        #expect(unit == nil)
    }

    @Test func theTimeEndsWithItsBits() {
        var roller = HeaderRoller(firstExtranonce: 0)
        roller.take(Templates.small(extranonce2Bytes: 0, mask: 0, time: .max, timeRoll: 100))
        var count = 0
        while roller.next() != nil { count += 1 }
        #expect(count == 16)
    }

    /// Days of a pool's habits: the same job again, a later or an earlier time, another mask, another difficulty, other jobs between.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func neverTwiceOverARun(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var roller = HeaderRoller(firstExtranonce: .random(in: 0 ... .max, using: &random))
        var seen: Set<Key> = []
        for _ in 0..<400 {
            let masks: [UInt32] = [0, 0x2000, 0x6000, 0x1e000]
            let mask = masks.randomElement(using: &random) ?? 0
            let template = Templates.small(
                extranonce2Bytes: .random(in: 0...2, using: &random), mask: mask, time: 1000 + .random(in: 0...4, using: &random),
                timeRoll: .random(in: 0...3, using: &random), seed: .random(in: 0...3, using: &random))
            roller.take(template)
            for _ in 0..<Int.random(in: 0...60, using: &random) {
                guard let unit = roller.next() else { break }
                #expect(unit.time >= template.time && unit.time <= template.time + template.timeRoll)
                for key in keys(unit) {
                    let isNew = seen.insert(key).inserted
                    #expect(isNew)
                }
            }
        }
        #expect(seen.count > 1000)
    }
}
