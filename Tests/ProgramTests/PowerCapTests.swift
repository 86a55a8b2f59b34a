import AdminClient
import Glibc
import Testing
import ZoneModel
import ZoneTestKit

/// A host whose watts a driver's power cap holds: the real agent, real libsensors, a mocked accelerator.
@Suite struct PowerCapTests {
    private static let card = RigDescription(
        "amdgpu", on: .pci, hwmon: 0,
        [
            "temp1_input": "61000", "temp1_label": "edge", "power1_average": "180000000", "power1_label": "PPT",
            "power1_cap": "300000000", "power1_cap_min": "90000000", "power1_cap_max": "300000000",
        ])

    /// The agent under umockdev-run, whose /sys goes with it: the shell around it says where that is, and reads the cap at the end.
    private func start(_ directory: TemporaryDirectory, mode: String) throws -> ChildProcess {
        try directory.write(Self.card.text, to: "card.umockdev")
        try directory.write(
            """
            zone = "sindh-2"
            site = "khi-3"
            host = "h-014"
            class = "ai"
            mode = "\(mode)"
            quota = "250 W"
            state_directory = "\(directory.path)/agent"
            admin_socket = "\(directory.file("agent.sock"))"
            [control]
            dead_time = "100 ms"
            time_constant = "100 ms"
            return_stagger = "0 s"
            ramp = "60000 %/min"
            [[rig]]
            name = "gpu-0"
            nameplate = "300 W"
            idle = "40 W"
            power = { chip = "amdgpu-*" }
            interval = "100 ms"
            actuator = "power-cap"
            cap = { min = "90 W", when_stopped = "120 W" }

            """, to: "agent.toml")
        let script = """
            echo "$UMOCKDEV_DIR"
            '\(ChildProcess.built("zone-agent"))' --config '\(directory.file("agent.toml"))' &
            agent=$!
            trap "kill -TERM $agent" TERM
            wait $agent; wait $agent
            echo "agent $?"
            cat \(Self.card.hwmonPath)/power1_cap
            """
        try directory.write(script, to: "run.sh")
        return try ChildProcess(
            executable: "umockdev-run", arguments: ["-d", directory.file("card.umockdev"), "--", "/bin/sh", directory.file("run.sh")])
    }

    private func cap(_ root: String) -> Double? {
        let descriptor = open("\(root)\(Self.card.hwmonPath)/power1_cap", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 64)
        let count = read(descriptor, &buffer, buffer.count)
        return count > 0 ? Double(String(decoding: buffer[..<count].prefix { $0 > 32 }, as: UTF8.self)).map { $0 / 1e6 } : nil
    }

    private func status(_ directory: TemporaryDirectory) -> HostStatus? {
        try? AdminClient(AdminSocket(.agent, path: directory.file("agent.sock"))).get("/v1/status", as: HostStatus.self, "status").document
    }

    @Test func theCapIsHeldUnderTheQuotaAndLeftHarmless() throws {
        let directory = try TemporaryDirectory()
        let child = try start(directory, mode: "enforce")
        let root = try #require(child.standardOutput.next(within: 20), "\(child.standardError.all)")
        // 250 W, less what the meter cannot tell.
        let isHeld = waitUntil(seconds: 40) { cap(root).map { $0 < 250 && $0 >= 90 } ?? false }
        #expect(isHeld, "\(cap(root) ?? 0) \(child.standardError.all)")
        let isSaid = waitUntil(seconds: 20) {
            guard let actuator = status(directory)?.rigs.first?.actuator else { return false }
            return actuator.kind == .powerCap && !actuator.isFailSafe && actuator.orderedW == actuator.settingW && actuator.trouble == nil
        }
        #expect(isSaid, "\(String(describing: status(directory)?.rigs.first?.actuator))")
        child.signal(SIGTERM)
        #expect(child.standardOutput.first(within: 20) { $0.hasPrefix("agent ") } == "agent 0", "\(child.standardError.all)")
        #expect(child.standardOutput.next(within: 20) == "120000000")
        _ = child.waitForExit(within: 20)
    }

    @Test func anObserverTouchesNothing() throws {
        let directory = try TemporaryDirectory()
        let child = try start(directory, mode: "observe")
        let root = try #require(child.standardOutput.next(within: 20), "\(child.standardError.all)")
        let isUp = waitUntil(seconds: 40) { status(directory)?.rigs.first?.power.source == .measured }
        #expect(isUp, "\(child.standardError.all)")
        #expect(cap(root) == 300)
        child.signal(SIGTERM)
        #expect(child.standardOutput.first(within: 20) { $0.hasPrefix("agent ") } == "agent 0")
        #expect(child.standardOutput.next(within: 20) == "300000000")
        _ = child.waitForExit(within: 20)
    }
}
