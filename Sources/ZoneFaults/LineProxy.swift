import CShims
import Glibc
import Synchronization
import ZoneModel
import ZoneTestKit

/// Between every agent and the collector: passes lines on, as the weather has it, and notes what passed.
///
/// One thread that waits in poll(2). Host n connects to `port(n)`, and is carried on from the address 127.0.1.n, so that the firewall can tell
/// both legs of every host apart.
public final class LineProxy: Sendable {
    private struct Shared: Sendable {
        var weather: [Weather]
        var taps: [Wiretap]
        var ports: [[UInt16]]
        /// Hosts whose connections are to be cut in the middle of their next line, and of which a copy is to be opened.
        var tearing: Set<Int> = []
        var echoing: Set<Int> = []
        var isStopping = false
        /// Whole lines that were given another fate than to be passed on at once.
        var linesChanged: UInt64 = 0
    }

    private let shared: Mutex<Shared>
    private let firstPort: UInt16
    private let thread: PlainThread

    public init(hosts: Int, firstPort: UInt16, collectorPort: UInt16, seed: UInt64) throws {
        self.firstPort = firstPort
        let listeners = try (0..<hosts).map { try Sockets.listen(port: firstPort + UInt16($0)) }
        shared = Mutex(
            Shared(
                weather: Array(repeating: .fair, count: hosts), taps: Array(repeating: Wiretap(), count: hosts),
                ports: Array(repeating: [], count: hosts)))
        thread = PlainThread()
        let owner = Unowned(self)
        try thread.start(name: "proxy") {
            var work = ProxyWork(listeners: listeners, collectorPort: collectorPort, seed: seed)
            while let proxy = owner.value, !proxy.shared.withLock({ $0.isStopping }) { proxy.turn(&work) }
            work.close()
        }
    }

    private struct Unowned: @unchecked Sendable {
        // Written once, before the thread starts; weak references are read atomically.
        weak var value: LineProxy?
        init(_ value: LineProxy) { self.value = value }
    }

    public func stop() {
        shared.withLock { $0.isStopping = true }
        thread.join()
    }

    public func port(of host: Int) -> UInt16 { firstPort + UInt16(host) }
    public static func sourceAddress(of host: Int) -> String { "127.0.1.\(host + 1)" }

    public func setWeather(_ weather: Weather, host: Int) { shared.withLock { $0.weather[host] = weather } }
    public func tear(_ host: Int) { _ = shared.withLock { $0.tearing.insert(host) } }
    public func echo(_ host: Int) { _ = shared.withLock { $0.echoing.insert(host) } }
    public func isTorn(_ host: Int) -> Bool { shared.withLock { !$0.tearing.contains(host) } }
    public func isEchoed(_ host: Int) -> Bool { shared.withLock { !$0.echoing.contains(host) } }
    /// The agent's ends of the host's living connections.
    public func agentPorts(of host: Int) -> [UInt16] { shared.withLock { $0.ports[host] } }
    public func tap(_ host: Int) -> Wiretap { shared.withLock { $0.taps[host] } }
    public var linesChanged: UInt64 { shared.withLock { $0.linesChanged } }

    // MARK: On the thread

    private func turn(_ work: inout ProxyWork) {
        let weather = shared.withLock { $0.weather }
        work.wait(weather)
        work.accept(weather)
        for pair in work.pairs where !pair.isClosed { serve(pair, weather[pair.host], &work) }
        work.pairs.removeAll(where: \.isClosed)
        openEchoes(&work)
        let ports = weather.indices.map { host in work.pairs.filter { $0.host == host && !$0.isEcho }.map(\.agentPort) }
        shared.withLock { $0.ports = ports }
    }

    private func serve(_ pair: ProxiedPair, _ weather: Weather, _ work: inout ProxyWork) {
        guard !weather.isStalled else { return }
        let now = BootInstant(nanoseconds: zs_boottime_ns())
        if pair.isEcho, now - pair.openedAt > .seconds(3) { return pair.close() }
        var isEnding = false
        if !pair.isEcho { isEnding = read(pair.agent, pair, isUp: true, weather, now, &work) }
        isEnding = read(pair.collector, pair, isUp: false, weather, now, &work) || isEnding
        pair.up.release(now: now) { _ in }
        pair.down.release(now: now) { [self] line in
            // Before the first byte of it goes out, or an agent could be seen with a grant that nobody sent.
            if !pair.isEcho { shared.withLock { $0.taps[pair.host].onLineDown(line.dropLast(), at: now) } }
        }
        let isWhole = pair.up.write(to: pair.collector) && (pair.isEcho || pair.down.write(to: pair.agent))
        if !isWhole || isEnding { pair.close() }
    }

