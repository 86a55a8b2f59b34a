import ZoneModel

extension StratumSession {
    /// Lines that came together: of several templates only the newest is published.
    public mutating func onLines(_ lines: some Sequence<ArraySlice<UInt8>>, now: BootInstant) -> [StratumDirective] {
        var directives: [StratumDirective] = []
        for line in lines {
            directives += onLine(line, now: now)
            if directives.contains(where: { if case .disconnect = $0 { true } else { false } }) { break }
        }
        let newest = directives.lastIndex { if case .publish = $0 { true } else { false } }
        return directives.enumerated().filter { index, directive in
            if case .publish = directive { index == newest } else { true }
        }.map(\.element)
    }

    public mutating func onLine(_ line: some Collection<UInt8>, now: BootInstant) -> [StratumDirective] {
        guard phase != .disconnected else { return [] }
        lastLineAt = now
        do {
            switch try StratumMessage(decoding: line) {
            case .notification(let method, let params): return try obey(method, params, now)
            case .request(let id, let method, let params): return try answer(id, method, params, now)
            case .response(let id, let result, let error):
                guard let id, let call = calls.removeValue(forKey: id) else { return [] }
                return answered(call, result, error, now)
            }
        } catch {
            return bad(error.message)
        }
    }

    /// A pool may err now and then; one that does nothing else is left.
    private mutating func bad(_ reason: String) -> [StratumDirective] {
        badLines += 1
        guard badLines < StratumSession.badLinesMax else {
            return [.disconnect(reason: "\(badLines) lines that make no sense, the last one: \(reason)", isRefusal: false)]
        }
        return badLines == 1 ? [.tell(.warning, "a line that makes no sense: \(reason)")] : []
    }

    // MARK: - What the pool orders

    private mutating func obey(_ method: String, _ params: [JSONValue], _ now: BootInstant) throws(JSONError) -> [StratumDirective] {
        switch method {
        case "mining.notify": return try onNotify(params)
        case "mining.set_difficulty": return try onDifficulty(params)
        case "mining.set_extranonce": return try onExtranonce(params)
        case "mining.set_version_mask": return try onMask(params)
        case "client.reconnect": return try onReconnect(params)
        case "client.show_message":
            messages += 1
            guard messages <= StratumSession.messagesMax, let text = params.first?.string else { return [] }
            return [.tell(.notice, "says: \(PoolText.clean(text))")]
        default: return []
        }
    }

    private mutating func answer(
        _ id: JSONValue, _ method: String, _ params: [JSONValue], _ now: BootInstant
    ) throws(JSONError) -> [StratumDirective] {
        switch id {
        case .integer, .string, .real: break
        default: throw JSONError(message: "an id that is neither a number nor a text")
        }
        switch method {
        case "mining.ping": return [.send(StratumMessage.answer(id: id, .string("pong")))]
        case "client.get_version": return [.send(StratumMessage.answer(id: id, .string(settings.agent)))]
        case "mining.notify", "mining.set_difficulty", "mining.set_extranonce", "mining.set_version_mask", "client.reconnect",
            "client.show_message":
            // Some pools number what asks for no answer; they get one that does no harm.
            return [.send(StratumMessage.answer(id: id, .bool(true)))] + (try obey(method, params, now))
        default: return [.send(StratumMessage.refusal(id: id, code: 20, "Unknown method \(PoolText.clean(method, max: 40))"))]
        }
    }

    private mutating func onNotify(_ params: [JSONValue]) throws(JSONError) -> [StratumDirective] {
        let job = try StratumJob(params)
        guard extranonce != nil || nextExtranonce != nil else {
            throw JSONError(message: "mining.notify before an answer to mining.subscribe")
        }
        if let next = nextExtranonce { (extranonce, nextExtranonce) = (next, nil) }
        if let next = nextDifficulty { (difficulty, nextDifficulty) = (next, nil) }
        // Another block before it: what was found on the old one is worth nothing, whatever the pool says of it.
        let isClean = job.isClean || job.previousHash != jobs.last?.job.previousHash
        if isClean { jobs = [] }
        jobs.removeAll { $0.job.id == job.id }
        if jobs.count == StratumSession.jobsMax { jobs.removeFirst() }
        guard let template = template(job) else { return [] }
        jobs.append((job, template))
        hasJobNow = true
        return phase == .authorized ? [.publish(template)] : []
    }

