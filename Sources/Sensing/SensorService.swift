import ZoneModel
public struct SensorError: Error, Sendable, CustomStringConvertible { public var description: String { "" } }
public final class SensorService: Sendable {
    public init(rigs: [RigConfiguration], siteMeter: SiteMeterConfiguration?, simulated: Bool,
        onSample: @escaping @Sendable (RigSample) -> Void, onEvent: @escaping @Sendable (Event) -> Void) {}
    public func start() throws(SensorError) {}
    public func stop() {}
    public func reconfigure(rigs: [RigConfiguration], siteMeter: SiteMeterConfiguration?) {}
    public func inventory() -> SensorInventory { SensorInventory(simulated: false, chips: [], mappings: [], suggestedConfig: "") }
    public static var isSimulatedEnvironment: Bool { false }
}
