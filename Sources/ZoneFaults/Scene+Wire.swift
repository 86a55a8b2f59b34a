import ZoneModel

/// Faults of one host's wire.
extension Scene {
    func wireFault(_ kind: FaultKind, _ host: Int) throws -> Fault {
        let fault = Fault(kind, host: host, at: Observer.now)
        switch kind {
        case .partition: try cut(fault, .agent(host: host), Firewall.Way.allCases)
        case .deaf: try cut(fault, .collector(host: host), [.down])
        case .mute: try cut(fault, .agent(host: host), [.up])
        case .halfOpen: try halfOpen(fault, host)
        case .silentDeath: try silentDeath(fault, host)
        case .stall: change(fault, host) { $0.isStalled = true }
        case .delay:
            // Together beyond a lease: what arrives has run out on its way.
            let up = terms.term.seconds * (0.6 + 0.6 * random.unit())
            let down = terms.term.seconds * (0.5 + 0.6 * random.unit())
            change(fault, host) { ($0.delayUp, $0.delayDown) = (.seconds(up), .seconds(down)) }
        case .garble:
            change(fault, host) { ($0.lost, $0.doubled, $0.heldBack) = (0.15, 0.25, 0.25) }
            let before = proxy.linesChanged
            fault.shows = { [proxy] in proxy.linesChanged >= before + 20 }
        case .torn: tearAgain(fault, host)
        default: echo(fault, host)
        }
        return fault
    }

    private func cut(_ fault: Fault, _ leg: Firewall.Leg, _ ways: [Firewall.Way]) throws {
        try firewall.cut(leg, ways)
        fault.heal = { [self] in try firewall.mend(leg) }
        fallsToFloor(fault)
    }

    private func change(_ fault: Fault, _ host: Int, _ body: (inout Weather) -> Void) {
        var weather = Weather.fair
        body(&weather)
        proxy.setWeather(weather, host: host)
        fault.heal = { [proxy] in proxy.setWeather(.fair, host: host) }
        fallsToFloor(fault)
    }

    func fallsToFloor(_ fault: Fault) {
        guard let host = fault.host else { return }
        let begunAt = fault.begunAt
        fault.shows = { [self] in isAtFloor(host, since: begunAt) }
    }

    /// The agent must find out by silence, come back on a new connection, and be taken in although the old one still stands at the other end.
    private func halfOpen(_ fault: Fault, _ host: Int) throws {
        let ports = proxy.agentPorts(of: host)
        for port in ports { try firewall.cut(.connection(port: port)) }
        fault.heal = { [self] in for port in ports { try firewall.mend(.connection(port: port)) } }
        let begunAt = fault.begunAt
        fault.shows = { [self] in
            !proxy.agentPorts(of: host).allSatisfy(ports.contains) && hasFreshLease(host, since: begunAt + .milliseconds(1))
        }
    }

    /// Nobody at the other end learns that the process is gone: its FIN is lost too. The next run comes on a new connection.
    private func silentDeath(_ fault: Fault, _ host: Int) throws {
        let ports = proxy.agentPorts(of: host)
        for port in ports { try firewall.cut(.connection(port: port)) }
        killAgent(host)
        try startAgent(host)
        fault.heal = { [self] in for port in ports { try firewall.mend(.connection(port: port)) } }
        let begunAt = fault.begunAt
        fault.shows = { [self] in hasFreshLease(host, since: begunAt) }
    }

    private func tearAgain(_ fault: Fault, _ host: Int) {
        var torn = 0
        var nextAt = Observer.now
        fault.step = { [self] in
            guard Observer.now >= nextAt, proxy.isTorn(host), !proxy.agentPorts(of: host).isEmpty else { return }
            proxy.tear(host)
            torn += 1
            counts["connections torn", default: 0] += 1
            nextAt = Observer.now + .seconds(0.3 + 1.5 * random.unit())
        }
        fault.shows = { torn >= 3 }
    }

    private func echo(_ fault: Fault, _ host: Int) {
        var asked = false
        fault.step = { [self] in
            guard !asked, !proxy.agentPorts(of: host).isEmpty else { return }
            asked = true
            proxy.echo(host)
            counts["connections doubled", default: 0] += 1
        }
        fault.shows = { [self] in asked && proxy.isEchoed(host) }
    }
}
