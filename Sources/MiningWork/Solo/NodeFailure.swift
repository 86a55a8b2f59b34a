import ZoneModel

/// What went wrong between the agent and its node, with the mend where there is one.
public enum NodeFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// Nobody took the connection.
    case unreachable(reason: String)
    case timedOut(seconds: Int)
    /// 401: the node does not know who asks.
    case unauthorised(by: String)
    /// 403: it does not take requests from this machine.
    case forbidden
    case status(Int)
    case tooLarge(bytesMax: Int)
    /// What came was no HTTP or broke off.
    case broken(reason: String)
    case notJSON(reason: String)
    /// The node's own error.
    case refused(code: Int64, message: String)
    /// The cookie or the password's file cannot be read.
    case credentials(reason: String)
    case wrongChain(String, wanted: BitcoinNetwork)
    case badTemplate(String)
    /// The agent stops.
    case cancelled

    public var description: String {
        switch self {
        case .unreachable(let reason): "\(reason): does bitcoind run, with server=1 and its RPC port as node.url says?"
        case .timedOut(let seconds): "no answer within \(seconds) s"
        case .unauthorised(let by):
            "it refuses \(by) (401): a cookie is made anew at each start of bitcoind; a user needs rpcauth in bitcoin.conf"
        case .forbidden: "it takes no requests from this address (403): see rpcallowip in bitcoin.conf"
        case .status(503): "its queue of requests is full (503): see rpcworkqueue in bitcoin.conf"
        case .status(let code): "it answers with HTTP status \(code): is that bitcoind's RPC port?"
        case .tooLarge(let bytes): "its answer is larger than \(bytes >> 20) MiB"
        case .broken(let reason): "what answers is no HTTP, or broke off (\(reason)): is that bitcoind's RPC port?"
        case .notJSON(let reason): "its answer is no JSON-RPC (\(reason))"
        case .refused(-28, let message): "it is starting (\(message))"
        case .refused(-9, _): "it is connected to no other node, and gives no work until it is"
        case .refused(-10, _): "it has not caught up with the chain yet (initial block download), and gives no work until it has"
        case .refused(-32_601, _): "it does not know the call: is that bitcoind?"
        case .refused(let code, let message): "\(message) (\(code))"
        case .credentials(let reason): reason
        case .wrongChain(let chain, let wanted):
            "it is on \(BitcoinNetwork(chain: chain)?.rawValue ?? "chain \"\(chain)\""), and node.network says \(wanted.rawValue)"
        case .badTemplate(let reason): "its template cannot be used: \(reason)"
        case .cancelled: "cut short"
        }
    }

    /// It will pass by itself, and soon: asked for again within seconds.
    var isPassing: Bool {
        switch self {
        case .refused(-28, _), .refused(-9, _), .refused(-10, _): true
        default: false
        }
    }
}
