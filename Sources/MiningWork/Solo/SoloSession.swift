import ZoneModel

/// Mining on a node of one's own, as a value: what to ask it and when, what to hash, and what became of a block that was found.
public struct SoloSession: Sendable {
    public struct Settings: Sendable {
        public var network: BitcoinNetwork
        public var payout: Payout
        public var tag: [UInt8]
        /// A template is asked for so often, whether or not a long poll stands: its time and its fees grow old.
        public var poll: Duration
        /// Four bytes of this process alone.
        public var extranonce1: [UInt8]
        /// Of the jitter.
        public var seed: UInt64

        public init(network: BitcoinNetwork, payout: Payout, tag: [UInt8], poll: Duration, extranonce1: [UInt8], seed: UInt64) {
            self.network = network
            self.payout = payout
            self.tag = tag
            self.poll = poll
            self.extranonce1 = extranonce1
            self.seed = seed
        }
    }

    /// A block on its way to the node.
    public struct Find: Equatable, Sendable {
        public var hash: String
        public var height: UInt32
        /// Of the block.
        public var difficulty: Double
        public var at: BootInstant
    }

    public enum Notice: Equatable, Sendable {
        case ready(height: UInt32)
        /// Said once until it changes, or work comes again.
        case failing(NodeFailure)
        /// The node was silent for too long: what was hashed may be stale.
        case stale(after: Duration)
        case found(Find)
        case accepted(Find)
        /// Taken, and not (or not yet) on the best chain.
        case undecided(Find, reason: String)
        case rejected(Find, reason: String)
        /// It could not be handed over in time.
        case lost(Find, NodeFailure)

        /// What becomes of a block is told to the end.
        public var isOfBlock: Bool {
            switch self {
            case .ready, .failing, .stale: false
            case .found, .accepted, .undecided, .rejected, .lost: true
            }
        }
    }

    public enum Directive: Equatable, Sendable {
        case call(NodeCall, NodeCall.Lane)
        case publish(WorkTemplate?)
        case tell(Notice)
        /// In place of the one before.
        case wake(BootInstant)
    }

    public static let staleAfter: Duration = .seconds(120)
    static let backOffMin: Duration = .seconds(1)
    static let backOffMax: Duration = .seconds(60)
    static let backOffPassing: Duration = .seconds(5)
    /// Two long polls begin at least so far apart, whatever the node answers.
    static let longPollApart: Duration = .seconds(1)
    /// How long a block is offered to a node that cannot be reached. After an hour the chain is six blocks on.
    static let submitFor: Duration = .seconds(3600)
    /// On regtest, where every second hash is a block, the node is asked again so long after one: a block or two a second are enough to try things out.
    static let regtestPace: Duration = .seconds(1)
    /// Templates whose shares are still worth sending in.
    static let blocksKept = 4

    private let settings: Settings
    private var isChainKnown = false
    private var isAsking = false
    /// Something changed while the answer was on its way.
    private var asksAgain = false
    private var isPolling = false
    private var failures = 0
    private var told: NodeFailure?
    private var askAt: BootInstant?
    private var pollAt: BootInstant?
    private var polledAt: BootInstant?
    /// When the node last confirmed what is hashed; nil: nothing is hashed.
    private var confirmedAt: BootInstant?
    private var newest: BlockTemplate?
    private var blocks: [SoloBlock] = []
    private var made: UInt64 = 0
    private var submissions: [(find: Find, previousHash: [UInt8], block: [UInt8])] = []
    private var isSubmitting = false
    /// What the newest block that was taken stands on: another on it comes too late.
    private var settled: [UInt8]?
    private var submitAt: BootInstant?
    private var random: UInt64

    public init(_ settings: Settings) {
        self.settings = settings
        random = settings.seed
    }

    public var hasSubmissions: Bool { !submissions.isEmpty }

