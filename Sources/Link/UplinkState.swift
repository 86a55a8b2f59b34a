import ZoneModel

/// The agent's side of a connection as a value: when to connect, what to send next, what an answer means.
///
/// States and their exits:
/// - `idle` → `connecting` by `onStart`, or when the back-off is over
/// - `connecting` → `greeting` when the socket is up (→ `streaming` at once towards a receiver that never acks)
/// - `greeting` → `streaming` at `welcome`
/// - every one → `waiting` when the connection ends, the peer is silent for too long, or it refuses this host
/// - `waiting` → `connecting` when the back-off is over
public struct UplinkState: Sendable {
    public private(set) var phase: Phase = .idle
    public private(set) var phaseSince: BootInstant
    public private(set) var lastError: String?
    /// The last connection ended because the collector does not want this host as it is.
    public private(set) var isRefused = false
    public let settings: Settings
    private var random: any RandomNumberGenerator & Sendable
    private var failures = 0
    private var streamingSince: BootInstant?
    private var lastHeard: BootInstant
    private var told: (reason: String, at: BootInstant)?
    private var isPinged = false
    private var nextPingID: UInt64 = 1
    /// The next sequence number to send.
    private var nextSeq: UInt64 = 1
    private var ackedSeq: UInt64 = 0
    /// What the last hello said: the spool ended before it.
    private var helloNextSeq: UInt64 = 0
    private var window = Int.max
    private var badInARow = 0
    private var schedule = FloorScheduleAssembler()
    /// Sent and not acked, oldest first.
    private var inFlight: [(seq: UInt64, bytes: Int)] = []
    private var inFlightBytes = 0
    private var isFetching = false
    private var fetchGeneration: UInt64 = 0
    /// The spool has nothing at `nextSeq` until it grows.
    private var isDrained = false

    static let badInARowMax = 16

    public init(settings: Settings, random: any RandomNumberGenerator & Sendable, now: BootInstant) {
        self.settings = settings
        self.random = random
        phaseSince = now
        lastHeard = now
    }

    public var isStreaming: Bool { phase == .streaming }
    /// Tells fetches of this connection from those of one before.
    public var currentFetch: UInt64 { fetchGeneration }

    // MARK: Connection

    /// Also for a start anew, with another spool. A back-off that runs is kept: a peer that causes the starts must not set their pace.
    public mutating func onStart(now: BootInstant) -> [Directive] {
        ackedSeq = 0
        if case .waiting = phase { return [] }
        enter(.connecting, now)
        return [.connect]
    }

    public mutating func onConnected(now: BootInstant) -> [Directive] {
        guard phase == .connecting else { return [] }
        lastHeard = now
        isPinged = false
        badInARow = 0
        schedule.reset()
        guard settings.acknowledgement == .sequence else {
            // A receiver that never answers: everything that was not written yet goes out, oldest first.
            enter(.streaming, now)
            streamingSince = now
            resume(from: ackedSeq + 1)
            return pump(unsent: 0)
        }
        enter(.greeting(since: now), now)
        return [.sendHello]
    }

    /// The hello's `next_seq`, which bounds what the welcome may claim.
    public mutating func helloSent(nextSeq: UInt64) { helloNextSeq = nextSeq }

    public mutating func onEnded(_ reason: String, now: BootInstant) -> [Directive] {
        switch phase {
        case .idle, .waiting: return []
        default: return lose(reason, now: now)
        }
    }

    /// One side does not take the other for who it must be: whoever mends that does not do it within seconds.
    public mutating func onRefused(_ reason: String, now: BootInstant) -> [Directive] {
        switch phase {
        case .idle, .waiting: return []
        default: return lose(reason, now: now, .refusal)
        }
    }

    /// The connection was good and is opened anew, by this side.
    public mutating func onReconnect(now: BootInstant) -> [Directive] {
        guard phase == .streaming else { return [] }
        streamingSince = nil
        resume(from: ackedSeq + 1)
        enter(.connecting, now)
        return [.connect]
    }

    /// At least every second.
    public mutating func onTick(unsent: Int, now: BootInstant) -> [Directive] {
        switch phase {
        case .idle, .connecting: return []
        case .waiting(let until):
            guard now >= until else { return [] }
            enter(.connecting, now)
            return [.connect]
        case .greeting(let since):
            guard now - since >= settings.greetingMax else { return [] }
            return drop("no welcome within \(settings.greetingMax.wholeMilliseconds / 1000) s of the hello", now: now)
        case .streaming:
            return watchSilence(now: now) ?? pump(unsent: unsent)
        }
    }

    private mutating func watchSilence(now: BootInstant) -> [Directive]? {
        if let streamingSince, now - streamingSince >= settings.backoffMax { failures = 0 }
        guard settings.acknowledgement == .sequence else { return nil }
        let silence = now - lastHeard
        if silence >= settings.silenceMax {
            return drop("nothing heard for \(settings.silenceMax.wholeMilliseconds / 1000) s", now: now)
        }
        guard silence >= settings.silenceMax / 2, !isPinged else { return nil }
        isPinged = true
        nextPingID += 1
        return [.send(.ping(Ping(id: nextPingID)))]
    }

