import Synchronization
import ZoneModel

/// The newest reading of every attribute, for the inventory and for rigs whose sensors hang on two buses. Nobody waits here for a bus.
final class ReadingStore: Sendable {
    struct Reading: Sendable {
        var sampled: Sampled
        var at: BootInstant
    }

    struct Content: Sendable {
        var generation = 0
        var chips: [ChipImage] = []
        var plans: [RigPlan] = []
        var readings: [AttributeKey: Reading] = [:]
    }

    private let content = Mutex(Content())

    func begin(_ table: ChipTable) {
        content.withLock { $0 = Content(generation: table.generation, chips: table.images, plans: $0.plans) }
    }

    func set(_ plans: [RigPlan]) { content.withLock { $0.plans = plans } }

    func put(_ readings: [AttributeKey: Reading], generation: Int) {
        content.withLock { content in
            guard content.generation == generation else { return }
            content.readings.merge(readings) { $1 }
        }
    }

    func newest(_ keys: [AttributeKey]) -> [AttributeKey: Reading] {
        content.withLock { content in
            Dictionary(keys.compactMap { key in content.readings[key].map { (key, $0) } }) { first, _ in first }
        }
    }

    func all() -> Content { content.withLock { $0 } }
}
