import CKernels
import MiningWork

/// A block header whose nonce is searched, under one version or several.
public struct HeaderJob: Equatable, Sendable {
    /// The 80 bytes as they were read.
    public let header: [UInt8]
    /// The nonce that the header came with.
    public let knownNonce: UInt32
    /// What stands in the header's first four bytes in turn: one, or as many as a pool's mask allows, eight at most.
    public let versions: [UInt32]
    /// What a hash must meet.
    public let target: Target
    let job: ck_job

    public static func == (a: HeaderJob, b: HeaderJob) -> Bool {
        a.header == b.header && a.versions == b.versions && a.target == b.target
    }

    /// - Parameters:
    ///   - versions: one to eight; nil: the header's own. A kernel for k midstates takes the first k.
    ///   - target: a share's; nil: the header's own, a block's.
    public init?(header: [UInt8], versions: [UInt32]? = nil, target: Target? = nil) {
        guard header.count == 80 else { return nil }
        self.header = header
        knownNonce = HeaderJob.littleEndian(header, 76)
        let versions = versions ?? [HeaderJob.littleEndian(header, 0)]
        guard (1...Int(CK_MIDSTATES_MAX)).contains(versions.count) else { return nil }
        self.versions = versions
        self.target = target ?? Target(bits: HeaderJob.littleEndian(header, 72))
        var job = ck_job()
        withUnsafeMutableBytes(of: &job.midstates) { states in
            guard let words = states.bindMemory(to: UInt32.self).baseAddress else { return }
            for (index, version) in versions.enumerated() {
                ck_midstate(HeaderJob.replaced(header, at: 0, by: version), words + 8 * index)
            }
        }
        job.tail = (HeaderJob.bigEndian(header, 64), HeaderJob.bigEndian(header, 68), HeaderJob.bigEndian(header, 72))
        job.target_top = self.target.top
        self.job = job
    }

    /// Whether the header with this nonce meets the target, by the reference hash.
    public func isSolved(by nonce: UInt32, version: Int = 0) -> Bool { target.isMet(by: hash(with: nonce, version: version)) }

    /// The double hash, in the byte order of the wire.
    ///
    /// - Parameter version: index into `versions`.
    public func hash(with nonce: UInt32, version: Int = 0) -> [UInt8] {
        let bytes = HeaderJob.replaced(HeaderJob.replaced(header, at: 0, by: versions[version]), at: 76, by: nonce)
        var hash = [UInt8](repeating: 0, count: 32)
        ck_reference_sha256d(bytes, &hash)
        return hash
    }

    /// With a little-endian word in place of what stood there.
    private static func replaced(_ header: [UInt8], at: Int, by word: UInt32) -> [UInt8] {
        var bytes = header
        for index in 0..<4 { bytes[at + index] = UInt8(truncatingIfNeeded: word >> (8 * UInt32(index))) }
        return bytes
    }

    static func littleEndian(_ bytes: [UInt8], _ at: Int) -> UInt32 {
        UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at + 2]) << 16 | UInt32(bytes[at + 3]) << 24
    }

    static func bigEndian(_ bytes: [UInt8], _ at: Int) -> UInt32 { littleEndian(bytes, at).byteSwapped }
}
