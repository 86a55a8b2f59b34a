import CToml
import Glibc

/// Where something stands in a file. Lines and columns count from 1.
struct Place: Equatable, Sendable, CustomStringConvertible {
    var file: String
    var line: UInt32
    var column: UInt32

    var description: String { line == 0 ? file : "\(file):\(line):\(column)" }
}

/// A TOML document as a value: every node and key knows its place, so that every mistake can be named by it.
struct TomlNode: Sendable {
    indirect enum Value: Sendable {
        case table([Entry])
        case array([TomlNode])
        case string(String)
        case integer(Int64)
        case real(Double)
        case boolean(Bool)
        /// A date or a time, which no key of ours takes.
        case other
    }

    struct Entry: Sendable {
        var key: String
        var place: Place
        var node: TomlNode
    }

    var value: Value
    var place: Place

    /// In words, for "must be …, not …".
    var kind: String {
        switch value {
        case .table: "a table"
        case .array: "an array"
        case .string: "a string"
        case .integer, .real: "a bare number"
        case .boolean: "true or false"
        case .other: "a date"
        }
    }

    /// The largest config file that is read.
    static let fileBytesMax = 1 << 20

    /// Reads and parses a file.
    static func read(file: String) throws(Problem) -> TomlNode {
        let bytes = try readFile(file)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Problem(Place(file: file, line: 0, column: 0), "is not a text file in UTF-8")
        }
        return try parse(text, file: file)
    }

    static func parse(_ text: String, file: String) throws(Problem) -> TomlNode {
        var message = [CChar](repeating: 0, count: 512)
        var place = ct_place()
        let document = text.utf8.withContiguousStorageIfAvailable { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                // An empty file has no base address.
                characters.baseAddress.map { ct_parse($0, characters.count, &message, message.count, &place) }
                    ?? ct_parse(
                        "", 0, &message, message.count, &place)
            }
        }
        guard let document, let document else {
            let end = message.firstIndex(of: 0) ?? message.count
            let words = String(decoding: message[..<end].map { UInt8(bitPattern: $0) }, as: UTF8.self)
            throw Problem(Place(file: file, line: place.line, column: place.column), words)
        }
        defer { ct_free(document) }
        return TomlNode(ct_root(document), file: file)
    }

    private init(_ node: OpaquePointer, file: String) {
        let at = ct_place_of(node)
        place = Place(file: file, line: at.line, column: at.column)
        switch ct_kind_of(node) {
        case CT_TABLE: value = .table((0..<ct_count(node)).compactMap { TomlNode.entry(node, $0, file) })
        case CT_ARRAY: value = .array((0..<ct_count(node)).compactMap { ct_child(node, $0) }.map { TomlNode($0, file: file) })
        case CT_STRING:
            var length = 0
            value = .string(TomlNode.text(ct_string(node, &length), length))
        case CT_INTEGER: value = .integer(ct_integer(node))
        case CT_REAL: value = .real(ct_real(node))
        case CT_BOOLEAN: value = .boolean(ct_boolean(node))
        default: value = .other
        }
    }

    private static func entry(_ node: OpaquePointer, _ index: Int, _ file: String) -> Entry? {
        var length = 0
        var at = ct_place()
        guard let key = ct_key(node, index, &length, &at), let child = ct_child(node, index) else { return nil }
        return Entry(
            key: text(key, length), place: Place(file: file, line: at.line, column: at.column), node: TomlNode(child, file: file))
    }

    private static func text(_ pointer: UnsafePointer<CChar>?, _ length: Int) -> String {
        guard let pointer else { return "" }
        return pointer.withMemoryRebound(to: UInt8.self, capacity: length) {
            String(decoding: UnsafeBufferPointer(start: $0, count: length), as: UTF8.self)
        }
    }

    /// A drop-in over this: its keys win; tables are merged key by key, arrays of named tables by name, everything else is replaced.
    mutating func merge(_ other: TomlNode) {
        switch (value, other.value) {
        case (.table(var mine), .table(let theirs)):
            for entry in theirs {
                if let index = mine.firstIndex(where: { $0.key == entry.key }) {
                    mine[index].node.merge(entry.node)
                    mine[index].place = entry.place
                } else {
                    mine.append(entry)
                }
            }
            value = .table(mine)
            place = other.place
        case (.array(var mine), .array(let theirs)) where theirs.allSatisfy({ $0.name != nil }):
            for node in theirs {
                if let index = mine.firstIndex(where: { $0.name == node.name }) { mine[index].merge(node) } else { mine.append(node) }
            }
            value = .array(mine)
        default: self = other
        }
    }

    /// What tells one table of an array from another: a rig's `name`, a host's `site` and `host`.
    private var name: String? {
        guard case .table(let entries) = value else { return nil }
        let parts = ["site", "host", "name"].compactMap { key -> String? in
            guard case .string(let text)? = entries.first(where: { $0.key == key })?.node.value else { return nil }
            return text
        }
        return parts.isEmpty ? nil : parts.joined(separator: "/")
    }
}

private func readFile(_ path: String) throws(Problem) -> [UInt8] {
    let place = Place(file: path, line: 0, column: 0)
    let fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard fd >= 0 else { throw Problem(place, "cannot be read: \(String(cString: strerror(errno)))") }
    defer { close(fd) }
    var status = stat()
    guard fstat(fd, &status) == 0 else { throw Problem(place, "cannot be read: \(String(cString: strerror(errno)))") }
    guard status.st_mode & S_IFMT == S_IFREG else { throw Problem(place, "is not a regular file") }
    guard status.st_size <= TomlNode.fileBytesMax else {
        throw Problem(place, "has \(status.st_size) bytes; a config has at most \(TomlNode.fileBytesMax)")
    }
    var bytes = [UInt8](repeating: 0, count: TomlNode.fileBytesMax + 1)
    var filled = 0
    while filled < bytes.count {
        let got = bytes.withUnsafeMutableBytes { read(fd, $0.baseAddress?.advanced(by: filled), $0.count - filled) }
        if got < 0, errno == EINTR { continue }
        guard got >= 0 else { throw Problem(place, "cannot be read: \(String(cString: strerror(errno)))") }
        if got == 0 { break }
        filled += got
    }
    guard filled <= TomlNode.fileBytesMax else { throw Problem(place, "has more than \(TomlNode.fileBytesMax) bytes") }
    return Array(bytes[..<filled])
}
