import CShims
import Synchronization

/// What one rig's threads are told, readable before every batch without a lock: if the rest of the daemon hangs, even while it holds a
/// lock, the threads still see their deadline pass.
///
/// Two words, each whole by itself. `duties` holds the ordered duty (low 32 bits) and the fallback (high 32 bits), so that those two are
/// never torn; `deadline` stands alone. Whoever lengthens a deadline stores the duties first, whoever shortens it stores the deadline
/// first: a thread between the two stores sees less power, never more.
final class WorkOrder: Sendable {
    private let duties = Atomic<UInt64>(0)
    private let deadline = Atomic<Int64>(.max)

    func set(duty: Int32) {
        var known = duties.load(ordering: .relaxed)
        while true {
            let (done, now) = duties.compareExchange(
                expected: known, desired: known & 0xFFFF_FFFF_0000_0000 | UInt64(UInt32(bitPattern: duty)), ordering: .acquiringAndReleasing
            )
            if done { return }
            known = now
        }
    }

    /// - Parameter deadline: CLOCK_BOOTTIME nanoseconds; `.max`: none.
    func set(deadline new: Int64, fallback: Int32) {
        let isShorter = new < deadline.load(ordering: .acquiring)
        if isShorter { deadline.store(new, ordering: .sequentiallyConsistent) }
        var known = duties.load(ordering: .relaxed)
        while true {
            let desired = known & 0xFFFF_FFFF | UInt64(UInt32(bitPattern: fallback)) << 32
            let (done, now) = duties.compareExchange(expected: known, desired: desired, ordering: .sequentiallyConsistent)
            if done { break }
            known = now
        }
        if !isShorter { deadline.store(new, ordering: .sequentiallyConsistent) }
    }

    /// The duty in force, parts per million, and whether the deadline has made it so.
    func inForce(now: Int64) -> (duty: Int32, isPastDeadline: Bool) {
        let limit = deadline.load(ordering: .sequentiallyConsistent)
        let both = duties.load(ordering: .sequentiallyConsistent)
        let ordered = Int32(truncatingIfNeeded: both & 0xFFFF_FFFF)
        guard now >= limit else { return (ordered, false) }
        return (min(ordered, Int32(truncatingIfNeeded: both >> 32)), true)
    }
}

/// A word that threads wait on (futex(2)).
// @unchecked: the word is touched through atomic operations in C only, and freed with the object, which every waiter holds.
final class OrderBell: @unchecked Sendable {
    private let word = UnsafeMutablePointer<UInt32>.allocate(capacity: 1)

    init() { word.initialize(to: 0) }
    deinit { word.deallocate() }

    var rings: UInt32 { zs_word(word) }
    func ring() { zs_wake_all(word) }
    /// Returns when the bell has rung since `seen` was read, or after the time.
    func wait(since seen: UInt32, nanoseconds: Int64?) { zs_wait(word, seen, nanoseconds ?? -1) }
}
