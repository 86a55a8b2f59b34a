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
        Mistake(text: head.replacing("10 kW", with: "2 kW") + host + "floor = \"3 kW\"\n", at: "2:9", says: "the floors add up to 3.00 kW"),
    ]

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
