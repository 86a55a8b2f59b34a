import CCurl
import CShims
import Glibc
import MiningWork
import ZoneModel

/// Asks a node by JSON-RPC over HTTP. Blocks; belongs to one thread.
final class NodeRPC {
    private let endpoint: NodeEndpoint
    private let cancel: SharedWord
    private let client: OpaquePointer?
    private var credentials: NodeCredentials?

    static let connectTimeout: Duration = .seconds(5)
    /// A full block as a template: 8 MB of digits, and some 400 bytes about each of at most 16 700 transactions.
    static let answerBytesMax = 20 << 20

    init(_ endpoint: NodeEndpoint, cancel: SharedWord) {
        self.endpoint = endpoint
        self.cancel = cancel
        client = ccurl_open()
    }

    deinit { ccurl_close(client) }

    /// The `result` of the answer.
    func perform(_ call: NodeCall) throws(NodeFailure) -> JSONValue {
        let known = credentials
        do throws(NodeFailure) {
            if let known { return try perform(call, as: known) }
            return try perform(call, as: try readCredentials())
        } catch {
            // A node that was started anew has a new cookie.
            guard case .unauthorised = error, known != nil else { throw error }
            let fresh = try readCredentials()
            guard fresh != known else { throw error }
            return try perform(call, as: fresh)
        }
    }

    private func readCredentials() throws(NodeFailure) -> NodeCredentials {
        credentials = nil
        let read = try NodeCredentials(endpoint.credentials)
        credentials = read
        return read
    }

    private func perform(_ call: NodeCall, as who: NodeCredentials) throws(NodeFailure) -> JSONValue {
        guard let client else { throw .broken(reason: "libcurl did not start") }
        let body = Array(
            "{\"jsonrpc\": \"1.0\", \"id\": \"zone-agent\", \"method\": \"\(call.method)\", \"params\": \(call.parameters)}".utf8)
        var answer = ccurl_answer()
        // C reads the strings and the body during the call only.
        endpoint.url.withCString { url in
            who.user.withCString { user in
                who.password.withCString { password in
                    body.withUnsafeBufferPointer { bytes in
                        var request = ccurl_request()
                        request.url = url
                        request.user = user
                        request.password = password
                        request.cancel = UnsafePointer(cancel.pointer)
                        request.body = bytes.baseAddress
                        request.body_length = bytes.count
                        request.connect_ms = Int(NodeRPC.connectTimeout.wholeMilliseconds)
                        request.total_ms = Int(call.timeout.wholeMilliseconds)
                        request.answer_bytes_max = NodeRPC.answerBytesMax
                        ccurl_exchange(client, &request, &answer)
                    }
                }
            }
        }
        return try judge(answer, call)
    }

    private func judge(_ answer: ccurl_answer, _ call: NodeCall) throws(NodeFailure) -> JSONValue {
        let reason = withUnsafeBytes(of: answer.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        switch answer.outcome {
        case CCURL_ANSWERED: break
        case CCURL_NOT_CONNECTED:
            throw .unreachable(reason: answer.os_errno == 0 ? reason : "\(endpoint.url): \(String(cString: strerror(answer.os_errno)))")
        case CCURL_TIMED_OUT: throw .timedOut(seconds: Int(call.timeout.seconds))
        case CCURL_TOO_LARGE: throw .tooLarge(bytesMax: NodeRPC.answerBytesMax)
        case CCURL_BROKEN: throw .broken(reason: reason)
        case CCURL_INTERRUPTED: throw .cancelled
        default: throw .broken(reason: reason)
        }
        switch answer.status {
        case 401: throw .unauthorised(by: endpoint.credentials.name)
        case 403: throw .forbidden
        default: break
        }
        let body = UnsafeBufferPointer(start: answer.body, count: answer.body_length)
        // bitcoind answers its own errors with 500 (404 for a call that it does not know) and the reason in JSON.
        let document: JSONValue
        do throws(JSONError) {
            document = try JSONValue(decoding: body, valuesMax: BlockTemplate.valuesMax)
        } catch {
            guard answer.status == 200 else { throw .status(answer.status) }
            throw .notJSON(reason: error.message)
        }
        if let error = document["error"], !error.isNull {
            throw .refused(
                code: error["code"]?.looseInteger ?? 0, message: NodeRPC.safe(error["message"]?.string ?? "an error without words"))
        }
        guard answer.status == 200 else { throw .status(answer.status) }
        guard let result = document["result"] else { throw .notJSON(reason: "it has no result") }
        return result
    }

    /// A foreign text for a journal: one line, not too long.
    private static func safe(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.prefix(200).map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    }
}
