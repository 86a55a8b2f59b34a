import CShims
import ZoneModel

/// A word that threads watch, or wait on (futex(2)): raised, it counts up.
// @unchecked: the word is touched through atomic operations in C only, and freed with the object, which every user holds.
final class SharedWord: @unchecked Sendable {
    let pointer = UnsafeMutablePointer<UInt32>.allocate(capacity: 1)

    init() { pointer.initialize(to: 0) }
    deinit { pointer.deallocate() }

    var value: UInt32 { zs_word(pointer) }
    func raise() { zs_wake_all(pointer) }
    /// Returns when it was raised since `seen` was read, or after the time.
    func wait(since seen: UInt32, atMost time: Duration?) { zs_wait(pointer, seen, time?.wholeNanoseconds ?? -1) }
}
