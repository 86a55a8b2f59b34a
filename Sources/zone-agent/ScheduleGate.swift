import Host
import Signing
import Storage
import ZoneModel

/// Lets floor schedules in that the centre has signed for this host, and no others. Called on the network's loop.
final class ScheduleGate: @unchecked Sendable {
    // @unchecked: what is mutable is touched on the network's loop alone.
    private let address: HostAddress
    private let verifier: FloorVerifier?
    private let chronicle: Chronicle
    private var refusedAt: BootInstant?

    /// Refusals closer than this are one: a peer must not fill the spool with them.
    private static let quiet: Duration = .seconds(60)

    /// - Throws: where the key of the configuration is none to OpenSSL.
    init(_ configuration: AgentConfiguration, chronicle: Chronicle) throws(SigningError) {
        address = configuration.address
        self.chronicle = chronicle
        var verifier: FloorVerifier?
        if let key = configuration.collector?.floorKey { verifier = try FloorVerifier(key) }
        self.verifier = verifier
    }

    /// nil: refused, and the journal says why.
    func admit(_ schedule: FloorSchedule, _ signature: FloorSignature, now: BootInstant) -> SignedSchedule? {
        guard let reason = objection(to: SignedSchedule(schedule, signature)) else { return SignedSchedule(schedule, signature) }
        if refusedAt.map({ now - $0 >= ScheduleGate.quiet }) ?? true {
            refusedAt = now
            chronicle.tell(ScheduleGate.refusal(schedule.id, reason))
        }
        return nil
    }

    private func objection(to signed: SignedSchedule) -> String? {
        guard let verifier else {
            return "no floor_key in [collector] says who may sign it; the constant floor stays in force: take over what zone-collector "
                + "--print-floor-key prints"
        }
        let text = signed.schedule.canonicalText(for: address)
        guard verifier.verifies(signed.signature, of: Array(text.utf8)) else {
            return "its signature is not that of \(verifier.key) for \(address): the one before stays in force. Was the collector's key "
                + "changed, or does somebody else speak in its name?"
        }
        return nil
    }

    private static func refusal(_ id: String, _ reason: String) -> Event {
        Event(.scheduleRefused, .error, "floor schedule \(id) refused: \(reason)", fields: [.text("schedule_id", id)])
    }

    // MARK: After a restart

    /// What an earlier run has stored, if the key of today's configuration has signed it. Without any key it was verified when it was stored.
    func recall(_ stored: SignedSchedule?) -> FloorSchedule? {
        guard let stored else { return nil }
        guard stored.schedule != .unknown else { return .unknown }
        guard verifier != nil, let reason = objection(to: stored) else { return stored.schedule }
        // Under whatever key it was stored, this host promised to follow it: without it no floor is safe until a new one comes.
        chronicle.tell(ScheduleGate.refusal(stored.schedule.id, "\(reason) Until a new one comes this host has no floor"))
        return .unknown
    }
}

extension AgentMemoryImage {
    /// What must be taken to hold when the memory cannot be read: all that people or the centre may have ordered, at its lowest.
    ///
    /// The emergency ends with the first grant, which tells the truth about it; the schedule with the next one that comes.
    static func lost(_ configuration: AgentConfiguration, boot: String, wall: WallInstant, now: BootInstant) -> AgentMemoryImage {
        let reason = "the memory of the last run is lost"
        var image = AgentMemoryImage(
            hold: Hold(ceiling: .zero, reason: "\(reason), and a hold may have been in it", uid: nil, since: wall))
        guard configuration.collector != nil else { return image }
        let longest = QuotaGrant.emergencyMax
        image.emergency = KeptEmergency(
            EmergencyCut(
                ceiling: .zero, endsAt: now + longest, wallEnd: WallInstant(milliseconds: wall.milliseconds + longest.wholeMilliseconds),
                remaining: longest, isWallTrusted: false, reason: "\(reason), and an emergency may have been in it", order: nil),
            boot: boot)
        if configuration.collector?.floorKey != nil { image.schedule = .unknown }
        return image
    }
}
