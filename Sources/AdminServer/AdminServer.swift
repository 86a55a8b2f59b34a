import FoundationEssentials
import Transport
import ZoneModel

/// What both daemons' admin sockets have in common: JSON out, errors that teach, a bound on what is asked.
extension LocalResponse {
    /// 200 with the document.
    public static func document(_ document: some Encodable) -> LocalResponse { encoded(document, status: 200) }

    /// What Prometheus scrapes.
    public static func metrics(_ text: String, format: MetricsText.Format) -> LocalResponse {
        LocalResponse(status: 200, body: Array(text.utf8), contentType: format.contentType)
    }

    public static func failure(_ failure: AdminFailure, status: Int) -> LocalResponse { encoded(failure, status: status) }

    public static func unknownPath(_ path: String, known: [String]) -> LocalResponse {
        failure(
            AdminFailure(code: "unknown_path", message: "there is no \(path.prefix(200))", mend: "known: \(known.joined(separator: ", "))"),
            status: 404)
    }

    public static func wrongMethod(_ path: String) -> LocalResponse {
        failure(AdminFailure(code: "wrong_method", message: "\(path.prefix(200)) does not take this method"), status: 405)
    }

    private static func encoded(_ value: some Encodable, status: Int) -> LocalResponse {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // A figure that is no number (a fault of the program) is the only thing that cannot be written.
        encoder.nonConformingFloatEncodingStrategy = .convertToString(positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        do {
            return LocalResponse(status: status, body: Array(try encoder.encode(value)))
        } catch {
            return LocalResponse(status: 500, body: Array(#"{"code":"internal","message":"the answer could not be written"}"#.utf8))
        }
    }
}

extension LocalRequest {
    /// A JSON body; the failure says where it is wrong.
    public func decode<Document: Decodable>(_ type: Document.Type) -> Result<Document, AdminFailure> {
        do {
            return .success(try JSONDecoder().decode(type, from: Data(body)))
        } catch let error as DecodingError {
            return .failure(AdminFailure(code: "bad_request", message: "the body is not what is expected: \(LocalRequest.reason(error))"))
        } catch {
            return .failure(AdminFailure(code: "bad_request", message: "the body is no JSON"))
        }
    }

    /// What the scraper takes.
    public var metricsFormat: MetricsText.Format { MetricsText.Format(accept: accept) }

    /// `limit=N` of the query, within `range`; nothing else is known there.
    public func limit(default standard: Int, in range: ClosedRange<Int>) -> Result<Int, AdminFailure> {
        guard !query.isEmpty else { return .success(standard) }
        let parts = query.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == "limit", let limit = Int(parts[1]), range.contains(limit) else {
            return .failure(
                AdminFailure(
                    code: "bad_request", message: "the query \"\(query.prefix(100))\" is not understood",
                    mend: "limit=N with N from \(range.lowerBound) to \(range.upperBound)"))
        }
        return .success(limit)
    }

    private static func reason(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, _): "\(key.stringValue) is missing"
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            "\(context.codingPath.map(\.stringValue).joined(separator: ".")) is no \(type)"
        case .dataCorrupted(let context): context.debugDescription
        @unknown default: "\(error)"
        }
    }
}
