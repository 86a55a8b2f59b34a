import ZoneModel

/// Floors that follow schedules.
extension Ledger {
    /// A schedule that may be at the host from now on, beside those that may be there already.
    public mutating func scheduleSent(_ host: HostAddress, _ schedule: FloorSchedule) {
        let window = window
        windowGoodUntil = nil
        change(host) { account in
            account.schedules.removeAll { $0.id == schedule.id }
            account.schedules.append(schedule)
            account.scheduled = account.schedules.map(window.highest).max() ?? .zero
        }
    }

    /// The host follows this schedule: those that were sent before it are gone from its disk.
    public mutating func scheduleStored(_ host: HostAddress, id: String) {
        guard let place = accounts[host]?.schedules.firstIndex(where: { $0.id == id }), place > 0 else { return }
        let window = window
        change(host) { account in
            account.schedules.removeFirst(place)
            account.scheduled = account.schedules.map(window.highest).max() ?? .zero
        }
    }

    /// The wall clock moved on: floors count at the highest of [wall − ε, wall + K + ε].
    /// - Parameter hold: the largest K.
    /// - Returns: whether a floor rose or fell.
    public mutating func setFloorWindow(_ reading: WallReading, hold: Duration) -> Bool {
        guard let uncertainty = reading.uncertainty else {
            windowGoodUntil = nil
            return move(to: .horizon)
        }
        let back = uncertainty.wholeMilliseconds
        let ahead = (hold + uncertainty).wholeMilliseconds
        let from = WallInstant(milliseconds: reading.wall.milliseconds - back)
        let to = WallInstant(milliseconds: reading.wall.milliseconds + ahead)
        if let good = windowGoodUntil, reading.wall < good, case .between(let last, _) = window, from >= last { return false }
        var next = Int64.max
        for schedule in accounts.values.lazy.flatMap(\.schedules) {
            if let edge = schedule.edge(after: to) { next = min(next, edge.milliseconds - ahead) }
            if let edge = schedule.edge(after: from) { next = min(next, edge.milliseconds + back) }
        }
        windowGoodUntil = WallInstant(milliseconds: next)
        return move(to: .between(from, to))
    }

    private mutating func move(to new: FloorWindow) -> Bool {
        guard new != window else { return false }
        window = new
        var hasMoved = false
        for (host, account) in accounts where !account.schedules.isEmpty {
            let scheduled = account.schedules.map(new.highest).max() ?? .zero
            guard scheduled != account.scheduled else { continue }
            hasMoved = true
            change(host) { $0.scheduled = scheduled }
        }
        return hasMoved
    }

    /// The schedules that may be at the host.
    public func schedules(of host: HostAddress) -> [FloorSchedule] { accounts[host]?.schedules ?? [] }
}
