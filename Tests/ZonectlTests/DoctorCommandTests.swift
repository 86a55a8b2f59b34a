import Glibc
import Testing
import ZoneModel

/// `zonectl doctor` over real files, a mock of /sys and the machine that runs the test.
@Suite struct DoctorCommandTests {
    private static let config = """
        zone = "z"
        site = "s"
        host = "h"
        quota = "1 kW"
        mode = "enforce"
        state_directory = "/nonexistent/state"
        admin_socket = "/nonexistent/admin.sock"
        [[rig]]
        name = "psu-0"
        nameplate = "1 kW"
        power = { chip = "pmbus-*" }
        worker_threads = 1

        """

    private func run(_ config: String, tree: String? = nil, _ words: [String] = []) throws -> Program.Result {
        let folder = try Scratch.directory()
        defer { for name in ["agent.toml", "tree"] { unlink("\(folder)/\(name)") }; rmdir(folder) }
        try #require(put(config, "\(folder)/agent.toml"))
        let doctor = ["doctor", "--config", "\(folder)/agent.toml"] + words
        guard let tree else { return try Program.run(doctor) }
        try #require(put(tree, "\(folder)/tree"))
        return try Program.run(["-d", "\(folder)/tree", "--", Program.path] + doctor, program: "/usr/bin/umockdev-run")
    }

    private func put(_ text: String, _ path: String) -> Bool {
        guard let file = fopen(path, "we") else { return false }
        defer { fclose(file) }
        return fwrite(Array(text.utf8), 1, text.utf8.count, file) == text.utf8.count
    }

    @Test func aConfigWithMistakes() throws {
        let result = try run(Self.config.replacing("1 kW\"\nmode", with: "1\"\nmode"))
        #expect(result.code == 1)
        #expect(result.out.contains("FAIL  config") && result.out.contains("agent.toml:4:"), "\(result.out)")
        #expect(result.out.contains("→ edit "))
    }

    @Test func noAgentNoCollector() throws {
        let text = Self.config + "[collector]\naddress = \"127.0.0.1:1\"\n"
        let result = try run(text)
        #expect(result.code == 1)
        #expect(
            result.out.contains("OK    config") && result.out.contains("FAIL  service")
                && result.out.contains("systemctl enable --now zone-agent"))
        #expect(result.out.contains("FAIL  collector     127.0.0.1:1: Connection refused"), "\(result.out)")
        #expect(result.out.contains("-     certificates"))
        #expect(!result.out.contains("\u{1B}"))
        let json = try run(text, ["--json"])
        #expect(json.code == 1 && json.out.contains(#"{"finding":"127.0.0.1:1: Connection refused","mend":"#), "\(json.out)")
    }

    /// A PMBus supply on the bus without a driver, and one of Corsair's that the plain HID driver has.
    @Test func suppliesWithoutADriver() throws {
        let tree = """
            P: /devices/pci0000:00/0000:00:1f.4/i2c-0/0-0058
            E: SUBSYSTEM=i2c
            A: name=pmbus\\n

            P: /devices/pci0000:00/0000:00:14.0/usb1/1-1/1-1:1.0/0003:1B1C:1C07.0001
            E: SUBSYSTEM=hid
            L: driver=../../../../../../../bus/hid/drivers/hid-generic

            """
        let result = try run(Self.config, tree: tree)
        #expect(result.code == 1)
        let words = result.out.split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } }.joined(separator: " ")
        #expect(
            words.contains("FAIL drivers a PMBus supply at i2c 0-0058 (pmbus) shows no watts")
                || words.contains("a PMBus supply at i2c 0-0058"), "\(result.out)")
        #expect(words.contains("CONFIG_SENSORS_PMBUS") || words.contains("modprobe pmbus"), "\(result.out)")
        #expect(words.contains("a Corsair supply at hid 0003:1B1C:1C07.0001"), "\(result.out)")
    }

    @Test func aSupplyThatShowsItsWatts() throws {
        let tree = """
            P: /devices/pci0000:00/0000:00:1f.4/i2c-0/0-0058
            E: SUBSYSTEM=i2c
            A: name=pmbus\\n
            L: driver=../../../../../bus/i2c/drivers/pmbus

            P: /devices/pci0000:00/0000:00:1f.4/i2c-0/0-0058/hwmon/hwmon0
            E: SUBSYSTEM=hwmon
            A: name=pmbus\\n
            A: power1_input=413600000\\n
            L: device=../../../0-0058

            """
        let result = try run(Self.config, tree: tree)
        #expect(result.out.contains("OK    drivers       every power device on the buses shows watts (1)"), "\(result.out)")
        #expect(result.out.contains("OK    sensors       the kernel shows watts of pmbus"), "\(result.out)")
    }

    @Test func aRunningAgentThatNeedsAPerson() throws {
        let agent = try FakeDaemon { request, _ in
            request.path == "/v1/status"
                ? .json(try! CommandTests.json(Sample.hostStatus)) : .json(try! CommandTests.json(Sample.sensors))
        }
        defer { agent.stop() }
        let result = try run(Self.config.replacing("psu-0", with: "fan-box"), ["--socket", agent.path])
        #expect(result.code == 1 && result.out.contains("OK    service"), "\(result.out)")
        #expect(result.out.contains("FAIL  sensors       fan-box: no power sensor matches (no rule: the model stands in)"), "\(result.out)")
    }

    private func run(_ config: String, _ words: [String]) throws -> Program.Result { try run(config, tree: nil, words) }
}
