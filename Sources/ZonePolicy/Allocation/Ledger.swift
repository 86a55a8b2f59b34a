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
public struct Ledger: Hashable, Sendable {
    /// One ceiling that may be in force.
    struct Held: Hashable, Sendable {
        var bootID: BootID
        var grant: GrantID
        /// The lowest grant that it stands for on disk: under `grant` where older entries were joined into it.
        var lowest: GrantID
        var quota: Power
        /// Written + K. From this instant on it is dead.
        var expires: BootInstant
        var regime: UInt64
    }

    struct Account: Hashable, Sendable {
        var floor = Power.zero
        /// The floor that the host must be taken to hold: a lowered one counts at its old value until the host has shown the new one.
        var floorAtHost = Power.zero
        /// Watts that no quota reaches.
        var uncontrolled = Power.zero
        /// The upper bound that the host last told.
        var measured = Power.zero
        /// Oldest first.
        var held: [Held] = []
        /// Of each boot, the highest grant that is gone from `held` and still on disk behind an older one that counts.
        var unstruck: [BootID: GrantID] = [:]

        /// Cannot be taken away by any grant, applied or lapse.
        var base: Power { max(floor, floorAtHost, uncontrolled) }
        var ceiling: Power { held.reduce(max(floor, floorAtHost)) { max($0, $1.quota) } }
        /// Rule 11: watts over every ceiling that can be in force.
        var isOver: Bool { measured > ceiling }
        var commitment: Power { max(base, ceiling, measured) }
        /// The commitment, of the entries counting only those of the regimes from `first` on.
        func counted(since first: UInt64) -> Power { isOver ? max(granted(since: first), measured) : granted(since: first) }
        /// Without the watts that it draws over its ceilings: those are counted, and give no right.
        func granted(since first: UInt64) -> Power { held.reduce(base) { $1.regime >= first ? max($0, $1.quota) : $0 } }
    }

    /// Counts the entries of the regimes from `first` on.
    struct Regime: Hashable, Sendable {
        var first: UInt64
        var sum: Int128
    }

    private(set) var accounts: [HostAddress: Account] = [:]
    /// The regime of new entries.
    private(set) var regime: UInt64 = 0
    /// The open regimes, oldest first. The first counts every entry, so its sum is Σ commitments.
    private(set) var open: [Regime] = [Regime(first: 0, sum: 0)]
    private(set) var lastOpening: BootInstant?
    /// No entry dies before this instant. A lower bound: the entry it came from may be gone already.
    private(set) var earliestExpiry = BootInstant(nanoseconds: .max)
    /// What may be struck from the disk. Never urgent: an entry that stays there counts too much after a restart, not too little.
    private(set) var freed: [LedgerRecord] = []

    /// An account has at most about this many entries; older ones of one boot are then joined.
    static let entriesMax = 32

    public init() {}

    // MARK: What counts

    /// The most that the host may be drawing now.
    public func commitment(of host: HostAddress, now: BootInstant) -> Power { account(host, now).commitment }

    /// Σ commitments.
    public func total(now: BootInstant) -> Power {
        now < earliestExpiry ? power(open[0].sum) : accounts.keys.map { commitment(of: $0, now: now) }.total()
    }

    /// Σ of what no grant, applied or lapse takes away: floors, and watts that no quota reaches.
    public var baseTotal: Power { accounts.values.lazy.map(\.base).total() }

    /// What of the host's commitment no grant, applied or lapse takes away.
    public func base(of host: HostAddress) -> Power { accounts[host]?.base ?? .zero }

