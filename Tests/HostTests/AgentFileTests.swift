import Testing
import ZoneModel

@testable import Host

/// Every mistake that a person makes in agent.toml: where it is, and what is said.
@Suite struct AgentFileTests {
    static let head = "zone = \"z\"\nsite = \"s\"\nhost = \"h\"\nquota = \"10 kW\"\n"
    static let rig = "[[rig]]\nname = \"psu-0\"\nnameplate = \"1 kW\"\n"

    struct Mistake: Sendable {
        var text: String
        /// `line:column`
        var at: String
        var says: String
    }

    static func read(_ text: String) -> Result<Checked<AgentConfiguration>, ConfigurationErrors> {
        Result { () throws(ConfigurationErrors) in
            switch Result(catching: { () throws(Problem) in try TomlNode.parse(text, file: "a.toml") }) {
            case .success(let root): try check(root) { AgentFile(top: $0).read() }
            case .failure(let problem): throw ConfigurationErrors(problems: [problem])
            }
        }
    }

    static let mistakes: [Mistake] = [
        Mistake(text: head + "flor = \"1 kW\"\n", at: "5:1", says: "did you mean \"floor\"?"),
        Mistake(text: head + "floor = 5\n", at: "5:9", says: "a bare number has no unit"),
        Mistake(text: head + "floor = \"5 mW\"\n", at: "5:9", says: "milliwatts"),
        Mistake(text: head + "floor = \"5 °C\"\n", at: "5:9", says: "is no unit of power"),
        Mistake(text: head + "floor = \"11 kW\"\n", at: "5:9", says: "must not be above the quota of 10.00 kW"),
        Mistake(text: head + "mode = \"enforced\"\n", at: "5:8", says: "did you mean \"enforce\"?"),
        Mistake(text: head + "simulated = \"yes\"\n", at: "5:13", says: "must be true or false, not a string"),
        Mistake(text: head + "admin_socket = \"run/x\"\n", at: "5:16", says: "must be an absolute path"),
        Mistake(text: head + "control = 5\n", at: "5:11", says: "must be a table, not a bare number"),
        Mistake(text: head + "rig = \"x\"\n", at: "5:7", says: "must be tables of the form [[rig]], not a string"),
        Mistake(text: head + "[control]\ndead_time = \"1 m\"\n", at: "6:13", says: "\"min\" or \"ms\""),
        Mistake(text: head + "[worker]\nnice = -1\n", at: "6:8", says: "from 0 to 19"),
        Mistake(text: head + "[collector]\naddress = \"10.0.0.1:1\"\ntls = false\n", at: "6:11", says: "is not a loopback address"),
        Mistake(
            text: head + "[collector]\naddress = \"127.0.0.1:1\"\nidentity = \"/i\"\n", at: "7:12", says: "set tls = true"),
        Mistake(
            text: head + "[collector]\naddress = \"10.0.0.1:1\"\nidentity = \"/i\"\n", at: "7:12", says: "brought together, or neither is"),
        Mistake(
            text: head + "[collector]\naddress = \"10.0.0.1:1\"\ntls = true\ninsecure_plain_tcp_beyond_loopback = true\n", at: "8:38",
            says: "contradicts tls"),
        Mistake(text: head + "[collector]\naddress = \"fe80::1%eth0:1\"\n", at: "6:11", says: "is no IP address"),
        Mistake(text: head + "[worker]\nsource = \"pools\"\n", at: "6:10", says: "did you mean \"pool\"?"),
        Mistake(text: head + "[worker]\nsource = \"pool\"\n", at: "5:1", says: "there is no [[pool]]"),
        Mistake(text: head + "[[pool]]\nuser = \"u\"\n", at: "5:1", says: "\"url\" in [[pool]] is missing"),
        Mistake(text: head + "[[pool]]\nurl = \"stratum+tcp://a:1\"\n", at: "5:1", says: "\"user\" in [[pool]] is missing"),
        Mistake(text: head + "[[pool]]\nurl = \"a:1\"\nuser = \"u\"\n", at: "6:7", says: "write stratum+tcp://HOST:PORT"),
        Mistake(
            text: head + "[[pool]]\nurl = \"stratum+tcp://a:1\"\nuser = \"\"\n", at: "7:8", says: "must not be empty"),
        Mistake(
            text: head + "[[pool]]\nurl = \"stratum+tcp://a:1\"\nuser = \"u\"\nca = \"/x\"\n", at: "8:6", says: "belongs to stratum+ssl"),
        Mistake(text: head + "[collector]\naddress = \"127.0.0.1\"\n", at: "6:11", says: "an address and a port"),
        Mistake(text: head + "[collector]\naddress = \"\"\n", at: "6:11", says: "an address and a port"),
        Mistake(text: head + "[collector]\naddress = \":7433\"\n", at: "6:11", says: "an address and a port"),
        Mistake(text: head + "[collector]\naddress = \"127.foo:7433\"\n", at: "6:11", says: "\"127.foo\" is no IP address"),
        Mistake(text: head + "[collector]\naddress = \"localhost:7433\"\n", at: "6:11", says: "names are not looked up"),
        Mistake(text: head + "[collector]\naddress = \"::1:7433\"\n", at: "6:11", says: "write 127.0.0.1 or [::1]"),
        Mistake(text: head + "[collector]\naddress = \"[::2]:7433\"\ntls = false\n", at: "6:11", says: "is not a loopback address"),
        Mistake(text: head + "[collector]\naddress = \"127.0.0.1:0\"\n", at: "6:11", says: "from 1 to 65535, not \"0\""),
        Mistake(text: head + "[collector]\naddress = \"127.0.0.1:+7433\"\n", at: "6:11", says: "not \"+7433\""),
        Mistake(text: head + "[collector]\naddress = \"127.0.0.1:65536\"\n", at: "6:11", says: "not \"65536\""),
        Mistake(
            text: head + "[collector]\naddress = \"127.0.0.1:1\"\nfloor_key = \"ed25519:00\"\n", at: "7:13",
            says: "is no key: write ed25519: and 64 hexadecimal digits"),
        Mistake(text: head + "[collector]\naddress = \"127.0.0.1:1\"\nclock_error = \"0 s\"\n", at: "7:15", says: "from 100 ms to 60 s"),
        Mistake(text: head + "[collector]\naddress = 7433\n", at: "6:11", says: "must be a string in quotes"),
        Mistake(text: head + rig + "idle = \"2 kW\"\n", at: "8:8", says: "must not be above the nameplate of 1.00 kW"),
        Mistake(text: head + rig + rig, at: "5:1", says: "the name \"psu-0\" occurs twice"),
        Mistake(text: head + rig + "power = { feature = \"p\" }\n", at: "8:9", says: "names no device"),
        Mistake(text: head + rig + "thermal = { soft = \"95 °C\" }\n", at: "8:20", says: "must be below the hard limit"),
        Mistake(text: head + "zone = \"y\"\n", at: "5:", says: ""),
        Mistake(text: "zone = \n", at: "1:", says: ""),
    ]

