import Glibc
import ZoneModel

/// The processor as `/proc/cpuinfo` names it, with the microcode: what the kernels' speeds were measured on.
struct ProcessorIdentity: Equatable, Sendable {
    var model: String
    var microcode: String

    var text: String { microcode.isEmpty ? model : "\(model), microcode \(microcode)" }

    /// From the file's first processor. x86 says vendor, family, model, stepping and a name, ARM implementer, part, variant and revision.
    init(cpuinfo: String) {
        var fields: [String: String] = [:]
        for line in cpuinfo.split(separator: "\n", omittingEmptySubsequences: false) {
            guard let colon = line.firstIndex(of: ":") else {
                if fields.isEmpty { continue }
                break
            }
            fields[ProcessorIdentity.trimmed(line[..<colon])] = ProcessorIdentity.trimmed(line[line.index(after: colon)...])
        }
        let keys = [
            "model name", "vendor_id", "cpu family", "model", "stepping", "CPU implementer", "CPU part", "CPU variant", "CPU revision",
        ]
        model = keys.compactMap { fields[$0] }.joined(separator: " ")
        microcode = fields["microcode"] ?? ""
    }

    static let own = ProcessorIdentity(cpuinfo: String(decoding: readFile("/proc/cpuinfo", most: 65_536) ?? [], as: UTF8.self))

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}

/// The kernels' speeds from one start to the next. Another processor, microcode or release, another set of kernels, or a file that cannot
/// be read: they are measured again. Losing the file costs a third of a second.
struct KernelMemory: Sendable {
    var path: String
    var processor = ProcessorIdentity.own
    var release = Release.version

    func speeds(of kernels: [Kernel]) -> [KernelSpeed]? {
        guard let bytes = readFile(path, most: 65_536) else { return nil }
        return KernelMemory.speeds(
            in: String(decoding: bytes, as: UTF8.self), head: head, of: kernels.map { (name: $0.name, midstates: $0.midstates) })
    }

    /// A file that cannot be written is no error: the next start measures again.
    func keep(_ speeds: [KernelSpeed]) {
        let bytes = Array(KernelMemory.text(speeds, head: head).utf8)
        let new = path + ".new"
        let fd = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard fd >= 0 else { return }
        let isWhole = write(fd, bytes, bytes.count) == bytes.count
        close(fd)
        // The new file in the old one's place at once, or not at all.
        if !isWhole || rename(new, path) != 0 { unlink(new) }
    }

    private var head: String { "zone-agent \(release) on \(processor.text)" }

    static func text(_ speeds: [KernelSpeed], head: String) -> String {
        speeds.reduce("\(head)\n") { "\($0)\($1.name) \($1.midstates) \(fixed($1.hashesPerMicrosecond, decimals: 3))\n" }
    }

    /// Nil unless the head is the same and exactly these kernels have a believable speed.
    static func speeds(in text: String, head: String, of kernels: [(name: String, midstates: Int)]) -> [KernelSpeed]? {
        let lines = text.split(separator: "\n")
        guard lines.first.map(String.init) == head, lines.count == kernels.count + 1 else { return nil }
        var speeds: [KernelSpeed] = []
        for (line, kernel) in zip(lines.dropFirst(), kernels) {
            let words = line.split(separator: " ")
            guard words.count == 3, words[0] == kernel.name, Int(words[1]) == kernel.midstates, let speed = Double(words[2]), speed > 0,
                speed < 1e6
            else { return nil }
            speeds.append(KernelSpeed(name: kernel.name, midstates: kernel.midstates, hashesPerMicrosecond: speed))
        }
        return speeds
    }
}

/// A small file's first bytes; nil where it cannot be read.
private func readFile(_ path: String, most: Int) -> [UInt8]? {
    let fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard fd >= 0 else { return nil }
    defer { close(fd) }
    var bytes: [UInt8] = []
    var portion = [UInt8](repeating: 0, count: 4096)
    while bytes.count < most {
        let count = read(fd, &portion, portion.count)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { return nil }
        if count == 0 { break }
        bytes += portion[..<count]
    }
    return bytes
}
