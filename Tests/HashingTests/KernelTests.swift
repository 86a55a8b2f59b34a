import CKernels
import Glibc
import MiningWork
import Testing
import ZoneModel
import ZoneTestKit

@testable import Hashing

let repositoryPath = "\(#filePath)".split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
let headersPath = repositoryPath + "/config/headers.hex"

@Suite struct KernelTests {
    @Test func referenceHashesRealBlocks() throws {
        #expect(KernelSelfTest.blocks.count == 2)
        for block in KernelSelfTest.blocks {
            #expect(block.isSolved(by: block.knownNonce))
            #expect(!block.isSolved(by: block.knownNonce &+ 1))
        }
        let genesis = try #require(KernelSelfTest.genesis)
        #expect(genesis.knownNonce == 2_083_236_893)
        #expect(genesis.hash(with: genesis.knownNonce).suffix(8) == [0x68, 0xD6, 0x19, 0, 0, 0, 0, 0])
    }

    /// Each family that the processor can run, for 1, 2, 4 and 8 versions, and each label once.
    @Test func theKernelsOfThisProcessor() {
        let kernels = Kernel.available
        #expect(kernels.prefix(4).map(\.label) == ["portable", "portable ×2", "portable ×4", "portable ×8"])
        #expect(Set(kernels.map(\.label)).count == kernels.count)
        for family in Set(kernels.map(\.name)) { #expect(kernels.filter { $0.name == family }.map(\.midstates) == [1, 2, 4, 8]) }
    }

    @Test(arguments: Kernel.available.map(\.label))
    func everyKernelPassesAndFindsTheKnownNonces(label: String) throws {
        let kernel = try #require(Kernel.available.first { $0.label == label })
        #expect(KernelSelfTest.standard.passes(kernel))
        for block in try HeaderFileJobs(path: headersPath).jobs {
            // The block's own version in each place in turn.
            for place in 0..<kernel.midstates {
                var versions = (0..<UInt32(kernel.midstates)).map { block.versions[0] ^ (1 + $0) << 13 }
                versions[place] = block.versions[0]
                let job = try #require(HeaderJob(header: block.header, versions: versions))
                let found = kernel.candidates(job, first: block.knownNonce &- 300, count: 601)
                #expect(found.contains(Candidate(nonce: block.knownNonce, version: place)))
                #expect(job.isSolved(by: block.knownNonce, version: place))
            }
        }
    }

    /// Random headers, stretches and targets, other ones than the self-test's.
    @Test(arguments: Kernel.available.map(\.label))
    func agreesWithTheReference(label: String) throws {
        let kernel = try #require(Kernel.available.first { $0.label == label })
        var random = XorShift(state: 0xD1FF_0000_0000_0001)
        func word() -> UInt32 { UInt32(truncatingIfNeeded: random.next() >> 16) }
        for _ in 0..<12 {
            let header = (0..<80).map { _ in UInt8(truncatingIfNeeded: random.next() >> 24) }
            let job = try #require(HeaderJob(header: header, versions: (0..<8).map { _ in word() }))
            let test = KernelSelfTest.expected(job, top: word() >> (word() % 12), first: word(), count: word() % 70)
            #expect(KernelSelfTest.agrees(kernel, test))
        }
    }

    /// A hash's highest word as the target is met, one less is not; at either end of the nonces, and over it.
    @Test(
        arguments: Kernel.available.map(\.label),
        [(0, 1), (0, 9), (0xFFFF_FFFF, 1), (0xFFFF_FFF7, 9), (0xFFFF_FFFC, 9)] as [(UInt32, UInt32)])
    func boundaries(label: String, range: (first: UInt32, count: UInt32)) throws {
        let kernel = try #require(Kernel.available.first { $0.label == label })
        let versions = (0..<UInt32(kernel.midstates)).map { 0x2000_0000 | $0 << 13 }
        let job = try #require(HeaderJob(header: KernelSelfTest.blocks[1].header, versions: versions))
        let all = (0..<range.count).flatMap { offset in
            versions.indices.map { Candidate(nonce: range.first &+ offset, version: $0) }
        }
        func top(_ candidate: Candidate) -> UInt32 {
            HeaderJob.littleEndian(job.hash(with: candidate.nonce, version: candidate.version), 28)
        }
        for candidate in all {
            let top = top(candidate)
            var work = job.job
            for target in [top, top - 1] {
                work.target_top = target
                let found = kernel.candidates(work, first: range.first, count: range.count, limit: all.count + 1)
                #expect(found.contains(candidate) == (target == top))
            }
        }
        #expect(kernel.candidates(job.job, first: range.first, count: 0, limit: 4).isEmpty)
    }

    /// More candidates than there is room for: the number is told, nothing is written beyond, and what was written are candidates.
    @Test(arguments: Kernel.available.map(\.label))
    func aFullListIsNotOverrun(label: String) throws {
        let kernel = try #require(Kernel.available.first { $0.label == label })
        let versions = [UInt32](0..<8)
        var job = try #require(HeaderJob(header: KernelSelfTest.blocks[0].header, versions: versions)).job
        job.target_top = .max
        // Long enough for the hybrid's own list of hits to fill many times.
        let count: UInt32 = 3001
        var found = [ck_found](repeating: ck_found(nonce: 7, midstate: 77), count: 5)
        #expect(kernel.scan(&job, 1000, count, &found, 4) == count * UInt32(kernel.midstates))
        #expect(found[4].midstate == 77)
        #expect(found[..<4].allSatisfy { (1000..<4001).contains($0.nonce) && $0.midstate < kernel.midstates })
        let all = kernel.candidates(job, first: 1000, count: count, limit: Int(count) * kernel.midstates)
        #expect(Set(all).count == Int(count) * kernel.midstates)
    }

    @Test(arguments: [0, 9])
    func aJobHasOneToEightVersions(count: Int) {
        #expect(HeaderJob(header: [UInt8](repeating: 0, count: 80), versions: [UInt32](repeating: 1, count: count)) == nil)
    }

    @Test(arguments: [
        (UInt32(0x1d00_ffff), 4, [UInt8](arrayLiteral: 0xff, 0xff, 0, 0)), (0x2000_0001, 0, [0, 0, 0x01, 0]), (0x0300_0001, 29, [0, 0, 1]),
        (0x0400_8000, 28, [0, 0x80, 0, 0]),
    ])
    func compactTargets(bits: UInt32, at: Int, bytes: [UInt8]) {
        #expect(Array(Target(bits: bits).bytes[at..<(at + bytes.count)]) == bytes)
    }

    @Test func negativeAndOverlargeTargetsAreNeverMet() {
        for bits: UInt32 in [0x1d80_0001, 0x2200_ffff, 0xff00_ffff] {
            #expect(Target(bits: bits).bytes.allSatisfy { $0 == 0 })
        }
    }
}

/// The generated files are what their script writes.
@Suite struct GeneratedKernelTests {
    @Test func theAssemblyIsWhatTheScriptWrites() throws {
        let script = repositoryPath + "/Sources/CKernels/generate/hybrid.py"
        let check = try ChildProcess(executable: "python3", arguments: [script, "--check"])
        #expect(check.waitForExit(within: 60) == 0, "\(check.standardError.all)")
    }
}

/// The kernels of ARMv8, cross-compiled from the same sources and run by qemu.
@Suite struct ArmKernelTests {
    static let tools = ["/usr/bin/aarch64-linux-gnu-gcc", "/usr/bin/qemu-aarch64", "/usr/aarch64-linux-gnu/lib/libc.a"]

