import ZoneModel

public enum ModelCheck {
    public static func trial(_ arguments: [String]) async -> Bool {
        func number(_ key: String, _ fallback: Int) -> Int {
            arguments.first { $0.hasPrefix(key + "=") }.flatMap { Int($0.dropFirst(key.count + 1)) } ?? fallback
        }
        var setting = LeaseSetting(name: "A", purpose: "grants")
        setting.grantsMax = number("grants", 3)
        setting.noncesMax = number("nonces", 2)
        setting.restartsMax = number("restarts", 0)
        setting.crashesMax = number("crashes", 0)
        setting.termBeats = number("term", 2)
        if number("hold", 0) > 0 { setting.holdBeats = number("hold", 0) }
        if number("rates", 0) > 0 { setting.rates = LeaseSetting.allRates }
        guard let model = LeaseModel(setting), let table = StateTable(capacityBits: number("bits", 26)) else { return false }
        let clock = ContinuousClock()
        let begin = clock.now
        let search = Search(model: model, table: table, workers: number("workers", 2))
        let findings = number("bfs", 0) > 0 ? search.shortest(atMost: 10_000_000) : await search.exhaust()
        let seconds = (clock.now - begin) / .seconds(1)
        print("states \(findings.states) transitions \(findings.transitions) depth \(findings.depth) exhausted \(findings.isExhausted) \(seconds) s, \(Double(findings.states) / seconds) states/s, chance \(findings.collisionChance) probes \(findings.probes)")
        if let violation = findings.violation { print(model.trace(violation)) }
        return findings.violation == nil
    }
}
