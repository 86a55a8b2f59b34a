/// Which chain is mined. Testnet and signet write their addresses alike.
public enum BitcoinNetwork: String, Sendable, Hashable, CaseIterable {
    case mainnet
    case testnet
    case signet
    case regtest
}

/// Where a node's JSON-RPC is, and who asks it.
public struct NodeEndpoint: Equatable, Sendable {
    public enum Credentials: Equatable, Sendable {
        /// What bitcoind writes at each start: a user and a password of its own.
        case cookie(path: String)
        /// The password is the first line of a file.
        case password(user: String, path: String)
    }

    /// `http://127.0.0.1:8332`
    public var url: String
    public var credentials: Credentials

    public init(url: String, credentials: Credentials) {
        self.url = url
        self.credentials = credentials
    }
}

/// A node of one's own, whose templates are mined.
public struct NodeConfiguration: Equatable, Sendable {
    public var endpoint: NodeEndpoint
    public var network: BitcoinNetwork

    public init(endpoint: NodeEndpoint, network: BitcoinNetwork) {
        self.endpoint = endpoint
        self.network = network
    }
}

/// One who gets a share of what a found block brings.
public struct PayoutConfiguration: Equatable, Sendable {
    /// Checked: it is one of the node's network.
    public var address: String
    /// Thousandths of a per cent.
    public var share: Int
    /// Who that is, for people.
    public var label: String?

    public init(address: String, share: Int, label: String? = nil) {
        self.address = address
        self.share = share
        self.label = label
    }
}
