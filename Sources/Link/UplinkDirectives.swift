import ZoneModel

extension UplinkState {
    public enum Phase: Equatable, Sendable {
        case idle
        case connecting
        case greeting(since: BootInstant)
        case streaming
        case waiting(until: BootInstant)
    }

    public enum Directive: Equatable, Sendable {
        case connect
        case disconnect
        /// The shell adds the `hello` of this instant.
        case sendHello
        case send(LineBody)
        /// Read spooled lines from this sequence number on, at most so many bytes, and give them to `onFetched`.
        case fetch(from: UInt64, bytesMax: Int)
        /// Already encoded lines.
        case write([UInt8])
        /// Everything up to this sequence number is committed at the collector.
        case acknowledged(UInt64)
        case welcomed(Welcome)
        case disconnected(reason: String)
        /// A quota grant, for the lease keeper.
        case grant(QuotaGrant)
        /// All lines of a floor schedule are there; the signature over it is not verified yet.
        case schedule(FloorSchedule, FloorSignature)
        /// The collector claims lines of this spool that were never written: an older copy of it was put back, or the collector errs.
        /// Nothing may be forgotten by that claim; under a new name all is sent again.
        case spoolOutrun(resumeSeq: UInt64)
        /// The collector says that this host may not be what it says it is.
        case identityRefused(ErrorLine)
        case happened(Event)
        case certificate(CertificateLine)
    }

    public struct Settings: Sendable {
        /// For people.
        public var peer: String
        public var acknowledgement: CollectorLink.Acknowledgement
        public var backoffMin: Duration
        public var backoffMax: Duration
        public var greetingMax: Duration = .seconds(5)
        /// Silence after which the peer is taken for dead; half of it brings a ping.
        public var silenceMax: Duration = .seconds(6)
        /// Bytes of telemetry that may lie unsent: a heartbeat never waits behind a back-fill.
        public var unsentMax = 65_536
        public var fetchBytes = 32_768

        public init(_ link: CollectorLink) {
            peer = "\(link.host):\(link.port)"
            acknowledgement = link.acknowledgement
            backoffMin = link.backoffMin
            backoffMax = link.backoffMax
        }
    }
}