    private func template(_ job: StratumJob) -> WorkTemplate? {
        guard let extranonce, let target = Target(difficulty: difficulty) else { return nil }
        return WorkTemplate(
            id: job.id, version: job.version, versionMask: mask ?? 0, previousHash: job.previousHash, bits: job.bits, time: job.time,
            timeRoll: StratumSession.timeRoll, coinbaseHead: job.coinbaseHead, coinbaseTail: job.coinbaseTail,
            extranonce1: extranonce.bytes, extranonce2Bytes: extranonce.extranonce2Bytes, merkleBranch: job.merkleBranch,
            shareTarget: target, isClean: job.isClean)
    }

    /// The newest job again, under what has changed beside it.
    private mutating func republish() -> [StratumDirective] {
        guard hasJobNow, let (job, _) = jobs.last, let template = template(job) else { return [] }
        jobs[jobs.count - 1].template = template
        return phase == .authorized ? [.publish(template)] : []
    }

    /// By the letter a new difficulty holds from the next job on; some pools mean at once. A higher one is taken at once, which both accept, and a
    /// lower one with the next job. What is said for the first time holds for the job that is there.
    private mutating func onDifficulty(_ params: [JSONValue]) throws(JSONError) -> [StratumDirective] {
        let told: Double? = params.first?.number ?? params.first?.string.flatMap(Double.init)
        guard let told, StratumSession.difficultyRange.contains(told) else {
            throw JSONError(
                message: "mining.set_difficulty with \(PoolText.clean(params.first?.text ?? "nothing", max: 40)), which is no difficulty")
        }
        let isFirst = !isDifficultyTold
        isDifficultyTold = true
        guard isFirst || told >= difficulty || !hasJobNow else {
            nextDifficulty = told
            return []
        }
        nextDifficulty = nil
        guard told != difficulty else { return [] }
        difficulty = told
        return republish()
    }

    private mutating func onExtranonce(_ params: [JSONValue]) throws(JSONError) -> [StratumDirective] {
        nextExtranonce = try StratumSession.extranonce(params.first, params.count > 1 ? params[1] : nil, of: "mining.set_extranonce")
        return []
    }

    static func extranonce(_ first: JSONValue?, _ size: JSONValue?, of method: String) throws(JSONError) -> Extranonce {
        guard let bytes = first?.string.flatMap(Hex.bytes), bytes.count <= extranonce1BytesMax else {
            throw JSONError(message: "\(method): extranonce1 must be at most \(extranonce1BytesMax) bytes in hexadecimal")
        }
        guard let size = size?.looseInteger, (0...Int64(extranonce2BytesMax)).contains(size) else {
            throw JSONError(message: "\(method): the size of extranonce2 must be from 0 to \(extranonce2BytesMax)")
        }
        return Extranonce(bytes: bytes, extranonce2Bytes: Int(size))
    }

    private mutating func onMask(_ params: [JSONValue]) throws(JSONError) -> [StratumDirective] {
        guard let told = params.first?.string.flatMap(Hex.word) else {
            throw JSONError(message: "mining.set_version_mask: the mask must be a text of up to 8 hexadecimal digits")
        }
        // A pool that has refused version rolling, and speaks of a mask all the same, would refuse the shares.
        guard mask != nil || calls.values.contains(where: { $0.call == .configure }) else { return [] }
        return take(mask: told & settings.versionMask)
    }

    mutating func take(mask new: UInt32) -> [StratumDirective] {
        guard mask != new else { return [] }
        mask = new
        return republish()
    }

    private func onReconnect(_ params: [JSONValue]) throws(JSONError) -> [StratumDirective] {
        let host = params.first?.string ?? ""
        let port = params.count > 1 ? params[1].looseInteger : nil
        let wait = params.count > 2 ? params[2].looseInteger ?? 0 : 0
        guard port.map({ (0...65_535).contains($0) }) ?? true else { throw JSONError(message: "client.reconnect to a port that is none") }
        let isElsewhere = !host.isEmpty && host.lowercased() != settings.host.lowercased()
        guard !isElsewhere || settings.followsElsewhere else {
            let text = PoolText.clean(host, max: 60)
            return [.tell(.warning, "wants to send us to another host, \"\(text)\": not followed (reconnect_elsewhere is false)")]
        }
        let after = Duration.seconds(min(max(wait, 0), StratumSession.reconnectWaitMax))
        let port16 = port.flatMap { $0 == 0 ? nil : UInt16(exactly: $0) }
        return [.reconnect(host: isElsewhere ? host : nil, port: port16, after: after)]
    }
}
