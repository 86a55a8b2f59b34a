import CShims
import FoundationEssentials
import Glibc
import Sensing
import Synchronization
import ZoneModel
import ZoneTestKit

/// The sensors as zone-agent's module sees them, for tests: under umockdev-run it lists them, under umockdev-wrapper it plays scenes.

/// One write(2) a line, so that threads do not mix theirs.
func say(_ answer: some Encodable) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(answer) else { return }
    let bytes = Array(data) + [10]
    _ = write(1, bytes, bytes.count)
}

/// Plays a scene's commands, one after the other.
final class Stage {
    private let testbed: UmockdevTestbed
    private let sensorsConfiguration: String?
    private var service: SensorService?
    private var drivers: [FakeDriver] = []

    init(sensorsConfiguration: String?) throws {
        testbed = try UmockdevTestbed()
        self.sensorsConfiguration = sensorsConfiguration
    }

    func play(_ command: SceneCommand) throws {
        switch command {
        case .add(let text): try testbed.add(description: text)
        case .remove(let path): testbed.remove(path)
        case .uevent(let path, let action): testbed.uevent(path, action)
        case .write(let path, let attribute, let value): try testbed.write(path, attribute, value)
        case .damage(let path, let attribute, let fault): try testbed.damage(path, attribute, fault)
        case .release(let path, let attribute, let value): try testbed.release(path, attribute, value)
        case .setCap(let rig, let watts): service?.setCap(rig, .watts(watts))
        case .driver(let path, let attribute, let manner):
            drivers.append(try FakeDriver(path: testbed.file(path, attribute), manner: manner))
        case .makeReadOnly(let path, let attribute): chmod(testbed.file(path, attribute), 0o444)
        case .start(let rigs, let meter): try start(rigs, meter)
        case .reconfigure(let rigs): service?.reconfigure(rigs: rigs.map(\.configuration), siteMeter: nil)
        case .inventory: tell(service?.inventory())
        case .inventoryOnce(let rigs):
            tell(try SensorService.inventoryOnce(rigs: rigs.map(\.configuration), siteMeter: nil, simulated: true))
        case .stop: service?.stop()
        }
    }

    private func start(_ rigs: [SceneRig], _ meter: SceneMatch?) throws {
        var siteMeter = meter.map { SiteMeterConfiguration(power: $0.match) }
        siteMeter?.interval = .milliseconds(100)
        let service = SensorService(
            rigs: rigs.map(\.configuration), siteMeter: siteMeter, simulated: SensorService.isSimulatedEnvironment,
            sensorsConfiguration: sensorsConfiguration,
            onSample: { sample in
                var answer = SceneAnswer()
                answer.sample = SceneSample(sample)
                say(answer)
            },
            onEvent: { event in
                var answer = SceneAnswer()
                (answer.event, answer.severity, answer.message) = (event.kind, event.severity, event.message)
                say(answer)
            })
        try service.start()
        self.service = service
    }

    private func tell(_ inventory: SensorInventory?) {
        var answer = SceneAnswer()
        answer.inventory = inventory
        say(answer)
    }
}

func playScene(_ sensorsConfiguration: String?) throws {
    let stage = try Stage(sensorsConfiguration: sensorsConfiguration)
    while let line = readLine() {
        var answer = SceneAnswer()
        do {
            let command = try JSONDecoder().decode(SceneCommand.self, from: Data(line.utf8))
            let start = zs_boottime_ns()
            try stage.play(command)
            answer.done = Double(zs_boottime_ns() - start) / 1e9
        } catch {
            answer.failed = "\(error)"
        }
        say(answer)
    }
    // Not by return: a thread that hangs in a read may not hold up the end.
    _exit(0)
}

/// Reads for a while and says what it cost.
func measure(seconds: UInt32, rigs: Int) throws {
    let count = Mutex(0)
    let service = SensorService(
        rigs: (0..<rigs).compactMap { index in
            Name("rig-\(index)").map {
                RigConfiguration(
                    name: $0, nameplate: .watts(1000), idle: .zero, power: SensorMatch(path: "*/\(index)/*"), temperature: .required(nil))
            }
        }, siteMeter: nil, simulated: true, onSample: { _ in count.withLock { $0 += 1 } }, onEvent: { _ in })
    try service.start()
    sleep(2)
    let (before, from) = (clock(), count.withLock { $0 })
    sleep(seconds)
    let cpu = Double(clock() - before) / Double(CLOCKS_PER_SEC)
    print("\(count.withLock { $0 } - from) samples in \(seconds) s: \(fixed(cpu / Double(seconds) * 100, decimals: 3)) % of a core")
    service.stop()
}

func run(_ words: [String]) throws -> Int32 {
    let configuration = words.firstIndex(of: "--sensors-conf").flatMap { words.indices.contains($0 + 1) ? words[$0 + 1] : nil }
    switch words.dropFirst().first {
    case "inventory":
        say(try SensorService.inventoryOnce(rigs: [], siteMeter: nil, simulated: true, sensorsConfiguration: configuration))
    case "scene": try playScene(configuration)
    case "measure": try measure(seconds: 20, rigs: words.count > 2 ? Int(words[2]) ?? 0 : 0)
    default:
        print("usage: sensing-probe inventory|scene [--sensors-conf PATH] | measure RIGS")
        return 64
    }
    return 0
}

do {
    exit(try run(CommandLine.arguments))
} catch {
    print("sensing-probe: \(error)")
    exit(1)
}
