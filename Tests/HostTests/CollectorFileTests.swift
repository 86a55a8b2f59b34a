import Testing
import ZoneModel

@testable import Host

/// Every mistake that a person makes in collector.toml: where it is, and what is said.
@Suite struct CollectorFileTests {
    static let head = "zone = \"z\"\nquota = \"10 kW\"\nlisten = \"127.0.0.1:7433\"\n"
    static let host = "[[host]]\nsite = \"s\"\nhost = \"h\"\nnameplate = \"5 kW\"\n"

    typealias Mistake = AgentFileTests.Mistake

    static func read(_ text: String) -> Result<Checked<CollectorConfiguration>, ConfigurationErrors> {
        Result { () throws(ConfigurationErrors) in try readCollectorConfiguration([Array(text.utf8)]) }
    }

    static let mistakes: [Mistake] = [
        Mistake(text: "", at: "1:1", says: "\"listen\" is missing: write listen = \"127.0.0.1:7433\""),
        Mistake(text: head + "qouta = \"1 kW\"\n", at: "4:1", says: "did you mean \"quota\"?"),
        Mistake(text: head + "heartbeat = \"100 ms\"\n", at: "4:13", says: "200 ms"),
        Mistake(text: head + "heartbeat = 1\n", at: "4:13", says: "a bare number has no unit"),
        Mistake(text: head + "state_directory = \"state\"\n", at: "4:19", says: "must be an absolute path"),
        Mistake(text: head + "lease = 5\n", at: "4:9", says: "must be a table, not a bare number"),
        Mistake(text: head + "host = 5\n", at: "4:8", says: "must be tables of the form [[host]]"),
        Mistake(text: head + "[host]\n", at: "4:1", says: "must be tables of the form [[host]], not a table"),
        Mistake(text: head + "[lease]\nterm = \"1 s\"\n", at: "5:8", says: "from 4 s to 60 s"),
        Mistake(text: head + "[lease]\nhold = \"12 s\"\n", at: "5:8", says: "= 12.22 s: else a slow clock keeps a lease alive"),
        Mistake(text: head + "[lease]\nclock_rate_error = \"40 %\"\n", at: "5:20", says: "30.0 %"),
        Mistake(text: head + "[lease]\ntrem = \"9 s\"\n", at: "5:1", says: "did you mean \"term\"?"),
        Mistake(text: head + "[retention]\nraw = \"1 min\"\n", at: "5:7", says: "must be from 1 h"),
        Mistake(text: head + host + "floor = \"6 kW\"\n", at: "8:9", says: "must not be above the nameplate of 5.00 kW"),
        Mistake(text: head + host + "weight = 0\n", at: "8:10", says: "from 1 to 1000000"),
        Mistake(text: head + host + "weight = 1.5\n", at: "8:10", says: "must be a whole number"),
        Mistake(text: head + host + "tier = 101\n", at: "8:8", says: "from 0 to 100"),
        Mistake(text: head + host + "class = \"minig\"\n", at: "8:9", says: "did you mean \"mining\"?"),
        Mistake(text: head + host + host, at: "4:1", says: "\"s/h\" occurs twice"),
        Mistake(text: head + "[[host]]\nsite = \"s\"\nnameplate = \"1 kW\"\n", at: "4:1", says: "\"host\" in [[host]] is missing"),
        Mistake(text: head.replacing("7433", with: "http") + host, at: "3:10", says: "not \"http\""),
        Mistake(text: head.replacing("127.0.0.1", with: "0.0.0.0") + host, at: "3:10", says: "is not a loopback address"),
        Mistake(
            text: head + "[tls]\ncertificate = \"/c\"\n" + host, at: "5:15", says: "takes key and client_ca beside it"),
        Mistake(text: head + "[tls]\nkey = \"k.pem\"\n" + host, at: "5:7", says: "must be an absolute path"),
        Mistake(text: head + "[tls]\nissuer_key = \"/k\"\n" + host, at: "5:14", says: "the collector is its own authority"),
        Mistake(
            text: head + "[tls]\ncertificate = \"/c\"\nkey = \"/k\"\nclient_ca = \"/a\"\nissuer_key = \"/i\"\n" + host, at: "8:14",
            says: "takes issuer_certificate beside it"),
        Mistake(text: head + "[tls]\nlifetime = \"1 s\"\n" + host, at: "5:12", says: "must be from"),
        Mistake(
            text: head + "insecure_plain_tcp_beyond_loopback = true\n[tls]\n" + host, at: "4:38", says: "contradicts [tls]"),
        Mistake(
            text: head + parent.replacing("127.0.0.1", with: "10.0.0.1") + "tls = false\n" + host, at: "5:11",
            says: "plain TCP stays on the machine: set tls = true and enrol this host"),
        Mistake(text: head.replacing("10 kW", with: "2 kW") + host + "floor = \"3 kW\"\n", at: "2:9", says: "the floors add up to 3.00 kW"),
        Mistake(text: head + "[floors]\nslot = \"500 ms\"\n", at: "5:8", says: "from 1 s to 1 d"),
        Mistake(text: head + "[floors]\nslot = \"7 s\"\n", at: "5:8", says: "must divide a day into whole seconds"),
        Mistake(
            text: head + "[floors]\nslot = \"5 min\"\n", at: "5:8", says: "at most 192 slots, and slots of 300 s reach 16 h far, not 2 d"),
        Mistake(text: head + "[floors]\nslot = \"1 h\"\nhorizon = \"30 min\"\n", at: "6:11", says: "not be shorter than one slot"),
        Mistake(text: head + "[floors]\nhorizon = \"49 h\"\n", at: "5:11", says: "to 2 d"),
        Mistake(text: head + "[floors]\nclock_error = \"2 min\"\n", at: "5:15", says: "from 100 ms to 60 s"),
        Mistake(text: head + "[floors]\nkey_file = \"floors.key\"\n", at: "5:12", says: "must be an absolute path"),
        Mistake(text: head + "[floors]\ndaily = 5\n", at: "5:9", says: "must be tables of the form [[floors.daily]]"),
        Mistake(text: head + daily("6pm", "22:00"), at: "5:8", says: "\"6pm\" is no time of day: write \"18:00\" (UTC)"),
        Mistake(text: head + daily("24:01", "22:00"), at: "5:8", says: "no time of day"),
        Mistake(text: head + daily("18:60", "22:00"), at: "5:8", says: "no time of day"),
        Mistake(text: head + daily("18:00:60", "22:00"), at: "5:8", says: "no time of day"),
        Mistake(text: head + daily("18", "22:00"), at: "5:8", says: "no time of day"),
        Mistake(text: head + daily("22:00", "22:00"), at: "6:6", says: "the hours have no length"),
        Mistake(text: head + daily("18:00", "22:00", share: "130 %"), at: "7:9", says: "from 0.0 % to 100.0 %"),
        Mistake(text: head + "[[floors.daily]]\nfrom = \"18:00\"\nto = \"22:00\"\n", at: "4:1", says: "write share = \"30 %\""),
        Mistake(text: head + daily("18:00", "22:00") + "shre = \"1 %\"\n", at: "8:1", says: "did you mean \"share\"?"),
        Mistake(text: head + "[return]\nslope = \"10 %\"\n", at: "5:9", says: "write \"10 %/min\""),
        Mistake(text: head + "[return]\nslpe = \"10 %/min\"\n", at: "5:1", says: "did you mean \"slope\"?"),
        Mistake(text: head + "[[budget]]\nquota = \"1 kW\"\n", at: "4:1", says: "names neither a site nor a class"),
        Mistake(text: head + "[[budget]]\nsite = \"s\"\nclass = \"ai\"\nquota = \"1 kW\"\n", at: "4:1", says: "one table each"),
        Mistake(text: head + "[[budget]]\nclass = \"ia\"\nquota = \"1 kW\"\n", at: "5:9", says: "\"mining\" or \"ai\""),
        Mistake(text: head + "[[budget]]\nsite = \"s\"\n", at: "4:1", says: "\"quota\" in [[budget]] is missing"),
        Mistake(text: head + host + site("1 kW") + site("2 kW"), at: "13:9", says: "z/s has a budget already"),
        Mistake(
            text: head + host + "floor = \"3 kW\"\n" + site("2 kW"), at: "11:9",
            says: "the floors under z/s add up to 3.00 kW, above its 2.00 kW"),
        Mistake(
            text: head + host + "floor = \"3 kW\"\n" + parent, at: "14:9", says: "the hosts' floors add up to 3.00 kW, above the 2.00 kW"),
        Mistake(text: head + parent.replacing("host = \"z\"\n", with: "") + host, at: "4:1", says: "\"host\" in [parent] is missing"),
    ]

