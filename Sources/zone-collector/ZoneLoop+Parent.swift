import Host
import Link
import Transport
import ZoneModel
import ZonePolicy

/// Toward the parent this collector is what an agent is toward a collector: it greets, beats and obeys (rule 9).
///
/// It keeps no evidence for the parent, so its spool is empty for ever. A floor schedule of the parent's is not taken: the floor that this node has there is
/// constant, and Σ of the hosts' floors fits under it.
extension ZoneLoop {
    func startParent() throws {
        guard let parent = configuration.parent else { return }
        let identity = try HostIdentity(stateDirectory: configuration.stateDirectory)
        authority.parentBootID = identity.bootID
        let delegate = Uplink.Delegate(
            hello: { self.assumeIsolated { $0.parentHello(parent, identity) } },
            fetch: { _, _, done in done([]) }, acknowledged: { _ in }, spoolOutrun: { _ in },
            grant: { grant in self.assumeIsolated { $0.obey($0.authority.onParentGrant(grant, now: SystemClock.bootNow())) } },
            schedule: { _, _ in },
            welcomed: { welcome in self.assumeIsolated { $0.beatParent(every: welcome.heartbeatInterval) } },
            identityRefused: { _ in self.assumeIsolated { $0.obey($0.authority.onParentRefused(now: SystemClock.bootNow())) } },
            happened: { [chronicle] in chronicle.tell($0) })
        let uplink = Uplink(
            loop: loop, address: parent.address, link: parent.link, random: SeededRandom(seed: try randomNumber()),
            clock: { SystemClock.wallNow() }, delegate: delegate)
        self.parent = uplink
        uplink.start()
    }

    func stopParent() {
        parentTimer = nil
        parent?.stop()
    }

    func sendParent(_ body: LineBody) { parent?.send(live: body) }

    private func parentHello(_ parent: CollectorConfiguration.ParentLink, _ identity: HostIdentity) -> Hello {
        let standing = authority.parentStanding
        return Hello(
            protocolVersion: 1, hostClass: .mining, mode: .enforce, machineID: identity.machineID, bootID: identity.bootID,
            agentVersion: Release.version, nameplate: standing.nameplate, floor: parent.floor, spoolID: "none", nextSeq: 1,
            lastEpoch: standing.newest.epoch, lastGeneration: standing.newest.generation)
    }

    /// Bounded: the parent's word must neither spin this loop nor silence it for longer than a lease.
    private func beatParent(every interval: Duration) {
        let bounded = min(max(interval, .milliseconds(200)), .seconds(5))
        parentTimer = loop.schedule(after: bounded, repeats: true) { [weak self] in self?.assumeIsolated { $0.beatParent() } }
        beatParent()
    }

    private func beatParent() {
        // Without randomness there is no nonce, so no lease: less power.
        guard let nonce = try? Nonce.random() else { return }
        obey(authority.onParentHeartbeatDue(nonce: nonce, now: SystemClock.bootNow()))
    }
}
