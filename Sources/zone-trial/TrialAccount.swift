import ZoneModel

/// What a trial came to, from the documents that the view was drawn from.
struct TrialAccount {
    private var samples = 0
    private var samplesOver = 0
    private var sumW = 0.0
    private var peakW = 0.0
    private var isSimulated = false
    private var source = PowerSource.measured
    private var hashes = 0.0
    private var lastTimeS: Double?
    private var hasHadLease = false
    private var cuts: [String] = []
    private var linesStored: UInt64 = 0
    private var linesRefused: UInt64 = 0
    private var linesUnacked = 0

    mutating func saw(_ status: HostStatus) {
        // Before the first reading a rig counts at its nameplate: true for the controller, and no draw.
        guard !status.rigs.contains(where: { $0.state == .starting }) else { return }
        // What it draws idle before a collector has counted its floor is over no quota: none was given.
        hasHadLease = hasHadLease || status.lease != nil || status.mode == .observe
        guard hasHadLease else { return }
        samples += 1
        sumW += status.power.powerW
        peakW = max(peakW, status.power.powerW)
        // As the agent itself judges: over by more than the meter can tell.
        if status.power.powerW - status.power.errorW > status.quotaW { samplesOver += 1 }
        isSimulated = isSimulated || status.simulated
        source = max(source, status.power.source)
        linesUnacked = status.spool.lines
        if let lastTimeS { hashes += status.hashrateHs * max(0, status.uptimeS - lastTimeS) }
        lastTimeS = status.uptimeS
    }

    mutating func saw(_ status: ZoneStatus) {
        linesStored = status.linesStored
        linesRefused = status.linesRefused
    }

    /// The agent's own account of every cut: how long it took, and what it cost.
    mutating func saw(_ events: EventsDocument) {
        for event in events.events where event.event == EventKind.quotaApplied.rawValue {
            let line = "\(event.timestamp.dropFirst(11).prefix(12))  \(event.message)"
            if !cuts.contains(line), cuts.count < 32 { cuts.append(line) }
        }
    }

    var text: String {
        guard samples > 0 else { return "no status of the agent was seen\n" }
        let kind = "\(source.rawValue)\(isSimulated ? ", simulated" : "")"
        let over = 100 * Double(samplesOver) / Double(samples)
        let hashed = fixed(hashes / 1e6, decimals: 1)
        var text =
            "draw \(fixed(sumW / Double(samples), decimals: 1)) W mean, \(fixed(peakW, decimals: 1)) W peak (\(kind)); over the quota in "
            + "\(fixed(over, decimals: 1)) % of \(samples) looks\n"
            + "about \(hashed) million hashes; \(linesStored) lines stored, \(linesRefused) refused, \(linesUnacked) not yet acked\n"
        for cut in cuts { text += "  \(cut)\n" }
        return text
    }
}