    /// Watts above every ceiling that may be in force at the host (rule 11); zero while it complies.
    public func excess(of host: HostAddress, now: BootInstant) -> Power {
        let account = account(host, now)
        return account.isOver ? account.measured - account.ceiling : .zero
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

    // MARK: What may be granted

    /// Rule 2, with the reading given at the type.
    public func canGrant(_ host: HostAddress, _ quota: Power, budget: Power, now: BootInstant) -> Bool {
        quota <= largestGrant(host, upTo: quota, budget: budget, now: now)
    }

    /// The largest quota, at most `target`, that the host may be granted now. Never under what it may draw anyway.
    ///
    /// Of the terms of the sum only the host's own are evaluated at `now`; the others are what `expire` last left, which is never too little.
    public func largestGrant(_ host: HostAddress, upTo target: Power, budget: Power, now: BootInstant) -> Power {
        let cached = accounts[host] ?? Account()
        let account = account(host, now)
        var limit = Int128.max
        for regime in open {
            let room = Int128(budget.milliwatts) - (regime.sum - Int128(cached.counted(since: regime.first).milliwatts))
            limit = min(limit, max(room, Int128(account.granted(since: regime.first).milliwatts)))
        }
        return min(target.clampedToZero, max(account.base, power(limit)))
    }

    /// Whether even what was granted since the last opening, with what no grant takes away, is above the budget.
    package func hasShrunk(under budget: Power) -> Bool {
        let newest = power(open[open.count - 1].sum)
        return newest > budget && newest > baseTotal
    }

    /// Opens a regime. For a shrinkage that nobody ordered (a host over its ceiling, second after second) not more often than four times in K:
    /// until then grants that add nothing go on, only the promise to bind begins later.
    package mutating func openRegime(isOrder: Bool, hold: Duration, now: BootInstant) {
        if !isOrder, let lastOpening, now - lastOpening < hold / 4 { return }
        lastOpening = now
        startRegime()
    }

    private mutating func startRegime() {
        regime += 1
        open.append(Regime(first: regime, sum: accounts.values.reduce(0) { $0 + Int128($1.counted(since: regime).milliwatts) }))
        // The whole sum must stay; any other may go for a later one, whose promise only begins later.
        if open.count > 8 { open.remove(at: 1) }
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
        guard accounts[host]?.measured != upperBound else { return }
        change(host) { $0.measured = upperBound.clampedToZero }
    }

    /// A promise is being written down. It counts from here on, whether the disk takes it or not.
    ///
    /// An older entry of the *same boot* with no larger quota and no later end is dropped. That loses nothing, now or later. Now: the maximum is the
    /// same. Later: the newer one dies no earlier by age, and an `applied` that frees the newer (a still higher generation of that boot) frees the older
    /// too. Across boots the last step fails, so entries of another boot stay. Renewals at one quota thus cost one entry; what remains
    /// of a boot is a staircase of falling quotas.
    public mutating func record(_ entry: LedgerEntry, now: BootInstant) { record(entry, now: now, regime: regime) }

    private mutating func record(_ entry: LedgerEntry, now: BootInstant, regime: UInt64) {
        let held = Held(
            bootID: entry.bootID, grant: entry.grant, lowest: entry.grant, quota: entry.quota, expires: now + entry.hold, regime: regime)
        earliestExpiry = min(earliestExpiry, held.expires)
        change(entry.address) { account in
            account.held.append(held)
        } removing: { older in
            older.bootID == held.bootID && older.grant < held.grant && older.quota <= held.quota && older.expires <= held.expires
        }
    }

    /// Rule 4: this boot's watts are under the quota of `grant`, so whatever it was granted before is dead. Nobody else's entry is.
    public mutating func applied(_ host: HostAddress, boot: BootID, grant: GrantID) {
        change(host) { _ in
        } removing: {
            $0.bootID == boot && $0.grant < grant
        }
    }

    /// Rule 5: frees every entry that is K old.
    /// - Returns: whether there may be more room than before.
    @discardableResult
    public mutating func expire(now: BootInstant) -> Bool {
        guard now >= earliestExpiry else { return false }
        let before = open[0].sum
        earliestExpiry = BootInstant(nanoseconds: .max)
        var oldest = regime
        for (host, account) in accounts where !account.held.isEmpty {
            if account.held.contains(where: { $0.expires <= now }) {
                change(host) { _ in
                } removing: {
                    $0.expires <= now
                }
            }
            for held in accounts[host]?.held ?? [] {
                earliestExpiry = min(earliestExpiry, held.expires)
                oldest = min(oldest, held.regime)
            }
        }
        // With everything older gone, a regime counts what the whole sum counts.
        open.removeAll { $0.first > 0 && $0.first <= oldest }
        return open[0].sum != before
    }

    /// Rule 8: after a restart K starts anew for every entry.
    ///
    /// Which regime an entry was of is not on disk. So the newest of every host count as one regime: if a cut was under way, what was already cut stays cut.
    public mutating func replay(_ entries: [LedgerEntry], now: BootInstant) {
        var newest: [HostAddress: GrantID] = [:]
        for entry in entries { newest[entry.address] = max(newest[entry.address] ?? .none, entry.grant) }
        startRegime()
        for entry in entries.sorted(by: { $0.grant < $1.grant }) {
            record(entry, now: now, regime: newest[entry.address] == entry.grant ? regime : 0)
        }
    }

    /// A ceiling that another ledger may have granted to this boot: it counts for `hold`, or until the boot has applied a higher grant.
    mutating func presume(_ host: HostAddress, boot: BootID, grant: GrantID, quota: Power, hold: Duration, now: BootInstant) {
        record(LedgerEntry(address: host, bootID: boot, grant: grant, quota: quota, term: hold, hold: hold), now: now)
    }

    /// Hands over what may be struck from the disk.
    package mutating func takeFreed() -> [LedgerRecord] {
        defer { freed = [] }
        return freed
    }

    // MARK: Bookkeeping

    private func account(_ host: HostAddress, _ now: BootInstant) -> Account {
        var account = accounts[host] ?? Account()
        if now >= earliestExpiry { account.held.removeAll { $0.expires <= now } }
        return account
    }

    /// The only way in which an account changes: keeps the sums, and notes what may leave the disk.
    private mutating func change(_ host: HostAddress, _ body: (inout Account) -> Void, removing isGone: (Held) -> Bool = { _ in false }) {
        var account = accounts[host] ?? Account()
        for i in open.indices { open[i].sum -= Int128(account.counted(since: open[i].first).milliwatts) }
        body(&account)
        let gone = account.held.filter(isGone)
        if !gone.isEmpty { account.held.removeAll(where: isGone) }
        joinOldest(&account.held)
        for i in open.indices { open[i].sum += Int128(account.counted(since: open[i].first).milliwatts) }
        if !gone.isEmpty { strike(host, gone, &account) }
        accounts[host] = account
    }

    /// Two entries of one boot become one that is freed only by what would have freed both: the larger quota, the later end, the higher grant.
    /// Without it a host whose every renewal is a smaller cut, never applied, would hold K's worth of entries.
    private func joinOldest(_ held: inout [Held]) {
        guard held.count > Ledger.entriesMax, let second = held.indices.dropFirst().first(where: { held[$0].bootID == held[0].bootID })
        else { return }
        held[second].lowest = min(held[second].lowest, held[0].lowest)
        held[second].quota = max(held[second].quota, held[0].quota)
        held[second].expires = max(held[second].expires, held[0].expires)
        held[second].regime = max(held[second].regime, held[0].regime)
        held.removeFirst()
    }

    /// On disk, the entries of a boot leave from the oldest on: everything below the oldest that still counts.
    private mutating func strike(_ host: HostAddress, _ gone: [Held], _ account: inout Account) {
        for entry in gone { account.unstruck[entry.bootID] = max(account.unstruck[entry.bootID] ?? .none, entry.grant) }
        var boots = Set<BootID>()
        for bootID in gone.map(\.bootID) where boots.insert(bootID).inserted {
            let oldest = account.held.first { $0.bootID == bootID }?.lowest ?? GrantID(epoch: .max, generation: .max)
            if let highest = account.unstruck[bootID], highest < oldest {
                freed.append(.freed(host, bootID, upTo: highest))
                account.unstruck[bootID] = nil
            } else if let last = gone.last(where: { $0.bootID == bootID && $0.grant < oldest }) {
                freed.append(.freed(host, bootID, upTo: last.grant))
            }
        }
    }

    private func power(_ sum: Int128) -> Power { Power(milliwatts: Int64(clamping: sum)) }
}
