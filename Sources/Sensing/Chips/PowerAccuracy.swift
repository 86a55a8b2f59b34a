import Glibc
import ZoneModel

/// `powerN_accuracy`, which libsensors does not know.
package enum PowerAccuracy {
    /// The error as a fraction of the reading. The unit is percent; a trailing `%` is allowed, because ACPI's driver writes one.
    /// ACPI's figure says how much of a reading is right (`98.0%`), others say how much may be wrong (`2`): no meter is off by more
    /// than half, so the larger share is taken for the right one.
    package static func error(fromPercent text: String) -> Double? {
        var digits = Substring(text)
        while let last = digits.last, last.isWhitespace || last == "%" { digits.removeLast() }
        guard let percent = Double(digits), (0...100).contains(percent) else { return nil }
        return (percent > 50 ? 100 - percent : percent) / 100
    }
}

/// Attributes of a power feature that libsensors does not know, read past it.
enum UnlistedAttribute {
    static func present(_ feature: String, in folder: String) -> [String] {
        ["accuracy", "cap_min", "cap_max"].map { "\(feature)_\($0)" }.filter { access("\(folder)/\($0)", F_OK) == 0 }
    }

    /// Blocks as long as the driver does, but never on a file that is not an attribute.
    static func read(_ name: String, in folder: String) -> Sampled {
        let fd = open("\(folder)/\(name)", O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard fd >= 0 else { return .failed("\(String(cString: strerror(errno)))") }
        defer { close(fd) }
        var buffer = [UInt8](repeating: 0, count: 64)
        let count = Glibc.read(fd, &buffer, buffer.count)
        guard count > 0 else { return .failed("it is empty") }
        let text = String(decoding: buffer[..<count], as: UTF8.self)
        if name.hasSuffix("_accuracy") {
            return PowerAccuracy.error(fromPercent: text).map { .value($0) } ?? .failed("it is no percentage")
        }
        let microwatts = Double(text.prefix { !$0.isWhitespace })
        return microwatts.flatMap { $0.isFinite ? .value($0 / 1e6) : nil } ?? .failed("it is no number")
    }
}