    @Test(
        .enabled(
            if: tools.allSatisfy { access($0, R_OK) == 0 },
            "not here: gcc-aarch64-linux-gnu, libc6-dev-arm64-cross and qemu-user, which .ci/install-packages installs"),
        .timeLimit(.minutes(5)))
    func agreesWithTheReference() throws {
        let directory = try TemporaryDirectory()
        let sources = repositoryPath + "/Sources/CKernels"
        let files = try #require(glob(sources + "/*.[cS]")) + [repositoryPath + "/Tests/HashingTests/Arm/kernel_check.c"]
        let program = directory.file("kernel-check")
        let options = ["-O2", "-Wall", "-Werror", "-static", "-I\(sources)/include", "-I\(sources)", "-o", program]
        let compiler = try ChildProcess(executable: Self.tools[0], arguments: options + files)
        #expect(compiler.waitForExit(within: 240) == 0, "\(compiler.standardError.all)")
        let run = try ChildProcess(executable: Self.tools[1], arguments: [program])
        #expect(run.waitForExit(within: 240) == 0)
        let expected = ["portable", "arm-sha2"].flatMap { name in [1, 2, 4, 8].map { "\(name) \($0) agrees" } }
        #expect(run.standardOutput.all == expected)
    }

    private func glob(_ pattern: String) -> [String]? {
        var found = glob_t()
        defer { globfree(&found) }
        guard Glibc.glob(pattern, 0, nil, &found) == 0 else { return nil }
        return (0..<Int(found.gl_pathc)).compactMap { found.gl_pathv[$0].map { String(cString: $0) } }
    }
}

@Suite struct HeaderFileTests {
    private let genesis =
        "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c"

