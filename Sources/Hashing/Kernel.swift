import CKernels
import CShims

/// One way to hash, known by its name.
// @unchecked: it points to a constant table of the C library, which never changes.
public struct Kernel: @unchecked Sendable {
    public let name: String
    let scan: ck_scan

    /// Every kernel that this processor can run, slowest first, untested.
    static var available: [Kernel] {
        var count: UInt32 = 0
        let first = ck_kernels(&count)
        return (0..<Int(count)).map { Kernel(name: String(cString: first[$0].name), scan: first[$0].scan) }
    }

    /// The candidates among `count` nonces from `first` on, at most 64.
    func candidates(_ job: HeaderJob, first: UInt32, count: UInt32) -> [UInt32] {
        var job = job.job
        var found = [UInt32](repeating: 0, count: 64)
        let total = Int(scan(&job, first, count, &found, 64))
        return Array(found.prefix(min(total, 64)))
    }
}

/// Which kernel to use, and which were refused.
public struct KernelChoice: Sendable {
    public let kernel: Kernel
    /// Millions of hashes a second of one thread of each kernel that passed, by a short calibration on this core.
    public let speeds: [(name: String, hashesPerMicrosecond: Double)]
    public let refused: [String]

    /// - Parameter name: of the one to use; nil takes the fastest that passes its self-test.
    /// - Throws: `KernelError` where the name is unknown or nothing passes.
    public init(name: String?) throws(KernelError) {
        try self.init(name: name, among: Kernel.available, test: KernelSelfTest())
    }

    init(name: String?, among available: [Kernel], test: KernelSelfTest) throws(KernelError) {
        if let name, !available.contains(where: { $0.name == name }) {
            let known = available.map { "\"\($0.name)\"" }.joined(separator: ", ")
            throw KernelError(message: "no kernel \"\(name)\" on this processor; there are \(known)")
        }
        let passed = available.filter { test.passes($0) }
        refused = available.filter { kernel in !passed.contains { $0.name == kernel.name } }.map(\.name)
        speeds = passed.map { ($0.name, KernelChoice.calibrate($0)) }
        let fastest = speeds.max { $0.hashesPerMicrosecond < $1.hashesPerMicrosecond }?.name
        guard let chosen = passed.first(where: { $0.name == (name ?? fastest) }) else {
            let which = name.map { "kernel \"\($0)\"" } ?? "every kernel (\(refused.joined(separator: ", ")))"
            throw KernelError(message: "\(which) failed its self-test: this processor or this build hashes wrongly")
        }
        kernel = chosen
    }

    /// The best of a few short slices on the thread's own CPU clock: what else runs on the machine does not count.
    private static func calibrate(_ kernel: Kernel) -> Double {
        guard let job = KernelSelfTest.genesis else { return 0 }
        var best = 0.0
        for round in 0..<5 {
            let start = zs_thread_cpu_ns()
            _ = kernel.candidates(job, first: UInt32(round) &* 1_000_003, count: 6000)
            let nanoseconds = max(zs_thread_cpu_ns() - start, 1)
            best = max(best, 6000 * 1000 / Double(nanoseconds))
        }
        return best
    }
}

public struct KernelError: Error, Equatable, Sendable, CustomStringConvertible {
    public let message: String
    public var description: String { message }
}

/// Every kernel hashes known and random headers before it is used, and must agree with the reference in every lane.
struct KernelSelfTest {
    static let genesis: HeaderJob? = {
        var header = [UInt8](repeating: 0, count: 80)
        header[0] = 1
        let merkle: [UInt8] = [
            0x3b, 0xa3, 0xed, 0xfd, 0x7a, 0x7b, 0x12, 0xb2, 0x7a, 0xc7, 0x2c, 0x3e, 0x67, 0x76, 0x8f, 0x61, 0x7f, 0xc8, 0x1b, 0xc3, 0x88,
            0x8a,
            0x51, 0x32, 0x3a, 0x9f, 0xb8, 0xaa, 0x4b, 0x1e, 0x5e, 0x4a, 0x29, 0xab, 0x5f, 0x49, 0xff, 0xff, 0x00, 0x1d, 0x1d, 0xac, 0x2b,
            0x7c,
        ]
        header.replaceSubrange(36..., with: merkle)
        return HeaderJob(header: header)
    }()

    func passes(_ kernel: Kernel) -> Bool {
        guard let genesis = KernelSelfTest.genesis else { return false }
        // The known nonce in every lane, alone and at the end of an odd count.
        for offset in UInt32(0)..<17 {
            let found = kernel.candidates(genesis, first: genesis.knownNonce &- offset, count: offset + 1)
            guard found == [genesis.knownNonce] else { return false }
        }
        var random = XorShift(state: 0x5EED_0000_0000_0001)
        for round in 0..<24 {
            var header = (0..<80).map { _ in UInt8(truncatingIfNeeded: random.next() >> 32) }
            // An easy target, such that about one nonce in four is a candidate, and one that none meets.
            header.replaceSubrange(72..<76, with: round % 4 == 3 ? [0xFF, 0xFF, 0x00, 0x03] : [0xFF, 0xFF, 0x3F, 0x20])
            guard let job = HeaderJob(header: header) else { return false }
            let first = round % 3 == 0 ? UInt32.max - 20 : UInt32(truncatingIfNeeded: random.next())
            let count = UInt32(40 + round)
            let expected = (0..<count).map { first &+ $0 }.filter { nonce in
                let hash = job.hash(with: nonce)
                return HeaderJob.littleEndian(hash, 28) <= job.job.target_top
            }
            guard kernel.candidates(job, first: first, count: count) == expected else { return false }
        }
        return true
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
