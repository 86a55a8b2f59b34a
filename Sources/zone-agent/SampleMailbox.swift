import Synchronization
import ZoneModel

/// Where the sensing threads leave what they read, and the control loop finds the newest of each rig: neither waits for the other.
final class SampleMailbox: Sendable {
    private let samples = Mutex<[Name: RigSample]>([:])

    func put(_ sample: RigSample) { samples.withLock { $0[sample.rig] = sample } }

    /// After a reload: rigs that are gone leave nothing behind.
    func keep(only rigs: Set<Name>) { samples.withLock { $0 = $0.filter { rigs.contains($0.key) } } }

    func newest() -> (rigs: [RigSample], siteMeter: RigSample?) {
        var newest = samples.withLock { $0 }
        let siteMeter = newest.removeValue(forKey: .siteMeter)
        return (Array(newest.values), siteMeter)
    }
}
