import CKernels
import COpenSSL
import CShims
import ZoneModel

/// Every kernel against OpenSSL, on the calling thread's CPU clock.
///
/// The kernels' slices are taken in turn, each with a run of dependent additions beside it, which are one cycle each: so clock and neighbours
/// are the same for the two sides of every ratio, and the medians of the ratios repeat where megahashes do not.
public enum KernelBench {
    /// What SHA-NI's round instruction allows where a core starts one in each cycle: 60 of them a hash.
    static let roundCycles = 60.0
    private static let hashes: UInt32 = 24_000
    private static let addsASlice: UInt64 = 64_000

    /// - Parameter isCancelled: looked at between rounds; what is there is returned.
    public static func run(rounds: Int, isCancelled: () -> Bool = { false }) -> KernelBenchDocument {
        let test = KernelSelfTest.standard
        let tested = Kernel.available.map { (kernel: $0, passes: test.passes($0)) }
        let kernels = tested.filter(\.passes).map(\.kernel)
        var (speeds, cycles, ratios) = (empty(kernels.count), empty(kernels.count), empty(kernels.count))
        var openSSL: [Double] = []
        if let job = KernelSelfTest.genesis?.job {
            for round in 0..<rounds where !isCancelled() {
                let first = UInt32(truncatingIfNeeded: round) &* 4_000_000
                let yardstick = openSSLNanoseconds(job, first: first)
                openSSL.append(1000 / yardstick)
                for (index, kernel) in kernels.enumerated() {
                    let cycle = cycleNanoseconds()
                    let speed = kernel.slice(job, first: first, hashes: hashes).hashesPerMicrosecond
                    speeds[index].append(speed)
                    cycles[index].append(1000 / speed / cycle)
                    ratios[index].append(yardstick * speed / 1000)
                }
            }
        }
        return KernelBenchDocument(
            processor: ProcessorIdentity.own.text, rounds: openSSL.count, opensslMHS: median(openSSL),
            kernels: kernels.indices.map {
                figure(kernels[$0], speed: median(speeds[$0]), cycles: median(cycles[$0]), ratio: median(ratios[$0]))
            },
            refused: tested.filter { !$0.passes }.map(\.kernel.label))
    }

    private static func figure(_ kernel: Kernel, speed: Double, cycles: Double, ratio: Double) -> KernelBenchDocument.Kernel {
        let isByRounds = kernel.name == "hybrid" || kernel.name == "sha-ni"
        return KernelBenchDocument.Kernel(
            name: kernel.name, midstates: kernel.midstates, mhS: speed, cyclesPerHash: cycles, ratioToOpenSSL: ratio,
            shareOfLimit: isByRounds && cycles > 0 ? roundCycles / cycles : nil)
    }

    private static func empty(_ count: Int) -> [[Double]] { [[Double]](repeating: [], count: count) }

    /// Of one hash by OpenSSL's block function, twice on a midstate.
    private static func openSSLNanoseconds(_ job: ck_job, first: UInt32) -> Double {
        let hashes: UInt32 = 8000
        let start = zs_thread_cpu_ns()
        _ = searchedByOpenSSL(job, first: first, count: hashes)
        return Double(max(zs_thread_cpu_ns() - start, 1)) / Double(hashes)
    }

    /// How many hashes OpenSSL finds that meet the target's top.
    static func searchedByOpenSSL(_ job: ck_job, first: UInt32, count: UInt32) -> UInt32 {
        var (job, context) = (job, SHA256_CTX())
        return ck_search_by(co_sha256_block, &context, &job, first, count)
    }

    private static func cycleNanoseconds() -> Double {
        let start = zs_thread_cpu_ns()
        ck_dependent_adds(addsASlice)
        return Double(max(zs_thread_cpu_ns() - start, 1)) / Double(addsASlice)
    }
}
