import FoundationEssentials
import ZoneModel

/// The documents' JSON, and errors that say where in it something is wrong.
public enum AdminJSON {
    static func decode<Document: Decodable>(
        _ type: Document.Type, _ body: [UInt8], _ name: String, from socket: AdminSocket
    ) throws(AdminError) -> Document {
        do {
            return try JSONDecoder().decode(type, from: Data(body))
        } catch let error as DecodingError {
            guard isJSON(body) else {
                throw .notJSON(socket, contentType: "", reason: body.isEmpty ? "the answer is empty" : "it starts with \(start(of: body))")
            }
            throw .otherDocument(socket, document: name, reason: reason(error), version: version(of: body))
        } catch {
            throw .notJSON(socket, contentType: "", reason: "\(error)")
        }
    }

    public static func encode(_ document: some Encodable) throws(AdminError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(document))
        } catch {
            throw .failed(reason: "the document could not be written as JSON: \(error)")
        }
    }

    /// Only a host's status has rigs.
    static func author(of body: [UInt8]) -> Daemon {
        struct Probe: Decodable {
            struct Anything: Decodable { init(from decoder: any Decoder) {} }
            var rigs: [Anything]?
            var hosts: [Anything]?
        }
        let probe = try? JSONDecoder().decode(Probe.self, from: Data(body))
        return probe?.hosts != nil ? .collector : .agent
    }

    private static func isJSON(_ body: [UInt8]) -> Bool {
        struct Anything: Decodable { init(from decoder: any Decoder) {} }
        return (try? JSONDecoder().decode(Anything.self, from: Data(body))) != nil
    }

    private static func version(of body: [UInt8]) -> String? {
        struct Probe: Decodable { var version: String }
        return (try? JSONDecoder().decode(Probe.self, from: Data(body)))?.version
    }

    private static func start(of body: [UInt8]) -> String {
        let text = String(decoding: body.prefix(40), as: UTF8.self)
        return "\"\(text)\"\(body.count > 40 ? "…" : "")"
    }

    private static func reason(_ error: DecodingError) -> String {
        func place(_ path: [any CodingKey]) -> String {
            let text = path.reduce("") { path, key in
                key.intValue.map { "\(path)[\($0)]" } ?? (path.isEmpty ? key.stringValue : "\(path).\(key.stringValue)")
            }
            return text.isEmpty ? "the document" : text
        }
        switch error {
        case .keyNotFound(let key, let context): return "\(place(context.codingPath + [key])) is missing"
        case .valueNotFound(_, let context): return "\(place(context.codingPath)) is null"
        case .typeMismatch(let type, let context): return "\(place(context.codingPath)) is no \(type)"
        case .dataCorrupted(let context): return "\(place(context.codingPath)): \(context.debugDescription)"
        @unknown default: return "\(error)"
        }
    }
}
