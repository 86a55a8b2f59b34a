import CKernels
import Glibc
import Testing
import ZoneModel
import ZoneTestKit

@testable import Hashing

@Suite struct KernelChoiceTests {
    /// Right but for what its name says.
    private static let wrong = Kernel(name: "wrong", midstates: 1) { _, _, _, _, _ in 0 }
    private static let blind = Kernel(name: "blind to the last nonce of an odd count", midstates: 1) { job, first, count, found, max in
        Kernel.available[0].scan(job, first, count & ~1, found, max)
    }
    private static let oneEyed = Kernel(name: "takes the first version for the second", midstates: 2) { job, first, count, found, max in
        var twice = job.pointee
        twice.midstates.1 = twice.midstates.0
        return Kernel.available[1].scan(&twice, first, count, found, max)
    }
    private static let lenient = Kernel(name: "takes a target for one bit easier", midstates: 1) { job, first, count, found, max in
        var easier = job.pointee
        easier.target_top = easier.target_top << 1 | 1
        return Kernel.available[0].scan(&easier, first, count, found, max)
    }

    @Test func aKernelThatHashesWronglyIsRefused() throws {
        for kernel in [Self.wrong, Self.blind, Self.oneEyed, Self.lenient] {
            #expect(!KernelSelfTest.standard.passes(kernel), "\(kernel.name)")
        }
        let choice = try KernelChoice(name: nil, among: [Self.wrong] + Kernel.available, test: .standard)
        #expect(choice.refused == ["wrong"])
        for name in ["wrong", nil] {
            let error = #expect(throws: KernelError.self) { try KernelChoice(name: name, among: [Self.wrong], test: .standard) }
            #expect(error?.message.contains("wrong") == true)
        }
        let error = #expect(throws: KernelError.self) { try KernelChoice(name: "avx9") }
        #expect(error?.message.contains("there are \"portable\"") == true)
    }

    @Test func aNamedFamilyIsTaken() throws {
        let choice = try KernelChoice(name: "portable")
        for versions in [1, 2, 3, 4, 7, 8] {
            #expect(choice.kernel(versions: versions).name == "portable")
            #expect(choice.kernel(versions: versions).midstates <= versions)
        }
    }

    /// name, midstates, MH/s of each; what is asked for; what is chosen.
    @Test(
        arguments: [
            (nil, 1, "b 1"), (nil, 2, "b 1"), (nil, 4, "a 4"), (nil, 8, "c 8"), (nil, 0, nil), ("a", 1, "a 1"), ("a", 3, "a 1"),
            ("a", 8, "a 4"), ("c", 8, "c 8"), ("c", 4, nil), ("d", 8, nil),
        ] as [(String?, Int, String?)])
    func theFastestThatNeedsNoMoreVersions(name: String?, midstates: Int, chosen: String?) {
        let speeds = [("a", 1, 10), ("a", 2, 9), ("a", 4, 13), ("b", 1, 12), ("b", 2, 11), ("c", 8, 14)].map {
            KernelSpeed(name: $0.0, midstates: $0.1, hashesPerMicrosecond: $0.2)
        }
        let fastest = KernelSpeed.fastest(among: speeds, name: name, midstates: midstates)
        #expect(fastest.map { "\($0.name) \($0.midstates)" } == chosen)
    }

    // MARK: - Memory

    private static let kernels = [(name: "a", midstates: 1), (name: "a", midstates: 8)]
    private static let speeds = [
        KernelSpeed(name: "a", midstates: 1, hashesPerMicrosecond: 6.25),
        KernelSpeed(name: "a", midstates: 8, hashesPerMicrosecond: 48.125),
    ]

