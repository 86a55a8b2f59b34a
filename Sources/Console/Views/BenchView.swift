import ZoneModel

/// The hash kernels of this machine, against OpenSSL.
public enum BenchView {
    public static func lines(_ bench: KernelBenchDocument, width: Int?) -> [StyledLine] {
        var lines = wrapped(
            "One thread of \(bench.processor.isEmpty ? "this processor" : bench.processor); medians of \(bench.rounds) rounds of slices in turn, on the thread's CPU clock.",
            width: width, indent: 0, style: .faint)
        lines += wrapped(
            "OpenSSL's block function, twice on a midstate: \(Measure.hashrate(bench.opensslMHS * 1e6))", width: width, indent: 0)
        var table = Table([
            .init(title: "KERNEL"),
            .init(title: "VERSIONS", isNumber: true),
            .init(title: "SPEED", isNumber: true),
            .init(title: "CYCLES/HASH", isNumber: true),
            .init(title: "× OPENSSL", isNumber: true),
            .init(title: "OF SHA-NI'S LIMIT", isNumber: true, rank: 10),
        ])
        let fastest = bench.kernels.map(\.mhS).max()
        for kernel in bench.kernels {
            table.add([
                StyledLine(kernel.name, kernel.mhS == fastest ? .good : .plain),
                StyledLine("\(kernel.midstates)"),
                StyledLine(Measure.hashrate(kernel.mhS * 1e6)),
                StyledLine(Measure.fixed(kernel.cyclesPerHash, places: 1)),
                StyledLine(Measure.fixed(kernel.ratioToOpenSSL, places: 2)),
                StyledLine(Measure.share(kernel.shareOfLimit, places: 0)),
            ])
        }
        lines += table.lines(width: width)
        if !bench.refused.isEmpty {
            lines += wrapped(
                "Failed their self-test: \(bench.refused.joined(separator: ", ")). This processor or this build hashes wrongly.",
                width: width,
                indent: 0, style: .bad)
        }
        return lines
    }
}
