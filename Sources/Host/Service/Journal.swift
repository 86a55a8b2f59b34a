import CSystemd
import Glibc
import Synchronization
import ZoneModel

/// Where the daemons say what happened: structured entries in systemd's journal, or the same in human form on stderr outside of it.
///
/// Writing is asynchronous and bounded, because a sick machine blocks on writes, and the control loop must not wait for a terminal.
public final class Journal: Sendable {
    private let program: String
    private let fields: [String]
    private let isSystemd: Bool
    private let hasColour: Bool
    private let state = Mutex(State())
    private let signal = Wakeup()

    private struct State {
        var entries: [Entry] = []
        var limit = JournalRateLimit()
        var dropped = 0
        var isClosed = false
        var isIdle = true
    }

    struct Entry: Sendable, Equatable {
        var event: Event
        var wall: WallInstant
    }

    private static let entriesMax = 1024

    /// - Parameter fields: on every entry, such as `ZONE=sindh-2`.
    public init(program: String, fields: [String] = []) {
        self.program = program
        self.fields = fields
        isSystemd = getenv("JOURNAL_STREAM") != nil || getenv("NOTIFY_SOCKET") != nil
        hasColour = isatty(STDERR_FILENO) == 1 && getenv("NO_COLOR") == nil
    }

    /// Starts the writing thread.
    public func start() {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self)
        let status = pthread_create(
            &thread, nil,
            { @Sendable context in
                guard let context else { return nil }
                Unmanaged<Journal>.fromOpaque(context).takeRetainedValue().drain()
                return nil
            }, context.toOpaque())
        if status == 0 { pthread_detach(thread) } else { context.release() }
    }

    public func log(_ event: Event, now: BootInstant = SystemClock.bootNow()) {
        let key = JournalRateLimit.Key(event)
        state.withLock { state in
            var event = event
            switch state.limit.onEntry(key, now: now) {
            case .pass: break
            case .suppress: return
            case .passAfter(let suppressed):
                event.message += " (\(suppressed) more like this were held back)"
                event.fields.append(.count("suppressed", suppressed))
            }
            guard state.entries.count < Journal.entriesMax else {
                state.dropped += 1
                return
            }
            state.entries.append(Entry(event: event, wall: SystemClock.wallNow()))
        }
        signal.post()
    }

    /// Writes what waits, and ends the thread; gives up after a time, so that a blocked terminal cannot hold up a stop.
    public func close(within limit: Duration) {
        state.withLock { $0.isClosed = true }
        signal.post()
        let end = SystemClock.bootNow() + limit
        while !state.withLock({ $0.entries.isEmpty && $0.isIdle }), SystemClock.bootNow() < end { usleep(2000) }
    }

    private func drain() {
        while true {
            let (entries, dropped, isClosed) = state.withLock { state in
                defer {
                    state.entries = []
                    state.dropped = 0
                }
                state.isIdle = false
                let held = state.isClosed ? state.limit.takeAll() : state.limit.takeHeld(now: SystemClock.bootNow())
                state.entries += held.map { Entry(event: Event(held: $0), wall: SystemClock.wallNow()) }
                return (state.entries, state.dropped, state.isClosed)
            }
            for entry in entries { write(entry) }
            if dropped > 0 {
                write(
                    Entry(
                        event: Event(.controlLate, .warning, "\(dropped) journal entries were lost: the journal is slow"),
                        wall: SystemClock.wallNow()))
            }
            let isDone = state.withLock { state in
                state.isIdle = state.entries.isEmpty
                return state.entries.isEmpty && isClosed
            }
            if isDone { return }
            // A look at what was held back every quarter of a minute, for a flood that has ended.
            signal.wait(atMost: .seconds(15))
        }
    }

    private func write(_ entry: Entry) {
        if isSystemd { send(Journal.structured(entry.event, program: program, fields: fields)) } else { print(entry) }
    }

    private func send(_ fields: [String]) {
        let bytes = fields.map { Array($0.utf8) }
        var vectors: [iovec] = []
        let buffers = bytes.map { bytes in
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
            buffer.copyBytes(from: bytes)
            vectors.append(iovec(iov_base: buffer.baseAddress, iov_len: bytes.count))
            return buffer
        }
        sd_journal_sendv(vectors, Int32(vectors.count))
        buffers.forEach { $0.deallocate() }
    }

    private func print(_ entry: Entry) {
        let bytes = Array((Journal.human(entry, hasColour: hasColour) + "\n").utf8)
        var at = 0
        while at < bytes.count {
            let count = bytes[at...].withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            at += count
        }
    }

    /// The entry's journal fields (systemd.journal-fields(7)): the event's own keys upper-cased.
    static func structured(_ event: Event, program: String, fields: [String]) -> [String] {
        var all = [
            "MESSAGE=\(oneLine(event.message))", "MESSAGE_ID=\(messageID(event.kind))", "PRIORITY=\(event.severity.syslogPriority)",
            "SYSLOG_IDENTIFIER=\(program)", "EVENT=\(event.kind.rawValue)",
        ]
        all += fields
        for field in event.fields {
            let key = field.key.uppercased().filter { $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_") }
            guard let first = key.first, first != "_", !first.isNumber else { continue }
            let value: String? =
                switch field.value {
                case .string(let text), .number(let text): text
                case .boolean(let flag): flag ? "1" : "0"
                case .null: nil
                }
            if let value { all.append("\(key.prefix(64))=\(oneLine(value))") }
        }
        return all
    }

    /// `03:12:04.250  warning  message`
    static func human(_ entry: Entry, hasColour: Bool) -> String {
        let clock = entry.wall.rfc3339.dropFirst(11).dropLast()
        let severity = entry.event.severity
        let word = severity.rawValue + String(repeating: " ", count: 8 - severity.rawValue.count)
        let colour: String? =
            switch severity {
            case .critical, .error: "\u{1B}[31m"
            case .warning: "\u{1B}[33m"
            case .notice, .info: nil
            }
        let text = "\(word)  \(oneLine(entry.event.message))"
        guard hasColour, let colour else { return "\(clock)  \(text)" }
        return "\(clock)  \(colour)\(text)\u{1B}[0m"
    }
}

/// A counting semaphore (sem_overview(7)) that any thread may post and one waits on.
// @unchecked: sem_post and sem_wait are made for use from several threads; the memory is freed with the object.
private final class Wakeup: @unchecked Sendable {
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() { sem_init(semaphore, 0, 0) }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }

    func post() { sem_post(semaphore) }
    func wait(atMost limit: Duration) {
        var end = timespec()
        // CLOCK_REALTIME is what sem_timedwait counts by: a stepped clock costs a look too early, or one late.
        clock_gettime(CLOCK_REALTIME, &end)
        end.tv_sec += Int(limit.wholeMilliseconds / 1000)
        while sem_timedwait(semaphore, &end) != 0, errno == EINTR {}
    }
}
