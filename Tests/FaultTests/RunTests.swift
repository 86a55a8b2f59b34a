import Glibc
import Testing
import ZoneFaults
import ZoneTestKit

/// A real collector and three real agents, each kind of fault once.
@Suite struct RunTests {
    @Test func eachFaultOnceAndNothingIsViolated() throws {
        let run = try ChildProcess(executable: ChildProcess.built("zone-faults"), arguments: ["--seed", "1"])
        var said: [String] = []
        var status: Int32?
        // Read as it comes: what a failing run says would fill the pipe.
        _ = waitUntil(seconds: 400) {
            said = run.standardOutput.all + run.standardError.all
            status = run.waitForExit(within: 0)
            return status != nil
        }
        said = run.standardOutput.all + run.standardError.all
        if status == 77, geteuid() != 0 {
            print("skipped: \(said.joined(separator: " "))")
            return
        }
        #expect(status == 0, "\(said.joined(separator: "\n"))")
        let faults = said.first { $0.hasPrefix("faults:") } ?? ""
        for kind in FaultKind.allCases { #expect(faults.contains(" \(kind.rawValue) "), "\(kind.rawValue) did not come: \(faults)") }
        let summary = said.last ?? ""
        #expect(summary.contains("violations=0"), "\(summary)")
        // An observer that saw nothing would find nothing, too.
        let samples = summary.split(separator: " ").first { $0.hasPrefix("samples=") }.flatMap { Int($0.dropFirst(8)) } ?? 0
        #expect(samples > 500, "\(summary)")
    }

    @Test(arguments: [(["--seconds"], "--seconds takes"), (["--seed", "x"], "--seed takes"), (["now"], "not understood")])
    func wrongWords(_ words: [String], _ says: String) throws {
        let program = try ChildProcess(executable: ChildProcess.built("zone-faults"), arguments: words)
        #expect(program.waitForExit(within: 30) == 2)
        #expect(program.standardError.all.joined().contains(says))
    }
}
