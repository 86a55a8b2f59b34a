import ZoneModel

/// The collector's side of one connection as a value: who it is, and which of its lines are passed on.
///
/// - `unknown` → `known` at a `hello`; nothing else is taken before it. Under TLS the certificate has said who it is, and the hello must say the same
/// - every one → closed when the hello does not come in time, an address changes, or too many lines in a row are bad
public struct PeerState: Sendable {
    /// For whom the connection may speak.
    public enum Admission: Equatable, Sendable {
        /// Plain TCP, which stays on the machine: for whom the hello says.
        case anybody
        /// TLS, and the peer has not shown itself yet.
        case handshaking
        /// The host of the certificate, until that ends.
        case host(CertifiedHost, until: WallInstant)
        /// Nobody: it is there to get a first certificate.
        case enrolment
    }

    public enum Directive: Equatable, Sendable {
        case hello(Hello, HostAddress)
        case enroll(Enroll, HostAddress)
        /// Lines of a known host, in order.
        case line(Line)
        case answer(ErrorLine)
        case answerPong(UInt64)
        /// The answer goes out, then the connection ends.
        case close(ErrorLine)
    }

    public private(set) var address: HostAddress?
    /// To whom the last words are addressed: who it is, or who it said it was, so that it takes them for its own.
    public var addressee: HostAddress? { address ?? claimed }
    private var claimed: HostAddress?
    public private(set) var refusedLines: UInt64 = 0
    public let admission: Admission
    private let openedAt: BootInstant
    private var badInARow = 0
    private var isClosed = false

    static let helloMax: Duration = .seconds(5)
    static let badInARowMax = 16

    public init(openedAt: BootInstant, admission: Admission = .anybody) {
        self.openedAt = openedAt
        self.admission = admission
    }

    public mutating func onTick(now: BootInstant, wall: WallInstant) -> [Directive] {
        // The transport has its own limit for a handshake.
        if admission == .handshaking { return [] }
        if case .host(let host, let end) = admission, wall > end, !isClosed {
            return close("certificate_expired", "the certificate of \(host.address) has expired: enrol the host anew")
        }
        guard address == nil, !isClosed, now - openedAt >= PeerState.helloMax else { return [] }
        return close("hello", "no hello within \(PeerState.helloMax.wholeMilliseconds / 1000) s")
    }

    public mutating func onLine(_ line: Result<Line, LineError>) -> [Directive] {
        guard !isClosed else { return [] }
        switch line {
        case .failure(.unknownType) where address != nil: return []
        case .failure(let error): return refused(error)
        case .success(let line):
            badInARow = 0
            return understood(line)
        }
    }

    /// The framer gave up: the rest of the stream cannot be told apart.
    public mutating func onTooLong(bytesMax: Int) -> [Directive] {
        close("line_too_long", "no end of line within \(bytesMax) bytes")
    }

    private mutating func understood(_ line: Line) -> [Directive] {
        guard let address else { return opened(by: line) }
        guard line.address == address else {
            return close("wrong_address", "this connection is \(address)'s, and a line says \(line.address)")
        }
        switch line.body {
        case .hello: return close("hello", "a second hello on one connection")
        case .ping(let ping): return [.answerPong(ping.id)]
        case .enroll: return close("enroll", "this connection is there for something else than a first certificate")
        case .pong, .welcome, .quota, .floor, .ack, .error, .certificate: return []
        default: return [.line(line)]
        }
    }

    private mutating func opened(by line: Line) -> [Directive] {
        let address = line.address
        claimed = address
        switch (line.body, admission) {
        case (.enroll(let request), .enrolment):
            self.address = address
            return [.enroll(request, address)]
        case (_, .enrolment):
            return close("certificate_required", "without a certificate only a first one can be asked for: enrol this host")
        case (.hello(let hello), .host(let host, _)):
            if let objection = host.objection(to: hello, from: address) { return close(objection.code, objection.message) }
            self.address = address
            return [.hello(hello, address)]
        case (.hello(let hello), .anybody):
            self.address = address
            return [.hello(hello, address)]
        default: return close("hello", "the first line must be a hello, not a \(line.body.type)")
        }
    }

    private mutating func refused(_ error: LineError) -> [Directive] {
        refusedLines += 1
        badInARow += 1
        guard badInARow < PeerState.badInARowMax, address != nil else { return close(error.code, error.message) }
        return [.answer(ErrorLine(code: error.code, message: error.message))]
    }

    private mutating func close(_ code: String, _ message: String) -> [Directive] {
        isClosed = true
        return [.close(ErrorLine(code: code, message: message))]
    }
}
