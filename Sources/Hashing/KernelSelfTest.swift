import CKernels

/// Every kernel hashes known and random headers before it is used, and must agree with the reference in every lane and midstate.
struct KernelSelfTest {
    /// A stretch of nonces, and what is to be found there under eight versions.
    struct Case {
        var job: ck_job
        var first: UInt32
        var count: UInt32
        var candidates: [Candidate]
    }

    let cases: [Case]

    /// Computed once: a case for all kernels costs hundreds of hashes of the slow reference.
    static let standard = KernelSelfTest()

    init() { cases = KernelSelfTest.known() + KernelSelfTest.random() }

    func passes(_ kernel: Kernel) -> Bool { cases.allSatisfy { KernelSelfTest.agrees(kernel, $0) } }

    static func agrees(_ kernel: Kernel, _ test: Case) -> Bool {
        // Room for one more than there can be.
        let found = kernel.candidates(test.job, first: test.first, count: test.count, limit: Int(test.count) * kernel.midstates + 1)
        return found.sorted() == test.candidates.filter { $0.version < kernel.midstates }
    }

    // MARK: - Real blocks

    /// Blocks 0 and 100,000 of the main chain.
    static let blocks: [HeaderJob] = [
        "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e"
            + "4a29ab5f49ffff001d1dac2b7c",
        "0100000050120119172a610421a6c3011dd330d9df07b63616c2cc1f1cd00200000000006657a9252aacd5c0b2940996ecff952228c3067cc38d4885efb5a4ac4247e9f3"
            + "37221b4d4c86041b0f2b5710",
    ].compactMap { text in
        let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        return HeaderJob(header: stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
    }

    static var genesis: HeaderJob? { blocks.first }

    /// The known nonce in every lane of the widest kernel, alone and at the end of an odd count, in each midstate's place.
    private static func known() -> [Case] {
        blocks.flatMap { block in
            (UInt32(0)..<17).map { offset in
                // The real header stands in one place, in the others its midstate with a bit turned: no block.
                let place = Int(offset % 8)
                var job = block.job
                withMidstates(of: &job) { words in
                    for version in 1..<8 {
                        for word in 0..<8 { words[8 * version + word] = words[word] }
                        words[8 * version] ^= 1 << UInt32(version)
                    }
                    for word in 0..<8 { words.swapAt(word, 8 * place + word) }
                }
                return Case(
                    job: job, first: block.knownNonce &- offset, count: offset + 1,
                    candidates: [Candidate(nonce: block.knownNonce, version: place)])
            }
        }
    }

    static func withMidstates(of job: inout ck_job, _ change: (UnsafeMutableBufferPointer<UInt32>) -> Void) {
        withUnsafeMutableBytes(of: &job.midstates) { change($0.bindMemory(to: UInt32.self)) }
    }

    // MARK: - Random headers

    /// Targets that about one hash in four, in 256, every one, or none meets; stretches that wrap, that begin anywhere, and an empty one.
    private static func random() -> [Case] {
        var random = XorShift(state: 0x5EED_0000_0000_0001)
        let tops: [UInt32] = [0x3FFF_FFFF, 0x00FF_FFFF, 0x1234_5678, 0, 0xFFFF_FFFF]
        return (0..<20).compactMap { round in
            let header = (0..<80).map { _ in UInt8(truncatingIfNeeded: random.next() >> 32) }
            let versions = (0..<8).map { _ in UInt32(truncatingIfNeeded: random.next()) }
            let first = round % 3 == 0 ? UInt32.max - 20 : UInt32(truncatingIfNeeded: random.next())
            let count = round == 7 ? 0 : UInt32(40 + round)
            return HeaderJob(header: header, versions: versions).map { expected($0, top: tops[round % 5], first: first, count: count) }
        }
    }

    /// By the reference, header for header.
    static func expected(_ job: HeaderJob, top: UInt32, first: UInt32, count: UInt32) -> Case {
        var test = Case(job: job.job, first: first, count: count, candidates: [])
        test.job.target_top = top
        for offset in 0..<count {
            for version in job.versions.indices {
                let hash = job.hash(with: first &+ offset, version: version)
                if HeaderJob.littleEndian(hash, 28) <= top { test.candidates.append(Candidate(nonce: first &+ offset, version: version)) }
            }
        }
        test.candidates.sort()
        return test
    }
}

/// Marsaglia's xorshift64: test data, nothing else.
struct XorShift {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
