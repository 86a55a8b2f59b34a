import ZoneModel

/// Faults that are under way together. When all are healed the zone must be whole again before the next round begins.
public struct Round: Sendable {
    public struct Entry: Sendable {
        public var kind: FaultKind
        public var host: Int?
        /// From the round's start.
        public var begins: Duration
        public var lasts: Duration
    }

    public var entries: [Entry]
    /// What is to be caused must be seen before it is healed, however long that takes.
    public var waitsForEffect: Bool
    /// No host may lose its lease meanwhile.
    public var keepsLeases = false

    /// Each kind once, those together that do not hide one another.
    public static func each(_ terms: FaultTerms) -> [Round] {
        func round(_ faults: [(FaultKind, Int?)], keepsLeases: Bool = false) -> Round {
            let entries = faults.map { Entry(kind: $0.0, host: $0.1, begins: .zero, lasts: .milliseconds(300)) }
            return Round(entries: entries, waitsForEffect: true, keepsLeases: keepsLeases)
        }
        return [
            round([(.stepAgent, 0), (.stepCollector, nil), (.fillSpool, 1), (.hangStore, nil), (.impostor, 2)], keepsLeases: true),
            round([(.partition, 0), (.freezeAgent, 1), (.hangSpool, 2), (.order, nil)]),
            round([(.deaf, 0), (.hangControl, 1), (.stall, 2)]),
            round([(.mute, 0), (.garble, 1), (.delay, 2)]),
            round([(.halfOpen, 0), (.silentDeath, 1), (.torn, 2), (.order, nil)]),
            round([(.killAgent, 0), (.echo, 1), (.killCollector, nil)]),
            round([(.freezeCollector, nil)]),
            round([(.adrift, 0), (.adrift, 2), (.order, nil)]),
            round([(.emergency, nil)]),
            round([(.hangLedger, nil)]),
            round([(.fillCollector, nil)]),
        ]
    }

    /// One to three faults on different victims, at random instants, of random length; orders come beside them half of the time.
    public static func random(_ terms: FaultTerms, _ random: inout SplitMix) -> Round {
        var victims = Set<Int>()
        var entries: [Entry] = []
        let count = 1 + Int(random.next() % 3)
        while entries.count < count, let kind = FaultKind.allCases.randomElement(using: &random) {
            let host: Int? =
                switch kind.target {
                case .host: Int(random.next() % UInt64(terms.hosts))
                case .lastHost: terms.hosts - 1
                case .collector, .zone: nil
                }
            // While its victim is away for longer than K an impostor is the host: rightly, and no test of anything. So it comes alone.
            // And an emergency kills for itself.
            if kind == .impostor || kind == .emergency { return Round(entries: [entry(kind, host, terms, &random)], waitsForEffect: true) }
            guard kind != .order, victims.insert(host ?? -1).inserted else { continue }
            entries.append(entry(kind, host, terms, &random))
        }
        if random.unit() < 0.5 { entries.append(entry(.order, nil, terms, &random)) }
        return Round(entries: entries, waitsForEffect: false)
    }

    private static func entry(_ kind: FaultKind, _ host: Int?, _ terms: FaultTerms, _ random: inout SplitMix) -> Entry {
        Entry(kind: kind, host: host, begins: .seconds(4 * random.unit()), lasts: kind.duration(terms, &random))
    }
}
