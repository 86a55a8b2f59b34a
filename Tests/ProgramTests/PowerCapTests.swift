import AdminClient
import CShims
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
    ///
    private func start(_ directory: TemporaryDirectory, mode: String, right: Right = .own) throws -> ChildProcess {
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
            \(right == .own ? "" : Self.barring(directory, isServed: right == .served)) '\(ChildProcess.built("zone-agent"))' --config '\(directory.file("agent.toml"))' &
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

    /// How the agent gets at the cap.
    private enum Right {
        case own
        /// It may not write it.
        case barred
        /// It may not, and zone-cap is there.
        case served
    }

    /// The file is another's, and root may write others' files no more. zone-cap gets its socket as systemd would hand it over.
    private static func barring(_ directory: TemporaryDirectory, isServed: Bool) -> String {
        let service = """
            systemd-socket-activate -E LD_PRELOAD -E UMOCKDEV_DIR --seqpacket -l "$ZONE_CAP_SOCKET" '\(ChildProcess.built("zone-cap"))' &
            trap "kill $!" EXIT
            """
        return """
            chown 1:1 "$UMOCKDEV_DIR\(card.hwmonPath)/power1_cap"
            export ZONE_CAP_SOCKET='\(directory.file("cap.sock"))'
            \(isServed ? service : "")
            setpriv --bounding-set=-dac_override --inh-caps=-dac_override
            """
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
        #expect(isHeld, "\(cap(root) ?? 0) \(child.standardError.all) \(String(describing: status(directory)?.rigs.first?.actuator))")
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

    /// Its own sandbox keeps the agent from writing: zone-cap does it, and the cap is as good as one that the agent wrote.
    @Test(.enabled(if: geteuid() == 0, "only root can be barred from a file that zone-cap may write"))
    func whatTheAgentMayNotWriteTheCapServiceDoes() throws {
        let directory = try TemporaryDirectory()
        let child = try start(directory, mode: "enforce", right: .served)
        let root = try #require(child.standardOutput.next(within: 20), "\(child.standardError.all)")
        let isHeld = waitUntil(seconds: 40) { cap(root).map { $0 < 250 && $0 >= 90 } ?? false }
        #expect(isHeld, "\(cap(root) ?? 0) \(child.standardError.all) \(String(describing: status(directory)?.rigs.first?.actuator))")
        let isSaid = waitUntil(seconds: 20) {
            guard let actuator = status(directory)?.rigs.first?.actuator else { return false }
            return actuator.orderedW == actuator.settingW && actuator.trouble == nil
        }
        #expect(isSaid, "\(String(describing: status(directory)?.rigs.first?.actuator))")
        child.signal(SIGTERM)
        #expect(child.standardOutput.first(within: 20) { $0.hasPrefix("agent ") } == "agent 0", "\(child.standardError.all)")
        #expect(child.standardOutput.next(within: 20) == "120000000")
        _ = child.waitForExit(within: 20)
    }

    /// Without it the agent says what to switch on, and counts the rig at what its cap allows.
    @Test(.enabled(if: geteuid() == 0, "only root can be barred from a file"))
    func aCapThatNobodyMayWriteIsToldWithItsMend() throws {
        let directory = try TemporaryDirectory()
        let child = try start(directory, mode: "enforce", right: .barred)
        let root = try #require(child.standardOutput.next(within: 20), "\(child.standardError.all)")
        let told = child.standardError.first(within: 40) { $0.contains("was not taken: this user may not write it") }
        #expect(try #require(told).contains("systemctl enable --now zone-agent-cap.socket"))
        #expect(cap(root) == 300)
        child.signal(SIGTERM)
        _ = child.waitForExit(within: 20)
    }

    /// Whoever speaks to it: of all of /sys nothing but power caps, and in them nothing but numbers.
    @Test func theCapServiceWritesCapsAlone() throws {
        let directory = try TemporaryDirectory()
        try directory.write(Self.card.text, to: "card.umockdev")
        try directory.write("untouched", to: "power1_cap")
        let socket = directory.file("cap.sock")
        let script =
            "echo $UMOCKDEV_DIR; exec systemd-socket-activate -E LD_PRELOAD -E UMOCKDEV_DIR --seqpacket -l '\(socket)' '\(ChildProcess.built("zone-cap"))'"
        let child = try ChildProcess(
            executable: "umockdev-run", arguments: ["-d", directory.file("card.umockdev"), "--", "/bin/sh", "-c", script])
        let root = try #require(child.standardOutput.next(within: 20), "\(child.standardError.all)")
        #expect(waitUntil(seconds: 20) { access(socket, F_OK) == 0 })
        let chip = Self.card.hwmonPath
        let form = "1 an order is MICROWATTS PATH"
        let cases: [(order: String, answer: String, capW: Double)] = [
            ("150000000 \(chip)/power1_cap", "0", 150),
            ("160000000 /sys/class/hwmon/hwmon0/power1_cap", "0", 160),
            ("0 \(chip)/power1_cap", "0", 0),
            ("2147483647 \(chip)/power1_cap", "0", 2147.483647),
            ("2147483648 \(chip)/power1_cap", "1 more than a driver takes", 2147.483647),
            ("99999999999999999999 \(chip)/power1_cap", form, 2147.483647),
            ("-1 \(chip)/power1_cap", form, 2147.483647),
            ("0x10 \(chip)/power1_cap", form, 2147.483647),
            ("", "", 2147.483647),
            ("150000000", form, 2147.483647),
            ("150000000 ", "1 there is no such file", 2147.483647),
            ("150000000 sys/\(chip)/power1_cap", "1 there is no such file", 2147.483647),
            ("150000000 \(chip)/power9_cap", "1 there is no such file", 2147.483647),
            ("150000000 \(chip)/power1_cap\n", "1 there is no such file", 2147.483647),
            ("150000000 \(chip)/power1_cap_max", "1 it is no power cap", 2147.483647),
            ("150000000 \(chip)/temp1_input", "1 it is no power cap", 2147.483647),
            ("150000000 \(directory.file("power1_cap"))", "1 it is no device's", 2147.483647),
            ("150000000 /" + String(repeating: "x", count: 5000), "1 an order of that length is none", 2147.483647),
            ("170000000 \(chip)/power1_cap", "0", 170),
        ]
        for (order, answer, capW) in cases {
            var bytes = [CChar](repeating: 0, count: 256)
            let count = zs_ask(socket, order, Int32(order.utf8.count), &bytes, 255, 20_000)
            let said =
                count < 0 ? "error \(errno)" : String(decoding: bytes.prefix(Int(count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
            #expect(said == answer, "\(order)")
            #expect(cap(root) == capW, "\(order)")
        }
        var untouched = stat()
        #expect(stat(directory.file("power1_cap"), &untouched) == 0 && untouched.st_size == 9)
        child.signal(SIGTERM)
        _ = child.waitForExit(within: 20)
    }
}
