import AdminClient
import CShims
import Glibc
import Synchronization
import ZoneModel

/// Looks at every daemon again and again, from threads of its own, and judges what it sees by what the wire has carried.
public final class Observer: Sendable {
    public struct HostLook: Sendable {
        public var from: BootInstant
        public var to: BootInstant
        public var status: HostStatus
    }

    public struct ZoneLook: Sendable {
        public var from: BootInstant
        public var to: BootInstant
        public var status: ZoneStatus
        var run: Int
    }

    struct State: Sendable {
        var account: CeilingAccount
        var verdict = CeilingAccount.Verdict()
        var book: LookBook
        /// Which run of each agent is alive, and of the collector, the last: a look that meets a start or an end is not used.
        var runs: [Int?]
        var zone: ZoneLook?
        var hosts: [HostLook?]
        var samples: UInt64 = 0
        var isStopping = false
    }

    private let state: Mutex<State>
    private let proxy: LineProxy
    private let terms: FaultTerms
    private let threads: [PlainThread]
    private static let pause: UInt32 = 40_000

    init(_ terms: FaultTerms, proxy: LineProxy) {
        self.terms = terms
        self.proxy = proxy
        let floors = Array(repeating: FloorPlan.alternating(high: terms.floor, low: terms.lowFloor), count: terms.hosts)
        state = Mutex(
            State(
                account: CeilingAccount(floors: floors, budget: terms.budget, now: Observer.now), book: LookBook(terms),
                runs: Array(repeating: nil, count: terms.hosts + 1), zone: nil, hosts: Array(repeating: nil, count: terms.hosts)))
        threads = (0...terms.hosts).map { _ in PlainThread() }
    }

    public static var now: BootInstant { BootInstant(nanoseconds: zs_boottime_ns()) }

    func start(agents: [String], collector: String) throws {
        for (host, socket) in agents.enumerated() {
            try threads[host].start(name: "look-\(host + 1)") { [self] in
                let client = Observer.client(socket)
                while !isStopping {
                    look(host, client)
                    usleep(Observer.pause)
                }
            }
        }
        try threads[terms.hosts].start(name: "look-zone") { [self] in
            let client = Observer.client(collector)
            while !isStopping {
                lookAtZone(client)
                usleep(Observer.pause)
            }
        }
    }

    func stop() {
        state.withLock { $0.isStopping = true }
        threads.forEach { $0.join() }
    }

    private var isStopping: Bool { state.withLock { $0.isStopping } }

    private static func client(_ path: String) -> AdminClient {
        AdminClient(AdminSocket(nil, path: path), timeouts: .init(connect: .milliseconds(200), answer: .milliseconds(700)))
    }

    // MARK: Looks

    private func look(_ host: Int, _ client: AdminClient) {
        guard let run = state.withLock({ $0.runs[host] }) else { return }
        let from = Observer.now
        guard let status = try? client.get("/v1/status", as: HostStatus.self, "status").document else { return }
        let look = HostLook(from: from, to: Observer.now, status: status)
        let tap = proxy.tap(host)
        state.withLock { state in
            guard state.runs[host] == run else { return }
            state.samples += 1
            let sighting = CeilingAccount.Sighting(
                from: look.from, to: look.to, ceiling: Power(watts: status.quotaW), grant: status.lease?.grant,
                remaining: .seconds(status.lease?.remainingS ?? 0))
            state.account.saw(host, sighting, tap)
            state.book.saw(host, sighting, before: state.hosts[host], tap)
            state.hosts[host] = look
        }
    }

    private func lookAtZone(_ client: AdminClient) {
        guard let run = state.withLock({ $0.runs[terms.hosts] }) else { return }
        let from = Observer.now
        guard let status = try? client.get("/v1/status", as: ZoneStatus.self, "status").document else { return }
        let look = ZoneLook(from: from, to: Observer.now, status: status, run: run)
        let taps = (0..<terms.hosts).map { proxy.tap($0) }
        state.withLock { state in
            guard state.runs[terms.hosts] == run else { return }
            state.samples += 1
            state.book.saw(look, before: state.zone, budget: state.account.budget(from: look.from, to: look.to), taps)
            state.zone = look
        }
    }

    // MARK: Lives, told by whoever starts and kills

    /// Before the process is made.
    func agentStarts(_ host: Int, run: Int) {
        let tap = proxy.tap(host)
        state.withLock {
            $0.account.started(host, at: Observer.now, tap)
            $0.book.started(host)
            $0.hosts[host] = nil
            $0.runs[host] = run
        }
    }

    /// Before it is killed: no look counts from here on.
    func agentEnds(_ host: Int) { state.withLock { $0.runs[host] = nil } }

    /// When nothing of it is left.
    func agentEnded(_ host: Int) {
        let tap = proxy.tap(host)
        state.withLock {
            $0.account.ended(host, at: Observer.now, tap)
            $0.hosts[host] = nil
        }
    }

    func collectorStarts(run: Int) {
        state.withLock {
            $0.account.collectorStarted(at: Observer.now, hold: terms.hold)
            $0.book.collectorStarted(at: Observer.now)
            $0.runs[terms.hosts] = run
        }
    }

    func collectorEnds() { state.withLock { $0.runs[terms.hosts] = nil } }

    func expectSchedules() { state.withLock { $0.book.floors = FloorPlan.alternating(high: terms.floor, low: terms.lowFloor) } }

    func ordered(_ power: Power) { state.withLock { $0.account.ordered(power, asked: Observer.now) } }
    func confirmed() { state.withLock { $0.account.confirmed(answered: Observer.now, hold: terms.hold) } }
    /// The last order was seen to hold: from now on, nothing that was ordered before.
    func isSeenToHold() { state.withLock { $0.account.confirmed(answered: Observer.now, hold: .zero) } }
    /// Until it is lifted no host may be seen above this, with or without a lease, in whatever run.
    func expectEmergency(_ cut: Power?) { state.withLock { $0.book.emergency = cut } }

    // MARK: What was seen

    func host(_ index: Int) -> HostLook? { state.withLock { $0.hosts[index] } }
    var zone: ZoneLook? { state.withLock { $0.zone } }
    var samples: UInt64 { state.withLock { $0.samples } }
    var book: LookBook { state.withLock { $0.book } }

    /// Judges what is known by now.
    func settle() -> CeilingAccount.Verdict {
        state.withLock {
            $0.account.settle(into: &$0.verdict)
            return $0.verdict
        }
    }
}