    @Test(arguments: mistakes)
    func namesThePlaceAndTheMend(mistake: Mistake) throws {
        guard case .failure(let errors) = Self.read(mistake.text) else {
            Issue.record("taken: \(mistake.text)")
            return
        }
        let problem = try #require(errors.problems.first)
        #expect(problem.description.hasPrefix("a.toml:\(mistake.at)"), "\(problem)")
        #expect(problem.message.contains(mistake.says), "\(problem)")
    }

    @Test func everyMistakeIsNamedInOneRun() {
        guard case .failure(let errors) = Self.read("zone = \"Z\"\nquota = 5\n") else {
            Issue.record("taken")
            return
        }
        #expect(errors.problems.count == 4, "\(errors)")
    }

    @Test func theFloorKeyIsRead() throws {
        let digits = String(repeating: "0a", count: 32)
        let text = Self.head + "[collector]\naddress = \"127.0.0.1:1\"\nfloor_key = \"ed25519:\(digits)\"\nclock_error = \"1 s\"\n"
        let link = try #require(try Self.read(text).get().configuration.collector)
        #expect(link.floorKey?.bytes == [UInt8](repeating: 10, count: 32))
        #expect(link.clockError == .seconds(1))
    }

    @Test func linesMayEndInCRLF() throws {
        let text = (Self.head + Self.rig).split(separator: "\n").joined(separator: "\r\n") + "\r\n"
        #expect(try Self.read(text).get().configuration.rigs.map(\.name.text) == ["psu-0"])
    }
}
