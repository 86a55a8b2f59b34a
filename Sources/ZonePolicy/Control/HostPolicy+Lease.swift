import ZoneModel

/// Heartbeats and grants: how a lease is asked for, gained, changed and lost.
extension HostPolicy {
    /// A heartbeat is due: remembers its nonce and shapes the line. Nil while nothing has been read yet.
    public mutating func onHeartbeatDue(nonce: Nonce, now: BootInstant) -> [HostDirective] {
        guard configuration.collector.isSome, let decision else { return [] }
        keeper.onHeartbeat(nonce, sentAt: now)
        lastAsked = Asked(at: now, wanted: decision.wanted)
        let figure = power(now: now)
        return [
            .send(
                .heartbeat(
                    Heartbeat(
                        nonce: nonce, power: Power(watts: figure.powerW), powerMax: Power(watts: figure.powerW + figure.errorW),
                        powerSource: figure.source, wanted: decision.wanted, epoch: keeper.newest.epoch,
                        generation: keeper.newest.generation, simulated: configuration.simulated)))
        ]
    }

    /// Work that ends, or comes, frees or asks for watts that others wait for: they should not wait for the second to be full. Four times a second at most, and
    /// for a twentieth of the nameplate at least, so that noise sends nothing.
    func isDemandNews(now: BootInstant) -> Bool {
        guard let lastAsked, let decision, now - lastAsked.at >= .milliseconds(250) else { return false }
        return abs(decision.wanted.watts - lastAsked.wanted.watts) > configuration.nameplate.watts * HostPolicy.demandNews
    }

    /// Of the nameplate.
    static let demandNews = 0.02

    public mutating func onGrant(_ grant: QuotaGrant, now: BootInstant) -> [HostDirective] {
        let newestBefore = keeper.newest
        let ceilingBefore = ceiling(now: now)
        let leaseBefore = keeper.lease
        let hadLease = leaseBefore != nil
        let emergencyBefore = keeper.emergency
        var directives: [HostDirective] = []
        switch keeper.onGrant(grant, now: now) {
        case .refused(.notNewer(let than)) where than == GrantID(epoch: grant.epoch, generation: grant.generation):
            return []  // The same line twice.
        case .refused(let refusal):
            let id = GrantID(epoch: grant.epoch, generation: grant.generation)
            directives.append(
                .happened(
                    Event(
                        .quotaRefused, .warning, "quota \(id) of \(grant.quota.text) refused: \(refusal.message)",
                        fields: [.count("epoch", id.epoch), .count("generation", id.generation), .power("quota_w", grant.quota)])))
            // Being the newest, it has ended the lease before it.
            if hadLease, keeper.lease == nil { directives.append(.happened(leaseLost(leaseBefore, now: now))) }
        case .accepted:
            directives += takeUpFloor(now: now)
            if !hadLease { directives += leaseGained(now: now) }
            directives += quotaChanged(from: ceilingBefore, hadLease: hadLease, now: now)
        }
        if keeper.newest.epoch != newestBefore.epoch { directives.append(.remember(keeper.newest)) }
        directives += tellEmergency(before: emergencyBefore, now: now)
        lastCeiling = ceiling(now: now)
        directives += decide(now: now)
        return directives
    }

    /// The collector holds another machine under this host's name, or refuses this one: no lease is ours.
    ///
    /// - Parameter isDuplicate: the other machine is alive. The ledger counts this name's floor once, for that one, so until a collector
    ///   welcomes this machine its floor is 0 (rule 5).
    public mutating func onIdentityRefused(isDuplicate: Bool, now: BootInstant) -> [HostDirective] {
        let before = keeper.lease
        keeper.surrender()
        if isDuplicate { keeper.isFloorWithheld = true }
        var directives: [HostDirective] = []
        if before != nil { directives.append(.happened(leaseLost(before, now: now))) }
        return directives + decide(now: now)
    }

    /// A collector knows this machine as the host that it says it is, and has written down what the hello said of it.
    public mutating func onWelcomed(now: BootInstant) -> [HostDirective] {
        isWelcomed = true
        var welcomed = announced
        // Not the floor: it waits for a grant.
        welcomed.floor = min(announced.floor, configuration.floor)
        return welcomed == configuration ? [] : takeUp(welcomed, now: now)
    }

    private mutating func leaseGained(now: BootInstant) -> [HostDirective] {
        let wait = configuration.control.returnStagger * random.unit()
        controller.hold(until: now + wait)
        guard let lease = keeper.lease else { return [] }
        let event = Event(
            .leaseGained, .notice,
            "lease \(lease.grant) of \(lease.quota.text) for \(fixed((lease.endsAt - now).seconds, decimals: 1)) s; the way up starts in "
                + "\(fixed(wait.seconds, decimals: 1)) s",
            fields: [
                .count("epoch", lease.grant.epoch), .count("generation", lease.grant.generation), .power("quota_w", lease.quota),
            ])
        return [.happened(event)]
    }

    mutating func leaseLost(_ lease: LeaseKeeper.Lease?, now: BootInstant) -> Event {
        compliance.ceilingFell(from: lease?.quota ?? .zero, to: ceiling(now: now), grant: nil, now: now)
        let quota = lease?.quota ?? .zero
        // What the loss costs is told by what the host would have drawn: by its end it has ramped down already.
        var fields: [FlatObject.Field] = [
            .power("quota_w", quota), .power("floor_w", keeper.floor(now: now)), .power("wanted_w", decision?.wanted ?? .zero),
        ]
        if let schedule = keeper.schedule { fields.append(.text("schedule_id", schedule.id)) }
        return Event(
            .leaseLost, .warning,
            "lease \(lease?.grant ?? .none) of \(quota.text) ran out with nothing newer from the collector: holding the floor of "
                + "\(keeper.floor(now: now).text) until a new lease comes",
            fields: fields)
    }

    private mutating func quotaChanged(from before: Power, hadLease: Bool, now: BootInstant) -> [HostDirective] {
        let after = ceiling(now: now)
        guard let lease = keeper.lease, after != before else { return [] }
        if after < before { compliance.ceilingFell(from: before, to: after, grant: lease.grant, now: now) }
        guard hadLease else { return [] }
        let event = Event(
            .quotaChanged, .notice, "quota \(Power.change(from: before, to: after)) \(HostPolicy.cause(lease))",
            fields: [
                .power("quota_before_w", before), .power("quota_w", after), .count("epoch", lease.grant.epoch),
                .count("generation", lease.grant.generation),
            ] + HostPolicy.causeFields(lease))
        return [.happened(event)]
    }
}