    private mutating func drop(_ reason: String, now: BootInstant) -> [Directive] { [.disconnect] + lose(reason, now: now) }

    private enum Loss {
        case fault
        /// Trying again soon may help: something is mended meanwhile.
        case mendableRefusal
        case refusal
    }

    private mutating func lose(_ reason: String, now: BootInstant, _ loss: Loss = .fault) -> [Directive] {
        let wasStreaming = phase == .streaming
        let isRefusal = loss != .fault
        isRefused = isRefusal
        lastError = reason
        failures = min(failures + 1, 30)
        streamingSince = nil
        inFlight = []
        inFlightBytes = 0
        isFetching = false
        fetchGeneration += 1
        let wait = backoff(isLong: loss == .refusal)
        enter(.waiting(until: now + wait), now)
        guard wasStreaming || isNews(reason, now) else { return [.disconnected(reason: reason)] }
        let what = isRefusal ? "refused this host" : wasStreaming ? "lost" : "not reached at \(settings.peer)"
        let event = Event(
            isRefusal ? .collectorRefused : .collectorLost, wasStreaming || isRefusal ? .warning : .notice,
            "collector \(what): \(reason); next try in \(fixed(wait.seconds, decimals: 1)) s",
            fields: [.text("reason", reason), .real("retry_s", wait.seconds)])
        return [.disconnected(reason: reason), .happened(event)]
    }

    /// What keeps one attempt after the other from getting through is told once, and again after an hour: an end that nobody mends for weeks must not
    /// fill the spool.
    private mutating func isNews(_ reason: String, _ now: BootInstant) -> Bool {
        if let told, told.reason == reason, now - told.at < .seconds(3600) { return false }
        told = (reason, now)
        return true
    }

    /// Doubling from the least to the most, each time a random half of it: hosts that fell together come back apart.
    private mutating func backoff(isLong: Bool) -> Duration {
        var wait = settings.backoffMin
        for _ in 1..<max(failures, 1) where wait < settings.backoffMax { wait = wait * 2 }
        wait = min(isLong ? settings.backoffMax : wait, settings.backoffMax)
        return wait * Double.random(in: 0.5...1, using: &random)
    }

    private mutating func enter(_ phase: Phase, _ now: BootInstant) {
        self.phase = phase
        phaseSince = now
    }

    // MARK: Lines

    /// A line of the collector, or why it could not be read.
    public mutating func onLine(_ line: Result<Line, LineError>, address: HostAddress, unsent: Int, now: BootInstant) -> [Directive] {
        lastHeard = now
        isPinged = false
        switch line {
        case .failure(.unknownType): return []
        case .failure(let error):
            return refused("a line of the collector was refused: \(error.message)", code: error.code, now: now)
        case .success(let line):
            guard line.address == address else {
                return refused(
                    "a line of the collector is for \(line.address), not for this host: not obeyed", code: "wrong_address", now: now)
            }
            if case .ack(let ack) = line.body, phase == .streaming, ack.seq >= nextSeq {
                return refused("an ack of \(ack.seq), which was never sent: ignored", code: "ack", now: now)
            }
            var complete: [Directive] = []
            if case .floor(let slot) = line.body, phase == .streaming {
                switch schedule.onLine(slot) {
                case .refused(let error):
                    return refused("a floor schedule was refused: \(error.message)", code: "floor", now: now)
                case .complete(let schedule, let signature): complete = [.schedule(schedule, signature)]
                case .waiting: break
                }
            }
            badInARow = 0
            return complete + understood(line.body, unsent: unsent, now: now)
        }
    }

    /// One such line is told; a run of them is no collector, and its events would fill the spool.
    private mutating func refused(_ message: String, code: String, now: BootInstant) -> [Directive] {
        badInARow += 1
        let told = Directive.happened(Event(.lineRefused, .warning, message, fields: [.text("code", code)]))
        guard badInARow >= UplinkState.badInARowMax else { return [told] }
        return [told] + drop("\(badInARow) lines in a row were no good; the last: \(code)", now: now)
    }

    private mutating func understood(_ body: LineBody, unsent: Int, now: BootInstant) -> [Directive] {
        switch (body, phase) {
        case (.welcome(let welcome), .greeting):
            return greeted(welcome, now: now)
        case (.error(let error), _):
            guard UplinkState.refusals.contains(error.code) else {
                return [
                    .happened(
                        Event(
                            .lineRefused, .warning, "the collector objects (\(error.code)): \(error.message)",
                            fields: [.text("code", error.code)]))
                ]
            }
            return [.disconnect, .identityRefused(error)] + lose("\(error.code): \(error.message)", now: now, .refusal)
        case (.quota(let grant), .streaming): return [.grant(grant)]
        case (.ack(let ack), .streaming): return acked(ack.seq, unsent: unsent)
        case (.certificate(let line), .streaming): return [.certificate(line)]
        case (.ping(let ping), _): return [.send(.pong(Pong(id: ping.id)))]
        default: return []
        }
    }

