import Testing
import ZoneModel

@testable import Host

/// The keys of what lowers a rig's watts.
@Suite struct ActuatorKeysTests {
    private func read(_ rig: String, top: String = "") throws -> Checked<AgentConfiguration> {
        let text = """
            zone = "sindh-2"
            site = "khi-3"
            host = "h-014"
            quota = "1 kW"
            floor = "200 W"
            \(top)
            [[rig]]
            name = "gpu-0"
            nameplate = "300 W"
            idle = "40 W"
            \(rig)
            """
        return try readAgentConfiguration([Array(text.utf8)])
    }

    private let power = "power = { chip = \"amdgpu-*\" }\nactuator = \"power-cap\"\n"

    @Test func aCapsKeys() throws {
        let rig = try #require(
            read(
                power
                    + """
                    cap = { chip = "amdgpu-*", feature = "PPT", min = "90 W", max = "250 W", step = "5 W", when_stopped = "100 W", \
                    fail_safe = "the BMC", fail_safe_within = "2 s" }
                    """.replacing("\n", with: "")
            ).configuration.rigs.first)
        #expect(rig.actuator == .powerCap && rig.isThrottled && rig.workerThreads == 0)
        #expect(rig.capRange == (.watts(90), .watts(250)) && rig.cap.step == .watts(5) && rig.capWhenStopped == .watts(100))
        #expect(rig.cap.failSafe == .init(within: .seconds(2), reason: "the BMC"))
        #expect(rig.cap.sensor == SensorMatch(chip: "amdgpu-*", feature: "PPT"))
    }

    @Test func whatIsNotSaid() throws {
        let cap = try #require(read(power).configuration.rigs.first)
        #expect(cap.capRange == (.watts(40), .watts(300)) && cap.capWhenStopped == .watts(40) && cap.cap.sensor == nil)
        #expect(try read("worker_threads = 1").configuration.rigs.first?.actuator == .worker)
        #expect(try read("").configuration.rigs.first?.actuator == ActuatorKind.none)
    }

    @Test(arguments: [
        ("actuator = \"power-cap\"", "name the power sensor"), ("actuator = \"worker\"", "worker_threads says how many"),
        ("actuator = \"none\"\nworker_threads = 2", "worker_threads is not 0"),
        ("power = { chip = \"a*\" }\nactuator = \"power-cap\"\nworker_threads = 2", "one actuator"),
        ("power = { chip = \"a*\" }\nactuator = \"power-cap\"\ncap = { min = \"200 W\", max = \"100 W\" }", "above the highest cap"),
        ("power = { chip = \"a*\" }\nactuator = \"power-cap\"\ncap = { max = \"301 W\" }", "above the nameplate"),
        ("power = { chip = \"a*\" }\nactuator = \"power-cap\"\ncap = { when_stopped = \"10 W\" }", "must be from 40.0 W to 300.0 W"),
        ("power = { chip = \"a*\" }\nactuator = \"power-cap\"\ncap = { step = \"0 W\" }", "must be above 0 W"),
        ("power = { chip = \"a*\" }\nactuator = \"power-cap\"\ncap = { fail_safe = \"the BMC\" }", "needs a reason and a time"),
        ("power = { chip = \"a*\" }\nactuator = \"power-cap\"\ncap = { fail_safe_within = \"1 s\" }", "needs a reason and a time"),
        ("power = { chip = \"a*\" }\nactuator = \"powercap\"", "did you mean \"power-cap\""),
    ])
    func mistakes(text: String, says: String) throws {
        let error = #expect(throws: ConfigurationErrors.self) { try read(text) }
        #expect(error.map { "\($0)".contains(says) } ?? false, "\(error.map { "\($0)" } ?? "")")
    }

    @Test func theFloorsPartIsSaid() throws {
        let collector = "[collector]\naddress = \"127.0.0.1:7433\""
        let held = try read(power, top: collector)
        #expect(held.warnings.contains { $0.contains("keeps its setting if the agent dies") }, "\(held.warnings)")
        let reverting = try read(power + "cap = { fail_safe = \"the BMC\", fail_safe_within = \"2 s\" }", top: collector)
        #expect(!reverting.warnings.contains { $0.contains("keeps its setting") })
    }
}
