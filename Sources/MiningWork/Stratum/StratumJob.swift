/// What `mining.notify` says, checked.
struct StratumJob: Equatable, Sendable {
    var id: String
    var version: UInt32
    var previousHash: [UInt8]
    var bits: UInt32
    var time: UInt32
    var coinbaseHead: [UInt8]
    var coinbaseTail: [UInt8]
    var merkleBranch: [[UInt8]]
    var isClean: Bool

    static let idBytesMax = 128
    static let coinbaseBytesMax = 100_000
    /// 2³² transactions.
    static let branchMax = 32

    init(_ params: [JSONValue]) throws(JSONError) {
        guard params.count >= 8 else { throw JSONError(message: "mining.notify with \(params.count) parameters instead of 9") }
        guard let id = StratumJob.id(params[0]) else {
            throw JSONError(message: "mining.notify without a job id of 1 to \(StratumJob.idBytesMax) bytes")
        }
        self.id = id
        previousHash = StratumJob.wordSwapped(try StratumJob.hex(params[1], "the previous hash", count: 32))
        coinbaseHead = try StratumJob.hex(params[2], "coinb1")
        coinbaseTail = try StratumJob.hex(params[3], "coinb2")
        guard let branch = params[4].array, branch.count <= StratumJob.branchMax else {
            throw JSONError(message: "mining.notify: the merkle branch must be an array of at most \(StratumJob.branchMax)")
        }
        merkleBranch = []
        for node in branch { merkleBranch.append(try StratumJob.hex(node, "the merkle branch", count: 32)) }
        version = try StratumJob.word(params[5], "the version")
        bits = try StratumJob.word(params[6], "nbits")
        time = try StratumJob.word(params[7], "ntime")
        isClean = params.count > 8 ? params[8].bool ?? true : true
    }

    private static func id(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): (1...idBytesMax).contains(text.utf8.count) ? text : nil
        case .integer(let number): String(number)
        default: nil
        }
    }

    private static func hex(_ value: JSONValue, _ what: String, count: Int? = nil) throws(JSONError) -> [UInt8] {
        guard let text = value.string, let bytes = Hex.bytes(text) else {
            throw JSONError(message: "mining.notify: \(what) must be hexadecimal")
        }
        if let count, bytes.count != count {
            throw JSONError(message: "mining.notify: \(what) must have \(count) bytes, not \(bytes.count)")
        }
        guard bytes.count <= coinbaseBytesMax else {
            throw JSONError(message: "mining.notify: \(what) has more than \(coinbaseBytesMax) bytes")
        }
        return bytes
    }

    private static func word(_ value: JSONValue, _ what: String) throws(JSONError) -> UInt32 {
        guard let word = value.string.flatMap(Hex.word) else {
            throw JSONError(message: "mining.notify: \(what) must be a text of up to 8 hexadecimal digits")
        }
        return word
    }

    /// Stratum sends the previous hash as eight words, each with its bytes turned round.
    static func wordSwapped(_ bytes: [UInt8]) -> [UInt8] {
        stride(from: 0, to: bytes.count, by: 4).flatMap { bytes[$0..<min($0 + 4, bytes.count)].reversed() }
    }
}
