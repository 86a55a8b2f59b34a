import ZoneModel

/// The last things of note, and a hash over all of them: two runs of one seed must agree in every one.
struct Trace {
    enum Note {
        case said(Int, EventKind)
        case collectorSaid(Int, EventKind)
        case agentStarted(Int, GrantID)
        case agentStopped(Int)
        case refused(Int)
        case hello(Int)
        case accepted(Int, UInt64, Power)
        case applied(Int, UInt64)
        case granted(Int, UInt64, Power)
        case collectorStarted(Int, LedgerImage.Status, Int)
        case collectorStopped(Int)
        case fault(FaultKind, Int)
        case mended(FaultKind, Int)
        case ordered(Int, Power)
        case budget(Int, Power)
        case floor(Int, Power)
        case schedule(Int, Int)
        case timed(Int, isEmergency: Bool, Power)
    }

    private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    private var notes: [(at: Int64, note: Note)] = []
    private var next = 0
    private static let kept = 160

    mutating func mix(_ value: UInt64) { hash = (hash ^ value) &* 0x0000_0100_0000_01B3 &+ value >> 29 }

    mutating func note(_ at: Int64, _ note: Note) {
        mix(UInt64(bitPattern: at))
        mix(code(of: note))
        if notes.count < Trace.kept {
            notes.append((at, note))
        } else {
            notes[next] = (at, note)
            next = (next + 1) % Trace.kept
        }
    }

    private func code(of note: Note) -> UInt64 {
        switch note {
        case .said(let i, _): UInt64(i) << 8 | 1
        case .collectorSaid(let i, _): UInt64(i) << 8 | 2
        case .agentStarted(let i, let grant): UInt64(i) << 8 | 3 | grant.generation << 20
        case .agentStopped(let i): UInt64(i) << 8 | 4
        case .refused(let i): UInt64(i) << 8 | 5
        case .hello(let i): UInt64(i) << 8 | 6
        case .accepted(let i, let generation, let power): UInt64(i) << 8 | 7 | generation << 20 ^ UInt64(bitPattern: power.milliwatts) << 28
        case .applied(let i, let generation): UInt64(i) << 8 | 8 | generation << 20
        case .granted(let i, let generation, let power): UInt64(i) << 8 | 9 | generation << 20 ^ UInt64(bitPattern: power.milliwatts) << 28
        case .collectorStarted(let i, _, let count): UInt64(i) << 8 | 10 | UInt64(count) << 20
        case .collectorStopped(let i): UInt64(i) << 8 | 11
        case .fault(let kind, let i): UInt64(i) << 8 | 12 | UInt64(kind.rawValue) << 20
        case .mended(let kind, let i): UInt64(i) << 8 | 13 | UInt64(kind.rawValue) << 20
        case .ordered(let i, let power): UInt64(i) << 8 | 14 | UInt64(bitPattern: power.milliwatts) << 20
        case .budget(let i, let power): UInt64(i) << 8 | 15 | UInt64(bitPattern: power.milliwatts) << 20
        case .schedule(let i, let count): UInt64(i) << 8 | 17 | UInt64(count) << 20
        case .timed(let i, _, let power): UInt64(i) << 8 | 18 | UInt64(bitPattern: power.milliwatts) << 20
        case .floor(let i, let power): UInt64(i) << 8 | 16 | UInt64(bitPattern: power.milliwatts) << 20
        }
    }

    /// Oldest first, for people.
    func told(_ name: (Int) -> String) -> [String] {
        (notes[next...] + notes[..<next]).map { entry in
            "\(Double(entry.at) / 1e9) s: \(text(of: entry.note, name))"
        }
    }

    private func text(of note: Note, _ name: (Int) -> String) -> String {
        switch note {
        case .said(let i, let kind): "\(name(i)) says \(kind.rawValue)"
        case .collectorSaid(let i, let kind): "collector \(i + 1) says \(kind.rawValue)"
        case .agentStarted(let i, let grant): "\(name(i)) starts, remembers grant \(grant)"
        case .agentStopped(let i): "\(name(i)) is gone"
        case .refused(let i): "\(name(i)) is refused"
        case .hello(let i): "hello of \(name(i)) arrives"
        case .accepted(let i, let generation, let power): "\(name(i)) accepts grant \(generation) of \(power.watts) W"
        case .applied(let i, let generation): "applied \(generation) of \(name(i)) arrives"
        case .granted(let i, let generation, let power): "grant \(generation) of \(power.watts) W leaves for \(name(i))"
        case .collectorStarted(let i, let status, let count): "collector \(i + 1) starts, ledger \(status.rawValue) with \(count) entries"
        case .collectorStopped(let i): "collector \(i + 1) is gone"
        case .fault(let kind, let i): "fault: \(kind.text), at or near \(name(i))"
        case .mended(let kind, let i): "mended: \(kind.text) of \(name(i))"
        case .ordered(let i, let power): "an order for zone \(i + 1) or a host there: \(power < .zero ? "cap lifted" : "\(power.watts) W")"
        case .budget(let i, let power): "the budget of zone \(i + 1) is \(power.watts) W"
        case .schedule(let i, let count): "\(name(i)) has a schedule of \(count) slots"
        case .timed(let i, let isEmergency, let power): "\(isEmergency ? "EMERGENCY" : "event") ordered in zone \(i + 1): \(power.watts) W"
        case .floor(let i, let power): "the floor of \(name(i)) is to be \(power.watts) W"
        }
    }
}
