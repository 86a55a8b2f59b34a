/// Where a serialised transaction has its parts, and by what hashes it is known.
public struct TransactionForm: Equatable, Sendable {
    /// In the order of the wire; without the witness, and with it.
    public let txid: [UInt8]
    public let wtxid: [UInt8]
    /// Weight units (BIP 141).
    public let weight: Int

    /// Nil where the bytes are no transaction, or more than one.
    public init?(_ bytes: [UInt8]) {
        var reader = WireReader(bytes)
        guard reader.skip(4) else { return nil }
        let isWitness = bytes.count > 6 && bytes[4] == 0 && bytes[5] == 1
        if isWitness { _ = reader.skip(2) }
        let start = reader.at
        guard let inputs = reader.count(), inputs > 0 else { return nil }
        for _ in 0..<inputs {
            guard reader.skip(36), let script = reader.count(), reader.skip(script), reader.skip(4) else { return nil }
        }
        guard let outputs = reader.count(), outputs > 0 else { return nil }
        for _ in 0..<outputs {
            guard reader.skip(8), let script = reader.count(), reader.skip(script) else { return nil }
        }
        let end = reader.at
        if isWitness {
            for _ in 0..<inputs {
                guard let items = reader.count() else { return nil }
                for _ in 0..<items { guard let item = reader.count(), reader.skip(item) else { return nil } }
            }
        }
        guard reader.skip(4), reader.isAtEnd else { return nil }
        wtxid = sha256d(bytes)
        guard isWitness else {
            txid = wtxid
            weight = 4 * bytes.count
            return
        }
        let base = bytes[..<4] + bytes[start..<end] + bytes.suffix(4)
        txid = sha256d(Array(base))
        weight = 3 * base.count + bytes.count
    }
}
