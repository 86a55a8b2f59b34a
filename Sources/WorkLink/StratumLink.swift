import CShims
import MiningWork
import Synchronization
import Transport
import ZoneModel

/// The shell of the pools' sessions: sockets and timers on a loop. One pool is worked for; those before it in the list are called until they are back.
public actor StratumLink {
    public nonisolated let loop: EventLoop
    public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    /// All called on the loop's thread.
    public struct Delegate: Sendable {
        /// What is to be hashed from now on; nil: nothing.
        public var publish: @Sendable (WorkTemplate?) -> Void
        public var happened: @Sendable (Event) -> Void
        /// What became of a share.
        public var judged: @Sendable (ShareVerdict) -> Void

        public init(
            publish: @escaping @Sendable (WorkTemplate?) -> Void, happened: @escaping @Sendable (Event) -> Void,
            judged: @escaping @Sendable (ShareVerdict) -> Void
        ) {
            self.publish = publish
            self.happened = happened
            self.judged = judged
        }
    }

    struct Pool {
        let configuration: PoolConfiguration
        var session: StratumSession
        var connection: LineConnection?
        /// Counts calls, so that what belongs to an old one is known by it.
        var call = 0
        /// Where `client.reconnect` sent us, once.
        var detour: (host: String, port: UInt16)?
        var account = WorkAccount()
        var since: BootInstant
        var lastError: String?
        var isConnecting = false
        /// A better pool has come, but this one still owes answers.
        var drainsUntil: BootInstant?
    }

    let delegate: Delegate
    var pools: [Pool]
    var selection: PoolSelection
    private var timer: LoopTimer?
    /// Whose job is hashed.
    var published: Int?
    var hasToldMissing = false
    /// Shares on their way to the loop, and those that were left out because there were too many.
    private nonisolated let underway = Atomic<Int>(0)
    nonisolated let leftOut = Atomic<Int>(0)
    var hasToldLeftOut = false

    private static let tick: Duration = .milliseconds(250)
    private static let connectTimeout: Duration = .seconds(10)
    private static let lineBytesMax = 1 << 18
    private static let underwayMax = 256
    private static let unsentMax = 1 << 16
    private static let drain: Duration = .seconds(5)

    public init(
        loop: EventLoop, pools: [PoolConfiguration], agent: String, random: any RandomNumberGenerator & Sendable, delegate: Delegate
    ) {
        self.loop = loop
        self.delegate = delegate
        let now = StratumLink.now()
        self.pools = pools.map { pool in
            var settings = StratumSession.Settings(user: pool.user, password: pool.password, agent: agent, host: pool.url.host)
            settings.followsElsewhere = pool.reconnectElsewhere
            return Pool(configuration: pool, session: StratumSession(settings), since: now)
        }
        selection = PoolSelection(count: pools.count, random: random)
    }

    static func now() -> BootInstant { BootInstant(nanoseconds: zs_boottime_ns()) }

    // MARK: From any thread

    public nonisolated func start() { onLoop { $0.begin() } }
    public nonisolated func stop() { onLoop { $0.end() } }
    /// A share of a template that was published here.
    public nonisolated func submit(_ share: Share, of template: WorkTemplate, isBlock: Bool) {
        // A difficulty far too low for this host would bury the loop, and the pool; a block is never left out.
        guard underway.load(ordering: .relaxed) < StratumLink.underwayMax || isBlock else {
            leftOut.wrappingAdd(1, ordering: .relaxed)
            return
        }
        underway.wrappingAdd(1, ordering: .relaxed)
        onLoop { link in
            link.underway.wrappingSubtract(1, ordering: .relaxed)
            link.send(share, of: template, isBlock: isBlock)
        }
    }

    private nonisolated func onLoop(_ job: @escaping @Sendable (isolated StratumLink) -> Void) {
        loop.submit { self.assumeIsolated { job($0) } }
    }

    // MARK: On the loop

    private func begin() {
        timer = loop.schedule(after: StratumLink.tick, repeats: true) { [weak self] in self?.assumeIsolated { $0.turn() } }
        turn()
    }

    /// For a caller that is on the loop: nothing comes any more when it returns.
    public func end() {
        timer?.cancel()
        timer = nil
        for index in pools.indices {
            pools[index].call += 1
            pools[index].connection?.close()
            pools[index].connection = nil
        }
        publish(nil, of: nil)
    }

    private func turn() {
        let now = StratumLink.now()
        for index in pools.indices {
            obey(pools[index].session.onTick(now: now), of: index)
            if let until = pools[index].drainsUntil, now >= until || pools[index].session.unanswered == 0 { leave(index) }
            if (pools[index].connection?.queuedBytes ?? 0) > StratumLink.unsentMax { lose(index, "it does not read what it is sent") }
        }
        obey(selection.onTick(now: now))
        tellMissing()
        tellLeftOut()
    }

    private func obey(_ directives: [PoolSelection.Directive]) {
        for directive in directives {
            switch directive {
            case .connect(let index): call(index)
            case .drop(let index):
                guard pools[index].session.unanswered > 0 else { return leave(index) }
                pools[index].drainsUntil = StratumLink.now() + StratumLink.drain
            }
        }
    }

    // MARK: Connections

    private func call(_ index: Int) {
        leave(index)
        pools[index].call += 1
        pools[index].isConnecting = true
        pools[index].since = StratumLink.now()
        let (call, url) = (pools[index].call, pools[index].configuration.url)
        let (host, port) = pools[index].detour ?? (url.host, url.port)
        pools[index].detour = nil
        Resolver.resolve(host, loop: loop) { [weak self] result in
            self?.assumeIsolated { link in
                guard link.pools[index].call == call, link.timer != nil else { return }
                switch result {
                case .success(let addresses):
                    link.connect(index, to: Endpoint(address: addresses[call % addresses.count], port: port), as: host)
                case .failure(let failure): link.lose(index, failure.message)
                }
            }
        }
    }

    /// What a pool under TLS must show; nil: plain TCP.
    ///
    /// - Parameter host: the certificate must be for it.
    private func security(_ index: Int, _ host: String) throws(TransportError) -> TLSContext? {
        let pool = pools[index].configuration
        guard pool.url.isEncrypted else { return nil }
        guard let path = pool.authoritiesFile else {
            return try TLSContext(role: .publicClient(host: host), identity: nil, trust: .system)
        }
        guard let pem = contents(of: path, bytesMax: TLSContext.pemBytesMax) else { throw TransportError("\(path) cannot be read") }
        return try TLSContext(role: .publicClient(host: host), identity: nil, trust: .authorities(pem))
    }

    private func connect(_ index: Int, to endpoint: Endpoint, as host: String) {
        let call = pools[index].call
        do {
            let connection = try LineConnection(
                loop: loop, to: endpoint, timeout: StratumLink.connectTimeout, lineBytesMax: StratumLink.lineBytesMax,
                tls: try security(index, host))
            pools[index].connection = connection
            connection.start(
                .init(
                    connected: { [weak self] in
                        self?.assumeIsolated { link in
                            guard link.pools[index].call == call else { return }
                            link.obey(link.pools[index].session.onConnected(now: StratumLink.now()), of: index)
                        }
                    },
                    lines: { [weak self] lines in
                        self?.assumeIsolated { link in
                            guard link.pools[index].call == call else { return }
                            link.obey(link.pools[index].session.onLines(lines, now: StratumLink.now()), of: index)
                            link.judge(index)
                        }
                    },
                    ended: { [weak self] end in
                        self?.assumeIsolated { link in
                            guard link.pools[index].call == call else { return }
                            // Somebody is there, and not who it must be.
                            let isRefusal = if case .refused = end { true } else { false }
                            link.lose(index, StratumLink.text(end), isRefusal: isRefusal)
                        }
                    }))
        } catch {
            lose(index, error.message)
        }
    }

    private static func text(_ end: LineConnection.End) -> String {
        switch end {
        case .closed: "it closed the connection"
        case .failed(let cause), .refused(let cause): cause
        case .handshakeTimeout, .closedWhileOpening: "it closed the connection within the TLS handshake: it may speak plain TCP there"
        case .peerSpeaksTLS: "it speaks TLS there: write stratum+ssl://"
        case .lineTooLong(let bytesMax): "no end of line within \(bytesMax) bytes"
        case .connectTimeout: "no answer to the connection within \(fixed(connectTimeout.seconds, decimals: 0)) s"
        }
    }

    /// Lets go of the connection, without a word to the selection.
    private func leave(_ index: Int) {
        pools[index].call += 1
        pools[index].drainsUntil = nil
        pools[index].isConnecting = false
        pools[index].connection?.close()
        pools[index].connection = nil
        obey(pools[index].session.onEnded(now: StratumLink.now()), of: index)
    }

    private func lose(_ index: Int, _ reason: String, isRefusal: Bool = false, after: Duration? = nil) {
        let isNews = pools[index].lastError != reason
        let wasDraining = pools[index].drainsUntil != nil
        leave(index)
        pools[index].since = StratumLink.now()
        guard !wasDraining else { return }
        pools[index].lastError = reason
        if isNews { tell(.poolLost, .warning, index, "lost: \(reason)") }
        obey(selection.onEnded(index, isRefusal: isRefusal, after: after, now: StratumLink.now()))
    }

    // MARK: What the sessions ask

    private func obey(_ directives: [StratumDirective], of index: Int) {
        for directive in directives {
            switch directive {
            case .send(let line): pools[index].connection?.send(Array((line + "\n").utf8))
            case .publish(let template): offer(template, of: index)
            case .withdraw: if published == index { publish(nil, of: nil) }
            case .judged(let verdict):
                pools[index].account.add(verdict)
                delegate.judged(verdict)
            case .authorized: pools[index].since = StratumLink.now()
            case .disconnect(let reason, let isRefusal): return lose(index, reason, isRefusal: isRefusal)
            case .reconnect(let host, let port, let after):
                let url = pools[index].configuration.url
                pools[index].detour = (host ?? url.host, port ?? url.port)
                return lose(index, "it asked for a reconnect", after: max(after, .milliseconds(100)))
            case .tell(let severity, let text): tell(.poolMessage, severity, index, text)
            }
        }
    }

    /// A pool that has a job may be the one to work for.
    private func judge(_ index: Int) {
        guard pools[index].session.hasJob, selection.standing(index) == .trying else { return }
        pools[index].isConnecting = false
        pools[index].since = StratumLink.now()
        pools[index].lastError = nil
        let directives = selection.onReady(index, now: StratumLink.now())
        if selection.active == index, let template = pools[index].session.newest {
            tell(.poolConnected, .notice, index, "takes us; shares are worth \(StratumLink.text(pools[index].session.shareDifficulty))")
            offer(template, of: index)
        }
        obey(directives)
    }

    private func offer(_ template: WorkTemplate, of index: Int) {
        guard selection.active == index else { return }
        var template = template
        template.id = "\(index):\(template.id)"
        publish(template, of: index)
    }

    private func publish(_ template: WorkTemplate?, of index: Int?) {
        published = index
        if template != nil { hasToldMissing = false }
        delegate.publish(template)
    }

    private func send(_ share: Share, of template: WorkTemplate, isBlock: Bool) {
        guard let colon = share.templateID.firstIndex(of: ":"), let index = Int(share.templateID[..<colon]), pools.indices.contains(index)
        else {
            return
        }
        let id = String(share.templateID[share.templateID.index(after: colon)...])
        var (share, template) = (share, template)
        (share.templateID, template.id) = (id, id)
        obey(pools[index].session.submit(share, of: template, isBlock: isBlock, now: StratumLink.now()), of: index)
    }
}
