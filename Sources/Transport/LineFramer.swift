/// Cuts a stream of bytes into lines at LF. Holds at most one unfinished line, and never more than `lineBytesMax` of it.
public struct LineFramer: Sendable {
    public enum Failure: Error, Equatable, Sendable {
        /// No LF within the largest line: the stream can no longer be trusted.
        case lineTooLong(bytesMax: Int)
    }

    public let lineBytesMax: Int
    private var rest: [UInt8] = []
    /// How much of `rest` is known to hold no LF: a line that comes byte by byte is not scanned anew each time.
    private var scanned = 0

    public init(lineBytesMax: Int) { self.lineBytesMax = lineBytesMax }

    /// What one read brought. With a failure, `lines` are those before the one that was too long.
    public struct Cut: Sendable {
        public var lines: [ArraySlice<UInt8>] = []
        public var failure: Failure?
    }

    /// The lines that are whole now, without their LF; a CR before it is dropped, and empty lines are left out.
    public mutating func append(_ bytes: some Collection<UInt8>) -> Cut {
        rest += bytes
        var cut = Cut()
        var from = rest.startIndex
        while let end = rest[max(from, scanned)...].firstIndex(of: 0x0A) {
            guard end - from <= lineBytesMax else { return fail(cut) }
            let hasReturn = end > from && rest[end - 1] == 0x0D
            let line = rest[from..<(hasReturn ? end - 1 : end)]
            if !line.isEmpty { cut.lines.append(line) }
            from = end + 1
        }
        guard rest.endIndex - from <= lineBytesMax else { return fail(cut) }
        // The slices keep the old storage; what is left moves to a small one of its own.
        rest = Array(rest[from...])
        scanned = rest.count
        return cut
    }

    /// Bytes of a line that has not ended.
    public var unfinishedBytes: Int { rest.count }

    private mutating func fail(_ cut: Cut) -> Cut {
        rest = []
        scanned = 0
        return Cut(lines: cut.lines, failure: .lineTooLong(bytesMax: lineBytesMax))
    }
}
