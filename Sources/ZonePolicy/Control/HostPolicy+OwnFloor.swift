import ZoneModel

/// The floor that this host's own configuration gives it, over restarts.
///
/// A floor is drawn where nobody can be reached, so a collector must count it before it holds: one that was raised in the file, or that a machine
/// with a copied file brings along, is none until a collector has written it down, said `welcome` and granted a lease. Not the welcome alone: a
/// collector whose ledger is lost welcomes whoever comes, and grants nothing until everything that the old ledger knew of has ended. What was
/// counted is kept on disk, and a start takes up no more than that. The other way round `hello` shows a lowered floor once it is there: a
/// ledger lets go of a floor only when no restart can bring it back.
extension HostPolicy {
    /// What is known of the floor on disk.
    struct FloorMemory: Equatable, Sendable {
        /// There is no more than this.
        var highest: Power
        /// On its way there.
        var asked: (floor: Power, at: BootInstant)?

        static func == (a: FloorMemory, b: FloorMemory) -> Bool {
            a.highest == b.highest && a.asked?.floor == b.asked?.floor && a.asked?.at == b.asked?.at
        }
    }

    /// A disk that failed is tried again so often.
    private static let floorRetry: Duration = .seconds(10)

    /// What `hello` says of the floor.
    public var floorTold: Power { max(announced.floor, floorMemory?.highest ?? .zero) }

    /// Until a collector counts it the host's own floor is lower than its file says; nil: it is not.
    public var floorAwaited: Power? { configuration.floor < announced.floor ? announced.floor : nil }

    /// What the draw is held against: the ceiling, but for the watts that a host draws with everything throttled before any collector has counted its floor.
    /// To take them away is in nobody's power, and a collector counts them from the hello on (rule 11).
    func judgedCeiling(now: BootInstant) -> Power {
        let ceiling = ceiling(now: now)
        guard let awaited = floorAwaited, keeper.lease == nil else { return ceiling }
        return max(ceiling, min(awaited, configuration.idle))
    }

    /// A lease was granted under what was announced.
    mutating func takeUpFloor(now: BootInstant) -> [HostDirective] {
        guard isWelcomed, keeper.isFloorWithheld || configuration.floor != announced.floor else { return [] }
        keeper.isFloorWithheld = false
        return takeUp(announced, now: now) + storeFloor(now: now)
    }

    mutating func storeFloor(now: BootInstant) -> [HostDirective] {
        guard var memory = floorMemory else { return [] }
        let floor = announced.floor
        guard floor <= memory.highest || floor == configuration.floor else { return [] }
        if let asked = memory.asked {
            guard asked.floor != floor || now - asked.at >= HostPolicy.floorRetry else { return [] }
        } else if floor == memory.highest {
            return []
        }
        memory.asked = (floor, now)
        memory.highest = max(memory.highest, floor)
        floorMemory = memory
        return [.storeFloor(floor)]
    }

    /// The floor is on disk, and outlives a power cut.
    public mutating func onFloorStored(_ floor: Power, now: BootInstant) -> [HostDirective] {
        guard let asked = floorMemory?.asked, asked.floor == floor else { return [] }
        let told = floorTold
        floorMemory = FloorMemory(highest: floor)
        return floorTold < told ? [.introduce] : []
    }
}
