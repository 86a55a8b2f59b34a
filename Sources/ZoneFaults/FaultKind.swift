import ZoneModel

/// Every kind of fault that a run knows.
public enum FaultKind: String, CaseIterable, Sendable {
    // The wire of one host
    /// Nothing passes, and nobody is told.
    case partition
    /// Heartbeats pass, grants do not; and the other way round.
    case deaf
    case mute
    /// The connection that stands carries nothing any more, while a new one would: one side still believes in it.
    case halfOpen = "half-open"
    /// The same by the proxy: it takes nothing and closes nothing.
    case stall
    /// Seconds each way, up to well beyond a lease.
    case delay
    /// Lines lost, doubled and overtaken.
    case garble
    /// The connection breaks in the middle of a line, again and again.
    case torn
    /// The collector hears a whole connection a second time.
    case echo

    // The processes
    case killAgent = "kill-agent"
    /// Killed while its packets are lost: no FIN, no RST ever comes.
    case silentDeath = "silent-death"
    case killCollector = "kill-collector"
    case freezeAgent = "freeze-agent"
    case freezeCollector = "freeze-collector"
    /// One thread stands still, the others go on: what a call that never returns does.
    case hangControl = "hang-control"
    case hangSpool = "hang-spool"
    case hangStore = "hang-store"
    case hangLedger = "hang-ledger"

    // Disks and clocks
    case fillSpool = "fill-spool"
    case fillCollector = "fill-collector"
    case stepAgent = "step-agent"
    case stepCollector = "step-collector"
    /// Cut off, following its schedule of floors, and then its wall clock is stepped.
    case adrift

    // The zone
    case impostor
    /// A cut below the floors, and then the collector and an agent are killed: it must outlive them.
    case emergency
    /// No fault, and what makes faults matter: the budget moves meanwhile.
    case order

    public enum Target: Sendable {
        case host
        case collector
        case zone
        /// The last host: the impostor takes its name.
        case lastHost
    }

    public var target: Target {
        switch self {
        case .killCollector, .freezeCollector, .hangStore, .hangLedger, .fillCollector, .stepCollector: .collector
        case .order, .emergency: .zone
        case .impostor: .lastHost
        default: .host
        }
    }

    /// How long it lasts in a random run: sometimes shorter than a lease, sometimes longer.
    func duration(_ terms: FaultTerms, _ random: inout SplitMix) -> Duration {
        let lease = terms.term.seconds
        return switch self {
        case .torn, .echo, .order: .seconds(1 + 5 * random.unit())
        case .killAgent, .killCollector: .seconds(2 + 6 * random.unit())
        case .hangControl: .seconds(lease + 2)
        default: .seconds(random.unit() < 0.3 ? lease * random.unit() : lease * (1 + random.unit()))
        }
    }

    /// What of a host's journal this fault explains; anything of warning or worse that no fault explains fails the run.
    var explains: Set<EventKind> {
        // Why it closes a connection the collector says in a line of its own, which counts as a refused one.
        let link: Set<EventKind> = [.collectorLost, .leaseLost, .quotaRefused, .collectorRefused, .lineRefused]
        return switch self {
        case .partition, .adrift, .deaf, .mute, .halfOpen, .stall, .delay, .silentDeath, .freezeCollector, .killCollector, .killAgent,
            .hangLedger,
            .order,
            .garble, .torn, .echo:
            link
        case .freezeAgent, .hangControl: link.union([.controlLate, .rigStale])
        case .hangSpool, .fillSpool: [.spoolFailed]
        case .hangStore: [.collectorLost]
        case .fillCollector: link
        case .stepAgent, .stepCollector: []
        case .impostor: []
        case .emergency: link.union([.emergencySet])
        }
    }
}
