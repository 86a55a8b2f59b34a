import Glibc
import ZoneModel
import ZoneSimulation

/// The worlds that a long run has behind it, in a file: after an interruption the same run goes on with those that are left. A world that found something is
/// not in it, so that it is found again.
struct Journal {
    private let descriptor: Int32
    private(set) var results: [WorldResult] = []

    /// - Throws: `UsageError` for a file that cannot be used, or that is another run's.
    init(_ path: String, _ campaign: Campaign) throws(UsageError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw UsageError(description: "\(path) cannot be opened: \(String(cString: strerror(errno)))") }
        let title = Journal.title(campaign)
        let lines = Journal.text(of: descriptor).split(separator: "\n")
        guard let first = lines.first else {
            say(title, to: descriptor)
            return
        }
        guard first == title else { throw UsageError(description: "\(path) is of another run: \(first)") }
        for line in lines.dropFirst() {
            guard let gap = line.firstIndex(of: " "), let world = Int(line[..<gap]), (0..<campaign.worlds).contains(world),
                let tally = Tally(line: line[line.index(after: gap)...])
            else { continue }
            results.append(WorldResult(world: world, climate: campaign.climate(of: world), tally: tally, violation: nil))
        }
        // What was cut off stays a line of its own.
        if !lines.isEmpty { say("", to: descriptor) }
    }

    func add(_ result: WorldResult) {
        if result.violation == nil { say("\(result.world) \(result.tally.line)", to: descriptor) }
    }

    private static func title(_ campaign: Campaign) -> String {
        "zone-sim \(Release.version) seed=\(campaign.seed) hours=\(campaign.hours) world-hours=\(campaign.worldHours) storm-every=\(campaign.stormEvery) "
            + "without=\(campaign.ablation?.rawValue ?? "nothing")"
    }

    private static func text(of descriptor: Int32) -> String {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = read(descriptor, &chunk, chunk.count), count > 0 { bytes += chunk[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