    /// - Returns: whether the peer has ended.
    private func read(
        _ fd: Int32, _ pair: ProxiedPair, isUp: Bool, _ weather: Weather, _ now: BootInstant, _ work: inout ProxyWork
    ) -> Bool {
        guard isUp ? pair.up.mayRead : pair.down.mayRead else { return false }
        switch ProxiedPair.read(fd, &work.buffer) {
        case .end: return true
        case .nothing: return false
        case .bytes(let bytes):
            for line in isUp ? pair.up.lines(in: bytes) : pair.down.lines(in: bytes) {
                if isTearing(pair) { return tear(pair, line, isUp: isUp) }
                if isUp, !pair.isEcho { shared.withLock { $0.taps[pair.host].onLineUp(line.dropLast(), at: now) } }
                if weather != .fair { shared.withLock { $0.linesChanged += 1 } }
                if isUp {
                    pair.up.take(line, now: now, delay: weather.delayUp, weather, &work.random)
                } else {
                    pair.down.take(line, now: now, delay: weather.delayDown, weather, &work.random)
                }
            }
            return false
        }
    }

    private func isTearing(_ pair: ProxiedPair) -> Bool {
        guard !pair.isEcho else { return false }
        return shared.withLock { $0.tearing.remove(pair.host) != nil }
    }

    private func tear(_ pair: ProxiedPair, _ line: [UInt8], isUp: Bool) -> Bool {
        if isUp {
            pair.up.half(line)
            _ = pair.up.write(to: pair.collector)
        } else {
            pair.down.half(line)
            _ = pair.down.write(to: pair.agent)
        }
        return true
    }

    /// The collector hears everything of a living connection once more, on another one.
    private func openEchoes(_ work: inout ProxyWork) {
        for host in shared.withLock({ $0.echoing }) {
            guard let pair = work.pairs.last(where: { $0.host == host && !$0.isEcho && !$0.up.history.isEmpty }),
                let fd = work.connect(host)
            else { continue }
            let now = BootInstant(nanoseconds: zs_boottime_ns())
            let echo = ProxiedPair(host: host, agent: -1, agentPort: 0, collector: fd, isEcho: true, now: now)
            for line in echo.up.lines(in: pair.up.history[...]) {
                echo.up.take(line, now: now, delay: .milliseconds(50), .fair, &work.random)
            }
            work.pairs.append(echo)
            _ = shared.withLock { $0.echoing.remove(host) }
        }
    }
}

/// What the proxy's thread alone touches.
struct ProxyWork {
    let listeners: [Int32]
    let collectorPort: UInt16
    var pairs: [ProxiedPair] = []
    var random: SplitMix
    var buffer = [UInt8](repeating: 0, count: 65_536)

    init(listeners: [Int32], collectorPort: UInt16, seed: UInt64) {
        self.listeners = listeners
        self.collectorPort = collectorPort
        random = SplitMix(seed)
    }

    /// Until something comes, at most a few milliseconds: delays end and orders come without a sound.
    func wait(_ weather: [Weather]) {
        var polled: [pollfd] = []
        for (host, listener) in listeners.enumerated() where !weather[host].isStalled {
            polled.append(pollfd(fd: listener, events: Int16(POLLIN), revents: 0))
        }
        for pair in pairs where !weather[pair.host].isStalled {
            if !pair.isEcho { polled.append(pollfd(fd: pair.agent, events: Int16(POLLIN), revents: 0)) }
            polled.append(pollfd(fd: pair.collector, events: Int16(POLLIN), revents: 0))
        }
        poll(&polled, nfds_t(polled.count), 4)
    }

    mutating func accept(_ weather: [Weather]) {
        for (host, listener) in listeners.enumerated() where !weather[host].isStalled {
            while let (fd, port) = Sockets.accept(listener) {
                guard let collector = connect(host) else {
                    Sockets.reset(fd)
                    continue
                }
                let now = BootInstant(nanoseconds: zs_boottime_ns())
                pairs.append(ProxiedPair(host: host, agent: fd, agentPort: port, collector: collector, now: now))
            }
        }
    }

    func connect(_ host: Int) -> Int32? { Sockets.connect(from: 0x7F00_0101 + UInt32(host), toPort: collectorPort) }

    mutating func close() {
        pairs.forEach { $0.close() }
        listeners.forEach { Glibc.close($0) }
        pairs = []
    }
}
