import ZoneModel

/// The lines that wait in memory while the spool does not take them: bounded, and what was thinned is counted in its place, so that
/// the sequence accounts for it once the disk is back.
///
/// ```
/// backlog.add(line)
/// do { try spool.append(backlog.lines, now: now); backlog.removeAll() } catch { … they stay … }
/// ```
public struct SpoolBacklog: Equatable, Sendable {
    public let bytesMax: Int
    /// In order, ready for `Spool.append`.
    public private(set) var lines: [PendingLine] = []
    /// Memory that the lines take, about.
    public private(set) var bytes = 0
    /// Since the last `removeAll`.
    public private(set) var thinned = ThinnedLines()

    public init(bytesMax: Int = 4 << 20) { self.bytesMax = max(bytesMax, 4096) }

    public var isEmpty: Bool { lines.isEmpty }

    public mutating func add(_ line: PendingLine) {
        lines.append(line)
        bytes += SpoolBacklog.bytes(of: line)
        while bytes > bytesMax, thinOne() {}
    }

    /// Everything that another one holds, behind what is here; that one is empty afterwards.
    public mutating func take(_ other: inout SpoolBacklog) {
        thinned += other.thinned
        for line in other.lines { add(line) }
        other.removeAll()
    }

    /// After the spool took them.
    public mutating func removeAll() {
        lines.removeAll(keepingCapacity: false)
        bytes = 0
        thinned = ThinnedLines()
    }

    /// The oldest rig, or else the oldest report, or else the oldest event, becomes a loss; losses that touch merge.
    private mutating func thinOne() -> Bool {
        let isRig: (PendingLine) -> Bool = { if case .rig = $0.content { true } else { false } }
        let isReport: (PendingLine) -> Bool = { if case .report = $0.content { true } else { false } }
        let isEvent: (PendingLine) -> Bool = { if case .event = $0.content { true } else { false } }
        if let index = lines.firstIndex(where: isRig) {
            thinned.rigs += 1
            lose(at: index)
        } else if let index = lines.firstIndex(where: isReport) {
            thinned.reports += 1
            lose(at: index)
        } else if let index = lines.firstIndex(where: isEvent) {
            thinned.events += 1
            lose(at: index)
        } else {
            return false
        }
        return true
    }

    private mutating func lose(at index: Int) {
        var count: UInt64 = 1
        var reasons = GapReasons.spoolFailed
        var range = index...index
        if index + 1 < lines.count, case .lost(let more, let others) = lines[index + 1].content {
            count += more
            reasons.formUnion(others)
            range = index...(index + 1)
        }
        if index > 0, case .lost(let more, let others) = lines[index - 1].content {
            count += more
            reasons.formUnion(others)
            range = (index - 1)...range.upperBound
        }
        let loss = PendingLine(timestamp: lines[range.upperBound].timestamp, content: .lost(count: count, reasons: reasons))
        bytes -= lines[range].reduce(0) { $0 + SpoolBacklog.bytes(of: $1) }
        bytes += SpoolBacklog.bytes(of: loss)
        lines.replaceSubrange(range, with: [loss])
    }

    /// The enum takes the size of its largest case whatever it holds; strings come on top.
    static func bytes(of line: PendingLine) -> Int {
        let base = MemoryLayout<PendingLine>.stride
        guard case .event(let event) = line.content else { return base + (line.isLoss ? 0 : 128) }
        return event.fields.reduce(base + 128 + event.message.utf8.count) { sum, field in
            if case .string(let text) = field.value { sum + 96 + text.utf8.count } else { sum + 96 }
        }
    }
}

extension PendingLine {
    fileprivate var isLoss: Bool { if case .lost = content { true } else { false } }
}
