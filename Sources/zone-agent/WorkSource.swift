import Glibc
import Hashing
import Host
import MiningWork
import Synchronization
import Transport
import WorkLink
import ZoneModel

/// What the worker hashes by the configuration: headers of a file, or the jobs of pools. Outlives the workers, so that no header of a pool's is hashed
/// twice over a reload.
final class WorkSource: Sendable {
    private struct State: Sendable {
        var link: StratumLink?
        var pools: [PoolConfiguration] = []
        var totals: ShareTotals?
    }

    private let loop: EventLoop
    private let firstExtranonce: UInt64
    private let tell: @Sendable (Event) -> Void
    private let state = Mutex(State())
    /// Made when it is first needed.
    private let live = Mutex<LiveWork?>(nil)

    /// - Parameter loop: of the network.
    init(loop: EventLoop, firstExtranonce: UInt64, tell: @escaping @Sendable (Event) -> Void) {
        self.loop = loop
        self.firstExtranonce = firstExtranonce
        self.tell = tell
    }

    /// What is wrong with the worker's part of a configuration, in words.
    static func problem(with configuration: AgentConfiguration) -> String? {
        do {
            if configuration.worker.source == .headers { _ = try HeaderFileJobs(path: configuration.worker.headersFile) }
        } catch {
            return "worker.headers_file: \(error)"
        }
        do {
            if configuration.worker.source == .pool { _ = try withPasswords(configuration.pools) }
        } catch {
            return error.description
        }
        do {
            _ = try KernelChoice(name: configuration.worker.kernel)
        } catch {
            return "worker.kernel: \(error)"
        }
        return nil
    }

    /// A worker whose threads run, at duty 0.
    ///
    /// - Throws: where no kernel can be trusted or the threads cannot be had.
    func worker(_ configuration: AgentConfiguration) throws(KernelError) -> HashWorker {
        let kernel = try KernelChoice(name: configuration.worker.kernel, memory: "\(configuration.stateDirectory)/kernels")
        let rigs = configuration.rigs.map { (rig: $0.name, threads: $0.workerThreads) }
        let nice = configuration.worker.nice
        let worker: HashWorker
        switch configuration.worker.source {
        case .headers:
            follow([])
            do {
                let jobs = try HeaderFileJobs(path: configuration.worker.headersFile)
                worker = HashWorker(rigs: rigs, jobs: jobs, kernel: kernel, nice: nice, onEvent: tell)
            } catch {
                missing("worker.headers_file: \(error)", rigs)
                worker = HashWorker(rigs: rigs, jobs: NoWork(), kernel: kernel, nice: nice, onEvent: tell)
            }
        case .pool:
            worker = HashWorker(rigs: rigs, jobs: liveWork(), kernel: kernel, nice: nice, onEvent: tell)
            do {
                // A host that cannot hash has nothing to say to a pool.
                let hasThreads = rigs.contains { $0.threads > 0 }
                follow(hasThreads ? try WorkSource.withPasswords(configuration.pools) : [])
            } catch {
                missing(error.description, rigs)
                follow([])
            }
        }
        try worker.start()
        return worker
    }

    private func missing(_ reason: String, _ rigs: [(rig: Name, threads: Int)]) {
        guard rigs.contains(where: { $0.threads > 0 }) else { return }
        tell(Event(.workMissing, .error, "\(reason); nothing is hashed until it is mended and read again (SIGHUP)"))
    }

    // MARK: Pools

    /// Accepted, rejected and stale since the start; nil: nobody judges what is hashed.
    var totals: ShareTotals? { state.withLock { $0.totals } }

    /// On the network's loop.
    func pools() -> [PoolDocument.Pool] { state.withLock { $0.link }?.assumeIsolated { $0.figures() } ?? [] }

    /// On the network's loop.
    func stop() { state.withLock { $0.link }?.assumeIsolated { $0.end() } }

    private func liveWork() -> LiveWork {
        live.withLock { live in
            if let live { return live }
            let made = LiveWork(firstExtranonce: firstExtranonce) { [weak self] find in
                self?.state.withLock { $0.link }?.submit(find.share, of: find.template, isBlock: find.isBlock)
            }
            live = made
            return made
        }
    }

    /// Works for these from now on, unless it does already.
    private func follow(_ pools: [PoolConfiguration]) {
        let (old, isNew) = state.withLock { state in
            defer { state.pools = pools }
            return (state.link, state.pools != pools)
        }
        guard isNew else { return }
        old?.stop()
        guard !pools.isEmpty else {
            return state.withLock { ($0.link, $0.totals) = (nil, nil) }
        }
        let live = liveWork()
        let link = StratumLink(
            loop: loop, pools: pools, agent: "zone-agent/\(Release.version)", random: SystemRandomNumberGenerator(),
            delegate: .init(
                publish: { live.publish($0) }, happened: { [tell] in tell($0) }, judged: { [weak self] in self?.judged($0) }))
        state.withLock { state in
            state.link = link
            state.totals = state.totals ?? ShareTotals(source: .pool)
        }
        link.start()
    }

    private func judged(_ verdict: ShareVerdict) {
        state.withLock { state in
            switch verdict.outcome {
            case .accepted: state.totals?.accepted.add(verdict.difficulty)
            case .rejected: state.totals?.rejected.add(verdict.difficulty)
            case .stale, .lost: state.totals?.stale.add(verdict.difficulty)
            }
            if verdict.outcome == .accepted, verdict.isBlock { state.totals?.blocks += 1 }
        }
    }

    private static func withPasswords(_ pools: [PoolConfiguration]) throws(StartError) -> [PoolConfiguration] {
        var read = pools
        for index in read.indices {
            guard let path = read[index].passwordFile else { continue }
            read[index].password = try password(at: path)
        }
        return read
    }

    /// The file's first line.
    private static func password(at path: String) throws(StartError) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw StartError(description: "\(path): \(String(cString: strerror(errno))); it is password_file of a [[pool]]")
        }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = read(descriptor, &bytes, bytes.count)
        let line = bytes.prefix(max(count, 0)).prefix { $0 != 0x0A && $0 != 0x0D }
        guard count >= 0, line.count <= 256, let text = String(validating: line, as: UTF8.self), text.utf8.allSatisfy({ $0 >= 0x20 }) else {
            throw StartError(description: "\(path): must hold one line of at most 256 bytes; it is password_file of a [[pool]]")
        }
        return text
    }
}
