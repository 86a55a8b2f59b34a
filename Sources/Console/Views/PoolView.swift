import ZoneModel

/// The pools that are worked for.
public enum PoolView {
    public static func lines(_ document: PoolDocument, width: Int?) -> [StyledLine] {
        guard !document.pools.isEmpty else {
            let what = document.source == WorkKind.headers.rawValue ? "headers of a file are hashed, and nobody judges them" : "none"
            return wrapped(
                "no pools: \(what); [[pool]] in agent.toml and source = \"pool\" in [worker] change that", width: width, indent: 0)
        }
        var table = Table([
            .init(title: "POOL", mayShrink: true),
            .init(title: "STATE"),
            .init(title: "SINCE", isNumber: true, rank: 40),
            .init(title: "DIFFICULTY", isNumber: true, rank: 30),
            .init(title: "ACCEPTED", isNumber: true),
            .init(title: "REJECTED", isNumber: true),
            .init(title: "STALE", isNumber: true),
            .init(title: "LOST", isNumber: true, rank: 20),
            .init(title: "LATENCY", isNumber: true, rank: 10),
        ])
        for pool in document.pools {
            table.add([
                StyledLine(name(pool)), state(pool), StyledLine(Measure.time(pool.sinceS)), StyledLine(pool.difficulty.map(number) ?? "–"),
                shares(pool.accepted, .plain), shares(pool.rejected, .caution), shares(pool.stale, .caution), shares(pool.lost, .caution),
                StyledLine(pool.latencyMs.map { "\(fixed($0, decimals: 0)) ms" } ?? "–"),
            ])
        }
        return table.lines(width: width) + document.pools.flatMap { notes($0, width: width) }
    }

    /// Without what most have in common.
    private static func name(_ pool: PoolDocument.Pool) -> String { pool.url.replacing("stratum+tcp://", with: "") }

    private static func state(_ pool: PoolDocument.Pool) -> StyledLine {
        switch pool.state {
        case .active: StyledLine("active", .good)
        case .connecting: StyledLine("connecting", .caution)
        case .waiting: StyledLine("waiting", .bad)
        case .idle: StyledLine("idle")
        }
    }

    /// How many, and what they are worth together.
    private static func shares(_ shares: PoolDocument.Shares, _ style: Style) -> StyledLine {
        guard shares.count > 0 else { return StyledLine("0") }
        return StyledLine("\(shares.count) (\(number(shares.difficulty)))", style)
    }

    /// Four digits that count.
    private static func number(_ value: Double) -> String {
        guard value.isFinite, value > 0 else { return "0" }
        let units: [(Double, String)] = [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")]
        for (unit, letter) in units where value >= 10 * unit { return "\(fixed(value / unit, decimals: 1)) \(letter)" }
        if value >= 100 || value == value.rounded() { return fixed(value, decimals: 0) }
        return value >= 0.01 ? fixed(value, decimals: 3) : "\(value)"
    }

    private static func notes(_ pool: PoolDocument.Pool, width: Int?) -> [StyledLine] {
        var notes: [StyledLine] = []
        if pool.blocks > 0 {
            notes += wrapped(
                "\(name(pool)): \(pool.blocks) block\(pool.blocks == 1 ? "" : "s") found", width: width, indent: 2, style: .good)
        }
        if let error = pool.lastError { notes += wrapped("\(name(pool)): \(error)", width: width, indent: 2, style: .caution) }
        for reason in pool.reasons { notes += wrapped("\(name(pool)): \(reason)", width: width, indent: 2, style: .caution) }
        return notes
    }
}
