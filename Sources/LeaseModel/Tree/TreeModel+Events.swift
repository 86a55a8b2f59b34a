import ZoneModel
import ZonePolicy

// What happens, what must never be, and what a state is.
extension TreeModel {
    /// Half a beat, so that a lease of a beat spans an instant.
    func beat(_ state: inout TreeState) {
        for i in 0..<2 {
            state.hosts[i].now += Beat.Rate.slow.advance / 2
            tick(i, &state)
        }
        state.childNow += state.childRate.advance / 2
        obey(state.child.onTick(now: state.childNow), &state)
        state.parentNow += Beat.Rate.fast.advance / 2
        state.parent.expire(now: state.parentNow)
        _ = state.parent.takeFreed()
    }

    func grantParent(_ nonce: UInt8, _ target: Power, _ state: inout TreeState) {
        let quota = state.parent.largestGrant(childAddress, upTo: target, budget: .watts(4), now: state.parentNow)
        guard let bootID = BootID("c\(state.crashes)") else { return }
        state.parentGeneration += 1
        let id = GrantID(epoch: 1, generation: state.parentGeneration)
        let entry = LedgerEntry(address: childAddress, bootID: bootID, grant: id, quota: quota, term: parentTerm, hold: parentHold)
        state.parent.record(entry, now: state.parentNow)
        _ = state.parent.takeFreed()
        let line = QuotaGrant(
            epoch: 1, generation: id.generation, quota: quota, nonce: Nonce(high: UInt64(state.crashes), low: UInt64(nonce)),
            lease: parentTerm)
        state.parentNet.append(Letter(host: 0, boot: state.crashes, grant: line))
    }

    func tick(_ i: Int, _ state: inout TreeState) {
        let snapshot = Snapshot(
            at: state.hosts[i].now, wall: WallInstant(milliseconds: 0), clock: ClockQuality(isSynchronised: false), rigs: [], workers: [])
        obey(state.hosts[i].policy.onTick(snapshot), of: i, &state)
    }

    func obey(_ directives: [HostDirective], of i: Int, _ state: inout TreeState) {
        for case .send(.applied(let line)) in directives {
            let grant = GrantID(epoch: line.epoch, generation: line.generation)
            for index in state.net.indices where Int(state.net[index].host) == i && state.net[index].grant.id == grant {
                state.net[index].isApplied = true
            }
        }
    }

    func obey(_ directives: [ZoneDirective], _ state: inout TreeState) {
        for directive in directives {
            switch directive {
            case .persist(let batch, let records):
                for record in records { state.image.apply(record) }
                obey(state.child.onPersisted(batch, now: state.childNow), &state)
            case .send(let connection, .quota(let grant)): state.net.append(Letter(host: UInt8(connection & 1), boot: 0, grant: grant))
            case .sendParent(.applied(let line)):
                let grant = GrantID(epoch: line.epoch, generation: line.generation)
                for index in state.parentNet.indices where state.parentNet[index].grant.id == grant {
                    state.parentNet[index].isApplied = true
                }
            case .welcome(let connection, _, _, _, _, _): state.hosts[connection & 1].isConnected = true
            case .close(let connection, _): state.hosts[connection & 1].isConnected = false
            default: break
            }
        }
    }

    private func inForce(_ host: TreeHost) -> Power { host.policy.ceiling(now: host.now) }

    func violation(in state: TreeState) -> String? {
        let sum = inForce(state.hosts[0]) + inForce(state.hosts[1])
        let counted = state.parent.commitment(of: childAddress, now: state.parentNow)
        guard sum > counted else { return nil }
        return "the hosts under the child may draw \(sum.watts) W, and its parent counts \(counted.watts) W for it"
    }

    func describe(_ state: TreeState, into form: inout CanonicalForm) {
        form.put(Int64(state.childRate.rawValue) | Int64(state.crashes) << 8 | Int64(state.parentNonces) << 16)
        state.parent.describe([childAddress], longestHold: parentHold, now: state.parentNow) { form.put($0) }
        state.child.describe(now: state.childNow) { form.put($0) }
        for i in 0..<2 {
            state.hosts[i].policy.describe(now: state.hosts[i].now) { form.put($0) }
            for isHeard in state.hosts[i].heard { form.put(isHeard) }
            form.put(state.hosts[i].isConnected)
            form.put(-5)
        }
        for letter in state.parentNet + state.net {
            form.put(Int64(letter.host) | Int64(letter.boot) << 8 | (letter.isApplied ? 1 << 16 : 0) | Int64(letter.grant.nonce.low) << 24)
            form.put(Int64(truncatingIfNeeded: letter.grant.epoch << 32 | letter.grant.generation))
            form.put(letter.grant.quota.milliwatts)
            form.put(letter.grant.nextQuota?.milliwatts ?? -1)
            form.put(letter.grant.nextIn?.wholeNanoseconds ?? -1)
        }
        form.put(state.parentNet.count)
        guard Int(state.crashes) < setting.crashesMax else { return }
        for entry in state.image.entries {
            form.put(Int64(truncatingIfNeeded: entry.grant.generation) << 8 | (entry.address == addresses[0] ? 0 : 1))
        }
    }

    func narrate(_ action: TreeAction, from before: TreeState, to after: TreeState) -> String {
        let lines = after.net.dropFirst(before.net.count)
            .map { "; the child's line \($0.grant.id) of \($0.grant.quota.watts) W for \(addresses[Int($0.host)].host) is in the net" }
        return what(action, before, after) + lines.joined()
    }

    private func what(_ action: TreeAction, _ before: TreeState, _ after: TreeState) -> String {
        func words(_ letter: Letter) -> String { "\(letter.grant.id) of \(letter.grant.quota.watts) W" }
        switch action {
        case .beat: return "half a beat goes by"
        case .askParent: return "the child sends its parent heartbeat n\(before.parentNonces)"
        case .grantParent(let nonce, let target):
            return "the parent, aiming at \(setting.targets[Int(target)].watts) W, grants the child "
                + (after.parentNet.last.map(words) ?? "nothing") + " on n\(nonce)"
        case .deliverParent(let index): return "the parent's grant \(words(before.parentNet[Int(index)])) arrives at the child"
        case .hearParentApplied(let index): return "the parent hears that the child applied \(words(before.parentNet[Int(index)]))"
        case .ask(let host): return "host \(addresses[Int(host)].host) sends heartbeat n\(before.hosts[Int(host)].heard.count)"
        case .hear(let host, let nonce): return "the child hears n\(nonce) of \(addresses[Int(host)].host)"
        case .deliver(let index):
            let letter = before.net[Int(index)]
            return "the child's grant \(words(letter)) arrives at \(addresses[Int(letter.host)].host)"
        case .hearApplied(let index):
            let letter = before.net[Int(index)]
            return "the child hears that \(addresses[Int(letter.host)].host) applied \(words(letter))"
        case .crash: return "the child's collector crashes and replays its ledger"
        }
    }

    func picture(_ state: TreeState) -> String {
        let hosts = (0..<2).map { "\(addresses[$0].host) \(inForce(state.hosts[$0]).watts) W" }.joined(separator: ", ")
        let counted = state.parent.commitment(of: childAddress, now: state.parentNow)
        return "parent \(state.parentNow.nanoseconds / 1_000_000_000) s, child \(state.childNow.nanoseconds / 1_000_000_000) s | \(hosts) "
            + "| the child's budget \(state.child.budget.watts) W | the parent counts \(counted.watts) W"
    }
}
