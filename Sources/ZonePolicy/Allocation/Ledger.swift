import ZoneModel

/// What has been promised and not yet freed: the collector's side of the lease rule.
///
/// `commitment` of a host is the most that it may be drawing at this instant: the largest of its floors in force, of every ceiling that may still be in
/// force there, and of the watts that it is known to draw over them. Σ commitments ≤ budget is what every grant is checked against.
/// All instants are the collector's own boot clock.
///
/// **When the budget shrinks** (an order, a floor raised, watts over a ceiling) Σ commitments can stand above it, and rule 2 read to the letter
/// would forbid even the cuts. A grant that adds nothing to the sum may be given. But that alone lets cuts and raises chase one another above the budget:
/// a host that has not applied its cut yet could be raised again under its old entry, while another still holds what was taken from it.
/// Hence *regimes*. Each shrinkage opens one, and every grant must, for every open regime, fit the budget or add nothing when only the entries
/// since that opening (and what no grant takes away) are counted. What is older than an opening is dead after K, and then that regime's sum is the
/// whole sum: the shrunken budget binds after K, whatever was cut, raised or lost meanwhile.
///
/// **When a cut is announced** a regime opens ahead of it: its entries count at what their announced cuts leave of them, against the budget to come. Opened
/// K ahead, it is the whole sum when the edge comes, and the new budget binds at that very instant.
///
/// **Floors** follow schedules, and count at the highest of [now − ε, now + K + ε]. So a floor that will rise counts before any grant that could still be alive
/// then is given, and one that falls counts until the last clock has passed the edge.
///
/// **The tree**: every account counts against the budgets of its nodes, the zone's and where there are such its site's and its class's. The same rule holds at each.
public struct Ledger: Hashable, Sendable {
    private(set) var accounts = AccountTable()
    let nodeCount: Int
    /// The regime of new entries.
    var regime: UInt64 = 0
    /// The open regimes, oldest first. The first counts every entry, so its sum is Σ commitments.
    var open: [Regime]
    var lastOpening: BootInstant?
    /// Σ base, one a node.
    private var bases: [Int128]
    var window = FloorWindow.horizon
    var windowGoodUntil: Edges?
    /// The present window; `window` is the one by which floors were last counted, which gives the same.
    var latestWindow = FloorWindow.horizon
    /// No entry dies, and no announced cut comes to hold, before this instant. A lower bound: the entry it came from may be gone already.
    private(set) var earliestExpiry = BootInstant(nanoseconds: .max)
    /// What may be struck from the disk. Never urgent: an entry that stays there counts too much after a restart, not too little.
    private(set) var freed: [LedgerRecord] = []

    /// An account has at most about this many entries; older ones of one boot are then joined.
    static let entriesMax = 32
    /// More regimes than these within K, and nothing above the floors is granted until the oldest have closed.
    static let regimesMax = 32

    /// - Parameter nodeCount: of the tree; the root is node 0.
    public init(nodeCount: Int = 1) {
        self.nodeCount = max(nodeCount, 1)
        bases = Array(repeating: 0, count: self.nodeCount)
        open = [Regime(first: 0, sums: bases)]
    }

    // MARK: What counts

    /// The most that the host may be drawing now.
    public func commitment(of host: HostAddress, now: BootInstant) -> Power { account(host, now).commitment }

    /// The commitment, and what of it no grant takes away.
    func counted(at place: Int, now: BootInstant) -> (commitment: Power, base: Power) {
        guard now >= earliestExpiry else { return (accounts.list[place].commitment, accounts.list[place].base) }
        let account = account(at: place, now)
        return (account.commitment, account.base)
    }

    /// Σ commitments under a node of the tree.
    public func total(node: Int = 0, now: BootInstant) -> Power {
        guard now >= earliestExpiry else { return power(open[0].sums[node]) }
        return accounts.hosts.indices.filter { accounts.list[$0].nodes.contains(node) }.map { account(at: $0, now).commitment }.total()
    }

    /// Σ of what no grant, applied or lapse takes away: floors, and watts that no quota reaches.
    public var baseTotal: Power { baseTotal(node: 0) }
    public func baseTotal(node: Int) -> Power { power(bases[node]) }

    /// What of the host's commitment no grant, applied or lapse takes away.
    public func base(of host: HostAddress) -> Power { accounts.place(of: host).map { base(at: $0) } ?? .zero }
    func base(at place: Int) -> Power { accounts.list[place].base }

    /// The highest floor that may be in force at the host.
    func floors(of host: HostAddress) -> Power { accounts.place(of: host).map { accounts.list[$0].floors } ?? .zero }

    /// The nodes of the tree above the host.
    func nodes(at place: Int) -> [Int] { accounts.list[place].nodes }

    /// Watts above every ceiling that may be in force at the host (rule 11); zero while it complies.
    public func excess(of host: HostAddress, now: BootInstant) -> Power {
        accounts.place(of: host).map { excess(at: $0, now: now) } ?? .zero
    }

    /// By its place, for what is asked of every host over and over.
    func excess(at place: Int, now: BootInstant) -> Power {
        guard now >= earliestExpiry else { return accounts.list[place].excess }
        return account(at: place, now).excess
    }

