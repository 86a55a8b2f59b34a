import Glibc
import Synchronization
import ZoneModel

/// Reads the sensors of the rigs, each at its interval, and watches devices come and go.
///
/// Threads: one lists chips (libsensors keeps one table for the process), and one a bus reads them, so that a slow device delays its own
/// bus only. While a read hangs the list cannot be renewed: what is known is read on, a new chip waits, and an event says so.
public final class SensorService: Sendable {
    private let simulated: Bool
    private let sensorsConfiguration: String?
    private let onSample: @Sendable (RigSample) -> Void
    private let onEvent: @Sendable (Event) -> Void
    private let state: Mutex<State>
    private let caps = CapDesk()

    private struct State: Sendable {
        var wanted: Session.Wanted
        var session: Session?
    }

    /// - Parameters:
    ///   - simulated: marks the inventory's figures.
    ///   - onSample: called on the sensing threads; the site meter's samples carry the name `site-meter`.
    ///   - onEvent: called on the sensing threads.
    public convenience init(
        rigs: [RigConfiguration], siteMeter: SiteMeterConfiguration?, simulated: Bool,
        onSample: @escaping @Sendable (RigSample) -> Void, onEvent: @escaping @Sendable (Event) -> Void
    ) {
        self.init(
            rigs: rigs, siteMeter: siteMeter, simulated: simulated, sensorsConfiguration: nil, onSample: onSample, onEvent: onEvent)
    }

    /// - Parameter sensorsConfiguration: a sensors.conf in place of the system's.
    package init(
        rigs: [RigConfiguration], siteMeter: SiteMeterConfiguration?, simulated: Bool, sensorsConfiguration: String?,
        onSample: @escaping @Sendable (RigSample) -> Void, onEvent: @escaping @Sendable (Event) -> Void
    ) {
        self.simulated = simulated
        self.sensorsConfiguration = sensorsConfiguration
        self.onSample = onSample
        self.onEvent = onEvent
        state = Mutex(State(wanted: .init(rigs: rigs, siteMeter: siteMeter)))
    }

    /// Lists the chips and starts to read. No chip at all is no error.
    public func start() throws(SensorError) {
        _ = try begin()
    }

    private func begin() throws(SensorError) -> [BusReader] {
        let (wanted, isRunning) = state.withLock { ($0.wanted, $0.session != nil) }
        guard !isRunning else { return [] }
        let session = try Session(wanted, configuration: sensorsConfiguration, caps: caps, onSample: onSample, onEvent: onEvent)
        let owner = Owner(session, wanted)
        do {
            try owner.begin()
        } catch {
            session.stop()
            session.libsensors.close()
            throw error
        }
        let readers = owner.allReaders
        guard session.start("sensor-list", { owner.run() }) else {
            readers.forEach { $0.end() }
            session.stop()
            throw SensorError(what: "the sensors cannot be watched", why: "no thread could be started", mend: "raise TasksMax=")
        }
        state.withLock { $0.session = session }
        return readers
    }

    /// Orders a rig's power cap. Returns at once: its bus's thread sets it and reads it back, and the rig's samples tell what came of it.
    public func setCap(_ rig: Name, _ watts: Power) { caps.order(rig, watts) }

    /// A reading gave nothing: the rig is read again, as soon as its bus is free. Returns at once. The site meter is `site-meter`.
    public func readAgain(_ rig: Name) { state.withLock { $0.session }?.readAgain(rig) }

    /// Returns within a second, even if a sensor's read hangs: that thread is abandoned. Caps that were ordered before are set.
    public func stop() {
        if state.withLock({ $0.session != nil }) { caps.drain(until: bootNow() + .milliseconds(250)) }
        let session = state.withLock { state in
            defer { state.session = nil }
            return state.session
        }
        session?.stop()
    }

    public func reconfigure(rigs: [RigConfiguration], siteMeter: SiteMeterConfiguration?) {
        let session = state.withLock { state in
            state.wanted = .init(rigs: rigs, siteMeter: siteMeter)
            return state.session
        }
        session?.reconfigure(rigs, siteMeter)
    }

    /// The last known values; waits for no bus.
    public func inventory() -> SensorInventory {
        let session = state.withLock { $0.session }
        return InventoryDocument(content: session?.store.all() ?? .init(), simulated: simulated).document()
    }

    /// Lists and reads everything once, for at most 3 s: what has not answered by then has no value.
    public static func inventoryOnce(
        rigs: [RigConfiguration], siteMeter: SiteMeterConfiguration?, simulated: Bool
    ) throws(SensorError) -> SensorInventory {
        try inventoryOnce(rigs: rigs, siteMeter: siteMeter, simulated: simulated, sensorsConfiguration: nil)
    }

    package static func inventoryOnce(
        rigs: [RigConfiguration], siteMeter: SiteMeterConfiguration?, simulated: Bool, sensorsConfiguration: String?
    ) throws(SensorError) -> SensorInventory {
        let service = SensorService(
            rigs: rigs, siteMeter: siteMeter, simulated: simulated, sensorsConfiguration: sensorsConfiguration, onSample: { _ in },
            onEvent: { _ in })
        let readers = try service.begin()
        defer { service.stop() }
        let end = bootNow() + .seconds(3)
        while bootNow() < end, !readers.allSatisfy({ $0.standing(now: bootNow()).hasReadAll }) { usleep(2000) }
        return service.inventory()
    }

    /// Whether /sys is umockdev's: its sensors are made.
    public static var isSimulatedEnvironment: Bool { getenv("UMOCKDEV_DIR") != nil }
}
