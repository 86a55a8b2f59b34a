import Certificates
import Enrolment
import Glibc
import Host
import Transport
import ZoneModel

/// The daemon from its command line to its exit status.
func zoneAgent(_ arguments: [String]) -> Int32 {
    let program = "zone-agent"
    let defaultPath = "/etc/zone-agent/agent.toml"
    do {
        let command = try DaemonCommand(arguments: arguments, program: program, defaultPath: defaultPath)
        switch command.action {
        case .help:
            let summary = "holds this host under its share of the zone's power quota"
            print(DaemonCommand.help(program: program, summary: summary, defaultPath: defaultPath), terminator: "")
            return ExitStatus.clean
        case .version:
            print("\(program) \(Release.version)")
            return ExitStatus.clean
        case .checkConfiguration: return check(command.configurationPath)
        case .printFloorKey: return ExitStatus.usage
        case .enroll(let word): return enroll(command.configurationPath, word)
        case .run: return run(command.configurationPath)
        }
    } catch {
        complain("\(program): \(error)")
        return ExitStatus.usage
    }
}

/// Everything that a start would refuse, short of touching the state directory.
private func check(_ path: String) -> Int32 {
    do {
        let checked = try loadAgentConfiguration(path: path)
        checked.warnings.forEach { complain("\($0)") }
        if let problem = WorkSource.problem(with: checked.configuration) {
            complain("\(path): \(problem)")
            return ExitStatus.configuration
        }
        WorkSource.payoutLines(of: checked.configuration).forEach { print($0) }
        print("\(path): correct")
        return ExitStatus.clean
    } catch {
        complain("\(error)")
        return ExitStatus.configuration
    }
}

/// This host's first certificate; a daemon that runs takes it up with its next connection.
private func enroll(_ path: String, _ word: String) -> Int32 {
    let configuration: AgentConfiguration
    do {
        configuration = try loadAgentConfiguration(path: path).configuration
    } catch {
        complain("\(error)")
        return ExitStatus.configuration
    }
    guard let link = configuration.collector, let security = link.security else {
        complain("zone-agent: \(path) has no [collector] with TLS: set its address, and tls = true if that is on this machine")
        return ExitStatus.configuration
    }
    do {
        let token = try EnrolmentToken(enrolmentTokenText(word))
        try StateDirectory.make(configuration.stateDirectory)
        let identity = try HostIdentity(stateDirectory: configuration.stateDirectory)
        let certificate = try Enroller.enrol(
            token, as: configuration.address, machineID: identity.machineID, at: Endpoint(address: link.host, port: link.port),
            into: IdentityStore(stateDirectory: configuration.stateDirectory, security: security))
        print("enrolled as \(configuration.address) until \(WallInstant(milliseconds: certificate.notAfter * 1000).rfc3339)")
        return ExitStatus.clean
    } catch {
        complain("zone-agent: \(error)")
        return ExitStatus.failed
    }
}

private func run(_ path: String) -> Int32 {
    let checked: Checked<AgentConfiguration>
    do {
        checked = try loadAgentConfiguration(path: path)
    } catch {
        complain("\(error)")
        return ExitStatus.configuration
    }
    signal(SIGPIPE, SIG_IGN)
    do {
        let agent = try Agent(checked.configuration, warnings: checked.warnings, configurationPath: path)
        try agent.run()
        return ExitStatus.clean
    } catch {
        complain("zone-agent: \(error)")
        return error.status
    }
}

/// Why the daemon cannot start; the text names the place and the mend.
struct StartError: Error, CustomStringConvertible {
    var description: String
    var status = ExitStatus.failed
}
