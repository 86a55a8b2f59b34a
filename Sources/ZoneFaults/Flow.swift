import Glibc
import ZoneModel

/// One direction of a proxied connection: bytes come in, whole lines wait for their instant, bytes go out.
struct Flow {
    private struct Waiting {
        var due: BootInstant
        var bytes: [UInt8]
    }

    private var unfinished: [UInt8] = []
    private var waiting: [Waiting] = []
    private var out: [UInt8] = []
    /// When the last line in order goes out: a delay that shrinks does not let lines pass one another.
    private var lastDue = BootInstant(nanoseconds: .min)
    /// Everything that was handed on, up to a bound: a duplicated connection begins with it.
    private(set) var history: [UInt8] = []

    private static let historyMax = 64 << 10
    private static let queuedMax = 1 << 20

    var hasOutput: Bool { !out.isEmpty }
    var mayRead: Bool { out.count < Flow.queuedMax }
    var nextDue: BootInstant? { waiting.map(\.due).min() }

    /// - Returns: the whole lines among what came, with their newline.
    mutating func lines(in bytes: ArraySlice<UInt8>) -> [[UInt8]] {
        unfinished += bytes
        var lines: [[UInt8]] = []
        while let end = unfinished.firstIndex(of: 10) {
            lines.append(Array(unfinished[...end]))
            unfinished.removeSubrange(...end)
        }
        return lines
    }

    mutating func take(_ line: [UInt8], now: BootInstant, delay: Duration, _ weather: Weather, _ random: inout SplitMix) {
        let isOrderly = weather.heldBack == 0 && weather.doubled == 0
        for (place, arrival) in weather.arrivals(now: now, delay: delay, random: &random).enumerated() {
            var due = arrival
            if isOrderly || (place == 0 && arrival == now + delay) {
                due = max(arrival, lastDue)
                lastDue = due
            }
            waiting.append(Waiting(due: due, bytes: line))
        }
    }

    /// Moves what is due into the output; each line is shown to `onLine` first.
    mutating func release(now: BootInstant, _ onLine: ([UInt8]) -> Void) {
        guard waiting.contains(where: { $0.due <= now }) else { return }
        // Stable: lines that are due together go in the order in which they came.
        let due = waiting.enumerated().filter { $0.element.due <= now }.sorted { ($0.element.due, $0.offset) < ($1.element.due, $1.offset) }
        waiting.removeAll { $0.due <= now }
        for (_, line) in due {
            onLine(line.bytes)
            out += line.bytes
            if history.count < Flow.historyMax { history += line.bytes }
        }
    }

    /// The first half of a line: what a connection that breaks in the middle leaves behind.
    mutating func half(_ line: [UInt8]) { out += line.prefix(max(1, line.count / 2)) }

    /// - Returns: false where the socket is broken.
    mutating func write(to fd: Int32) -> Bool {
        while !out.isEmpty {
            let count = out.withUnsafeBytes { send(fd, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)) }
            if count < 0 { return errno == EAGAIN || errno == EINTR }
            out.removeFirst(count)
        }
        return true
    }
}