    @Test func readsTheShippedFile() throws {
        #expect(try HeaderFileJobs(path: headersPath).jobs.count >= 14)
    }

    @Test(arguments: [
        ("", "no headers"), ("# only a comment\n", "no headers"), ("0102", ":1: 4 characters"),
        ("\n\nzz" + String(repeating: "0", count: 158), ":3: not hexadecimal"),
        (String(repeating: "0", count: 160), ":1: its nonce does not meet"), (String(repeating: "0", count: 161), ":1: 161 characters"),
    ])
    func refusesNamingTheLine(text: String, says: String) {
        #expect {
            try HeaderFileJobs(bytes: Array(text.utf8), name: "h.hex")
        } throws: { ("\($0)").contains(says) }
    }

    @Test func toleratesCommentsSpacesAndReturns() throws {
        let jobs = try HeaderFileJobs(
            bytes: Array("# x\r\n\(genesis.prefix(80)) \(genesis.dropFirst(80).uppercased())  # genesis\r\n".utf8), name: "h")
        #expect(jobs.jobs.count == 1)
        #expect(throws: HeaderFileError.self) { try HeaderFileJobs(path: "/nonexistent/headers.hex") }
    }

    /// Each: an error that names the file, at once, in little memory.
    @Test(
        .timeLimit(.minutes(5)),
        arguments: [
            ("missing", "No such file"), ("a directory", "Is a directory"), ("a FIFO that nobody writes", "no headers"),
            ("empty", "no headers"),
            ("binary", "characters"), ("truncated", ":2: 100 characters"), ("an odd digit", ":1: 159 characters"),
            ("100 MB", "more than 16 MiB"), ("nothing but line ends", "no headers"),
        ])
    func refusesTheFile(what: String, says: String) throws {
        let path = "/tmp/zone-headers-\(getpid())-\(what.filter { $0 != " " })"
        defer {
            unlink(path)
            rmdir(path)
        }
        switch what {
        case "missing": break
        case "a directory": try #require(mkdir(path, 0o755) == 0)
        case "a FIFO that nobody writes": try #require(mkfifo(path, 0o600) == 0)
        case "100 MB":
            // A hole: it takes no space.
            try write(path, [])
            try #require(truncate(path, 100_000_000) == 0)
        default: try write(path, try #require(content(what)))
        }
        let error = #expect(throws: HeaderFileError.self) { try HeaderFileJobs(path: path) }
        let message = error?.message ?? ""
        #expect(message.hasPrefix(path) && message.contains(says), "\(message)")
    }

    private func content(_ what: String) -> [UInt8]? {
        var random = XorShift(state: 3)
        return switch what {
        case "empty": []
        case "binary": (0..<100_000).map { _ in UInt8(truncatingIfNeeded: random.next() >> 20) }
        case "truncated": Array((genesis + "\n" + genesis.prefix(100)).utf8)
        case "an odd digit": Array(genesis.dropLast().utf8)
        case "nothing but line ends": [UInt8](repeating: 10, count: 2 << 20)
        default: nil
        }
    }

    private func write(_ path: String, _ bytes: [UInt8]) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        try #require(Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
    }

