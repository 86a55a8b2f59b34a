import AdminClient
import Console
import Glibc
import Host
import Inspection
import ZoneModel

/// What doctor looks at, in the order in which one thing rests on another.
struct Examination {
    typealias Check = DoctorDocument.Check

    private let configPath: String
    private let socket: AdminSocket
    private let loaded: Result<Checked<AgentConfiguration>, ConfigurationErrors>
    private let status: Result<HostStatus, AdminError>
    private let inventory: SensorInventory?
    private let devices = PowerDevices()

    init(_ call: Invocation) {
        let path = call.options[.config] ?? "/etc/zone-agent/agent.toml"
        configPath = path
        loaded = Result { () throws(ConfigurationErrors) in try loadAgentConfiguration(path: path) }
        let given = call.options[.socket].map { AdminSocket(.agent, path: $0) }
        let named = getenv(Daemon.agent.environmentVariable) != nil
        let configured = (try? loaded.get()).map { AdminSocket(.agent, path: $0.configuration.adminSocket) }
        socket = given ?? (named ? AdminSocket(.agent) : configured ?? AdminSocket(.agent))
        let client = AdminClient(socket)
        status = Result { () throws(AdminError) in try client.get("/v1/status", as: HostStatus.self, "status").document }
        inventory = (try? status.get()) == nil ? nil : try? client.get("/v1/sensors", as: SensorInventory.self, "sensors").document
    }

    func checks() -> [Check] {
        config() + service() + sensors() + Check.drivers(devices, Kernel()) + disk() + [clock()] + [collector()] + certificates()
            + journal()
    }

    private var configuration: AgentConfiguration? { try? loaded.get().configuration }

    // MARK: The config and the agent

    private func config() -> [Check] {
        switch loaded {
        case .failure(let errors):
            return errors.problems.prefix(10).map {
                .init("config", .fail, "\($0)", mend: "edit \(configPath), then: zone-agent --check-config")
            }
        case .success(let checked):
            let rigs = checked.configuration.rigs.count
            let text =
                "\(configPath): \(checked.configuration.mode.rawValue), \(rigs) \(rigs == 1 ? "rig" : "rigs"), at most \(checked.configuration.quota.text)"
            return [.init("config", .ok, text)] + checked.warnings.map { .init("config", .warn, $0) }
        }
    }

    private func service() -> [Check] {
        switch status {
        case .failure(let error):
            if case .permissionDenied = error {
                return [
                    .init("service", .warn, error.message, mend: "run doctor as root, or join the socket's group: ls -l \(socket.path)")
                ]
            }
            return [
                .init(
                    "service", .fail, "zone-agent does not answer: \(error.message)",
                    mend: "systemctl status zone-agent; systemctl enable --now zone-agent")
            ]
        case .success(let status):
            let label = status.simulated ? " (simulated)" : ""
            let draw = "\(Measure.power(status.power.powerW, error: status.power.errorW)) \(status.power.source.rawValue)\(label)"
            let text =
                "zone-agent \(status.version) runs for \(Measure.time(status.uptimeS)), draws \(draw) of \(Measure.power(status.quotaW))"
            let needs = Attention.needed(by: status).map { Check("service", .fail, $0) }
            let version: [Check] =
                status.version == Release.version
                ? []
                : [
                    .init(
                        "service", .warn, "zonectl is of release \(Release.version)",
                        mend: "install the same release of both, restart zone-agent")
                ]
            return [.init("service", .ok, text)] + version + needs
        }
    }

    // MARK: Sensors

    private func sensors() -> [Check] {
        guard let inventory else { return [visibleSensors()] }
        let wanted = configuration?.rigs ?? []
        var checks: [Check] = wanted.filter { $0.power != nil }.compactMap { rig in
            guard let mapping = inventory.mappings.first(where: { $0.rig == rig.name }) else {
                return Check("sensors", .warn, "\(rig.name) is not in the running agent", mend: "systemctl reload zone-agent")
            }
            guard mapping.powerSensor == nil else { return nil }
            return Check(
                "sensors", .fail, "\(rig.name): no power sensor matches (\(mapping.explanation))",
                mend: "zonectl sensors lists what there is, ready to copy")
        }
        let unmetered = wanted.filter { $0.power == nil }.map(\.name.text)
        if !unmetered.isEmpty {
            checks.append(
                .init(
                    "sensors", .warn, "\(unmetered.joined(separator: ", ")): no power sensor is configured, so the watts are estimated",
                    mend: "zonectl sensors lists what there is, ready to copy"))
        }
        for chip in inventory.chips {
            for feature in chip.features where feature.rig != nil {
                guard let broken = feature.values.first(where: { $0.error != nil }) else { continue }
                checks.append(
                    .init(
                        "sensors", .warn, "\(chip.chip) \(feature.label): \(broken.name): \(broken.error ?? "")",
                        mend: "sensors \(chip.chip) shows whether it lasts; the driver's words: dmesg"))
            }
        }
        let mapped = inventory.mappings.count { $0.powerSensor != nil }
        if checks.isEmpty {
            checks.append(.init("sensors", .ok, "\(mapped) of \(wanted.count) rigs have a power sensor, every one readable"))
        }
        return checks
    }

