import CShims
import Glibc
import Synchronization
import ZoneModel

/// One run of the service: what its threads share. A thread that hangs in a driver keeps it alive, and with it libsensors' table.
final class Session: Sendable {
    let libsensors: SensorLibrary
    let gate = LibraryGate()
    let store = ReadingStore()
    let caps: CapDesk
    private let onSample: @Sendable (RigSample) -> Void
    private let onEvent: @Sendable (Event) -> Void
    private let living = Living()
    private let wakeFD: Int32
    private let wanted: Mutex<Wanted>
    /// Calls the thread that makes a rig's samples.
    private let callers = Mutex<[Name: @Sendable () -> Void]>([:])
    private let gone = Mutex<(generation: Int, chips: Set<Int>)>((0, []))

    struct Wanted: Sendable {
        var rigs: [RigConfiguration]
        var siteMeter: SiteMeterConfiguration?
        var isNew = false
    }

    init(
        _ wanted: Wanted, configuration: String?, caps: CapDesk, onSample: @escaping @Sendable (RigSample) -> Void,
        onEvent: @escaping @Sendable (Event) -> Void
    ) throws(SensorError) {
        self.caps = caps
        wakeFD = zs_eventfd()
        guard wakeFD >= 0 else {
            throw SensorError(
                what: "the sensors cannot be watched", why: "eventfd: \(String(cString: strerror(errno)))", mend: "raise LimitNOFILE=")
        }
        do {
            libsensors = try SensorLibrary(configuration: configuration)
        } catch {
            close(wakeFD)
            throw error
        }
        self.wanted = Mutex(wanted)
        self.onSample = onSample
        self.onEvent = onEvent
    }

    deinit { close(wakeFD) }

    // MARK: For the threads

    func give(_ sample: RigSample) { if !living.isEnding { onSample(sample) } }
    func tell(_ event: Event) { if !living.isEnding { onEvent(event) } }

    /// A thread of this session; the last to leave gives libsensors back.
    func start(_ name: String, _ body: @escaping @Sendable () -> Void) -> Bool {
        living.begin()
        let isStarted = startThread(name) { [self] in
            body()
            living.end { libsensors.close() }
        }
        if !isStarted { living.end { libsensors.close() } }
        return isStarted
    }

    var isEnding: Bool { living.isEnding }

    /// Chips of a table whose device is no longer where it was: until the next table nothing is read by their names, which may mean
    /// other devices by now.
    func setGone(_ chips: Set<Int>, generation: Int) { gone.withLock { $0 = (generation, chips) } }
    func goneChips(generation: Int) -> Set<Int> { gone.withLock { $0.generation == generation ? $0.chips : [] } }

    /// What is wanted, if that is new.
    func newlyWanted() -> Wanted? {
        wanted.withLock { wanted in
            defer { wanted.isNew = false }
            return wanted.isNew ? wanted : nil
        }
    }

    /// Sleeps until the time, a device's news, or a call of `wake`.
    func sleep(until end: BootInstant, watching fd: Int32) {
        let left = Swift.max((end - bootNow()).wholeNanoseconds, 0)
        var polled = [pollfd(fd: wakeFD, events: Int16(POLLIN), revents: 0), pollfd(fd: fd, events: Int16(POLLIN), revents: 0)]
        poll(&polled, 2, Int32(Swift.min((left + 999_999) / 1_000_000, 60_000)))
        var count: UInt64 = 0
        if polled[0].revents != 0 { _ = read(wakeFD, &count, 8) }
    }

    func setCallers(_ new: [Name: @Sendable () -> Void]) { callers.withLock { $0 = new } }

    // MARK: For the service

    func readAgain(_ rig: Name) { callers.withLock { $0[rig] }?() }

    func reconfigure(_ rigs: [RigConfiguration], _ siteMeter: SiteMeterConfiguration?) {
        wanted.withLock { $0 = Wanted(rigs: rigs, siteMeter: siteMeter, isNew: true) }
        wake()
    }

    private func wake() {
        var one: UInt64 = 1
        _ = write(wakeFD, &one, 8)
    }

    /// Waits for the threads, for half a second at most: one that hangs in a driver is abandoned. It holds this session, and so
    /// libsensors' table, until the driver returns; then it leaves and gives libsensors back.
    func stop() {
        living.announceEnd()
        gate.end()
        wake()
        living.waitForEnd(until: bootNow() + .milliseconds(500))
    }
}

/// Counts the threads of a session.
// @unchecked: everything mutable is touched inside the monitor.
private final class Living: @unchecked Sendable {
    private let monitor = Monitor()
    private var count = 0
    private var hasAnnounced = false

    var isEnding: Bool { monitor.withLock { hasAnnounced } }

    func begin() { monitor.withLock { count += 1 } }

    /// - Parameter last: done by the last one, before anybody who waits goes on.
    func end(last: () -> Void) {
        monitor.withLock {
            count -= 1
            guard count == 0 else { return }
            last()
            monitor.wakeAll()
        }
    }

    func announceEnd() { monitor.withLock { hasAnnounced = true } }

    func waitForEnd(until end: BootInstant) {
        monitor.withLock { while count > 0, bootNow() < end { monitor.wait(until: end) } }
    }
}