    /// The newest grant to this boot that may be in force.
    func newest(of host: HostAddress, boot: BootID, now: BootInstant) -> Held? {
        accounts[host]?.held.last { $0.bootID == boot && $0.expires > now }
    }

    /// Whether any ceiling of this host is not freed.
    public func hasEntries(of host: HostAddress, now: BootInstant) -> Bool {
        accounts[host]?.held.contains { $0.expires > now } ?? false
    }

    /// The latest instant at which a ceiling of this host above `quota` dies; nil: there is none.
    func lastExpiry(of host: HostAddress, above quota: Power, now: BootInstant) -> BootInstant? {
        accounts[host]?.held.lazy.filter { $0.quota > quota && $0.expires > now }.map(\.expires).max()
    }

    // MARK: What happens

    /// The floor of the configuration. A lowered one counts at its old value until `floorShown`.
    public mutating func setFloor(_ host: HostAddress, _ floor: Power) {
        change(host) { account in
            account.floorAtHost = max(account.floorAtHost, account.floor)
            account.floor = floor
        }
    }

    /// The host has shown (rule: compared, never believed downward of the configuration) which floor it holds.
    public mutating func floorShown(_ host: HostAddress, _ floor: Power) {
        change(host) { $0.floorAtHost = floor }
    }

    /// Watts of the host that no quota reaches; zero lifts it.
    public mutating func setUncontrolled(_ host: HostAddress, _ power: Power) {
        change(host) { $0.uncontrolled = power }
    }

    /// The upper bound of what the host draws, as it last said; zero: nothing is known.
    public mutating func setMeasured(_ host: HostAddress, _ upperBound: Power) {
        setMeasured(at: accounts.enrol(host), upperBound)
    }

    mutating func setMeasured(at place: Int, _ upperBound: Power) {
        guard accounts.list[place].measured != upperBound else { return }
        change(at: place) { $0.measured = upperBound.clampedToZero }
    }

    /// Which budgets the host counts against, the root's (0) first.
    /// - Returns: where its account stands from now on.
    @discardableResult
    public mutating func setNodes(_ host: HostAddress, _ nodes: [Int]) -> Int {
        let known = nodes.filter { bases.indices.contains($0) }
        let place = accounts.enrol(host)
        change(at: place) { $0.nodes = known }
        return place
    }

    /// A promise is being written down. It counts from here on, whether the disk takes it or not.
    ///
    /// An older entry of the *same boot* with no larger quota and no later end is dropped. That loses nothing, now or later. Now: the maximum is the
    /// same. Later: the newer one dies no earlier by age, and an `applied` that frees the newer (a still higher generation of that boot) frees the older
    /// too. Across boots the last step fails, so entries of another boot stay. Renewals at one quota thus cost one entry; what remains
    /// of a boot is a staircase of falling quotas.
    ///
    /// - Parameter next: the cut that travels with it. It is not on disk: after a restart the entry counts whole.
    public mutating func record(_ entry: LedgerEntry, next: AnnouncedCut? = nil, now: BootInstant) {
        record(entry, next: next, now: now, regime: regime)
    }

    private mutating func record(
        _ entry: LedgerEntry, next: AnnouncedCut?, now: BootInstant, regime: UInt64, isPresumed: Bool = false
    ) {
        let held = Held(
            bootID: entry.bootID, grant: entry.grant, lowest: entry.grant, quota: entry.quota, next: next, expires: now + entry.hold,
            regime: regime, isPresumed: isPresumed)
        earliestExpiry = min(earliestExpiry, held.expires, next?.at ?? held.expires)
        change(entry.address) { account in
            account.held.append(held)
        } removing: {
            $0.isCovered(by: held)
        }
    }

    /// Rule 4: this boot's watts are under the quota of `grant`, so whatever it was granted before is dead. Nobody else's entry is.
    public mutating func applied(_ host: HostAddress, boot: BootID, grant: GrantID) {
        change(host) { _ in
        } removing: {
            $0.bootID == boot && $0.grant < grant
        }
    }

    /// Rule 5: frees every entry that is K old, and lets the announced cuts hold whose time has come.
    /// - Returns: whether there may be more room than before.
    @discardableResult
    public mutating func expire(now: BootInstant) -> Bool {
        guard now >= earliestExpiry else { return false }
        let before = open[0].sums
        earliestExpiry = BootInstant(nanoseconds: .max)
        var oldest = regime
        for place in accounts.list.indices where !accounts.list[place].held.isEmpty {
            if accounts.list[place].held.contains(where: { $0.expires <= now || $0.next.map { $0.at <= now } ?? false }) {
                change(at: place) { account in
                    for i in account.held.indices { account.held[i].reachCut(now) }
                } removing: {
                    $0.expires <= now
                }
            }
            for held in accounts.list[place].held {
                earliestExpiry = min(earliestExpiry, held.expires, held.next?.at ?? held.expires)
                oldest = min(oldest, held.regime)
            }
        }
        // With everything older gone, a regime counts what the whole sum counts.
        open.removeAll { $0.first > 0 && $0.first <= oldest && $0.edge == nil }
        return open[0].sums != before
    }

