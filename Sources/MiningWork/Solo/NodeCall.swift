import ZoneModel

/// A request to the node, as JSON-RPC has it.
public enum NodeCall: Equatable, Sendable {
    case chain
    /// Answered at once, or, with the id of a template, when there is something new.
    case template(longPollID: String?, network: BitcoinNetwork)
    case submit([UInt8])

    /// Calls of one lane wait for one another; those of two never do.
    public enum Lane: Int, Sendable, CaseIterable {
        case ask
        case longPoll
        case submit
    }

    public var method: String {
        switch self {
        case .chain: "getblockchaininfo"
        case .template: "getblocktemplate"
        case .submit: "submitblock"
        }
    }

    /// A JSON array.
    public var parameters: String {
        switch self {
        case .chain: return "[]"
        case .template(let id, let network):
            // Signet's node gives no template to whoever does not say that he knows of signatures.
            let rules = network == .signet ? "[\"segwit\", \"signet\"]" : "[\"segwit\"]"
            let longPoll = id.map { ", \"longpollid\": \(JSONValue.string($0).text)" } ?? ""
            return "[{\"rules\": \(rules), \"capabilities\": [\"coinbasevalue\", \"longpoll\"]\(longPoll)}]"
        case .submit(let block): return "[\"\(Hex.text(block))\"]"
        }
    }

    /// bitcoind answers a long poll within a minute or two wherever transactions arrive, and else at the next block.
    public var timeout: Duration {
        switch self {
        case .chain: .seconds(10)
        case .template(nil, _): .seconds(30)
        case .template: .seconds(600)
        case .submit: .seconds(60)
        }
    }
}
