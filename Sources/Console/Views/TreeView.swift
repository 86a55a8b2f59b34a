import ZoneModel

/// The budgets of a zone and inside it, each with what it holds.
public enum TreeView {
    public static func lines(_ document: TreeDocument, width: Int?) -> [StyledLine] {
        var table = Table([
            .init(title: "NODE", mayShrink: true),
            .init(title: "QUOTA", isNumber: true),
            .init(title: "LIMIT", isNumber: true, rank: 20),
            .init(title: "Σ FLOORS", isNumber: true, rank: 60),
            .init(title: "COMMITTED", isNumber: true, rank: 70),
            .init(title: "ALLOCATED", isNumber: true, rank: 30),
            .init(title: "USED", isNumber: true),
            .init(title: "", isNumber: true, rank: 40, gap: 1),
            .init(title: "HOSTS", isNumber: true, rank: 50),
        ])
        for node in document.nodes { table.add(cells(node, zone: document.zone)) }
        var lines: [StyledLine] = []
        if let parent = document.parent { lines += wrapped("the zone's budget comes from \(parent)", width: width, indent: 0) }
        lines += table.lines(width: width, indent: 0)
        for node in document.nodes where node.floorsW > node.quotaW {
            lines += wrapped(
                "\(node.target): Σ floors is above the quota: hosts that cannot be reached will draw more than it", width: width, indent: 0,
                style: .bad)
        }
        return lines
    }

    private static func cells(_ node: TreeDocument.Node, zone: String) -> [StyledLine] {
        let isInner = node.target != zone
        let used = node.quotaW > 0 ? node.powerW / node.quotaW : nil
        let isMissing = node.connected < node.hosts
        return [
            StyledLine((isInner ? "  " : "") + node.target, isInner ? .plain : .strong),
            StyledLine(Measure.power(node.quotaW), node.quotaW < node.limitW ? .caution : .plain),
            StyledLine(Measure.power(node.limitW)),
            StyledLine(Measure.power(node.floorsW), node.floorsW > node.quotaW ? .bad : .plain),
            StyledLine(Measure.power(node.committedW), node.committedW > node.quotaW ? .caution : .plain),
            StyledLine(Measure.power(node.allocatedW)),
            StyledLine(Measure.power(node.powerW), (used ?? 0) > 1 ? .bad : .plain),
            Labels.used(used),
            StyledLine("\(node.connected)/\(node.hosts)", isMissing ? .caution : .plain),
        ]
    }
}

/// Floor schedules: what is stored where, and what they say.
public enum ScheduleView {
    /// - Parameters:
    ///   - isWhole: every slot of every schedule; otherwise a line a host.
    ///   - now: marks the slot that holds now.
    public static func lines(_ document: SchedulesDocument, isWhole: Bool, now: WallInstant, width: Int?) -> [StyledLine] {
        guard !document.schedules.isEmpty else {
            return wrapped("no floor schedule: every host's floor is the constant one of the configuration", width: width, indent: 0)
        }
        return isWhole ? document.schedules.flatMap { slots($0, now: now, width: width) } : overview(document, now: now, width: width)
    }

    private static func overview(_ document: SchedulesDocument, now: WallInstant, width: Int?) -> [StyledLine] {
        var table = Table([
            .init(title: "HOST", mayShrink: true),
            .init(title: "NOW", isNumber: true),
            .init(title: "LOWEST", isNumber: true, rank: 30),
            .init(title: "HIGHEST", isNumber: true, rank: 40),
            .init(title: "UNTIL", rank: 50),
            .init(title: "AT THE HOST"),
            .init(title: "SCHEDULE", rank: 20),
        ])
        for schedule in document.schedules {
            let floors = schedule.slots.map(\.floorW)
            table.add([
                StyledLine(schedule.host),
                StyledLine(Measure.power(floor(schedule, at: now))),
                StyledLine(Measure.power(floors.min())),
                StyledLine(Measure.power(floors.max())),
                StyledLine(end(schedule)),
                stored(schedule),
                StyledLine(schedule.scheduleID, .faint),
            ])
        }
        return table.lines(width: width, indent: 0)
    }

    private static func slots(_ schedule: ScheduleDocument, now: WallInstant, width: Int?) -> [StyledLine] {
        var head = StyledLine("\(schedule.host)  ", .strong)
        head.append("schedule \(schedule.scheduleID), ")
        head.append(stored(schedule))
        head.append(", until \(end(schedule))")
        var lines = head.broken(width: width)
        var last: Double?
        let current = index(schedule, at: now)
        // A line where the floor changes: two days of quarter hours are 192 slots.
        for (index, slot) in schedule.slots.enumerated() where slot.floorW != last || index == current {
            last = slot.floorW
            let isNow = index == current
            var line = StyledLine(isNow ? "▶ " : "  ", .caution)
            line.append(TimedOrderView.short(slot.start))
            line.append(StyledLine(Measure.power(slot.floorW), isNow ? .strong : .plain).padded(to: 11, onTheLeft: true))
            lines.append(line)
        }
        lines.append(StyledLine("  \(end(schedule))", .faint) + StyledLine(Measure.power(0), .faint).padded(to: 11, onTheLeft: true))
        return lines
    }

    private static func stored(_ schedule: ScheduleDocument) -> StyledLine {
        schedule.isStored ? StyledLine("on its disk", .good) : StyledLine("sent, not acked", .caution)
    }

    /// Whatever the document says: no more than a day.
    private static func slotMilliseconds(_ schedule: ScheduleDocument) -> Int64 {
        Int64((schedule.slotS.isFinite ? Swift.min(Swift.max(schedule.slotS, 0), 86_400) : 0) * 1000)
    }

    private static func index(_ schedule: ScheduleDocument, at now: WallInstant) -> Int? {
        let length = slotMilliseconds(schedule)
        return schedule.slots.firstIndex { slot in
            WallInstant(rfc3339: slot.start).map { now >= $0 && now.milliseconds < $0.milliseconds + length } ?? false
        }
    }

    /// Outside its slots a schedule gives nothing.
    private static func floor(_ schedule: ScheduleDocument, at now: WallInstant) -> Double {
        index(schedule, at: now).map { schedule.slots[$0].floorW } ?? 0
    }

    private static func end(_ schedule: ScheduleDocument) -> String {
        guard let last = schedule.slots.last.flatMap({ WallInstant(rfc3339: $0.start) }) else { return Measure.unknown }
        return TimedOrderView.short(WallInstant(milliseconds: last.milliseconds + slotMilliseconds(schedule)).rfc3339)
    }
}