    /// What stands in the file, and whether it is believed.
    @Test(arguments: [
        ("head\na 1 6.250\na 8 48.125\n", true), ("head\na 1 6.250\na 8 48.125", true), ("other\na 1 6.250\na 8 48.125\n", false),
        ("head\na 1 6.250\n", false), ("head\na 8 48.125\na 1 6.250\n", false), ("head\na 1 6.250\na 8 48.125\na 2 1\n", false),
        ("head\na 1 nan\na 8 48.125\n", false), ("head\na 1 -3\na 8 48.125\n", false), ("head\na 1 inf\na 8 48.125\n", false), ("", false),
        ("head\na 1\na 8 48.125\n", false),
    ])
    func memoryIsBelievedOrNot(text: String, isBelieved: Bool) {
        #expect(KernelMemory.speeds(in: text, head: "head", of: Self.kernels) == (isBelieved ? Self.speeds : nil))
    }

    @Test func whatIsWrittenIsReadBack() {
        #expect(KernelMemory.speeds(in: KernelMemory.text(Self.speeds, head: "h"), head: "h", of: Self.kernels) == Self.speeds)
    }

    @Test func theSecondStartRemembersUntilTheProcessorOrTheReleaseChanges() throws {
        let directory = try TemporaryDirectory()
        func choice(_ change: (inout KernelMemory) -> Void = { _ in }) throws -> KernelChoice {
            var memory = KernelMemory(path: directory.file("kernels"))
            change(&memory)
            return try KernelChoice(name: nil, memory: memory, among: Array(Kernel.available.prefix(4)), test: .standard)
        }
        #expect(try !choice().isRemembered)
        let second = try choice()
        #expect(second.isRemembered)
        #expect(second.speeds.map(\.midstates) == [1, 2, 4, 8])
        #expect(try !choice { $0.processor.microcode += "0" }.isRemembered)
        #expect(try !choice().isRemembered)
        #expect(try !choice { $0.release += "1" }.isRemembered)
        // Where nothing can be written every start measures.
        for _ in 0..<2 { #expect(try !choice { $0.path = "/nonexistent/kernels" }.isRemembered) }
    }

    @Test func theProcessorByItsOwnWords() {
        let x86 = """
            processor\t: 0
            vendor_id\t: AuthenticAMD
            cpu family\t: 25
            model\t\t: 17
            model name\t: AMD EPYC
            stepping\t: 1
            microcode\t: 0xa101148

            processor\t: 1
            model name\t: another
            """
        let identity = ProcessorIdentity(cpuinfo: x86)
        #expect(identity.text == "AMD EPYC AuthenticAMD 25 17 1, microcode 0xa101148")
        let arm = "processor\t: 0\nCPU implementer\t: 0x41\nCPU variant\t: 0x3\nCPU part\t: 0xd0c\nCPU revision\t: 1\n"
        #expect(ProcessorIdentity(cpuinfo: arm).text == "0x41 0xd0c 0x3 1")
        #expect(ProcessorIdentity(cpuinfo: "").text == "")
    }
}

@Suite struct KernelBenchTests {
    /// The yardstick does the same work: OpenSSL counts as many candidates as the kernels.
    @Test func openSSLFindsTheSame() throws {
        var job = try #require(KernelSelfTest.blocks.last).job
        job.target_top = 0x0FFF_FFFF
        let found = Kernel.available[0].candidates(job, first: 0xFFFF_FF00, count: 1000, limit: 1000)
        #expect(KernelBench.searchedByOpenSSL(job, first: 0xFFFF_FF00, count: 1000) == UInt32(found.count) && found.count > 20)
    }

    /// Every kernel once, with figures that a machine can have; and one that a cycle's length does not contradict.
    @Test func measuresEveryKernel() {
        let bench = KernelBench.run(rounds: 3)
        #expect(bench.rounds == 3 && bench.refused.isEmpty)
        #expect(bench.kernels.map { "\($0.name) \($0.midstates)" } == Kernel.available.map { "\($0.name) \($0.midstates)" })
        for kernel in bench.kernels {
            #expect(kernel.mhS > 0.01 && kernel.cyclesPerHash > 40 && kernel.ratioToOpenSSL > 0.05, "\(kernel)")
            // The two ways to the same: cycles are slices over slices too, so that the fastest by one is not slow by the other.
            #expect((kernel.shareOfLimit != nil) == ["hybrid", "sha-ni"].contains(kernel.name))
        }
        #expect(KernelBench.run(rounds: 5) { true }.rounds == 0)
    }
}