    /// What stays on the machine, what leaves it under TLS, and what leaves it in the clear because somebody wants it so.
    @Test func plainTCPBeyondLoopbackIsSaidLoudly() throws {
        let far = Self.head.replacing("127.0.0.1", with: "0.0.0.0")
        let quiet = try Self.read(far + "[tls]\n" + Self.host).get()
        #expect(quiet.configuration.tls == .init() && !quiet.configuration.isPlainBeyondLoopback && quiet.warnings.isEmpty)
        let loud = try Self.read(far + "insecure_plain_tcp_beyond_loopback = true\n" + Self.host).get()
        #expect(loud.configuration.isPlainBeyondLoopback && loud.configuration.tls == nil)
        #expect(loud.warnings.count == 1 && loud.warnings[0].contains("PLAIN TCP BEYOND LOOPBACK (0.0.0.0)"), "\(loud.warnings)")
        let near = try Self.read(Self.head + Self.host).get()
        #expect(near.configuration.tls == nil && !near.configuration.isPlainBeyondLoopback)
        let parent = try Self.read(Self.head + Self.parent.replacing("127.0.0.1", with: "10.0.0.1") + Self.host).get()
        #expect(parent.configuration.parent?.link.security == LinkSecurity())
    }

    static func daily(_ from: String, _ to: String, share: String = "30 %") -> String {
        "[[floors.daily]]\nfrom = \"\(from)\"\nto = \"\(to)\"\nshare = \"\(share)\"\n"
    }

