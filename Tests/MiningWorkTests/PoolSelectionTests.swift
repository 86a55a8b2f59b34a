import Testing
import ZoneModel

@testable import MiningWork

@Suite struct PoolSelectionTests {
    private func at(_ seconds: Double) -> BootInstant { BootInstant(nanoseconds: Int64(seconds * 1e9)) }
    private func selection(_ count: Int) -> PoolSelection { PoolSelection(count: count, random: SeededRandom(seed: 3)) }

    @Test func theFirstIsCalledAlone() {
        var selection = selection(3)
        #expect(selection.onTick(now: at(0)) == [.connect(0)])
        #expect(selection.onTick(now: at(1)) == [])
        #expect(selection.onReady(0, now: at(1)) == [])
        #expect(selection.active == 0)
        #expect(selection.onTick(now: at(1000)) == [])
    }

    @Test func theNextOneTakesOverAtOnceAndTheFirstComesBack() {
        var selection = selection(2)
        _ = selection.onTick(now: at(0))
        _ = selection.onReady(0, now: at(1))
        #expect(selection.onEnded(0, isRefusal: false, now: at(100)) == [.connect(1)])
        _ = selection.onReady(1, now: at(100.1))
        #expect(selection.active == 1)
        // Probed after a pause, while the other one works.
        #expect(selection.onTick(now: at(100.4)) == [])
        #expect(selection.onTick(now: at(101.1)) == [.connect(0)])
        #expect(selection.active == 1)
        #expect(selection.onReady(0, now: at(102)) == [.drop(1)])
        #expect(selection.active == 0 && selection.standing(1) == .idle)
    }

    @Test func aFirstPoolThatHangsIsWaitedForOnlySoLong() {
        var selection = selection(2)
        _ = selection.onTick(now: at(0))
        #expect(selection.onTick(now: at(4.9)) == [])
        #expect(selection.onTick(now: at(5.1)) == [.connect(1)])
        _ = selection.onReady(1, now: at(6))
        #expect(selection.onReady(0, now: at(20)) == [.drop(1)])
    }

    /// Pauses double up to a minute, shortened by up to half at random; a refusal waits longer from the start.
    @Test func pausesGrow() {
        var selection = selection(1)
        var now = 0.0
        var pauses: [Double] = []
        for _ in 0..<12 {
            while selection.standing(0) != .trying {
                now += 0.01
                _ = selection.onTick(now: at(now))
            }
            let began = now
            _ = selection.onEnded(0, isRefusal: false, now: at(now))
            guard case .waiting(let until) = selection.standing(0) else { return }
            pauses.append((until - at(began)).seconds)
        }
        for (index, pause) in pauses.enumerated() {
            let longest = min(Double(1 << index), 60)
            #expect(pause >= longest / 2 - 0.001 && pause <= longest + 0.001)
        }
        #expect(Set(pauses.suffix(5)).count == 5)
    }

    @Test func aRefusalAndAWishedPause() {
        var selection = selection(1)
        _ = selection.onTick(now: at(0))
        _ = selection.onEnded(0, isRefusal: true, now: at(0))
        #expect(selection.onTick(now: at(14)) == [])
        #expect(selection.onTick(now: at(31)) == [.connect(0)])
        _ = selection.onEnded(0, isRefusal: false, after: .seconds(7), now: at(31))
        #expect(selection.onTick(now: at(37.9)) == [])
        #expect(selection.onTick(now: at(38.1)) == [.connect(0)])
    }

    /// A pool that held for a minute and more starts with the shortest pause again.
    @Test func steadinessIsRewarded() {
        var selection = selection(1)
        var now = 0.0
        for _ in 0..<6 {
            while selection.standing(0) != .trying {
                now += 1
                _ = selection.onTick(now: at(now))
            }
            _ = selection.onEnded(0, isRefusal: false, now: at(now))
        }
        while selection.standing(0) != .trying {
            now += 1
            _ = selection.onTick(now: at(now))
        }
        _ = selection.onReady(0, now: at(now))
        now += 61
        _ = selection.onEnded(0, isRefusal: false, now: at(now))
        #expect(selection.onTick(now: at(now + 1.01)) == [.connect(0)])
    }

    /// Whatever happens, at most one pool is worked for, and it is the first of those that are ready; none that is better is forgotten.
    @Test(arguments: 0..<30 as Range<UInt64>)
    func anyOrderOfEvents(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var selection = selection(3)
        var connected: Set<Int> = []
        var now = 0.0
        func obey(_ directives: [PoolSelection.Directive]) {
            for directive in directives {
                switch directive {
                case .connect(let pool):
                    let isNew = connected.insert(pool).inserted
                    #expect(isNew)
                case .drop(let pool):
                    let was = connected.remove(pool)
                    #expect(was != nil)
                }
            }
        }
        for _ in 0..<2000 {
            now += Double.random(in: 0...20, using: &random)
            obey(selection.onTick(now: at(now)))
            guard let pool = connected.sorted().randomElement(using: &random) else { continue }
            if Bool.random(using: &random) {
                obey(selection.onReady(pool, now: at(now)))
            } else {
                connected.remove(pool)
                obey(selection.onEnded(pool, isRefusal: Int.random(in: 0...3, using: &random) == 0, now: at(now)))
            }
            let ready = (0..<3).filter { selection.standing($0) == .ready }
            #expect(ready.count <= 1 && selection.active == ready.first)
            #expect(connected.isSubset(of: 0...(selection.active ?? 2)))
        }
        // Left alone, every pool before the one that works is called within the longest pause.
        obey(selection.onTick(now: at(now + 61)))
        for pool in 0..<(selection.active ?? 1) { #expect(connected.contains(pool)) }
    }
}
