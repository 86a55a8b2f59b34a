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
