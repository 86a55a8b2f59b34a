import ZoneModel

extension StratumSession {
    mutating func answered(_ entry: (call: Call, at: BootInstant), _ result: JSONValue, _ error: PoolError?, _ now: BootInstant)
        -> [StratumDirective]
    {
        switch entry.call {
        case .configure: return configured(result, error)
        case .subscribe(let resumes): return subscribed(result, error, resumes: resumes, now)
        case .authorize: return authorized(result, error, now)
        case .submit(let share): return [.judged(judged(share, result, error, now))]
        }
    }

    /// Often late, after the first job even; a pool that does not know the method rolls no versions.
    private mutating func configured(_ result: JSONValue, _ error: PoolError?) -> [StratumDirective] {
        guard error == nil, result["version-rolling"]?.bool == true else {
            mask = nil
            return []
        }
        // Without a mask the pool means the one that it was asked for.
        let told = result["version-rolling.mask"]?.string.flatMap(Hex.word) ?? settings.versionMask
        return take(mask: told & settings.versionMask)
    }

    private mutating func subscribed(_ result: JSONValue, _ error: PoolError?, resumes: Bool, _ now: BootInstant) -> [StratumDirective] {
        if resumes, error != nil || result.isNull || result == .bool(false) {
            // It takes no session of before: once more without.
            sessionID = nil
            return [subscribe(now, resuming: nil)]
        }
        if let error {
            // Often a pool that is just starting.
            return [.disconnect(reason: "mining.subscribe refused: \(error.message)", isRefusal: false)]
        }
        let new: Extranonce
        do {
            new = try StratumSession.extranonce(result[1], result[2], of: "mining.subscribe")
        } catch {
            return [.disconnect(reason: error.message, isRefusal: false)]
        }
        var directives: [StratumDirective] = []
        if new != extranonce {
            jobs = []
            directives += dropHeld("the pool has begun another session")
        }
        extranonce = new
        sessionID = StratumSession.sessionID(result[0]) ?? result[1]?.string
        (phase, phaseSince) = (.authorizing, now)
        directives.append(call(.authorize, "mining.authorize", [.string(settings.user), .string(settings.password)], now))
        return directives
    }

    /// The id of the subscription to jobs, by which a session is resumed.
    private static func sessionID(_ subscriptions: JSONValue?) -> String? {
        guard let subscriptions = subscriptions?.array else { return nil }
        // [["mining.set_difficulty", id], ["mining.notify", id]], or just one such pair.
        let pairs = subscriptions.first?.string == nil ? subscriptions : [.array(subscriptions)]
        let id = pairs.first { $0[0]?.string == "mining.notify" }?[1]?.string
        return id.flatMap { (1...128).contains($0.utf8.count) ? $0 : nil }
    }

    private mutating func authorized(_ result: JSONValue, _ error: PoolError?, _ now: BootInstant) -> [StratumDirective] {
        guard result.bool == true, error == nil else {
            let why = error.map { ": \($0.message)" } ?? ""
            return [
                .disconnect(reason: "the pool does not take the user \"\(PoolText.clean(settings.user, max: 60))\"\(why)", isRefusal: true)
            ]
        }
        guard phase == .authorizing else { return [] }
        (phase, phaseSince) = (.authorized, now)
        var directives: [StratumDirective] = [.authorized]
        if hasJobNow, let template = jobs.last?.template { directives.append(.publish(template)) }
        // The session is the old one: what it had not answered is asked again.
        let waiting = held
        (held, heldSince) = ([], nil)
        for share in waiting { directives.append(send(share, now)) }
        return directives
    }

    // MARK: - Shares

    /// A share of a template that this session published.
    public mutating func submit(_ share: Share, of template: WorkTemplate, isBlock: Bool = false, now: BootInstant) -> [StratumDirective] {
        let pending = PendingShare(share: share, template: template, isBlock: isBlock, sentAt: now)
        guard jobs.contains(where: { $0.job.id == share.templateID && $0.template.fingerprint == template.fingerprint }) else {
            return [.judged(pending.verdict(.stale("the pool had moved on before it was sent")))]
        }
        guard phase == .authorized else { return hold([pending], now) }
        guard calls.count < StratumSession.unansweredMax else {
            return [.judged(pending.verdict(.lost("the pool answers too slowly: \(calls.count) shares wait")))]
        }
        return [send(pending, now)]
    }

    private mutating func send(_ pending: PendingShare, _ now: BootInstant) -> StratumDirective {
        var pending = pending
        pending.sentAt = now
        let share = pending.share
        var params: [JSONValue] = [
            .string(settings.user), .string(share.templateID), .string(Hex.text(share.extranonce2)), .string(Hex.text(share.time)),
            .string(Hex.text(share.nonce)),
        ]
        // By BIP 310: the bits under the mask, whatever was rolled.
        if let mask { params.append(.string(Hex.text(share.version & mask))) }
        return call(.submit(pending), "mining.submit", params, now)
    }

    private func judged(_ share: PendingShare, _ result: JSONValue, _ error: PoolError?, _ now: BootInstant) -> ShareVerdict {
        if error == nil, result == .bool(true) || result.string == "OK" || result["status"]?.string == "OK" {
            return share.verdict(.accepted, now: now)
        }
        guard let error else { return share.verdict(.rejected("without a reason"), now: now) }
        let text = error.code.map { "\(error.message) (\($0))" } ?? error.message
        return share.verdict(error.isStale ? .stale(text) : .rejected(text), now: now)
    }
}
