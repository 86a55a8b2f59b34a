/// One line of a pool, told apart: ids are numbers at most pools, texts or null at some.
enum StratumMessage: Equatable, Sendable {
    /// Of the pool, without an answer; params that are no array are none.
    case notification(method: String, params: [JSONValue])
    /// Of the pool, with an id to be answered under.
    case request(id: JSONValue, method: String, params: [JSONValue])
    case response(id: Int64?, result: JSONValue, error: PoolError?)

    init(decoding bytes: some Collection<UInt8>) throws(JSONError) {
        let value = try JSONValue(decoding: bytes)
        guard case .object(let members) = value else { throw JSONError(message: "a line must be a JSON object") }
        let id = members["id"] ?? .null
        if let method = members["method"], !method.isNull {
            guard let name = method.string else { throw JSONError(message: "\"method\" must be a text") }
            let params = members["params"]?.array ?? []
            self = id.isNull ? .notification(method: name, params: params) : .request(id: id, method: name, params: params)
            return
        }
        guard members["result"] != nil || members["error"] != nil else { throw JSONError(message: "neither a method nor a result") }
        // ckpool says no with a false result and the reason beside it.
        let error = PoolError(members["error"] ?? .null) ?? PoolError(members["reject-reason"] ?? .null)
        self = .response(id: id.looseInteger, result: members["result"] ?? .null, error: error)
    }

    static func call(id: Int64, _ method: String, _ params: [JSONValue]) -> String {
        "{\"id\": \(id), \"method\": \(JSONValue.string(method).text), \"params\": \(JSONValue.array(params).text)}"
    }

    static func answer(id: JSONValue, _ result: JSONValue) -> String { "{\"id\": \(id.text), \"result\": \(result.text), \"error\": null}" }

    static func refusal(id: JSONValue, code: Int64, _ message: String) -> String {
        let error = JSONValue.array([.integer(code), .string(message), .null])
        return "{\"id\": \(id.text), \"result\": null, \"error\": \(error.text)}"
    }
}

/// Why a pool refuses: `[code, message, traceback]` at most, an object, a text or a number at some.
public struct PoolError: Equatable, Sendable {
    public var code: Int64?
    public var message: String

    /// Nil where the value says that nothing is wrong.
    init?(_ value: JSONValue) {
        let (code, message): (Int64?, JSONValue?) =
            switch value {
            case .null, .bool(false): (nil, nil)
            case .array(let parts): (parts.first?.looseInteger, parts.count > 1 ? parts[1] : parts.first)
            case .object: (value["code"]?.looseInteger, value["message"])
            case .integer(let code): (code, nil)
            default: (nil, value)
            }
        if value.isNull || value == .bool(false) { return nil }
        self.code = code
        let text = message?.string.map { PoolText.clean($0) } ?? ""
        self.message = text.isEmpty ? code.map { "error \($0)" } ?? "an error without words" : text
    }

    /// The share came too late, in the words and numbers of the pools that we know.
    var isStale: Bool {
        let text = message.lowercased()
        return code == 21
            || ["stale", "job not found", "unknown job", "invalid job", "unknown-work", "job not exist"].contains { text.contains($0) }
    }
}

/// A pool's words on their way to a journal and a terminal.
public enum PoolText {
    public static func clean(_ text: String, max: Int = 160) -> String {
        let printable = text.unicodeScalars.prefix(4 * max).map { scalar -> Character in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: " "
            default: Character(scalar)
            }
        }
        let words = String(printable).split(separator: " ").joined(separator: " ")
        return words.count > max ? "\(words.prefix(max))…" : words
    }
}