    /// Rule 8: after a restart K starts anew for every entry.
    ///
    /// Which regime an entry was of is not on disk. So the newest of every host count as one regime: if a cut was under way, what was already cut stays cut.
    public mutating func replay(_ entries: [LedgerEntry], now: BootInstant) {
        var newest: [HostAddress: GrantID] = [:]
        for entry in entries { newest[entry.address] = max(newest[entry.address] ?? .none, entry.grant) }
        startRegime(edge: nil)
        for entry in entries.sorted(by: { $0.grant < $1.grant }) {
            record(entry, next: nil, now: now, regime: newest[entry.address] == entry.grant ? regime : 0)
        }
    }

    /// A ceiling that another ledger may have granted to this boot: it counts for `hold`, or until the boot has applied a higher grant.
    mutating func presume(_ host: HostAddress, boot: BootID, grant: GrantID, quota: Power, hold: Duration, now: BootInstant) {
        let entry = LedgerEntry(address: host, bootID: boot, grant: grant, quota: quota, term: hold, hold: hold)
        record(entry, next: nil, now: now, regime: regime, isPresumed: true)
    }

    /// Hands over what may be struck from the disk.
    package mutating func takeFreed() -> [LedgerRecord] {
        defer { freed = [] }
        return freed
    }

    // MARK: Bookkeeping

    func account(_ host: HostAddress, _ now: BootInstant) -> Account {
        accounts.place(of: host).map { account(at: $0, now) } ?? Account()
    }

    func account(at place: Int, _ now: BootInstant) -> Account {
        var account = accounts.list[place]
        if now >= earliestExpiry {
            account.held.removeAll { $0.expires <= now }
            for i in account.held.indices { account.held[i].reachCut(now) }
        }
        return account
    }

    /// The only way in which an account changes: keeps the sums, and notes what may leave the disk.
    mutating func change(_ host: HostAddress, _ body: (inout Account) -> Void, removing isGone: ((Held) -> Bool)? = nil) {
        change(at: accounts.enrol(host), body, removing: isGone)
    }

    mutating func change(at place: Int, _ body: (inout Account) -> Void, removing isGone: ((Held) -> Bool)? = nil) {
        add(place, sign: -1)
        body(&accounts[at: place])
        var gone: [Held] = []
        if let isGone {
            gone = accounts.list[place].held.filter(isGone)
            if !gone.isEmpty { accounts[at: place].held.removeAll(where: isGone) }
        }
        joinOldest(place)
        add(place, sign: 1)
        if !gone.isEmpty { strike(place, gone) }
    }

    private mutating func add(_ place: Int, sign: Int128) {
        let base = Int128(accounts.list[place].base.milliwatts) * sign
        for node in accounts.list[place].nodes { bases[node] += base }
        for i in open.indices {
            let counted = Int128(accounts.list[place].counted(open[i]).milliwatts) * sign
            for node in accounts.list[place].nodes { open[i].sums[node] += counted }
        }
    }

    /// Two entries of one boot become one that is freed only by what would have freed both: the larger quota, the later end, the higher grant.
    /// Without it a host whose every renewal is a smaller cut, never applied, would hold K's worth of entries.
    private mutating func joinOldest(_ place: Int) {
        guard accounts.list[place].held.count > Ledger.entriesMax else { return }
        Ledger.joinOldest(&accounts[at: place].held)
    }

    private static func joinOldest(_ held: inout [Held]) {
        guard let second = held.indices.dropFirst().first(where: { held[$0].bootID == held[0].bootID })
        else { return }
        held[second].lowest = min(held[second].lowest, held[0].lowest)
        held[second].quota = max(held[second].quota, held[0].quota)
        held[second].next = nil
        held[second].expires = max(held[second].expires, held[0].expires)
        held[second].regime = max(held[second].regime, held[0].regime)
        held[second].isPresumed = held[second].isPresumed || held[0].isPresumed
        held.removeFirst()
    }

    /// On disk, the entries of a boot leave from the oldest on: everything below the oldest that still counts.
    private mutating func strike(_ place: Int, _ gone: [Held]) {
        let host = accounts.hosts[place]
        for entry in gone {
            accounts[at: place].unstruck[entry.bootID] = max(accounts.list[place].unstruck[entry.bootID] ?? .none, entry.grant)
        }
        for (i, bootID) in gone.lazy.map(\.bootID).enumerated() where !gone[..<i].contains(where: { $0.bootID == bootID }) {
            let oldest = accounts.list[place].held.first { $0.bootID == bootID }?.lowest ?? GrantID(epoch: .max, generation: .max)
            if let highest = accounts.list[place].unstruck[bootID], highest < oldest {
                freed.append(.freed(host, bootID, upTo: highest))
                accounts[at: place].unstruck[bootID] = nil
            } else if let last = gone.last(where: { $0.bootID == bootID && $0.grant < oldest }) {
                freed.append(.freed(host, bootID, upTo: last.grant))
            }
        }
    }

    func power(_ sum: Int128) -> Power { Power(milliwatts: Int64(clamping: sum)) }
}
