import Enrolment
import Host
import Link
import Transport
import ZoneModel
import ZonePolicy

/// The way up: toward its parent this collector speaks as a host does.
extension ZoneLoop {
    /// - Throws: `HostError` where the machine gives no identity.
    func startParent(_ parent: CollectorConfiguration.ParentLink, stateDirectory: String) throws(HostError) {
        let machine = try HostIdentity(stateDirectory: stateDirectory)
        authority.parentBootID = machine.bootID
        var delegate = Uplink.Delegate(
            hello: { self.assumeIsolated { $0.helloToParent(parent, machine) } },
            // Evidence stays where it was gathered: the parent sees this zone's watts, and asks here for more.
            fetch: { _, _, done in done([]) }, acknowledged: { _ in }, spoolOutrun: { _ in },
            grant: { grant in self.onLoop { $0.obey($0.authority.onParentGrant(grant, now: SystemClock.bootNow())) } },
            // The floors under this node are its hosts', and constant toward the parent.
            schedule: { _, _ in }, welcomed: { welcome in self.onLoop { $0.beatToParent(every: welcome.heartbeatInterval) } },
            identityRefused: { _ in self.onLoop { $0.obey($0.authority.onParentRefused(now: SystemClock.bootNow())) } },
            happened: { [chronicle] in chronicle.tell($0) })
        delegate.certificate = { lines in self.assumeIsolated { $0.renewer?.received(lines) } }
        let zone = parent.address.zone
        let identity = parent.link.security.map {
            IdentityStore(stateDirectory: stateDirectory, prefix: ParentIdentity.prefix, security: $0)
        }
        let tls: Uplink.SecurityProvider? = identity.map { store in { @Sendable in store.context(zone: zone) } }
        let uplink = Uplink(
            loop: loop, address: parent.address, link: parent.link, random: SeededRandom(seed: try randomNumber()),
            clock: { SystemClock.wallNow() }, tls: tls, delegate: delegate)
        self.parent = uplink
        if let identity {
            let share = Double(try randomNumber() >> 11) / Double(1 << 53 as UInt64)
            renewer = CertificateRenewer(store: identity, zone: zone, share: share) { [chronicle] in chronicle.tell($0) }
            renewer?.start(uplink)
        }
        uplink.start()
    }

    private func helloToParent(_ parent: CollectorConfiguration.ParentLink, _ identity: HostIdentity) -> Hello {
        let standing = authority.parentStanding
        return Hello(
            protocolVersion: 1, hostClass: .mining, mode: .enforce, machineID: identity.machineID, bootID: identity.bootID,
            agentVersion: Release.version, nameplate: standing.nameplate, floor: parent.floor, spoolID: identity.bootID.text, nextSeq: 1,
            lastEpoch: standing.newest.epoch, lastGeneration: standing.newest.generation)
    }

    private func beatToParent(every interval: Duration) {
        let bounded = min(max(interval, .milliseconds(200)), .seconds(5))
        parentTimer = loop.schedule(after: bounded, repeats: true) { [weak self] in self?.assumeIsolated { $0.sendParentHeartbeat() } }
        sendParentHeartbeat()
    }

    private func sendParentHeartbeat() {
        // Without randomness there is no nonce, so no lease: less power.
        guard let nonce = try? Nonce.random() else { return }
        obey(authority.onParentHeartbeatDue(nonce: nonce, now: SystemClock.bootNow()))
    }

    func stopParent() {
        parentTimer = nil
        renewer?.stop()
        parent?.stop()
    }
}

enum ParentIdentity {
    /// Of the files that hold the way up; without it they are those of the collector's own authority.
    static let prefix = "parent-"
}
