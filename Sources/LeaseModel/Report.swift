import ZoneModel

public enum ModelCheck {
    static func go<M: Model>(_ model: M, _ arguments: [String]) async -> Bool {
        func number(_ key: String, _ fallback: Int) -> Int {
            arguments.first { $0.hasPrefix(key + "=") }.flatMap { Int($0.dropFirst(key.count + 1)) } ?? fallback
        }
        guard let table = StateTable(capacityBits: number("bits", 26)) else { return false }
        let clock = ContinuousClock()
        let begin = clock.now
        let search = Search(model: model, table: table, workers: number("workers", 2))
        let findings = number("bfs", 0) > 0 ? search.shortest(atMost: number("max", 10_000_000)) : await search.exhaust()
        let seconds = (clock.now - begin) / .seconds(1)
        print(
            "\(model.name) states \(findings.states) transitions \(findings.transitions) depth \(findings.depth) exhausted \(findings.isExhausted) \(seconds) s, \(Double(findings.states) / seconds) states/s, chance \(findings.collisionChance) probes \(findings.probes)"
        )
        if let violation = findings.violation { print(model.trace(violation)) }
        return findings.violation == nil
    }
    public static func trial(_ arguments: [String]) async -> Bool {
        func number(_ key: String, _ fallback: Int) -> Int {
            arguments.first { $0.hasPrefix(key + "=") }.flatMap { Int($0.dropFirst(key.count + 1)) } ?? fallback
        }
        if number("authority", 0) > 0 {
            var setting = AuthoritySetting(name: "Z", purpose: "authority")
            setting.grantsMax = number("grants", 4)
            setting.noncesMax = number("nonces", 2)
            setting.restartsMax = number("restarts", 0)
            setting.crashesMax = number("crashes", 0)
            setting.termBeats = number("term", 2)
            setting.duplicates = number("dup", 0) > 0
            setting.isDiskSlow = number("slow", 0) > 0
            setting.canLoseLedger = number("lose", 0) > 0
            setting.canRestoreLedger = number("restore", 0) > 0
            setting.canBeStuck = number("stuck", 0) > 0
            setting.diskFailuresMax = number("fail", 0)
            if number("orders", 0) > 0 { setting.orders = [.watts(2), .watts(4)] }
            if number("floors", 0) > 0 { setting.laterFloors = Pair(.zero, .watts(1)) }
            if number("floor", 1) == 0 { setting.floors = Pair(.zero, .zero) }
            if number("wants", 0) > 0 { setting.wants = [.watts(2), .watts(4)] }
            guard let model = AuthorityModel(setting) else { return false }
            return await go(model, arguments)
        }
        var setting = LeaseSetting(name: "A", purpose: "grants")
        setting.grantsMax = number("grants", 3)
        setting.noncesMax = number("nonces", 2)
        setting.restartsMax = number("restarts", 0)
        setting.crashesMax = number("crashes", 0)
        setting.termBeats = number("term", 2)
        if number("hold", 0) > 0 { setting.holdBeats = number("hold", 0) }
        if number("rates", 0) > 0 { setting.rates = LeaseSetting.allRates }
        if number("orders", 0) > 0 { setting.budgets = [.watts(2), .watts(4)] }
        guard let model = LeaseModel(setting) else { return false }
        return await go(model, arguments)
    }
}
