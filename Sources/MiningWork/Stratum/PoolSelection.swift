import ZoneModel

/// Which pools are called, and which one is worked for: the first of the list that can be had. While another one works for us, those before it are
/// called again and again, with longer and longer pauses, and taken back as soon as they have a job.
public struct PoolSelection: Sendable {
    public enum Directive: Equatable, Sendable {
        case connect(Int)
        /// A better pool is there.
        case drop(Int)
    }

    public enum Standing: Equatable, Sendable {
        /// Not called: better ones work.
        case idle
        case trying
        case ready
        /// Called again at that time.
        case waiting(until: BootInstant)
    }

    private struct Pool: Sendable {
        var standing = Standing.idle
        var since = BootInstant(nanoseconds: 0)
        var failures = 0

        /// Nobody should wait for it.
        func isLate(_ now: BootInstant) -> Bool {
            switch standing {
            case .idle: false
            case .trying: failures > 0 || now - since > PoolSelection.patience
            case .waiting: true
            case .ready: false
            }
        }
    }

    /// So long the next pool waits for a call to one before it.
    static let patience: Duration = .seconds(5)
    static let pauseMin: Duration = .seconds(1)
    static let pauseMax: Duration = .seconds(60)
    static let pauseRefused: Duration = .seconds(30)
    /// What held for so long has not failed.
    static let steady: Duration = .seconds(60)

    private var pools: [Pool]
    private var random: any RandomNumberGenerator & Sendable

    public init(count: Int, random: any RandomNumberGenerator & Sendable) {
        pools = [Pool](repeating: Pool(), count: count)
        self.random = random
    }

    public func standing(_ pool: Int) -> Standing { pools[pool].standing }

    /// The one that is worked for.
    public var active: Int? { pools.firstIndex { $0.standing == .ready } }

    public mutating func onTick(now: BootInstant) -> [Directive] { judge(now) }

    /// It has authorised us and sent a job.
    public mutating func onReady(_ pool: Int, now: BootInstant) -> [Directive] {
        guard pools[pool].standing != .ready else { return [] }
        (pools[pool].standing, pools[pool].since) = (.ready, now)
        return judge(now)
    }

    /// - Parameters:
    ///   - isRefusal: the pool is there and does not want us.
    ///   - after: what the pool has asked for.
    public mutating func onEnded(_ pool: Int, isRefusal: Bool, after: Duration? = nil, now: BootInstant) -> [Directive] {
        let wasSteady = pools[pool].standing == .ready && now - pools[pool].since >= PoolSelection.steady
        if wasSteady { pools[pool].failures = 0 }
        pools[pool].failures += 1
        pools[pool].standing = .waiting(until: now + (after ?? pause(pool, isRefusal)))
        return judge(now)
    }

    /// Doubles from the least to the greatest, and up to half of it is left out at random, so that a farm does not call as one.
    private mutating func pause(_ pool: Int, _ isRefusal: Bool) -> Duration {
        let doublings = min(pools[pool].failures - 1, 10)
        var longest = min(PoolSelection.pauseMin * (1 << doublings), PoolSelection.pauseMax)
        if isRefusal { longest = max(longest, PoolSelection.pauseRefused) }
        return longest * Double.random(in: 0.5...1, using: &random)
    }

    private mutating func judge(_ now: BootInstant) -> [Directive] {
        var directives: [Directive] = []
        var isWanted = true
        for pool in pools.indices {
            switch pools[pool].standing {
            case .idle where isWanted, .waiting(until: ...now) where isWanted:
                (pools[pool].standing, pools[pool].since) = (.trying, now)
                directives.append(.connect(pool))
            case .trying where !isWanted, .ready where !isWanted:
                pools[pool].standing = .idle
                directives.append(.drop(pool))
            case .waiting where !isWanted: pools[pool].standing = .idle
            default: break
            }
            // Those behind one that works, or that may work in a moment, are not called.
            isWanted = isWanted && pools[pool].isLate(now)
        }
        return directives
    }
}
