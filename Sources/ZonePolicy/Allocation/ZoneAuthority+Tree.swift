import ZoneModel

extension ZoneAuthority {
    /// The budgets of the zone and inside it, each with what stands under it: the zone, its classes, its sites.
    public func treeDocument(now: BootInstant) -> TreeDocument {
        let members = hosts.map { (host: $0, nodes: tree.path($0.entry, in: configuration.zone)) }
        let nodes = tree.nodes.indices.map { node in
            document(of: node, members.filter { $0.nodes.contains(node) }.map(\.host), now: now)
        }
        let parent = configuration.parent.map { "\($0.link.host):\($0.link.port) as \($0.address)" }
        return TreeDocument(zone: configuration.zone.text, parent: parent, nodes: nodes.sorted { $0.order < $1.order }.map(\.document))
    }

    private func document(
        of node: Int, _ members: [HostState], now: BootInstant
    ) -> (order: (Int, String), document: TreeDocument.Node) {
        let target = tree.nodes[node].target
        let heard = members.filter(\.isReachable)
        let allocated = members.map { host in
            max(host.living(configuration.lease.term, now: now)?.quota ?? .zero, ledger.base(of: host.address))
        }
        let document = TreeDocument.Node(
            target: target.description, quotaW: min(tree.inForce[node], tree.inForce[0]).watts,
            limitW: min(node == 0 ? tree.standing : tree.nodes[node].limit, tree.standing).watts,
            floorsW: ledger.baseTotal(node: node).watts, committedW: ledger.total(node: node, now: now).watts,
            powerW: heard.compactMap(\.beat?.power).total().watts, allocatedW: allocated.total().watts, hosts: members.count,
            connected: heard.count)
        let rank =
            switch target {
            case .zone: 0
            case .hostClass: 1
            case .site, .host: 2
            }
        return ((rank, target.description), document)
    }

    /// How much of what the hosts want the orders in force inside the zone let through: caps and events of hosts, budgets of sites. Those of classes
    /// are left out: no simulated zone has one.
    package func usable(_ wanted: [Power], now: BootInstant) -> Power {
        // The last node above a host is its site.
        var sums = [Power](repeating: .zero, count: tree.inForce.count)
        for i in hosts.indices {
            let site = ledger.nodes(at: hosts[i].place).last ?? 0
            sums[site] += min(wanted[i], cap(i, at: now, standing: hosts[i].cap) ?? .maximum)
        }
        return sums.indices.reduce(.zero) { $0 + min(sums[$1], tree.inForce[$1]) }
    }

    /// Which hosts are out of use.
    public func maintenanceDocument(now: BootInstant) -> MaintenanceDocument {
        let items = hosts.compactMap { host in
            host.maintenance.map { order in
                MaintenanceDocument.Item(
                    target: host.address.description, reason: order.reason, uid: order.uid, since: order.wall.rfc3339,
                    power: host.isReachable ? host.beat.map { PowerFigure($0.power, upTo: $0.powerMax, $0.source) } : nil)
            }
        }
        return MaintenanceDocument(
            address: configuration.zone.text, wasDryRun: true,
            simulated: hosts.contains { $0.maintenance != nil && $0.session?.simulated == true },
            items: items, notes: [])
    }

    /// The schedules that may be at one host, or at all.
    public func scheduleDocument(of text: String?) -> Result<SchedulesDocument, AdminFailure> {
        guard let text else { return .success(schedules()) }
        guard let address = HostAddress(path: text), index[address] != nil else { return .failure(unknownTarget(text)) }
        return .success(schedules(of: address))
    }
}

extension PowerFigure {
    fileprivate init(_ power: Power, upTo powerMax: Power, _ source: PowerSource) {
        self.init(powerW: power.watts, errorW: (powerMax - power).clampedToZero.watts, source: source)
    }
}
