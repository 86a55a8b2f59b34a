import ZoneModel

/// The accounts of a ledger by host. Each stands at a place of its own, so that one number of it is read without a copy of all that it holds.
struct AccountTable: Hashable, Sendable {
    private var places: [HostAddress: Int] = [:]
    /// In the order in which they were first mentioned; no host is ever taken away.
    private(set) var hosts: [HostAddress] = []
    private(set) var list: [Ledger.Account] = []

    subscript(_ host: HostAddress) -> Ledger.Account? { places[host].map { list[$0] } }

    func place(of host: HostAddress) -> Int? { places[host] }

    /// The place of a host that may not have been mentioned yet.
    mutating func enrol(_ host: HostAddress) -> Int {
        if let place = places[host] { return place }
        places[host] = list.count
        hosts.append(host)
        list.append(Ledger.Account())
        return list.count - 1
    }

    /// The account at a place, to be changed there and not beside.
    subscript(at place: Int) -> Ledger.Account {
        get { list[place] }
        _modify { yield &list[place] }
    }
}