    private func visibleSensors() -> Check {
        let chips = devices.powerChips
        guard chips.isEmpty else {
            return .init(
                "sensors", .ok,
                "the kernel shows watts of \(chips.joined(separator: ", ")); which rig has which: zonectl sensors, once the agent runs")
        }
        return .init(
            "sensors", .warn, "the kernel shows no watts at all: every figure would be estimated",
            mend: "load the supply's driver (below), or sensors-detect; virtual machines have none")
    }

    // MARK: Disk, clock, collector

    private func disk() -> [Check] {
        let path = configuration?.stateDirectory ?? "/var/lib/zone-agent"
        guard access(path, F_OK) == 0 else {
            if errno == EACCES { return [.init("permissions", .skipped, "\(path) may not be looked into: run doctor as root")] }
            return [.init("permissions", .warn, "\(path) does not exist", mend: "systemd makes it at the first start (StateDirectory=)")]
        }
        guard let free = Places.free(path) else { return [.init("disk", .skipped, "\(path): its disk does not say what is free")] }
        let needed = configuration?.spool.bytesMax ?? 256 << 20
        let text = "\(Measure.bytes(Int(clamping: free))) free at \(path); the spool may take \(Measure.bytes(Int(clamping: needed)))"
        guard free < needed else { return [.init("disk", .ok, text)] }
        return [.init("disk", free < 16 << 20 ? .fail : .warn, text, mend: "free the disk, or lower spool.size_max")]
    }

    private func clock() -> Check {
        let quality = SystemClock.quality()
        let bound = configuration?.collector?.clockError ?? .seconds(2)
        guard quality.isSynchronised else {
            if configuration?.collector?.isClockTrusted ?? false {
                return .init("clock", .ok, "the kernel calls it unsynchronised; the config says that something else keeps it (trust_clock)")
            }
            let needsIt = configuration?.collector?.floorKey != nil
            return .init(
                "clock", needsIt ? .fail : .warn,
                "not synchronised\(needsIt ? ": floors by the hour are not followed" : ": times of evidence are not trusted")",
                mend: "apt install chrony (or timedatectl set-ntp true); where the hypervisor keeps it right: trust_clock = true")
        }
        if let error = quality.errorMilliseconds, error > bound.seconds * 1000 {
            return .init(
                "clock", .warn,
                "synchronised, but its error may be \(Measure.time(error / 1000)), above clock_error of \(Measure.time(bound.seconds))",
                mend: "chronyc tracking")
        }
        return .init("clock", .ok, Measure.clock(quality))
    }

    private func collector() -> Check {
        guard let configuration else { return .init("collector", .skipped, "the config cannot be read") }
        guard let link = configuration.collector else {
            return .init("collector", .skipped, "none is configured: the host holds its own quota")
        }
        let place = "\(link.host):\(link.port)"
        if let figure = (try? status.get())?.link {
            switch figure.state {
            case .connected: return .init("collector", .ok, "\(place): connected for \(Measure.time(figure.sinceS))")
            case .refused:
                return .init(
                    "collector", .fail, "\(place) refuses this host\(figure.lastError.map { ": \($0)" } ?? "")",
                    mend: "compare zone, site and host with its [[host]] tables")
            default: break
            }
        }
        switch Places.connect(link.host, link.port) {
        case .open where (try? status.get()) == nil: return .init("collector", .ok, "\(place) accepts connections")
        case .open:
            return .init(
                "collector", .warn, "\(place) accepts connections, and the agent is not connected",
                mend: "zonectl status says why; journalctl -u zone-agent")
        case .closed(let reason):
            return .init("collector", .fail, "\(place): \(reason)", mend: "is zone-collector running there, and the way free?")
        }
    }

    private func certificates() -> [Check] {
        guard let configuration, let link = configuration.collector else {
            return [.init("certificates", .skipped, "there is no collector to show one to")]
        }
        guard let security = link.security else {
            guard link.isPlainBeyondLoopback else { return [.init("certificates", .skipped, "plain TCP on loopback: none is needed")] }
            return [.init("certificates", .fail, "lines leave this machine in the clear", mend: "enrol this host, and set tls = true")]
        }
        let facts = IdentityFacts(
            identity: security.identityFile(in: configuration.stateDirectory),
            authority: security.authorityFile(in: configuration.stateDirectory))
        return facts.checks(
            host: CertifiedHost(address: configuration.address, hostClass: configuration.hostClass), isOwn: security.isOwn,
            told: (try? status.get())?.link.certificateUntil, now: WallInstant.now)
    }

    // MARK: The journal

    private func journal() -> [Check] {
        var checks: [Check] = []
        do throws(JournalError) {
            let reader = try JournalReader(.system)
            try reader.seekToEnd()
            let newest = try reader.previous()
            checks.append(
                newest == nil
                    ? .init("journal", .warn, "readable, and holds nothing of zone-agent yet")
                    : .init("journal", .ok, "readable: zonectl log"))
        } catch {
            checks.append(.init("journal", .warn, error.message, mend: error.mend))
        }
        if !Places.isInCatalog(messageID(.started)) {
            checks.append(
                .init("journal", .warn, "journalctl -x does not know the agent's messages", mend: "journalctl --update-catalog   (as root)")
            )
        }
        return checks
    }
}
