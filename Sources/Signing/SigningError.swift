import COpenSSL

/// What could not be signed or read, with the place and the mend.
public struct SigningError: Error, Equatable, Sendable, CustomStringConvertible {
    public enum Cause: String, Hashable, Sendable, CaseIterable {
        /// There is no key file yet.
        case missing
        /// The file is there and is no Ed25519 key.
        case notAKey = "not_a_key"
        /// Others than its owner may read or change it.
        case exposed
        /// The system refused a file.
        case file
        /// OpenSSL refused.
        case library
    }

    public var cause: Cause
    public var message: String

    init(_ cause: Cause, _ message: String) {
        self.cause = cause
        self.message = message
    }

    /// What OpenSSL last complained of on this thread; its queue is emptied.
    static func library(_ what: String) -> SigningError { SigningError(.library, "\(what): \(lastComplaint())") }

    public var description: String { message }
}

/// The queue is per thread, and what lies in it would be taken for the next call's.
func lastComplaint() -> String {
    var complaint = "OpenSSL gives no reason"
    while case let code = ERR_get_error(), code != 0 {
        var text = [CChar](repeating: 0, count: 256)
        ERR_error_string_n(code, &text, text.count)
        complaint = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    return complaint
}
