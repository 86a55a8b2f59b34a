import CKernels
import CShims

/// How fast one kernel is on this processor.
public struct KernelSpeed: Equatable, Sendable {
    public var name: String
    public var midstates: Int
    /// Millions of hashes a second of one thread.
    public var hashesPerMicrosecond: Double

    /// The fastest of one family, or of all (`name` nil), that takes no more midstates than there are; nil where there is none.
    static func fastest(among speeds: [KernelSpeed], name: String?, midstates: Int) -> KernelSpeed? {
        speeds.filter { $0.midstates <= midstates && (name == nil || $0.name == name) }
            .max { $0.hashesPerMicrosecond < $1.hashesPerMicrosecond }
    }
}

/// Which kernel to use for a job of so many versions, and which were refused.
public struct KernelChoice: Sendable {
    /// Of every kernel that passed its self-test.
    public let speeds: [KernelSpeed]
    /// The labels of those that failed it.
    public let refused: [String]
    /// The speeds were measured in an earlier run, on the same processor and by the same release.
    public let isRemembered: Bool
    /// For 1, 2, 4 and 8 midstates.
    private let chosen: [Kernel]

    /// For a job of one version.
    public var kernel: Kernel { chosen[0] }

    /// The fastest that needs no more versions than a job has.
    public func kernel(versions: Int) -> Kernel { chosen[versions >= 8 ? 3 : versions >= 4 ? 2 : versions >= 2 ? 1 : 0] }

    /// - Parameters:
    ///   - name: of the family to use; nil takes the fastest that passes its self-test.
    ///   - memory: the file that keeps the speeds from one start to the next; nil: they are measured.
    /// - Throws: `KernelError` where the name is unknown or nothing passes.
    public init(name: String?, memory: String? = nil) throws(KernelError) {
        try self.init(name: name, memory: memory.map { KernelMemory(path: $0) }, among: Kernel.available, test: .standard)
    }

    init(name: String?, memory: KernelMemory? = nil, among available: [Kernel], test: KernelSelfTest) throws(KernelError) {
        if let name, !available.contains(where: { $0.name == name }) {
            let names = available.map(\.name).reduce(into: [String]()) { names, name in if !names.contains(name) { names.append(name) } }
            let known = names.map { "\"\($0)\"" }.joined(separator: ", ")
            throw KernelError(message: "no kernel \"\(name)\" on this processor; there are \(known)")
        }
        let tested = available.map { (kernel: $0, passes: test.passes($0)) }
        let passed = tested.filter(\.passes).map(\.kernel)
        refused = tested.filter { !$0.passes }.map(\.kernel.label)
        let remembered = memory?.speeds(of: passed)
        isRemembered = remembered != nil
        speeds = remembered ?? KernelChoice.measured(passed)
        if remembered == nil { memory?.keep(speeds) }

        var chosen: [Kernel] = []
        for midstates in [1, 2, 4, 8] {
            let fastest = KernelSpeed.fastest(among: speeds, name: name, midstates: midstates)
            guard let kernel = passed.first(where: { $0.name == fastest?.name && $0.midstates == fastest?.midstates }) else {
                let which = name.map { "kernel \"\($0)\"" } ?? "every kernel (\(refused.joined(separator: ", ")))"
                throw KernelError(message: "\(which) failed its self-test: this processor or this build hashes wrongly")
            }
            chosen.append(kernel)
        }
        self.chosen = chosen
    }

    /// Slices of about half a millisecond, taken in turn, on the thread's own CPU clock: what else runs on the machine, and how its clock
    /// rises and falls, meets all alike. The median of each.
    private static func measured(_ kernels: [Kernel]) -> [KernelSpeed] {
        guard let job = KernelSelfTest.genesis?.job else { return [] }
        var slices = [[Double]](repeating: [], count: kernels.count)
        for round in 0..<9 {
            for (index, kernel) in kernels.enumerated() {
                slices[index].append(kernel.slice(job, first: UInt32(round) &* 1_000_000, hashes: 16_000).hashesPerMicrosecond)
            }
        }
        return zip(kernels, slices).map {
            KernelSpeed(name: $0.name, midstates: $0.midstates, hashesPerMicrosecond: median($1))
        }
    }
}

extension Kernel {
    /// One slice of a measurement.
    func slice(_ job: ck_job, first: UInt32, hashes: UInt32) -> (nanoseconds: Double, hashesPerMicrosecond: Double) {
        let nonces = hashes / UInt32(midstates)
        let start = zs_thread_cpu_ns()
        _ = candidates(job, first: first, count: nonces, limit: 64)
        let nanoseconds = Double(max(zs_thread_cpu_ns() - start, 1))
        return (nanoseconds, Double(nonces) * Double(midstates) * 1000 / nanoseconds)
    }
}

/// The middle one; 0 of none.
func median(_ values: [Double]) -> Double { values.isEmpty ? 0 : values.sorted()[values.count / 2] }
