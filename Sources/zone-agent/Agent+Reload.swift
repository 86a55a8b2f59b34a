import Glibc
import Host
import Sensing
import ZoneModel

/// SIGHUP: the configuration is read again, or the journal says why not.
extension Agent {
    func reload() {
        guard !isStopping else { return }
        notifier.reloading()
        do {
            var new = try loadAgentConfiguration(path: configurationPath)
            let configuration = try accept(&new)
            let (chronicle, notifier) = (chronicle, notifier)
            let warnings = new.warnings
            sensors.reconfigure(rigs: configuration.rigs, siteMeter: configuration.siteMeter)
            let old = self.configuration
            self.configuration = configuration
            evidence.onConfiguration(configuration)
            // The collector knows these by the hello, and what gives more waits for the welcome that answers it: not for an older one.
            let isToldAnew = old.mode != configuration.mode || old.floor != configuration.floor || old.nameplate != configuration.nameplate
            if isToldAnew { uplink?.assumeIsolated { $0.end() } }
            control.reload(configuration) { [self] status in
                let changed = Agent.changes(from: old, to: configuration)
                chronicle.tell(Event(.configReloaded, .notice, "configuration read again: \(changed)"))
                for warning in warnings { chronicle.tell(Event(.configReloaded, .warning, warning)) }
                notifier.ready(status: status)
                if isToldAnew { uplink?.start() }
            }
        } catch {
            reject("\(error)")
        }
    }

    /// - Throws: where something changed that only a start can take up.
    private func accept(_ new: inout Checked<AgentConfiguration>) throws(StartError) -> AgentConfiguration {
        var accepted = new.configuration
        accepted.simulated = accepted.simulated || SensorService.isSimulatedEnvironment
        var fixed: [String] = []
        if accepted.address != configuration.address { fixed.append("zone, site and host") }
        if accepted.collector != configuration.collector { fixed.append("[collector]") }
        if accepted.spool != configuration.spool { fixed.append("[spool]") }
        if accepted.stateDirectory != configuration.stateDirectory { fixed.append("state_directory") }
        if accepted.adminSocket != configuration.adminSocket { fixed.append("admin_socket") }
        if accepted.metrics != configuration.metrics { fixed.append("metrics") }
        if accepted.hostClass != configuration.hostClass { fixed.append("class") }
        if accepted.simulated != configuration.simulated { fixed.append("simulated") }
        guard fixed.isEmpty else {
            throw StartError(
                description:
                    "\(configurationPath): \(fixed.joined(separator: ", ")) changed, which takes a restart; nothing of it is in force")
        }
        if let problem = WorkSource.problem(with: accepted) { throw StartError(description: "\(configurationPath): \(problem)") }
        return accepted
    }

    private func reject(_ reason: String) {
        for line in reason.split(separator: "\n") {
            chronicle.tell(Event(.configRejected, .error, "configuration not read again: \(line)"))
        }
        let notifier = notifier
        control.ask({ $0.statusText() }, { notifier.ready(status: "\($0); the new configuration is refused, see the journal") })
    }

    private static func changes(from old: AgentConfiguration, to new: AgentConfiguration) -> String {
        var parts: [String] = []
        if old.mode != new.mode { parts.append("mode \(old.mode.rawValue) → \(new.mode.rawValue)") }
        if old.quota != new.quota { parts.append("quota \(Power.change(from: old.quota, to: new.quota))") }
        if old.floor != new.floor { parts.append("floor \(Power.change(from: old.floor, to: new.floor))") }
        if old.overhead != new.overhead { parts.append("overhead \(Power.change(from: old.overhead, to: new.overhead))") }
        if old.rigs != new.rigs || old.siteMeter != new.siteMeter { parts.append("rigs") }
        if old.control != new.control { parts.append("control") }
        if old.reporting != new.reporting { parts.append("reporting") }
        if old.pools != new.pools { parts.append("pools") }
        if old.node != new.node { parts.append("node") }
        if old.payouts != new.payouts { parts.append("payouts") }
        if old.worker != new.worker { parts.append("worker") }
        return parts.isEmpty ? "nothing changed" : parts.joined(separator: ", ")
    }
}