    public mutating func onStart(now: BootInstant) -> [Directive] {
        askAt = now
        return onTimer(now: now)
    }

    /// Does what is due.
    public mutating func onTimer(now: BootInstant) -> [Directive] {
        var directives: [Directive] = []
        if let confirmed = confirmedAt, now - confirmed >= SoloSession.staleAfter {
            directives += withdraw()
            directives.append(.tell(.stale(after: SoloSession.staleAfter)))
        }
        if let at = askAt, at <= now, !isAsking {
            (askAt, isAsking) = (nil, true)
            directives.append(.call(isChainKnown ? .template(longPollID: nil, network: settings.network) : .chain, .ask))
        }
        if let at = pollAt, at <= now, !isPolling, let id = newest?.longPollID {
            (pollAt, isPolling, polledAt) = (nil, true, now)
            directives.append(.call(.template(longPollID: id, network: settings.network), .longPoll))
        }
        if let first = submissions.first, !isSubmitting, submitAt.map({ $0 <= now }) ?? true {
            (submitAt, isSubmitting) = (nil, true)
            directives.append(.call(.submit(first.block), .submit))
        }
        return directives + wake()
    }

    public mutating func onAnswer(_ answer: Result<JSONValue, NodeFailure>, lane: NodeCall.Lane, now: BootInstant) -> [Directive] {
        let directives: [Directive]
        switch lane {
        case .ask:
            isAsking = false
            directives = onAsked(answer, now)
        case .longPoll:
            isPolling = false
            directives = onPolled(answer, now)
        case .submit:
            isSubmitting = false
            directives = onSubmitted(answer, now)
        }
        return directives + onTimer(now: now)
    }

    /// The worker has found one: its header meets the block's own target.
    public mutating func onShare(_ share: Share, now: BootInstant) -> [Directive] {
        guard let block = blocks.last(where: { $0.work.id == share.templateID }) else { return wake() }
        // Of two blocks on one tip only one can win, and the first is on its way. (On regtest every second hash is a block.)
        guard !submissions.contains(where: { $0.previousHash == block.work.previousHash }), settled != block.work.previousHash else {
            return wake()
        }
        let find = Find(hash: block.hash(of: share), height: block.height, difficulty: Target(bits: block.work.bits).difficulty, at: now)
        submissions.append((find, block.work.previousHash, block.serialised(share)))
        return [.tell(.found(find))] + onTimer(now: now)
    }

    // MARK: Templates

    private mutating func onAsked(_ answer: Result<JSONValue, NodeFailure>, _ now: BootInstant) -> [Directive] {
        switch answer {
        case .failure(let failure): return fail(failure, now)
        case .success(let result) where !isChainKnown:
            let chain = result["chain"]?.string ?? ""
            guard BitcoinNetwork(chain: chain) == settings.network else {
                return fail(.wrongChain(String(chain.prefix(20)), wanted: settings.network), now)
            }
            isChainKnown = true
            askAt = now
            return []
        case .success(let result):
            askAt = asksAgain ? now : now + settings.poll
            asksAgain = false
            return take(result, now)
        }
    }

    private mutating func onPolled(_ answer: Result<JSONValue, NodeFailure>, _ now: BootInstant) -> [Directive] {
        switch answer {
        case .failure(.timedOut):
            pollAt = polledAt.map { $0 + SoloSession.longPollApart }
            return []
        case .failure:
            // The other lane asks, and says what is wrong; the next template begins the next long poll.
            askAt = askAt.map { min($0, now + backOff()) }
            return []
        case .success(let result):
            if let current = newest, let height = result["height"]?.looseInteger, height < Int64(current.height) {
                // Overtaken by the other lane, or the chain went back: the node is asked which.
                askAt = askAt.map { _ in now }
                return []
            }
            return take(result, now)
        }
    }

