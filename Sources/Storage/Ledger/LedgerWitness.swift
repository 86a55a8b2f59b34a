import Glibc

/// A second file that knows how far the ledger has come, so that an older copy of the ledger that was put back is not taken for the
/// whole one.
///
/// Order of a commit: ledger (fsync), then witness (fdatasync), then the caller may send. So a crash leaves the ledger level with
/// the witness or ahead of it, and a ledger that is *behind* its witness has lost commits that were acted upon.
///
/// Two slots of one sector each, written in turn and in place: a torn write spoils one slot and leaves the other, one commit older.
/// What it cannot see: a machine or directory set back as a whole, witness included, keeping the inode. Then the agents know: a
/// `hello` whose last grant is above the ledger's newest is the proof.
struct LedgerWitness: Equatable {
    var ledgerID: String
    var commits: UInt64
    /// The ledger file's inode: a copy has another one, even where the witness was copied, too.
    var inode: UInt64

    /// Nil where there is no file. `Damaged` is a value, because it is a finding about the ledger and not a failure.
    enum Finding: Equatable {
        case none
        case damaged
        case found(LedgerWitness)
    }

    static let slotBytes = 512

    static func read(_ path: String) throws(StorageError) -> Finding {
        guard let bytes = try WholeFile.read(path, bytesMax: 2 * slotBytes) else { return .none }
        let slots = [bytes.prefix(slotBytes), bytes.dropFirst(slotBytes)].compactMap { decode(Array($0)) }
        guard let newest = slots.max(by: { $0.commits < $1.commits }) else { return .damaged }
        return .found(newest)
    }

    /// In a slot: `zone-ledger 1 ID COMMITS INODE CRC`, then zeros.
    private var slot: [UInt8] {
        let text = Array("zone-ledger 1 \(ledgerID) \(commits) \(inode)".utf8)
        let bytes = text + Array(" \(String(Checksum.crc32(text), radix: 16))\n".utf8)
        return bytes + [UInt8](repeating: 0, count: max(LedgerWitness.slotBytes - bytes.count, 0))
    }

    private static func decode(_ slot: [UInt8]) -> LedgerWitness? {
        guard let end = slot.firstIndex(of: 10) else { return nil }
        let words = slot[..<end].split(separator: 32).map { String(decoding: $0, as: UTF8.self) }
        guard words.count == 6, words[0] == "zone-ledger", words[1] == "1", let commits = UInt64(words[3]), let inode = UInt64(words[4]),
            UInt32(words[5], radix: 16) == Checksum.crc32(words[..<5].joined(separator: " ").utf8)
        else { return nil }
        return LedgerWitness(ledgerID: words[2], commits: commits, inode: inode)
    }

    /// Keeps the file open for in-place writes.
    final class Writer {
        private let path: String
        private let descriptor: Int32

        /// Begins anew with both slots the same.
        init(path: String, _ witness: LedgerWitness) throws(StorageError) {
            try WholeFile.replace(path, with: witness.slot + witness.slot)
            self.path = path
            descriptor = open(path, O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw StorageError(path: path, call: "open", systemError: errno) }
        }

        deinit { close(descriptor) }

        func write(_ witness: LedgerWitness) throws(StorageError) {
            let offset = witness.commits % 2 == 0 ? 0 : LedgerWitness.slotBytes
            if let failure = WholeFile.write(witness.slot, to: descriptor, at: offset, path: path) { throw failure }
            guard fdatasync(descriptor) == 0 else { throw StorageError(path: path, call: "fdatasync", systemError: errno) }
        }
    }
}
