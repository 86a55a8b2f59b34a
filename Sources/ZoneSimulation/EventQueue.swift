/// A binary heap of what is to happen; what was pushed earlier comes first among equals, so that a run is a function of its seed.
///
/// The heap moves small keys only. What they stand for lies still in a slab.
struct EventQueue<Element> {
    private struct Key {
        var time: Int64
        var order: Int64
        var slot: Int32

        func isBefore(_ other: Key) -> Bool { time != other.time ? time < other.time : order < other.order }
    }

    private var heap: [Key] = []
    private var slab: [Element?] = []
    private var free: [Int32] = []
    private var order: Int64 = 0

    var nextTime: Int64? { heap.first?.time }

    mutating func push(_ time: Int64, _ element: Element) {
        let slot: Int32
        if let reused = free.popLast() {
            slot = reused
            slab[Int(slot)] = element
        } else {
            slot = Int32(slab.count)
            slab.append(element)
        }
        heap.append(Key(time: time, order: order, slot: slot))
        order += 1
        rise(heap.count - 1)
    }

    mutating func popFirst() -> (Int64, Element)? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        if !heap.isEmpty {
            heap[0] = last
            sink()
        }
        free.append(first.slot)
        guard let element = slab[Int(first.slot)].take() else { return nil }
        return (first.time, element)
    }

    private mutating func rise(_ start: Int) {
        var i = start
        let key = heap[i]
        while i > 0 {
            let parent = (i - 1) / 2
            guard key.isBefore(heap[parent]) else { break }
            heap[i] = heap[parent]
            i = parent
        }
        heap[i] = key
    }

    private mutating func sink() {
        var i = 0
        let key = heap[0]
        while true {
            var child = 2 * i + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, heap[child + 1].isBefore(heap[child]) { child += 1 }
            guard heap[child].isBefore(key) else { break }
            heap[i] = heap[child]
            i = child
        }
        heap[i] = key
    }
}
