import ZoneModel

/// The collector's side of one connection as a value: who it is, and which of its lines are passed on.
///
/// - `unknown` → `known` at a `hello`; nothing else is taken before it
/// - every one → closed when the hello does not come in time, an address changes, or too many lines in a row are bad
public struct PeerState: Sendable {
    public enum Directive: Equatable, Sendable {
        case hello(Hello, HostAddress)
        /// Lines of a known host, in order.
        case line(Line)
        case answer(ErrorLine)
        case answerPong(UInt64)
        /// The answer goes out, then the connection ends.
        case close(ErrorLine)
    }

    public private(set) var address: HostAddress?
    public private(set) var refusedLines: UInt64 = 0
    private let openedAt: BootInstant
    private var badInARow = 0
    private var isClosed = false

    static let helloMax: Duration = .seconds(5)
    static let badInARowMax = 16

    public init(openedAt: BootInstant) { self.openedAt = openedAt }

    public mutating func onTick(now: BootInstant) -> [Directive] {
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
        guard let address else {
            guard case .hello(let hello) = line.body else {
                return close("hello", "the first line must be a hello, not a \(line.body.type)")
            }
            self.address = line.address
            return [.hello(hello, line.address)]
        }
        guard line.address == address else {
            return close("wrong_address", "this connection is \(address)'s, and a line says \(line.address)")
        }
        switch line.body {
        case .hello: return close("hello", "a second hello on one connection")
        case .ping(let ping): return [.answerPong(ping.id)]
        case .pong, .welcome, .quota, .floor, .ack, .error: return []
        default: return [.line(line)]
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
