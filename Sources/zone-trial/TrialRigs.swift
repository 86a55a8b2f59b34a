import Glibc
import Synchronization
import ZoneModel
import ZoneTestKit

/// The simulated rigs of a trial: a power supply for each of up to two groups of worker threads, and a box that nobody meters.
struct TrialRigs: Sendable {
    struct Supply: Sendable {
        var name: Name
        var threads: Int
        /// Under /sys.
        var folder: String
    }

    let supplies: [Supply]

    static let idleW = 40.0
    /// All threads busy: as much above the idle watts, over all rigs.
    static let busyW = 560.0

    init() throws(TrialError) {
        let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        let shares = cores == 1 ? [1] : [cores - cores / 2, cores / 2]
        var supplies: [Supply] = []
        for (index, threads) in shares.enumerated() {
            guard let name = Name("psu-\(index)") else { throw TrialError(description: "no name for rig \(index)") }
            let folder = "\(TrialRigs.device(index))/hwmon/hwmon\(index)"
            supplies.append(Supply(name: name, threads: threads, folder: folder))
        }
        self.supplies = supplies
    }

    private static let bus = "/devices/pci0000:00/0000:00:14.0"
    private static func device(_ index: Int) -> String { "\(bus)/usb1/1-\(index + 1)/1-\(index + 1):1.0/0003:1B1C:1C07.000\(index + 1)" }

    /// For umockdev: USB power supplies, as the kernel's corsair-psu driver shows them (Documentation/hwmon/corsair-psu.rst).
    var description: String {
        var text = "P: \(TrialRigs.bus)\nE: SUBSYSTEM=pci\nE: DRIVER=xhci_hcd\n\n"
        for (index, supply) in supplies.enumerated() {
            let port = "\(TrialRigs.bus)/usb1/1-\(index + 1)"
            text +=
                "P: \(port)\nE: SUBSYSTEM=usb\nE: DEVTYPE=usb_device\nE: ID_SERIAL_SHORT=SIM\(index)\nA: idVendor=1b1c\\n\nA: idProduct=1c07\\n\n\n"
            text += "P: \(port)/1-\(index + 1):1.0\nE: SUBSYSTEM=usb\nE: DEVTYPE=usb_interface\n\n"
            text += "P: \(TrialRigs.device(index))\nE: SUBSYSTEM=hid\nE: DRIVER=corsair-psu\nE: HID_NAME=Simulated supply \(index)\n\n"
            text += "P: \(supply.folder)\nE: SUBSYSTEM=hwmon\nL: device=../../../0003:1B1C:1C07.000\(index + 1)\n"
            text += "A: name=corsairpsu\\n\nA: power1_input=40000000\\n\nA: power1_label=power total\\n\n"
            text += "A: temp1_input=30000\\n\nA: temp1_label=vrm temp\\n\nA: temp1_crit=110000\\n\n\n"
        }
        return text
    }

    /// The `[[rig]]` tables of the agent's configuration.
    var configuration: String {
        let threads = supplies.reduce(0) { $0 + $1.threads }
        return supplies.enumerated().map { index, supply in
            let nameplate = TrialRigs.idleW + TrialRigs.busyW * Double(supply.threads) / Double(threads) * 1.1
            return """
                [[rig]]
                name = "\(supply.name)"
                nameplate = "\(Int(nameplate.rounded(.up))) W"
                idle = "\(Int(TrialRigs.idleW) + 5) W"
                power = { chip = "corsairpsu-hid-3-\(index + 1)", feature = "power total" }
                interval = "100 ms"
                accuracy = "1 %"
                worker_threads = \(supply.threads)

                """
        }.joined(separator: "\n")
    }

    func plant(seed: UInt64) -> SimulatedPlant {
        let threads = supplies.reduce(0) { $0 + $1.threads }
        let wattsPerCore = TrialRigs.busyW / Double(threads)
        return SimulatedPlant(
            rigs: supplies.map { .init(name: $0.name, idleW: TrialRigs.idleW, wattsPerCore: wattsPerCore) }, seed: seed)
    }
}

/// Lets the plant follow the worker of a process, every 50 ms, and writes what its sensors read, every 100 ms.
final class PlantThread: Sendable {
    private let isStopping = Atomic<Bool>(false)
    private let rigs: TrialRigs
    private let root: String
    private let process: pid_t
    private let thread = Mutex<pthread_t?>(nil)

    static let step: Duration = .milliseconds(50)

    /// - Parameter root: the directory that stands for /sys.
    init(rigs: TrialRigs, root: String, process: pid_t) {
        self.rigs = rigs
        self.root = root
        self.process = process
    }

    func start() throws(TrialError) {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self)
        let status = pthread_create(
            &thread, nil,
            { @Sendable context in
                guard let context else { return nil }
                Unmanaged<PlantThread>.fromOpaque(context).takeRetainedValue().follow()
                return nil
            }, context.toOpaque())
        guard status == 0 else {
            context.release()
            throw TrialError(description: "no thread for the simulated rigs: \(String(cString: strerror(status)))")
        }
        let started = thread
        self.thread.withLock { $0 = started }
    }

    func stop() {
        isStopping.store(true, ordering: .releasing)
        if let thread = thread.withLock({ $0 }) { pthread_join(thread, nil) }
    }

    private func follow() {
        var plant = rigs.plant(seed: UInt64(process))
        var clock = WorkerClock(process: process, rigs: rigs.supplies.map(\.name))
        var last = ContinuousClock.now
        var steps = 0
        while !isStopping.load(ordering: .acquiring) {
            usleep(useconds_t(PlantThread.step.wholeNanoseconds / 1000))
            let now = ContinuousClock.now
            // What the scheduler took from this thread, the plant makes up for: the step is as long as it was.
            let elapsed = now - last
            last = now
            let spent = clock.advance()
            plant.advance(busyCores: spent.map { Double($0) / 1e9 / max(elapsed.seconds, 1e-3) }, over: elapsed)
            steps += 1
            if steps % 2 == 0 { publish(plant.read()) }
        }
    }

    private func publish(_ readings: [SimulatedPlant.Reading]) {
        for (supply, reading) in zip(rigs.supplies, readings) {
            replace("\(root)\(supply.folder)/power1_input", "\(reading.microwatts)\n")
            replace("\(root)\(supply.folder)/temp1_input", "\(reading.millidegrees)\n")
        }
    }

    /// By rename: a reader sees the old or the new value, never half of one.
    private func replace(_ path: String, _ text: String) {
        let draft = path + ".new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return }
        let bytes = Array(text.utf8)
        let count = write(descriptor, bytes, bytes.count)
        close(descriptor)
        if count == bytes.count { rename(draft, path) }
    }
}
