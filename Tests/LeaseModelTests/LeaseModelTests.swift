import Testing
import ZoneModel

@testable import LeaseModel

@Suite("The model check itself")
struct LeaseModelTests {
    /// The quick scenarios that take a debug build a second or two.
    @Test("small worlds are walked to their end, and hold no violation", arguments: ["long-lease", "disk", "restored-ledger"])
    func smallWorlds(name: String) async throws {
        let scenario = try #require(Scenario.all(.quick).first { $0.name == name })
        let outcome = await scenario.run(workers: 2, capacityBits: 20)
        #expect(outcome.violation == nil)
        #expect(outcome.isExhausted)
        #expect(outcome.states > 1000)
        #expect(outcome.transitions > outcome.states)
    }

    @Test("a search finds what a hold of one beat too few breaks, by a shortest way that a person can read")
    func shortHold() async throws {
        var setting = LeaseSetting(name: "short", purpose: "K one beat too short")
        setting.holdBeats = setting.termBeats - 1
        let model = try #require(LeaseModel(setting))
        let outcome = await Scenario(model).run(workers: 1, capacityBits: 20, isShortest: true)
        let trace = try #require(outcome.violation)
        #expect(trace.contains("=> host a holds a ceiling of 4.0 W, and the ledger counts 1.0 W for it"))
        #expect(trace.contains("a beat goes by"))
        #expect(!outcome.isExhausted)
    }

    @Test("both walks see the same states, whatever the number of workers")
    func sameStates() async throws {
        let scenario = try #require(Scenario.all(.quick).first { $0.name == "disk" })
        let one = await scenario.run(workers: 1, capacityBits: 20)
        let three = await scenario.run(workers: 3, capacityBits: 20)
        let breadth = await scenario.run(workers: 1, capacityBits: 20, isShortest: true)
        #expect(one.states == three.states)
        #expect(one.states == breadth.states)
        #expect(one.transitions == breadth.transitions)
    }

    @Test("K of a scenario is the least that the production check takes")
    func leastHold() {
        var setting = LeaseSetting(name: "k", purpose: "")
        for beats in 1...4 {
            setting.termBeats = beats
            #expect(setting.hold == Beat.hold(beats))
        }
    }

    @Test("a table that is too small is not taken for a walk that ended")
    func fullTable() async throws {
        let scenario = try #require(Scenario.all(.quick).first { $0.name == "disk" })
        let outcome = await scenario.run(workers: 1, capacityBits: 10)
        #expect(!outcome.isExhausted)
        #expect(outcome.violation == nil)
    }

    @Test("the table tells known from new")
    func table() throws {
        let table = try #require(StateTable(capacityBits: 4))
        var probes = 0
        for word: Int64 in 0..<8 {
            var form = CanonicalForm()
            form.put(word)
            #expect(table.insert(form.fingerprint, probes: &probes) == .new)
            #expect(table.insert(form.fingerprint, probes: &probes) == .known)
        }
        #expect(probes >= 16)
    }
}
