import CKernels
import Glibc
import Testing
import ZoneModel

@testable import Hashing

let headersPath = "\(#filePath)".split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/config/headers.hex"

@Suite struct KernelTests {
    @Test func referenceHashesTheGenesisBlock() throws {
        let genesis = try #require(KernelSelfTest.genesis)
        #expect(genesis.isSolved(by: 2_083_236_893))
        #expect(!genesis.isSolved(by: 2_083_236_894))
        #expect(genesis.hash(with: genesis.knownNonce).suffix(8) == [0x68, 0xD6, 0x19, 0, 0, 0, 0, 0])
    }

    @Test(arguments: Kernel.available.map(\.name))
    func everyKernelPassesAndFindsTheKnownNonces(name: String) throws {
        let kernel = try #require(Kernel.available.first { $0.name == name })
        #expect(KernelSelfTest().passes(kernel))
        for job in try HeaderFileJobs(path: headersPath).jobs {
            #expect(kernel.candidates(job, first: job.knownNonce &- 1000, count: 2000).contains(job.knownNonce))
        }
    }

    @Test func aKernelThatHashesWronglyIsRefused() throws {
        let wrong = Kernel(name: "wrong") { _, _, _, _, _ in 0 }
        let blind = Kernel(name: "blind") { job, first, count, found, max in
            // Right but for the last nonce of an odd count.
            let kernels = ck_kernels(UnsafeMutablePointer<UInt32>.allocate(capacity: 1))
            return kernels[0].scan(job, first, count & ~1, found, max)
        }
        #expect(!KernelSelfTest().passes(wrong))
        #expect(!KernelSelfTest().passes(blind))
        let choice = try KernelChoice(name: nil, among: [wrong] + Kernel.available, test: KernelSelfTest())
        #expect(choice.refused == ["wrong"])
        for name in ["wrong", nil] {
            let error = #expect(throws: KernelError.self) { try KernelChoice(name: name, among: [wrong], test: KernelSelfTest()) }
            #expect(error?.message.contains("wrong") == true)
        }
        #expect(throws: KernelError.self) { try KernelChoice(name: "avx9") }
    }

    @Test(arguments: [
        (UInt32(0x1d00_ffff), 4, [UInt8](arrayLiteral: 0xff, 0xff, 0, 0)), (0x2000_0001, 0, [0, 0, 0x01, 0]), (0x0300_0001, 29, [0, 0, 1]),
        (0x0400_8000, 28, [0, 0x80, 0, 0]),
    ])
    func compactTargets(bits: UInt32, at: Int, bytes: [UInt8]) {
        #expect(Array(HeaderJob.target(bits: bits)[at..<(at + bytes.count)]) == bytes)
    }

    @Test func negativeAndOverlargeTargetsAreNeverMet() {
        for bits: UInt32 in [0x1d80_0001, 0x2200_ffff, 0xff00_ffff] {
            #expect(HeaderJob.target(bits: bits).allSatisfy { $0 == 0 })
        }
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

@Suite struct NonceSearchTests {
    @Test func searchCoversEveryNonceOnce() throws {
        let job = try #require(KernelSelfTest.genesis)
        var search = NonceSearch(thread: 1, of: 2)
        var at: UInt64 = 0
        let start = search.next(job, count: 1 << 20).first
        at = 1 << 20
        while search.jobIndex == 1 {
            let range = search.next(job, count: 300_000_007)
            #expect(range.first == start &+ UInt32(truncatingIfNeeded: at))
            at += UInt64(range.count)
        }
        #expect(at == 1 << 32)
        #expect(search.jobIndex == 3)
    }

    /// So that a find can be seen within a second or so of each header's turn.
    @Test func theKnownNonceOfEveryHeaderComesEarly() throws {
        for job in try HeaderFileJobs(path: headersPath).jobs {
            var search = NonceSearch(thread: 0, of: 1)
            let range = search.next(job, count: 1 << 24 | 1)
            #expect(range.first &+ (range.count - 1) == job.knownNonce)
        }
    }
}
