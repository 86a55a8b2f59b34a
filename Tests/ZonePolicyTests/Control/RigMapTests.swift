import Testing
import ZoneModel

@testable import ZonePolicy

@Suite struct RigMapTests {
    private func map(full: Power? = nil) -> RigMap { RigMap(idle: .watts(100), nameplate: .watts(1000), full: full) }

    @Test func theLabelAloneIsNoConfidence() {
        #expect(map().confidence == 0)
        #expect((map().watts(at: .zero) - 100).magnitude < 0.001)
        #expect((map().watts(at: .full) - 1000).magnitude < 0.001)
    }

    @Test func aCalibrationIsMostOfIt() {
        let map = map(full: .watts(940))
        #expect(map.confidence > 0.85)
        #expect((map.watts(at: .full) - 940).magnitude < 1)
    }

    /// The truth is 80 W + 850 W.
    @Test func readingsAtOneDutyLeaveTheSlopeOpenAndAtTwoDoNot() {
        var map = map()
        for _ in 0..<20 { map.onSettled(duty: Duty(0.8), watts: 760) }
        #expect((map.watts(at: Duty(0.8)) - 760).magnitude < 10)
        let one = map.confidence
        #expect(one > 0.3 && one < 0.8)
        #expect((map.slopeW - 850).magnitude <= 2 * map.slopeErrorW)
        for _ in 0..<20 { map.onSettled(duty: Duty(0.3), watts: 335) }
        #expect(map.confidence > one + 0.2)
        #expect((map.slopeW - 850).magnitude < 20)
        #expect((map.interceptW - 80).magnitude < 10)
        #expect(map.learnedDuties == 2)
    }

    @Test func aFlatRigKeepsALeastSlope() {
        var map = map()
        for duty in [0.1, 0.5, 0.9] {
            for _ in 0..<50 { map.onSettled(duty: Duty(duty), watts: 500) }
        }
        #expect(map.slopeW >= 45)
        #expect(map.interceptW >= 0)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func noNumberIsNotLearned(watts: Double) {
        var map = map()
        map.onSettled(duty: Duty(0.5), watts: watts)
        #expect(map == self.map())
    }
}

@Suite struct RigResponseTests {
    private func at(_ seconds: Double) -> BootInstant { BootInstant(nanoseconds: Int64(seconds * 1e9)) }

    /// Dead time 0.5 s, time constant 1 s: what is ordered at 0 s has gone 63.2 % of its way at 1.5 s.
    @Test func looksOverTheDeadTime() {
        var response = RigResponse(watts: 1000, now: at(0))
        response.order(watts: 0, now: at(0), deadTime: .milliseconds(500))
        #expect(response.predicted(at: at(0.5), timeConstant: .seconds(1)) == 1000)
        #expect((response.predicted(at: at(1.5), timeConstant: .seconds(1)) - 367.88).magnitude < 0.01)
        response.advance(to: at(1), timeConstant: .seconds(1))
        // Looking ahead has changed nothing.
        #expect((response.watts - 606.53).magnitude < 0.01)
        #expect((response.predicted(at: at(1.5), timeConstant: .seconds(1)) - 367.88).magnitude < 0.01)
    }
}
