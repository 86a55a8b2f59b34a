import CKernels

/// One way to hash: a family by its name, for so many midstates.
public struct Kernel: Sendable {
    public let name: String
    /// 1, 2, 4 or 8: headers that differ in their version alone and share the second block's work.
    public let midstates: Int
    let scan: ck_scan

    /// `hybrid`, or `hybrid ×8`.
    public var label: String { midstates == 1 ? name : "\(name) ×\(midstates)" }

    /// Every kernel that this processor can run, untested.
    static var available: [Kernel] {
        withUnsafeTemporaryAllocation(of: ck_kernel.self, capacity: Int(CK_KERNELS_MAX)) { kernels in
            guard let room = kernels.baseAddress else { return [] }
            let count = min(Int(ck_kernels(room, UInt32(CK_KERNELS_MAX))), kernels.count)
            return kernels.prefix(count).map { Kernel(name: String(cString: $0.name), midstates: Int($0.midstates), scan: $0.scan) }
        }
    }

    /// The candidates among `count` nonces from `first` on, under each midstate; at most 64, in the kernel's order.
    func candidates(_ job: HeaderJob, first: UInt32, count: UInt32) -> [Candidate] {
        candidates(job.job, first: first, count: count, limit: 64)
    }

    func candidates(_ job: ck_job, first: UInt32, count: UInt32, limit: Int) -> [Candidate] {
        withUnsafeTemporaryAllocation(of: ck_found.self, capacity: limit) { found in
            guard let room = found.baseAddress else { return [] }
            var job = job
            let total = Int(scan(&job, first, count, room, UInt32(limit)))
            return found.prefix(min(total, limit)).map { Candidate(nonce: $0.nonce, version: Int($0.midstate)) }
        }
    }
}

/// A nonce under one of a job's versions whose hash may meet the target.
public struct Candidate: Hashable, Comparable, Sendable {
    public var nonce: UInt32
    /// Index into the job's versions.
    public var version: Int

    public static func < (a: Candidate, b: Candidate) -> Bool { (a.nonce, a.version) < (b.nonce, b.version) }
}

public struct KernelError: Error, Equatable, Sendable, CustomStringConvertible {
    public let message: String
    public var description: String { message }
}