    private mutating func greeted(_ welcome: Welcome, now: BootInstant) -> [Directive] {
        guard welcome.protocolVersion == 1 else {
            return [.disconnect] + lose("the collector speaks protocol \(welcome.protocolVersion), this agent 1", now: now, .refusal)
        }
        let resumeSeq = max(welcome.resumeSeq, 1)
        guard resumeSeq <= max(helloNextSeq, 1) else {
            let reason = "the collector has lines up to \(resumeSeq - 1) of this spool, which ends at \(Int64(helloNextSeq) - 1)"
            return [.disconnect, .spoolOutrun(resumeSeq: resumeSeq)] + lose(reason, now: now, .mendableRefusal)
        }
        enter(.streaming, now)
        told = nil
        isRefused = false
        streamingSince = now
        window = Int(min(welcome.window, UInt64(Int32.max)))
        // Below what was acked before: the collector went back to an older store, and acks count from there.
        ackedSeq = resumeSeq - 1
        var directives: [Directive] = [.welcomed(welcome)]
        // What the store has is acked, though the ack itself was lost with the connection.
        if resumeSeq > 1 { directives.append(.acknowledged(resumeSeq - 1)) }
        directives.append(
            .happened(
                Event(
                    .collectorConnected, .notice, "connected to \(welcome.collector), epoch \(welcome.epoch); resuming at \(resumeSeq)",
                    fields: [.count("epoch", welcome.epoch), .count("resume_seq", resumeSeq)])))
        resume(from: resumeSeq)
        return directives + pump(unsent: 0)
    }

    private mutating func resume(from seq: UInt64) {
        nextSeq = seq
        inFlight = []
        inFlightBytes = 0
        isFetching = false
        isDrained = false
        fetchGeneration += 1
    }

    private mutating func acked(_ seq: UInt64, unsent: Int) -> [Directive] {
        guard seq > ackedSeq else { return [] }
        ackedSeq = seq
        settle(upTo: seq)
        return [.acknowledged(seq)] + pump(unsent: unsent)
    }

    private mutating func settle(upTo seq: UInt64) {
        let count = inFlight.prefix { $0.seq <= seq }.count
        inFlightBytes -= inFlight.prefix(count).reduce(0) { $0 + $1.bytes }
        inFlight.removeFirst(count)
    }

    // MARK: Telemetry

    public mutating func onSpoolGrew(unsent: Int) -> [Directive] {
        isDrained = false
        return pump(unsent: unsent)
    }

    public mutating func onDrained() -> [Directive] {
        guard phase == .streaming else { return [] }
        var directives: [Directive] = []
        if settings.acknowledgement == .none, let last = inFlight.last {
            // Nobody acks: what the kernel took counts as delivered.
            ackedSeq = last.seq
            settle(upTo: last.seq)
            directives.append(.acknowledged(last.seq))
        }
        return directives + pump(unsent: 0)
    }

    /// - Parameters:
    ///   - lines: in the order of their sequence numbers; a thinned spool leaves holes, which gap lines stand for.
    ///   - fetch: `currentFetch` of when the lines were asked for.
    public mutating func onFetched(_ lines: [(seq: UInt64, bytes: [UInt8])], fetch: UInt64, unsent: Int) -> [Directive] {
        guard phase == .streaming, fetch == fetchGeneration else { return [] }
        isFetching = false
        guard !lines.isEmpty else {
            isDrained = true
            return []
        }
        var bytes: [UInt8] = []
        for line in lines where line.seq >= nextSeq {
            bytes += line.bytes
            inFlight.append((line.seq, line.bytes.count))
            inFlightBytes += line.bytes.count
            nextSeq = line.seq + 1
        }
        guard !bytes.isEmpty else { return [] }
        return [.write(bytes)] + pump(unsent: unsent + bytes.count)
    }

    private mutating func pump(unsent: Int) -> [Directive] {
        // One line may always be on its way: a window smaller than it would end all telemetry.
        let room = inFlight.isEmpty ? max(window, 1) : window - inFlightBytes
        guard phase == .streaming, !isFetching, !isDrained, unsent < settings.unsentMax, room > 0 else { return [] }
        isFetching = true
        return [.fetch(from: nextSeq, bytesMax: min(settings.fetchBytes, room))]
    }

    /// Codes after which trying again soon is of no use.
    public static let refusals: Set<String> = [
        "unknown_host", "wrong_zone", "wrong_address", "wrong_class", "revoked", "certificate_expired", "protocol", "duplicate_host",
        "replaced",
    ]
}
