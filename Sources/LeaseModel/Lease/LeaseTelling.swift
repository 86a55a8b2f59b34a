import ZoneModel
import ZonePolicy

// The model's traces, for people.
extension LeaseModel {
    func narrate(_ action: LeaseAction, from before: LeaseState, to after: LeaseState) -> String {
        switch action {
        case .beat: return "a beat goes by"
        case .ask(let host): return "host \(label(host)) sends heartbeat n\(before.machines[Int(host)].nonces)"
        case .grant(let host, let nonce, let target):
            guard let letter = after.net.last else { return "nothing is granted" }
            return
                "the collector, aiming at \(setting.targets[Int(target)].watts) W, grants \(label(host)) \(letter.grant.quota.watts) W "
                + "as \(letter.grant.epoch)/\(letter.grant.generation) on n\(nonce), boot \(letter.boot)"
        case .deliver(let index):
            let letter = before.net[Int(index)]
            let i = Int(letter.host)
            var keeper = before.machines[i].keeper
            let answer =
                switch keeper.onGrant(letter.grant, now: before.machines[i].now) {
                case .accepted: "accepted, and applied"
                case .refused(let refusal): "refused: \(refusal.message)"
                }
            return
                "grant \(letter.grant.epoch)/\(letter.grant.generation) of \(letter.grant.quota.watts) W arrives at \(label(letter.host)): \(answer)"
        case .hear(let index):
            let letter = before.net[Int(index)]
            return
                "the collector hears that \(label(letter.host)) applied \(letter.grant.epoch)/\(letter.grant.generation), boot \(letter.boot)"
        case .restart(let host): return "the agent of \(label(host)) restarts"
        case .crash: return "the collector crashes and replays its ledger"
        case .schedule(let host):
            let name = label(host)
            return switch before.machines[Int(host)].schedule {
            case .notSent: "the collector sends \(name) a new floor schedule"
            case .sent: "the new floor schedule arrives at \(name)"
            case .arrived: "\(name) has the new floor schedule on disk"
            case .stored, .heard: "the collector hears that \(name) has the new floor schedule"
            }
        case .order: return "an operator orders a budget of \(after.collector.budget.watts) W"
        }
    }

    func picture(_ state: LeaseState) -> String {
        var parts: [String] = []
        var sum = Power.zero
        for i in 0..<2 {
            let machine = state.machines[i]
            let inForce = machine.keeper.ceiling(now: machine.now)
            let commitment = state.collector.ledger.commitment(of: addresses[i], now: state.collector.now)
            sum += inForce
            let lease = machine.keeper.lease.map { " (lease \($0.grant), \(($0.endsAt - machine.now).seconds) s left)" } ?? " (floor)"
            parts.append("\(addresses[i].host) \(inForce.watts) W of \(commitment.watts) W committed\(lease)")
        }
        let clocks = "\(state.collector.now.nanoseconds / 1_000_000_000) s"
        return "collector \(clocks) | \(parts.joined(separator: " | ")) | sum \(sum.watts) of \(state.collector.budget.watts) W"
    }

    private func label(_ host: UInt8) -> String { addresses[Int(host)].host.text }
}
