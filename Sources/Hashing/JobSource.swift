import MiningWork
import ZoneModel

/// What a thread hashes until it is done, or until the source's edition changes.
public struct HashStretch: Sendable {
    public var job: HeaderJob
    public var first: UInt32
    /// Nonces from `first` on; they wrap at 2³².
    public var count: UInt64
    /// Of the source when it was dealt out.
    public var edition: UInt64
    /// Where it comes from a template.
    public var unit: WorkUnit?

    public init(job: HeaderJob, first: UInt32, count: UInt64, edition: UInt64, unit: WorkUnit? = nil) {
        self.job = job
        self.first = first
        self.count = count
        self.edition = edition
        self.unit = unit
    }
}

/// What a worker hashes. Asked from every thread.
public protocol JobSource: Sendable {
    var hasWork: Bool { get }
    /// Another number: what was dealt out before is left. Read before every batch, so it takes no lock.
    var edition: UInt64 { get }
    /// What a thread hashes next; nil: nothing now.
    ///
    /// - Parameter turn: how many this thread has had.
    func stretch(thread: Int, of total: Int, turn: Int) -> HashStretch?
    /// A candidate that met its job's target by the reference hash. What is returned is told.
    func found(_ candidate: Candidate, in stretch: HashStretch) -> Event?
    /// Called at each change of the edition from now on, from any thread.
    func onChange(_ ring: @escaping @Sendable () -> Void)
}

extension JobSource {
    public func onChange(_ ring: @escaping @Sendable () -> Void) {}
}

/// What the worker has in hand: nothing, for good.
public struct NoWork: JobSource {
    public let hasWork = false
    public let edition: UInt64 = 0

    public init() {}

    public func stretch(thread: Int, of total: Int, turn: Int) -> HashStretch? { nil }
    public func found(_ candidate: Candidate, in stretch: HashStretch) -> Event? { nil }
}
