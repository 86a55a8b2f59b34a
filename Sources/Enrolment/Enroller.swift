import CShims
import Certificates
import Link
import Transport
import ZoneModel

/// A host's first certificate: one connection to a collector that is known by the token alone. Runs its own loop until it has ended.
public final class Enroller: @unchecked Sendable {
    // @unchecked: touched on its loop's thread, which is the caller's.
    private let loop: EventLoop
    private let token: EnrolmentToken
    private let machineID: String
    private let key: PrivateKey
    private var connection: LineConnection?
    private var assembler = CertificateAssembler()
    private var outcome: Result<[CertificateLine], EnrolmentFailure> = .failure(EnrolmentFailure("the collector has not answered"))
    private var timer: LoopTimer?

    /// For the connection, the handshake, and the collector's disk.
    private static let patience: Duration = .seconds(20)

    private init(_ token: EnrolmentToken, machineID: String) throws {
        loop = try EventLoop()
        key = try PrivateKey()
        self.token = token
        self.machineID = machineID
    }

    /// - Parameters:
    ///   - address: whose certificate this machine wants, by its own configuration.
    ///   - endpoint: where the collector listens.
    /// - Throws: why there is no certificate, for a person.
    public static func enrol(
        _ token: EnrolmentToken, as address: HostAddress, machineID: String, at endpoint: Endpoint, into store: IdentityStore
    ) throws -> Certificate {
        guard token.address == address else {
            throw EnrolmentFailure("the token is for \(token.address), and this configuration is of \(address): correct one of them")
        }
        guard store.isOwn else {
            throw EnrolmentFailure(
                "the configuration names an identity that an authority brought (\(store.identity.path)): take it out to enrol")
        }
        let enroller = try Enroller(token, machineID: machineID)
        let lines = try enroller.run(endpoint)
        try store.store(enroller.key, lines, zone: address.zone)
        guard let own = store.certificate else { throw EnrolmentFailure("\(store.identity.path) cannot be read back") }
        return own
    }

    private func run(_ endpoint: Endpoint) throws -> [CertificateLine] {
        let context = try TLSContext(
            role: .enrollingClient, identity: nil, trust: .fingerprint(token.fingerprint),
            judge: IdentityStore.isCollector(of: token.address.zone))
        let request = try SigningRequest(key)
        let connection = try LineConnection(
            loop: loop, to: endpoint, timeout: .seconds(5), lineBytesMax: FlatObject.lineBytesMax, tls: context)
        self.connection = connection
        connection.start(
            .init(
                connected: { [weak self] in self?.ask(request) }, lines: { [weak self] in self?.received($0) },
                ended: { [weak self] in self?.finish(.failure(EnrolmentFailure("\(endpoint): \($0.text)"))) }))
        timer = loop.schedule(after: Enroller.patience) { [weak self] in
            self?.finish(.failure(EnrolmentFailure("\(endpoint): no answer within \(Enroller.patience.wholeMilliseconds / 1000) s")))
        }
        loop.run()
        timer = nil
        connection.close()
        self.connection = nil
        return try outcome.get()
    }

    private func ask(_ request: SigningRequest) {
        let secret = token.secret.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        let body = LineBody.enroll(Enroll(secret: secret, machineID: machineID, request: request.der))
        connection?.send(Line(timestamp: WallInstant(milliseconds: zs_realtime_ms()), address: token.address, body: body).encoded())
    }

    private func received(_ lines: [ArraySlice<UInt8>]) {
        for bytes in lines {
            switch try? Line(decoding: bytes).body {
            case .certificate(let line): if let whole = assembler.onLine(line) { finish(.success(whole)) }
            case .error(let error): finish(.failure(EnrolmentFailure("the collector refuses (\(error.code)): \(error.message)")))
            default: break
            }
        }
    }

    private var isDone = false

    private func finish(_ outcome: Result<[CertificateLine], EnrolmentFailure>) {
        guard !isDone else { return }
        isDone = true
        self.outcome = outcome
        loop.stop()
    }
}

/// Why a machine has no certificate; the text names the mend.
public struct EnrolmentFailure: Error, Equatable, Sendable, CustomStringConvertible {
    public let message: String
    public init(_ message: String) { self.message = message }
    public var description: String { message }
}