    static func site(_ quota: String) -> String { "[[budget]]\nsite = \"s\"\nquota = \"\(quota)\"\n" }

    static let parent = "[parent]\naddress = \"127.0.0.1:7400\"\nzone = \"n\"\nsite = \"zs\"\nhost = \"z\"\nfloor = \"2 kW\"\n"

    @Test func theTreeIsRead() throws {
        let text =
            Self.head + "[floors]\nslot = \"15 min\"\nhorizon = \"24 h\"\nclock_error = \"500 ms\"\nkey_file = \"/k\"\n"
            + Self.daily("18:00", "22:00") + Self.daily("23:30:30", "24:00", share: "0 %") + "[return]\nslope = \"5 %/min\"\n"
            + Self.site("3 kW") + "[[budget]]\nclass = \"ai\"\nquota = \"4 kW\"\n" + Self.parent + Self.host
        let checked = try Self.read(text).get()
        let zone = try #require(Name("z"))
        let floors = try #require(checked.configuration.floors)
        #expect((floors.slot, floors.horizon, floors.clockError) == (.seconds(900), .seconds(86_400), .milliseconds(500)))
        #expect(floors.keyFile == "/k")
        #expect(
            floors.daily.map(\.from) == [.seconds(64_800), .seconds(84_630)]
                && floors.daily.map(\.to) == [.seconds(79_200), .seconds(86_400)])
        #expect(floors.daily.map(\.share) == [0.3, 0])
        #expect(checked.configuration.returnPerMinute == 0.05)
        #expect(
            checked.configuration.budgets == [
                .init(target: .site(zone, try #require(Name("s"))), quota: .watts(3000)),
                .init(target: .hostClass(zone, .ai), quota: .watts(4000)),
            ])
        #expect(checked.configuration.parent?.address.description == "n/zs/z")
        #expect(checked.configuration.parent?.floor == .watts(2000) && checked.configuration.parent?.link.port == 7400)
        #expect(checked.warnings == ["config.toml:22:1: [[budget]] of z:ai: no [[host]] is under it"])
    }

    @Test func aShortHorizonIsLegalAndToldOf() throws {
        let checked = try Self.read(Self.head + "[floors]\nslot = \"2 s\"\nhorizon = \"6 min\"\n" + Self.host).get()
        #expect(checked.configuration.floors?.slot == .seconds(2))
        #expect(checked.warnings.count == 1 && checked.warnings[0].contains("every host falls to 0 W"), "\(checked.warnings)")
        #expect(try Self.read(Self.head + Self.host).get().configuration.floors == nil)
        #expect(try Self.read(Self.head + "[floors]\n" + Self.host).get().configuration.floors == .init())
    }

    @Test(arguments: mistakes)
    func namesThePlaceAndTheMend(mistake: Mistake) throws {
        guard case .failure(let errors) = Self.read(mistake.text) else {
            Issue.record("taken: \(mistake.text)")
            return
        }
        let problem = try #require(errors.problems.first)
        #expect(problem.description.hasPrefix("config.toml:\(mistake.at)"), "\(problem)")
        #expect(problem.message.contains(mistake.says), "\(problem)")
    }

    @Test func portZeroAsksTheKernel() throws {
        #expect(try Self.read(Self.head.replacing("7433", with: "0") + Self.host).get().configuration.listen.port == 0)
    }

    @Test func aZoneWithoutHostsIsLegalAndNotMeant() throws {
        #expect(try Self.read(Self.head).get().warnings == ["config.toml:1:1: there is no [[host]]: every host will be refused"])
    }
}
