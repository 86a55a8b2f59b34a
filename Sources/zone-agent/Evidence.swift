import Host
import Storage
import Synchronization
import Transport
import ZoneModel

/// The agent's evidence on its way to the disk and back: lines wait in a bounded backlog, go to the spool in one transaction, and are
/// read from there for the uplink.
///
/// An actor on a loop of its own, because a disk may take its time; neither the control loop nor the network waits for it.
actor Evidence {
    nonisolated let loop: EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    private let address: HostAddress
    private let path: String
    private let settings: SpoolConfiguration
    private var spool: Spool?
    private var backlog = SpoolBacklog()
    private var failure: StorageError?
    private var isFlushScheduled = false
    private let onEvent: @Sendable (Event) -> Void
    private let onGrown: @Sendable () -> Void
    private nonisolated let published = Mutex(Published())

    struct Published: Sendable {
        var figure = SpoolFigure(lines: 0, bytes: 0, failure: nil)
        var spoolID = ""
        var nextSeq: UInt64 = 1
    }

    /// Lines that arrive within this time share one transaction, and so one fsync.
    private static let gather: Duration = .milliseconds(100)
    private static let retry: Duration = .seconds(5)

    init(
        loop: EventLoop, address: HostAddress, path: String, settings: SpoolConfiguration,
        onEvent: @escaping @Sendable (Event) -> Void, onGrown: @escaping @Sendable () -> Void
    ) {
        self.loop = loop
        self.address = address
        self.path = path
        self.settings = settings
        self.onEvent = onEvent
        self.onGrown = onGrown
    }
}
