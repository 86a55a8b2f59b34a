import Glibc
import Sensing

/// The texts of drivers, devices and configs that Sensing reads by itself: any bytes give a value or none, never a trap.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSensors(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size).prefix(512))
    let text = String(decoding: bytes, as: UTF8.self)
    let safe = safeText(text)
    precondition(safe.unicodeScalars.count <= 64 && safeText(safe) == safe, "a text is not safe once and for all")
    precondition(safe.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }, "a control character passes")
    let error = PowerAccuracy.error(fromPercent: text)
    precondition(error.map { (0...0.5).contains($0) } ?? true, "an accuracy outside 0 to 50 %")
    precondition(!tomlString(text).utf8.dropFirst().dropLast().contains { $0 < 0x20 }, "a control character in TOML")
    _ = DeviceIdentity.bus(ofDevice: DeviceIdentity.devicePath(ofHwmon: text, driverName: "chip"))
    let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    let (pattern, name) = (String(decoding: parts[0], as: UTF8.self), String(decoding: parts.count > 1 ? parts[1] : [], as: UTF8.self))
    precondition(Pattern(pattern).matches(name) == matches(Array(pattern.utf8), Array(name.utf8)), "a pattern matches wrongly")
    return 0
}

/// The definition, by a table: row i says which prefixes of the text the first i bytes of the pattern match.
private func matches(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
    var row = [true] + text.map { _ in false }
    for byte in pattern {
        var next = [byte == 42 && row[0]]
        for index in text.indices { next.append(byte == 42 ? row[index + 1] || next[index] : row[index] && text[index] == byte) }
        row = next
    }
    return row[text.count]
}
