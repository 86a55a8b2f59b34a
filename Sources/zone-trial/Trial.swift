import AdminClient
import Console
import Glibc
import ZoneModel
import ZoneTestKit

/// One trial from start to summary.
final class Trial {
    private let options: TrialOptions
    private let site: TrialSite
    private let rigs: TrialRigs?
    private let testbed: UmockdevTestbed?
    private var account = TrialAccount()
    private let agent: AdminClient
    private let collector: AdminClient

    init(_ options: TrialOptions) throws {
        self.options = options
        site = try TrialSite()
        let timeouts = AdminClient.Timeouts(connect: .seconds(1), answer: .seconds(1))
        agent = AdminClient(AdminSocket(.agent, path: site.agentSocket), timeouts: timeouts)
        collector = AdminClient(AdminSocket(.collector, path: site.collectorSocket), timeouts: timeouts)
        if RealSensors.exist {
            (rigs, testbed) = (nil, nil)
        } else {
            let rigs = try TrialRigs()
            let testbed = try UmockdevTestbed()
            try testbed.add(description: rigs.description)
            (self.rigs, self.testbed) = (rigs, testbed)
        }
    }

    func run() throws -> Int32 {
        // Before anything is started: a Ctrl-C must find someone who cleans up.
        var waiting = Waiting(hasScreen: Terminal.output.isInteractive)
        try writeConfigurations()
        let collector = try TrialDaemon(
            "zone-collector", arguments: ["--config", site.collectorConfiguration], log: site.log("zone-collector"),
            without: ["LD_PRELOAD", "UMOCKDEV_DIR"])
        let agent: TrialDaemon
        do {
            agent = try TrialDaemon("zone-agent", arguments: ["--config", site.agentConfiguration], log: site.log("zone-agent"))
        } catch {
            _ = collector.stop()
            throw error
        }
        var plant: PlantThread?
        if let rigs, let testbed {
            plant = PlantThread(rigs: rigs, root: testbed.root + "/sys", process: agent.process)
            do {
                try plant?.start()
            } catch {
                _ = (agent.stop(), collector.stop())
                throw error
            }
        }
        greet()
        let failure = watch(&waiting, [collector, agent])
        let ends = [agent.stop(), collector.stop()]
        plant?.stop()
        return summary(failure, ends)
    }

    private func writeConfigurations() throws(TrialError) {
        let parts = site.address.split(separator: "/")
        try site.write(
            site.collectorConfiguration,
            """
            zone = "\(parts[0])"
            quota = "\(TrialSite.quota)"
            listen = "127.0.0.1:\(site.port)"
            state_directory = "\(site.directory)/collector"
            admin_socket = "\(site.collectorSocket)"
            [[host]]
            site = "\(parts[1])"
            host = "\(parts[2])"
            floor = "200 W"
            nameplate = "1 kW"

            """)
        // Without a simulation nothing is known of the rigs: the agent looks and touches nothing.
        let mode = rigs == nil ? "observe" : "enforce"
        try site.write(
            site.agentConfiguration,
            """
            zone = "\(parts[0])"
            site = "\(parts[1])"
            host = "\(parts[2])"
            mode = "\(mode)"
            quota = "1 kW"
            floor = "200 W"
            state_directory = "\(site.directory)/agent"
            admin_socket = "\(site.agentSocket)"
            [control]
            dead_time = "100 ms"
            time_constant = "\(rigs == nil ? 500 : 100) ms"
            ramp = "1500 %/min"
            return_stagger = "1 s"
            [collector]
            address = "127.0.0.1:\(site.port)"
            [worker]
            headers_file = "\(Trial.headers())"
            \(rigs?.configuration ?? "")
            """)
    }

    /// In a checkout they stand four folders above the program; installed, where the package puts them.
    private static func headers() -> String {
        var folder = ownPath()
        for _ in 0..<5 {
            folder = folder.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
            if access("\(folder)/config/headers.hex", R_OK) == 0 { return "\(folder)/config/headers.hex" }
        }
        return "/usr/share/zone-agent/headers.hex"
    }

