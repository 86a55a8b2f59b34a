import ZoneModel
import ZonePolicy

// The model's traces, for people.
extension AuthorityModel {
    func narrate(_ action: AuthorityAction, from before: AuthorityState, to after: AuthorityState) -> String {
        let grants = after.net.dropFirst(before.net.count)
            .map { "; the line \($0.grant.id) of \(words($0.grant)) for \(label(Int($0.host), after)) is in the net" }
        return what(action, before, after) + grants.joined()
    }

    private func words(_ grant: QuotaGrant) -> String {
        var words = "\(grant.quota.watts) W"
        if let next = grant.nextQuota, let nextIn = grant.nextIn { words += ", then \(next.watts) W in \(fixed(nextIn.seconds)) s" }
        if let emergency = grant.emergency { words += ", emergency \(emergency.watts) W" }
        return words
    }

    private func what(_ action: AuthorityAction, _ before: AuthorityState, _ after: AuthorityState) -> String {
        switch action {
        case .beat: return "a beat goes by"
        case .connect(let machine):
            let answer = after.machines[Int(machine)].connection == nil ? "refused" : "welcomed"
            return "\(label(Int(machine), before)) connects: \(answer)"
        case .ask(let machine): return "\(label(Int(machine), before)) sends heartbeat n\(before.machines[Int(machine)].heartbeats.count)"
        case .hear(let machine, let nonce, let want):
            return "the collector hears n\(nonce) of \(label(Int(machine), before)), which wants \(setting.wants[Int(want)].watts) W"
        case .deliver(let index): return delivery(before.net[Int(index)], before)
        case .hearApplied(let index):
            let letter = before.net[Int(index)]
            return "the collector hears that boot \(letter.boot) of \(label(Int(letter.host), before)) applied \(letter.grant.id)"
        case .written: return "the disk has the oldest batch"
        case .notWritten: return "the disk refuses the oldest batch"
        case .restart(let machine): return "\(label(Int(machine), before)) restarts"
        case .crash(let isQueueKept):
            return "the collector crashes and starts again" + (isQueueKept ? ", with its last batches on disk" : "")
        case .loseLedger: return "the collector crashes and its ledger is lost"
        case .copyLedger: return "somebody copies the ledger"
        case .restoreLedger: return "the collector crashes, and the older copy of its ledger is put back"
        case .order: return "an operator orders \(setting.orders[Int(before.orders)].watts) W"
        case .orderTimed:
            return setting.event.map { "an operator announces an event of \($0.watts) W, four beats ahead" }
                ?? "an operator declares an emergency of \(setting.emergency?.watts ?? 0) W"
        case .lift: return "the emergency is lifted"
        case .reload(let machine):
            return "\(label(Int(machine), before)) is reloaded with a floor of \(after.machines[Int(machine)].floor.watts) W"
        case .stick(let machine):
            return
                "\(label(Int(machine), before)) \(after.machines[Int(machine)].isStuck ? "draws its nameplate, whatever it is told" : "obeys again")"
        }
    }

    private func delivery(_ letter: Letter, _ before: AuthorityState) -> String {
        let machine = before.machines[Int(letter.host)]
        var keeper = machine.policy.keeper
        let answer =
            switch keeper.onGrant(letter.grant, now: machine.now) {
            case .accepted: "accepted"
            case .refused(let refusal): "refused: \(refusal.message)"
            }
        return "grant \(letter.grant.id) of \(letter.grant.quota.watts) W arrives at \(label(Int(letter.host), before)): \(answer)"
    }

    func picture(_ state: AuthorityState) -> String {
        var parts: [String] = []
        for (i, agent) in state.machines.enumerated() {
            let keeper = agent.policy.keeper
            let lease = keeper.lease.map { "lease \($0.grant), \(fixed(($0.endsAt - agent.now).seconds)) s left" } ?? "floor"
            let standing = agent.isHeardOf ? keeper.isFloorWithheld ? "refused" : lease : "not heard of"
            parts.append("\(label(i, state)) \(drawn(agent).watts) W (\(standing))")
        }
        let committed = addresses.map { "\($0.host) \(state.authority.commitment(of: $0, now: state.now).watts) W" }
        let sum = state.machines.map(drawn).total()
        return "collector \(state.now.nanoseconds / 1_000_000_000) s | \(parts.joined(separator: " | ")) | committed "
            + "\(committed.joined(separator: ", ")) | sum \(sum.watts) of \(allowed(in: state).watts) W"
    }

    private func fixed(_ seconds: Double) -> String { "\((seconds * 10).rounded() / 10)" }

    private func label(_ machine: Int, _ state: AuthorityState) -> String {
        let host = addresses[Int(state.machines[machine].host)].host.text
        return machine < 2 ? host : "the second machine called \(host)"
    }
}
