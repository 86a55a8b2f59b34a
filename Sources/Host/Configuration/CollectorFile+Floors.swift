import ZoneModel

/// `[floors]`, `[[budget]]` and `[parent]`: what is beside the zone's own quota.
extension CollectorFile {
    func readFloors(_ table: TableReader) -> CollectorConfiguration.FloorConfiguration {
        var floors = CollectorConfiguration.FloorConfiguration()
        // Whole seconds are what a line can say of a slot. Short ones are of use in a trial only, and legal.
        floors.slot = table.optionalDuration("slot", in: .seconds(1) ... .seconds(86_400)) ?? floors.slot
        let seconds = floors.slot.components.seconds
        if floors.slot != .seconds(seconds) || 86_400 % seconds != 0 { table.fail("slot", "must divide a day into whole seconds") }
        floors.horizon = table.optionalDuration("horizon", in: .seconds(10) ... .seconds(48 * 3600)) ?? floors.horizon
        floors.clockError = table.clockError() ?? floors.clockError
        floors.isClockTrusted = table.optionalBoolean("trust_clock") ?? floors.isClockTrusted
        floors.keyFile = table.optionalPath("key_file")
        let most = floors.slot * FloorSchedule.slotsMax
        if floors.horizon > most {
            table.fail(
                table.has("horizon") ? "horizon" : "slot",
                "a schedule has at most \(FloorSchedule.slotsMax) slots, and slots of \(spell(floors.slot)) reach \(spell(most)) far, not "
                    + spell(floors.horizon))
        } else if floors.horizon < floors.slot {
            table.fail(table.has("horizon") ? "horizon" : "slot", "the horizon must not be shorter than one slot")
        } else if floors.horizon < .seconds(24 * 3600) {
            table.findings.warn(
                table.place(of: "horizon"),
                "floors reach \(spell(floors.horizon)) ahead: that long after the collector is lost, every host falls to 0 W")
        }
        floors.daily = table.tables("daily", title: "[[floors.daily]]").compactMap(readDaily)
        return floors
    }

    private func readDaily(_ table: TableReader) -> CollectorConfiguration.DailyShare? {
        defer { table.finish() }
        let (from, to) = (table.timeOfDay("from"), table.timeOfDay("to"))
        let share = table.optionalShare("share", in: 0...1)
        if share == nil, !table.has("share") {
            table.findings.add(table.place, "\"share\" in [[floors.daily]] is missing: write share = \"30 %\"")
        }
        guard let from, let to, let share else { return nil }
        if from == to { table.fail("to", "is the same time as from: the hours have no length") }
        return CollectorConfiguration.DailyShare(from: from, to: to, share: share)
    }

    func readBudget(_ table: TableReader, zone: Name) -> CollectorConfiguration.BudgetEntry {
        defer { table.finish() }
        let quota = table.power("quota")
        if table.has("site") == table.has("class") {
            let message = table.has("site") ? "names a site and a class: one table each" : "names neither a site nor a class"
            table.findings.add(table.place, "[[budget]] \(message)")
        }
        if table.has("site") {
            return .init(target: .site(zone, table.name("site", example: "\"khi-3\"")), quota: quota)
        }
        return .init(target: .hostClass(zone, table.optionalChoice("class") ?? .mining), quota: quota)
    }

    func readParent(_ table: TableReader) -> CollectorConfiguration.ParentLink {
        defer { table.finish() }
        let address = HostAddress(
            zone: table.name("zone", example: "\"pakistan\""), site: table.name("site", example: "\"zones\""),
            host: table.name("host", example: "\"sindh-2\""))
        return CollectorConfiguration.ParentLink(link: table.parentLink(), address: address, floor: table.power("floor"))
    }

    // MARK: What only the whole can tell

    func checkTree(_ configuration: CollectorConfiguration) {
        let tables = top.tables("budget")
        var seen: Set<BudgetTarget> = []
        for (budget, table) in zip(configuration.budgets, tables) {
            if !seen.insert(budget.target).inserted { table.fail("quota", "\(budget.target) has a budget already") }
            let hosts = configuration.hosts.filter { CollectorFile.covers(budget.target, $0) }
            let floors = hosts.map(\.floor).total()
            if hosts.isEmpty { table.findings.warn(table.place, "[[budget]] of \(budget.target): no [[host]] is under it") }
            if floors > budget.quota {
                table.fail("quota", "the floors under \(budget.target) add up to \(floors.text), above its \(budget.quota.text)")
            }
        }
        let floors = configuration.hosts.map(\.floor).total()
        if let parent = configuration.parent, floors > parent.floor, let table = top.optionalTable("parent") {
            table.fail(
                "floor",
                "the hosts' floors add up to \(floors.text), above the \(parent.floor.text) that hold when the parent cannot be reached")
        }
    }

    private static func covers(_ target: BudgetTarget, _ host: CollectorConfiguration.HostEntry) -> Bool {
        switch target {
        case .zone: true
        case .hostClass(_, let hostClass): host.hostClass == hostClass
        case .site(_, let site): host.site == site
        case .host: false
        }
    }
}
