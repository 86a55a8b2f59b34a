import ZoneModel

/// What a host is taken to ask for: what it says, with a margin, held still under noise.
///
/// Every change of one host's demand moves the targets of all the others, so a reading that trembles by 1 % must not. The demand stands while what is asked for lies
/// from 4 % under it up to it; else it is set 2 % above. A host that trembles by ±1 % around w settles between 1.01 w and 1.03 w and stays.
struct DemandFilter: Hashable, Sendable {
    private(set) var demand: Power?

    /// - Returns: whether the demand moved.
    mutating func update(wanted: Power) -> Bool {
        let wanted = min(wanted.clampedToZero, .maximum)
        if let demand, wanted <= demand, wanted.milliwatts >= demand.milliwatts - demand.milliwatts / 25 { return false }
        let raised = Power(milliwatts: wanted.milliwatts + wanted.milliwatts / 50)
        defer { demand = raised }
        return raised != demand
    }

    mutating func reset() { demand = nil }
}
