import ZoneModel

/// Who may be inside libsensors. Reading an attribute touches its tables and no lock, so many readers may; a new table frees the old
/// one, so it is built while nobody reads.
///
/// A reader that hangs in a driver holds the old table. The build then waits for it, and the others go on reading the old table
/// meanwhile: a device that came is seen later, but nothing that worked stops. A reader that is only slow is kept out for a
/// moment once it leaves, so that the build comes to its turn; no longer, because another may hang for minutes.
// @unchecked: everything mutable is touched inside the monitor.
final class LibraryGate: @unchecked Sendable {
    private let monitor = Monitor()
    private var generation = 0
    private var inside: [Int: BootInstant] = [:]
    private var isClosed = false
    private var isEnded = false
    /// Slow ones, and until when they wait outside if the build does not come before.
    private var keptOut: [Int: BootInstant] = [:]

    /// A reader in one attribute for longer is slow.
    private static let slowMin = Duration.milliseconds(50)
    /// The build is tried again within half of it.
    private static let keptOutMax = Duration.milliseconds(250)

    /// - Returns: false if the table has been replaced, or the service stops: the reader then has nothing to read.
    func enter(_ reader: Int, generation: Int) -> Bool {
        monitor.withLock {
            while !isEnded, generation == self.generation, isClosed || isKeptOut(reader) {
                let end = isKeptOut(reader) ? keptOut[reader] : nil
                monitor.wait(until: end ?? bootNow() + .seconds(1))
            }
            keptOut[reader] = nil
            guard !isEnded, generation == self.generation else { return false }
            inside[reader] = bootNow()
            return true
        }
    }

    func leave(_ reader: Int) {
        monitor.withLock {
            inside[reader] = nil
            if isClosed, inside.isEmpty { monitor.wakeAll() }
        }
    }

    /// Runs the body while nobody reads, for the next generation of the table.
    /// - Returns: nil if somebody is slow: to be tried again soon. It takes 100 ms at most until the body runs.
    func rebuild<Result>(_ body: (_ generation: Int) -> Result) -> Result? {
        let isEmpty = monitor.withLock {
            let now = bootNow()
            guard inside.values.allSatisfy({ now - $0 < LibraryGate.slowMin }) else {
                keepOutThoseInside()
                return false
            }
            isClosed = true
            while !inside.isEmpty, bootNow() < now + .milliseconds(100) { monitor.wait(until: now + .milliseconds(100)) }
            guard inside.isEmpty else {
                keepOutThoseInside()
                isClosed = false
                monitor.wakeAll()
                return false
            }
            generation += 1
            return true
        }
        guard isEmpty else { return nil }
        // Not inside the lock: the build takes milliseconds, and a reader that asks waits for the gate.
        let result = body(monitor.withLock { generation })
        monitor.withLock {
            isClosed = false
            keptOut = [:]
            monitor.wakeAll()
        }
        return result
    }

    private func isKeptOut(_ reader: Int) -> Bool { keptOut[reader].map { bootNow() < $0 } ?? false }

    /// Their time begins anew with every try, so that it does while they are inside.
    private func keepOutThoseInside() { for reader in inside.keys { keptOut[reader] = bootNow() + LibraryGate.keptOutMax } }

    /// Nobody enters any more.
    func end() {
        monitor.withLock {
            isEnded = true
            monitor.wakeAll()
        }
    }
}
