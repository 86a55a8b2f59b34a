import ZoneModel

/// The zone that is put under faults. Three hosts want more than there is, so that every watt that one loses another is given.
public struct FaultTerms: Sendable {
    public var hosts = 3
    public var budget = Power.watts(900)
    public var nameplate = Power.watts(600)
    public var idle = Power.watts(30)
    /// Without a sensor the watts are the model's, which may err by a fifth of the nameplate. A floor that the host is sure to keep is above its idle
    /// watts by more than that.
    public var error: Power { nameplate * 0.2 }
    public var floor = Power.watts(220)
    /// In every other ten seconds, by the schedules.
    public var lowFloor: Power { floor * FloorPlan.share }
    /// H and K at the shortest that a config takes, so that leases end often.
    public var term = Duration.seconds(4)
    public var hold = Duration.seconds(5)
    public var heartbeat = Duration.milliseconds(500)
    public var collectorPort: UInt16 = 7400
    public var firstProxyPort: UInt16 = 7401
    /// A state directory's file system, small enough to be filled in an instant.
    public var diskKibibytes: Int64 = 24 << 10

    public init() {}

    /// The share of a core that a worker may use at the floor: what is sure to be under it.
    public var floorShare: Double { max((floor - error - idle).watts / (nameplate - idle).watts, 0) }

    public var zone: String { "sindh-2" }
    public func address(_ host: Int) -> String { "sindh-2/khi-3/h-\(host + 1)" }

    func collectorConfiguration(_ directory: String, lasting: Duration) -> String {
        let entries = (0..<hosts).map {
            "[[host]]\nsite = \"khi-3\"\nhost = \"h-\($0 + 1)\"\nfloor = \"\(floor.watts) W\"\nnameplate = \"\(nameplate.watts) W\"\n"
        }
        return """
            zone = "\(zone)"
            quota = "\(budget.watts) W"
            listen = "127.0.0.1:\(collectorPort)"
            state_directory = "\(directory)/state"
            admin_socket = "\(directory)/admin.sock"
            heartbeat = "\(heartbeat.wholeMilliseconds) ms"
            [lease]
            term = "\(term.wholeMilliseconds) ms"
            hold = "\(hold.wholeMilliseconds) ms"
            \(FloorPlan.section(for: lasting))
            \(entries.joined(separator: "\n"))
            """
    }

    func agentConfiguration(_ host: Int, _ directory: String, headers: String, floorKey: String) -> String {
        """
        zone = "\(zone)"
        site = "khi-3"
        host = "h-\(host + 1)"
        mode = "enforce"
        quota = "\(nameplate.watts) W"
        floor = "\(floor.watts) W"
        state_directory = "\(directory)/state"
        admin_socket = "\(directory)/admin.sock"
        [collector]
        address = "127.0.0.1:\(firstProxyPort + UInt16(host))"
        backoff_min = "200 ms"
        backoff_max = "2 s"
        floor_key = "\(floorKey)"
        \(FloorPlan.clock)
        [control]
        dead_time = "50 ms"
        time_constant = "50 ms"
        return_stagger = "0 s"
        [worker]
        headers_file = "\(headers)"
        [[rig]]
        name = "psu-0"
        nameplate = "\(nameplate.watts) W"
        idle = "\(idle.watts) W"
        temperature = { none = "no sensor in a test" }
        worker_threads = 1
        interval = "100 ms"

        """
    }
}
