import COpenSSL
import Glibc

/// What could not be read, made or signed, with the place and the mend.
public struct CertificateError: Error, Equatable, Sendable, CustomStringConvertible {
    public enum Cause: Equatable, Sendable {
        /// There is no such file.
        case missing
        /// Others than its owner may read or change it.
        case exposed
        /// It is there and is not what it should be.
        case unusable
        /// The system refused a file.
        case file
        /// OpenSSL refused.
        case library
    }

    public var cause: Cause
    public var message: String

    public init(_ cause: Cause, _ message: String) {
        self.cause = cause
        self.message = message
    }

    public var description: String { message }

    /// What OpenSSL last complained of on this thread; its queue is emptied.
    static func library(_ what: String) -> CertificateError {
        var complaint = "OpenSSL gives no reason"
        while case let code = ERR_get_error(), code != 0 {
            complaint = ERR_reason_error_string(code).map { String(cString: $0) } ?? "error \(code)"
        }
        return CertificateError(.library, "\(what): \(complaint)")
    }

    static func system(_ call: String, _ path: String) -> CertificateError {
        CertificateError(.file, "cannot \(call) \(path): \(String(cString: strerror(errno)))")
    }
}
