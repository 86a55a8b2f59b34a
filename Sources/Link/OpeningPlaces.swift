/// Bounds the connections of peers that have not shown who they are, as a value: anybody can open one, and each costs a descriptor and some memory.
///
/// When every place is taken, a newcomer takes that of the oldest one of the network which has most of them. So somebody who opens connections without
/// end takes places from himself, and a host from elsewhere gets in. Where everyone has as many as the newcomer's network would have, he comes again.
struct OpeningPlaces: Sendable {
    enum Verdict: Equatable, Sendable {
        case take
        /// That one goes.
        case takeFrom(Int)
        case refuse
    }

    let placesMax: Int
    /// In the order of their coming, with the network that each came from.
    private var networks: [Int: String] = [:]
    private var queues: [String: [Int]] = [:]

    init(placesMax: Int) { self.placesMax = placesMax }

    var count: Int { networks.count }

    /// - Parameter id: above every one before it.
    mutating func onOpen(_ id: Int, from network: String) -> Verdict {
        var verdict = Verdict.take
        if networks.count >= placesMax {
            guard let fullest = queues.max(by: { ($0.value.count, $1.key) < ($1.value.count, $0.key) }), let oldest = fullest.value.first,
                fullest.key == network || fullest.value.count > (queues[network]?.count ?? 0) + 1
            else { return .refuse }
            onLeft(oldest)
            verdict = .takeFrom(oldest)
        }
        networks[id] = network
        queues[network, default: []].append(id)
        return verdict
    }

    /// It has shown who it is, or is gone.
    mutating func onLeft(_ id: Int) {
        guard let network = networks.removeValue(forKey: id) else { return }
        queues[network]?.removeAll { $0 == id }
        if queues[network]?.isEmpty ?? false { queues[network] = nil }
    }
}
