import Testing
import ZoneModel

@testable import ZoneFaults

private func at(_ milliseconds: Int64) -> BootInstant { BootInstant(nanoseconds: milliseconds * 1_000_000) }

@Suite struct WiretapTests {
    private func heartbeat(_ nonce: UInt64) -> [UInt8] {
        line(
            .heartbeat(
                Heartbeat(
                    nonce: Nonce(high: 0, low: nonce), power: .watts(1), powerMax: .watts(1), powerSource: .estimated, wanted: .watts(1),
                    epoch: 0, generation: 0, simulated: false)))
    }

    private func quota(_ generation: UInt64, nonce: UInt64) -> [UInt8] {
        line(
            .quota(
                QuotaGrant(
                    epoch: 1, generation: generation, quota: .watts(300), nonce: Nonce(high: 0, low: nonce), lease: .seconds(4))))
    }

    private func line(_ body: LineBody) -> [UInt8] {
        Line(timestamp: WallInstant(milliseconds: 0), address: HostAddress(path: "a/b/c")!, body: body).encoded().dropLast()
    }

    /// A lease is timed from its heartbeat, however late the grant comes; a second copy of either changes nothing.
    @Test func leasesAreTimedFromTheirHeartbeats() {
        var tap = Wiretap()
        tap.onLineUp(heartbeat(7), at: at(1000))
        tap.onLineUp(heartbeat(7), at: at(1500))
        tap.onLineDown(quota(1, nonce: 7), at: at(3000))
        tap.onLineDown(quota(1, nonce: 7), at: at(6000))
        tap.onLineDown(quota(2, nonce: 8), at: at(3000))
        let known = tap.delivered(GrantID(epoch: 1, generation: 1))
        #expect(known?.nonceHeard == at(1000) && known?.endsBy == at(5000) && known?.at == at(3000))
        // Of a nonce that never passed: no agent can take it.
        #expect(tap.delivered(GrantID(epoch: 1, generation: 2)) == nil)
        #expect(tap.linesUp == 2 && tap.linesDown == 3)
    }

    @Test func acksAreRemembered() {
        var tap = Wiretap()
        for seq in [5, 9, 7] as [UInt64] { tap.onLineDown(line(.ack(Ack(seq: seq))), at: at(0)) }
        #expect(tap.ackedSeq == 9)
    }
}

@Suite struct FlowTests {
    private func lines(_ count: Int) -> [[UInt8]] { (0..<count).map { Array("line \($0)\n".utf8) } }

    /// What goes out, line by line, up to an instant.
    private func released(_ flow: inout Flow, at now: BootInstant) -> [String] {
        var out: [String] = []
        flow.release(now: now) { out.append(String(decoding: $0.dropLast(), as: UTF8.self)) }
        return out
    }

    @Test func linesAreWholeHoweverTheyCome() {
        var flow = Flow()
        #expect(flow.lines(in: Array("ab".utf8)[...]).isEmpty)
        #expect(flow.lines(in: Array("c\nd\nef".utf8)[...]) == [Array("abc\n".utf8), Array("d\n".utf8)])
        #expect(flow.lines(in: Array("\n".utf8)[...]) == [Array("ef\n".utf8)])
    }

    /// A delay that ends does not let later lines pass those that it holds.
    @Test func aDelayKeepsTheOrder() {
        var (flow, random) = (Flow(), SplitMix(1))
        var slow = Weather()
        slow.delayUp = .seconds(3)
        flow.take(lines(2)[0], now: at(0), delay: slow.delayUp, slow, &random)
        flow.take(lines(2)[1], now: at(100), delay: .zero, .fair, &random)
        #expect(released(&flow, at: at(2999)) == [])
        #expect(flow.nextDue == at(3000))
        #expect(released(&flow, at: at(3000)) == ["line 0", "line 1"])
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func garbledLinesAreLostDoubledAndOvertaken(seed: UInt64) {
        var (flow, random) = (Flow(), SplitMix(seed))
        var weather = Weather()
        (weather.lost, weather.doubled, weather.heldBack) = (0.2, 0.2, 0.2)
        for (index, line) in lines(500).enumerated() { flow.take(line, now: at(Int64(index)), delay: .zero, weather, &random) }
        let out = released(&flow, at: at(10_000)).compactMap { Int($0.dropFirst(5)) }
        let missing = 500 - Set(out).count
        #expect(missing > 60 && missing < 140, "\(missing)")
        let doubled = out.count - Set(out).count
        #expect(doubled > 30 && doubled < 140, "\(doubled)")
        #expect(out != out.sorted())
        var again = (Flow(), SplitMix(seed))
        for (index, line) in lines(500).enumerated() { again.0.take(line, now: at(Int64(index)), delay: .zero, weather, &again.1) }
        #expect(released(&again.0, at: at(10_000)).compactMap { Int($0.dropFirst(5)) } == out)
    }
}

@Suite struct RoundTests {
    @Test func eachKindComes() {
        let kinds = Round.each(FaultTerms()).flatMap(\.entries).map(\.kind)
        #expect(Set(kinds) == Set(FaultKind.allCases))
        // A round whose faults must not touch leases has none that would.
        for round in Round.each(FaultTerms()) where round.keepsLeases {
            #expect(round.entries.allSatisfy { !$0.kind.explains.contains(.leaseLost) })
        }
    }

    /// No victim suffers two things at once, the same seed deals the same rounds, and in time every kind comes.
    @Test func randomRoundsAreFairAndReplayable() {
        let terms = FaultTerms()
        var (random, same) = (SplitMix(3), SplitMix(3))
        var seen = Set<FaultKind>()
        for _ in 0..<300 {
            let round = Round.random(terms, &random)
            let again = Round.random(terms, &same)
            #expect(round.entries.map(\.kind) == again.entries.map(\.kind) && round.entries.map(\.lasts) == again.entries.map(\.lasts))
            let victims = round.entries.filter { $0.kind != .order }.map { $0.host ?? -1 }
            #expect(Set(victims).count == victims.count && !victims.isEmpty)
            #expect(round.entries.allSatisfy { ($0.host == nil) == ($0.kind.target == .collector || $0.kind.target == .zone) })
            seen.formUnion(round.entries.map(\.kind))
        }
        #expect(seen == Set(FaultKind.allCases))
    }
}