    private func greet() {
        let zonectl = ownPath().split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/zonectl"
        let rigs = rigs == nil ? "this host's own sensors, observed only" : "simulated rigs, driven by the CPU time of real hashing"
        let text = """
            A collector and an agent on loopback: \(rigs).
            A new ledger grants nothing for 12.5 s, because an older one might have; until then the host idles: nobody has counted its floor yet.
            In another terminal:
              \(zonectl) --socket \(site.collectorSocket) quota set \(site.address) "\(TrialSite.cut)" --reason "peak"
              \(zonectl) --socket \(site.agentSocket) why
            Logs: \(site.directory)/*.log


            """
        Terminal.output.write(text)
    }

    // MARK: Watching

    /// - Returns: why it ended before its time.
    private func watch(_ waiting: inout Waiting, _ daemons: [TrialDaemon]) -> String? {
        let terminal = Terminal.output
        let end = options.duration.map { Waiting.now + $0 }
        var screen = LiveScreen()
        if terminal.isInteractive { terminal.write(screen.begin()) }
        defer {
            // What happened since the last look belongs to the account, too.
            _ = frame(width: nil)
            if terminal.isInteractive { terminal.write(screen.end()) }
        }
        var turns = 0
        while end.map({ Waiting.now < $0 }) ?? true {
            for daemon in daemons {
                if let status = daemon.ended() { return "\(daemon.program) ended with \(TrialDaemon.spell(status))\n\(daemon.tail())" }
            }
            let lines = frame(width: terminal.page.width)
            if terminal.isInteractive {
                terminal.write(screen.frame(lines, page: terminal.page, rows: terminal.rows))
            } else if turns % 4 == 0, let line = lines.first {
                guard terminal.write(terminal.page.text([line])) else { return nil }
            }
            turns += 1
            switch waiting.wait(.milliseconds(250)) {
            case .timePassed: break
            case .stopAsked: return nil
            case .windowResized: terminal.write(screen.resized())
            }
        }
        return nil
    }

    private func frame(width: Int?) -> [StyledLine] {
        var lines: [StyledLine] = []
        do {
            let status = try agent.get("/v1/status", as: HostStatus.self, "status").document
            account.saw(status)
            lines += HostView.live(status, width: width)
        } catch {
            lines.append(StyledLine("zone-agent: \(error.message)", .caution))
        }
        lines.append(StyledLine())
        do {
            let status = try collector.get("/v1/status", as: ZoneStatus.self, "status").document
            account.saw(status)
            lines += ZoneView.live(status, width: width)
        } catch {
            lines.append(StyledLine("zone-collector: \(error.message)", .caution))
        }
        if let events = try? agent.get("/v1/events?limit=64", as: EventsDocument.self, "events").document {
            account.saw(events)
            lines.append(StyledLine())
            lines += events.events.suffix(6).map { StyledLine("\($0.timestamp.dropFirst(11).prefix(12))  \($0.message)", .faint) }
        }
        return lines
    }

    // MARK: The end

    private func summary(_ failure: String?, _ ends: [Result<Duration, TrialError>]) -> Int32 {
        var problems = failure.map { [$0] } ?? []
        var slowest = Duration.zero
        for end in ends {
            switch end {
            case .success(let duration): slowest = max(slowest, duration)
            case .failure(let error) where failure == nil: problems.append("\(error)")
            case .failure: break
            }
        }
        Terminal.output.write("\n" + account.text + "both stopped within \(slowest.wholeMilliseconds) ms\n")
        guard problems.isEmpty else {
            Terminal.errors.write(problems.map { "zone-trial: \($0)\n" }.joined() + "Everything of it is kept in \(site.directory)\n")
            return 1
        }
        site.remove()
        return 0
    }
}
