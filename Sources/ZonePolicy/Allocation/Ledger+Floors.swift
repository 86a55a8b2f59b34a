import ZoneModel

/// Floors that follow schedules.
extension Ledger {
    /// A schedule that may be at the host from now on, beside those that may be there already.
    public mutating func scheduleSent(_ host: HostAddress, _ schedule: FloorSchedule) {
        let window = latestWindow
        windowGoodUntil = nil
        change(host) { account in
            account.schedules.removeAll { $0.id == schedule.id }
            account.schedules.append(schedule)
            account.see(window)
        }
    }

    /// The host follows this schedule: those that were sent before it are gone from its disk.
    public mutating func scheduleStored(_ host: HostAddress, id: String) {
        guard let place = accounts[host]?.schedules.firstIndex(where: { $0.id == id }) else { return }
        let window = latestWindow
        change(host) { account in
            account.schedules.removeFirst(place)
            account.isStored = true
            account.see(window)
        }
    }

    /// The wall clock moved on: floors count at the highest of [wall − ε, wall + K + ε].
    /// - Parameters:
    ///   - estimates: of the wall clock; empty: nothing is known of it, so the whole horizon counts.
    ///   - hold: the largest K.
    /// - Returns: whether a floor rose or fell.
    public mutating func setFloorWindow(_ estimates: [WallTrack.Estimate], hold: Duration) -> Bool {
        guard let from = estimates.map(\.from).min(), let last = estimates.map(\.to).max() else {
            windowGoodUntil = nil
            latestWindow = .horizon
            return move(to: .horizon)
        }
        let ahead = WallInstant(milliseconds: last.milliseconds + hold.wholeMilliseconds)
        latestWindow = .between(from, last, ahead: ahead)
        if let good = windowGoodUntil, from < good.from, last < good.to, ahead < good.ahead, case .between(let before, _, _) = window,
            from >= before
        {
            return false
        }
        let never = WallInstant(milliseconds: .max)
        var good = Edges(from: never, to: never, ahead: never)
        for schedule in accounts.list.lazy.flatMap(\.schedules) {
            good.from = min(good.from, schedule.edge(after: from) ?? never)
            good.to = min(good.to, schedule.edge(after: last) ?? never)
            good.ahead = min(good.ahead, schedule.edge(after: ahead) ?? never)
        }
        windowGoodUntil = good
        return move(to: latestWindow)
    }

    /// The window of floors stays as it is until one of its ends passes one of these.
    struct Edges: Hashable, Sendable {
        var from: WallInstant
        var to: WallInstant
        var ahead: WallInstant
    }

    private mutating func move(to new: FloorWindow) -> Bool {
        guard new != window else { return false }
        window = new
        var hasMoved = false
        for place in accounts.list.indices where !accounts.list[place].schedules.isEmpty {
            var seen = accounts.list[place]
            seen.see(new)
            guard seen != accounts.list[place] else { continue }
            hasMoved = true
            change(at: place) { $0.see(new) }
        }
        return hasMoved
    }

    /// The schedules that may be at the host.
    public func schedules(of host: HostAddress) -> [FloorSchedule] { accounts[host]?.schedules ?? [] }
}