    @Test func survivesAnyBytes() {
        var random = XorShift(state: 42)
        for _ in 0..<2000 {
            var bytes = Array((genesis + "\n").utf8)
            for _ in 0..<(1 + random.next() % 5) {
                bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            _ = try? HeaderFileJobs(bytes: bytes, name: "fuzz")
        }
    }
}

@Suite struct DutyCycleTests {
    /// A thread whose batches take what they like: after ten simulated seconds its CPU time is the duty's share, within 1 %.
    @Test(
        arguments: [10_000, 50_000, 250_000, 500_000, 710_000, 990_000, 1_000_000] as [Int32], [200_000, 1_000_000, 1_900_000] as [Int64])
    func cpuTimeIsProportionalToDuty(duty: Int32, batch: Int64) {
        var now: Int64 = 0
        var used: Int64 = 0
        var random = XorShift(state: 7)
        var cycle = DutyCycle(phase: 0.5, now: now)
        while now < 10_000_000_000 {
            switch cycle.onStep(duty: duty, now: now) {
            case .hash:
                let time = batch / 2 + Int64(random.next() % UInt64(batch))
                cycle.onHashed(cpuNanoseconds: time)
                used += time
                now += time
            case .sleep(let nanoseconds): now += nanoseconds + Int64(random.next() % 60_000)  // the kernel wakes late
            case .wait: now = .max
            }
        }
        let share = Double(used) / Double(now) * 1_000_000
        #expect(abs(share - Double(duty)) <= 0.01 * Double(duty) + 200)
    }

    @Test func zeroWaitsAndAStarvedThreadDoesNotBurst() {
        var cycle = DutyCycle(phase: 0, now: 0)
        #expect(cycle.onStep(duty: 0, now: 1) == .wait)
        // Ten seconds without a turn at 50 %: at most 20 ms are made up for.
        var now: Int64 = 10_000_000_000
        var burst: Int64 = 0
        while cycle.onStep(duty: 500_000, now: now) == .hash {
            cycle.onHashed(cpuNanoseconds: 1_000_000)
            burst += 1_000_000
            now += 1_000_000
        }
        #expect(burst <= 45_000_000)
    }
}

@Suite struct HeaderStretchTests {
    @Test func everyThreadTakesEveryNthHeaderAndAllItsNonces() throws {
        let source = try HeaderFileJobs(path: headersPath)
        let count = source.jobs.count
        for (thread, total, turn) in [(0, 1, 0), (1, 2, 0), (1, 2, 1), (0, 3, count), (2, 3, 7)] {
            let stretch = try #require(source.stretch(thread: thread, of: total, turn: turn))
            #expect(stretch.job == source.jobs[(thread + turn * total) % count])
            #expect(stretch.count == 1 << 32)
        }
    }

    /// So that a find can be seen within a second or so of each header's turn.
    @Test func theKnownNonceOfEveryHeaderComesEarly() throws {
        let source = try HeaderFileJobs(path: headersPath)
        for turn in source.jobs.indices {
            let stretch = try #require(source.stretch(thread: 0, of: 1, turn: turn))
            #expect(stretch.first &+ 1 << 24 == stretch.job.knownNonce)
        }
    }
}
