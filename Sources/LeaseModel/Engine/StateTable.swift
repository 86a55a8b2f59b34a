import Glibc
import Synchronization

/// The states seen so far: an open-addressing table of 64-bit marks that all workers share without a lock.
// @unchecked: the slots are atomics, and nothing else changes after the initialiser.
final class StateTable: @unchecked Sendable {
    private let slots: UnsafeMutablePointer<Atomic<UInt64>>
    let capacity: Int
    private let bytes: Int

    enum Finding {
        case new
        case known
        /// The search gave up: the table is too small.
        case full
    }

    /// - Parameter capacityBits: for 2^bits states; the pages are taken from the machine only as they are touched.
    init?(capacityBits: Int) {
        capacity = 1 << capacityBits
        bytes = capacity * MemoryLayout<UInt64>.stride
        let pages = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        guard let pages, pages != MAP_FAILED else { return nil }
        _ = madvise(pages, bytes, 14 /* MADV_HUGEPAGE */)
        // Fresh pages are zero, and so is an atomic of 0.
        slots = pages.bindMemory(to: Atomic<UInt64>.self, capacity: capacity)
    }

    deinit { munmap(slots, bytes) }

    /// - Parameter probes: counts the marks that were looked at.
    @inline(__always)
    func insert(_ fingerprint: Fingerprint, probes: inout Int) -> Finding {
        var place = Int(truncatingIfNeeded: fingerprint.place) & (capacity - 1)
        for _ in 0..<512 {
            probes += 1
            var found = slots[place].load(ordering: .relaxed)
            if found == 0 {
                let won: Bool
                (won, found) = slots[place].compareExchange(expected: 0, desired: fingerprint.mark, ordering: .relaxed)
                if won { return .new }
            }
            if found == fingerprint.mark { return .known }
            place = (place + 1) & (capacity - 1)
        }
        return .full
    }
}
