import Certificates
import Enrolment
import Glibc
import Host
import Signing
import Transport
import ZoneModel
import ZonePolicy

/// The server from its command line to its exit status.
func zoneCollector(_ arguments: [String]) -> Int32 {
    let program = "zone-collector"
    let defaultPath = "/etc/zone-agent/collector.toml"
    do {
        let command = try DaemonCommand(arguments: arguments, program: program, defaultPath: defaultPath, hasFloorKey: true)
        switch command.action {
        case .help:
            let summary = "divides a zone's power quota among its hosts, and keeps their evidence"
            print(DaemonCommand.help(program: program, summary: summary, defaultPath: defaultPath, hasFloorKey: true), terminator: "")
            return ExitStatus.clean
        case .version:
            print("\(program) \(Release.version)")
            return ExitStatus.clean
        case .checkConfiguration:
            guard load(command.configurationPath) != nil else { return ExitStatus.configuration }
            print("\(command.configurationPath): correct")
            return ExitStatus.clean
        case .printFloorKey: return printFloorKey(command.configurationPath)
        case .enroll(let word): return enroll(command.configurationPath, word)
        case .run: return run(command.configurationPath)
        }
    } catch {
        complain("\(program): \(error)")
        return ExitStatus.usage
    }
}

/// Nil: what is wrong stands on stderr.
private func load(_ path: String) -> Checked<CollectorConfiguration>? {
    do {
        let checked = try loadCollectorConfiguration(path: path)
        let problems = checked.configuration.allocationProblems
        checked.warnings.forEach { complain($0) }
        problems.forEach { complain("\(path): \($0)") }
        return problems.isEmpty ? checked : nil
    } catch {
        complain("\(error)")
        return nil
    }
}

/// Makes no key: one that root made in the daemon's directory would be of no use to the daemon.
private func printFloorKey(_ path: String) -> Int32 {
    guard let checked = load(path) else { return ExitStatus.configuration }
    do {
        print(try FloorKeyFile(path: checked.configuration.floorKeyPath).read().key)
        return ExitStatus.clean
    } catch {
        complain("zone-collector: \(error)")
        if error.cause == .missing { complain("zone-collector makes it when it is started with a [floors] section in \(path)") }
        return ExitStatus.failed
    }
}

/// The way up: this zone's certificate from the collector of the one above.
private func enroll(_ path: String, _ word: String) -> Int32 {
    guard let checked = load(path) else { return ExitStatus.configuration }
    let configuration = checked.configuration
    guard let parent = configuration.parent, let security = parent.link.security else {
        complain("zone-collector: \(path) has no [parent] with TLS; a host is enrolled by zone-agent --enroll TOKEN, there")
        return ExitStatus.configuration
    }
    do {
        let token = try EnrolmentToken(enrolmentTokenText(word))
        try StateDirectory.make(configuration.stateDirectory)
        let machine = try HostIdentity(stateDirectory: configuration.stateDirectory)
        let store = IdentityStore(stateDirectory: configuration.stateDirectory, prefix: ParentIdentity.prefix, security: security)
        let certificate = try Enroller.enrol(
            token, as: parent.address, machineID: machine.machineID,
            at: Endpoint(address: parent.link.host, port: parent.link.port), into: store)
        print("enrolled as \(parent.address) until \(WallInstant(milliseconds: certificate.notAfter * 1000).rfc3339)")
        return ExitStatus.clean
    } catch {
        complain("zone-collector: \(error)")
        return ExitStatus.failed
    }
}

extension CollectorConfiguration {
    var floorKeyPath: String { floors?.keyFile ?? "\(stateDirectory)/floors.key" }

    /// The key that signs the floor schedules; nil where there are none. The one in the state directory is made if need be, another must be there.
    func floorSigner() throws(SigningError) -> FloorSigner? {
        guard let floors else { return nil }
        let file = FloorKeyFile(path: floorKeyPath)
        return floors.keyFile == nil ? try file.readOrCreate() : try file.read()
    }
}

private func run(_ path: String) -> Int32 {
    guard let checked = load(path) else { return ExitStatus.configuration }
    signal(SIGPIPE, SIG_IGN)
    do {
        let collector = try Collector(checked.configuration, warnings: checked.warnings, configurationPath: path)
        try collector.run()
        return ExitStatus.clean
    } catch {
        complain("zone-collector: \(error)")
        return ExitStatus.failed
    }
}

/// Why the server cannot start; the text names the place and the mend.
struct StartError: Error, CustomStringConvertible {
    var description: String
}
