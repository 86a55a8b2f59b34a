/// `zonectl bench --json`: the hash kernels of this machine. Keys are added, never renamed.
public struct KernelBenchDocument: Codable, Equatable, Sendable {
    public struct Kernel: Codable, Equatable, Sendable {
        public var name: String
        /// Versions of a header that share one message schedule.
        public var midstates: Int
        /// Millions of hashes a second of one thread.
        public var mhS: Double
        public var cyclesPerHash: Double
        /// Times the speed of OpenSSL's block function, twice on a midstate.
        public var ratioToOpenSSL: Double
        /// Of the 60 cycles that SHA-NI's rounds alone take; nil of a kernel that uses none.
        public var shareOfLimit: Double?

        public init(name: String, midstates: Int, mhS: Double, cyclesPerHash: Double, ratioToOpenSSL: Double, shareOfLimit: Double?) {
            self.name = name
            self.midstates = midstates
            self.mhS = mhS
            self.cyclesPerHash = cyclesPerHash
            self.ratioToOpenSSL = ratioToOpenSSL
            self.shareOfLimit = shareOfLimit
        }

        enum CodingKeys: String, CodingKey {
            case name, midstates
            case mhS = "mh_s"
            case cyclesPerHash = "cycles_per_hash"
            case ratioToOpenSSL = "ratio_to_openssl"
            case shareOfLimit = "share_of_limit"
        }
    }

    public var processor: String
    /// Of interleaved slices; every figure is the median over them.
    public var rounds: Int
    public var opensslMHS: Double
    public var kernels: [Kernel]
    /// Kernels that failed their self-test, which were not measured.
    public var refused: [String]

    public init(processor: String, rounds: Int, opensslMHS: Double, kernels: [Kernel], refused: [String]) {
        self.processor = processor
        self.rounds = rounds
        self.opensslMHS = opensslMHS
        self.kernels = kernels
        self.refused = refused
    }

    enum CodingKeys: String, CodingKey {
        case processor, rounds, kernels, refused
        case opensslMHS = "openssl_mh_s"
    }
}