    private mutating func take(_ result: JSONValue, _ now: BootInstant) -> [Directive] {
        let template: BlockTemplate
        let block: SoloBlock
        do throws(TemplateError) {
            template = try BlockTemplate(result, network: settings.network)
            made += 1
            block = try SoloBlock(
                template, payout: settings.payout, tag: settings.tag, id: "\(Hex.text(settings.extranonce1)).\(made)",
                extranonce1: settings.extranonce1,
                isClean: template.previousHash != newest?.previousHash || confirmedAt == nil)
        } catch {
            return withdraw() + fail(.badTemplate(error.message), now)
        }
        let isReady = confirmedAt == nil || told != nil
        (failures, told, confirmedAt) = (0, nil, now)
        if template.longPollID != nil, !isPolling, pollAt == nil {
            pollAt = polledAt.map { max(now, $0 + SoloSession.longPollApart) } ?? now
        }
        guard isReady || template != newest else { return [] }
        newest = template
        // The node wants another block on that tip, whatever became of the one that it took.
        if template.previousHash == settled { settled = nil }
        if blocks.count == SoloSession.blocksKept { blocks.removeFirst() }
        blocks.append(block)
        return [.publish(block.work)] + (isReady ? [.tell(.ready(height: template.height))] : [])
    }

    private mutating func withdraw() -> [Directive] {
        guard confirmedAt != nil else { return [] }
        (confirmedAt, newest, pollAt) = (nil, nil, nil)
        return [.publish(nil)]
    }

    private mutating func fail(_ failure: NodeFailure, _ now: BootInstant) -> [Directive] {
        failures += 1
        // Behind the same address another node may come up.
        if case .unreachable = failure { isChainKnown = false }
        let wait = backOff()
        askAt = now + (failure.isPassing ? min(wait, SoloSession.backOffPassing) : wait)
        guard told != failure else { return [] }
        told = failure
        return [.tell(.failing(failure))]
    }

    /// Doubled at each failure, and half of it at random: hosts that lost one node do not come back to it at once.
    private mutating func backOff() -> Duration {
        let doublings = min(max(failures - 1, 0), 6)
        let full = min(SoloSession.backOffMin * (1 << doublings), SoloSession.backOffMax)
        random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return full / 2 + full * Int(random >> 48) / (2 << 16)
    }

    // MARK: Blocks

    private mutating func onSubmitted(_ answer: Result<JSONValue, NodeFailure>, _ now: BootInstant) -> [Directive] {
        guard let find = submissions.first?.find else { return [] }
        let notice: Notice
        switch answer {
        case .success(.null), .success(.string("duplicate")): notice = .accepted(find)
        case .success(.string(let reason)) where reason.hasSuffix("inconclusive"): notice = .undecided(find, reason: reason)
        case .success(let reason): notice = .rejected(find, reason: String((reason.string ?? reason.text).prefix(120)))
        case .failure(.refused(let code, let message)) where code != -28:
            notice = .rejected(find, reason: "\(message.prefix(120)) (\(code))")
        case .failure(let failure):
            // Nothing that a host can find is worth more: it is offered again every second.
            guard now - find.at >= SoloSession.submitFor else {
                submitAt = now + SoloSession.backOffMin
                return []
            }
            notice = .lost(find, failure)
        }
        let submitted = submissions.removeFirst()
        if case .accepted = notice { settled = submitted.previousHash }
        // There is a new tip, or the node thinks otherwise: either way its next template is another.
        let next = settings.network == .regtest ? now + SoloSession.regtestPace : now
        if isAsking { asksAgain = true } else { askAt = next }
        return [.tell(notice)]
    }

    private func wake() -> [Directive] {
        let times = [
            isAsking ? nil : askAt, isPolling ? nil : pollAt, isSubmitting || submissions.isEmpty ? nil : submitAt,
            confirmedAt.map { $0 + SoloSession.staleAfter },
        ]
        return times.compactMap { $0 }.min().map { [.wake($0)] } ?? []
    }
}
