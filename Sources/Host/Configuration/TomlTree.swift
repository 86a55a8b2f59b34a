import CToml

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
    /// Tables in tables in arrays. A tree is walked, and freed, by recursion.
    static let levelsMax = 32

    /// Reads and parses a file.
    static func read(file: String) throws(Problem) -> TomlNode { try parse(bytes: try readFile(file), file: file) }

    static func parse(bytes: some Collection<UInt8>, file: String) throws(Problem) -> TomlNode {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Problem(Place(file: file, line: 0, column: 0), "is not a text file in UTF-8")
        }
        return try parse(text, file: file)
    }

    static func parse(_ text: String, file: String) throws(Problem) -> TomlNode {
        if let tooDeep = placeOfTooManyDots(text) {
            throw Problem(
                Place(file: file, line: tooDeep.line, column: tooDeep.column), "has more than \(dottedNamesMax) names joined by dots")
        }
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
        return try TomlNode(ct_root(document), file: file, level: 0)
    }

    private init(_ node: OpaquePointer, file: String, level: Int) throws(Problem) {
        let at = ct_place_of(node)
        place = Place(file: file, line: at.line, column: at.column)
        guard level <= TomlNode.levelsMax else { throw Problem(place, "is nested more than \(TomlNode.levelsMax) deep") }
        switch ct_kind_of(node) {
        case CT_TABLE: value = .table(try TomlNode.entries(node, file, level: level + 1))
        case CT_ARRAY: value = .array(try TomlNode.entries(node, file, level: level + 1).map(\.node))
        case CT_STRING:
            var length = 0
            value = .string(TomlNode.text(ct_string(node, &length), length))
        case CT_INTEGER: value = .integer(ct_integer(node))
        case CT_REAL: value = .real(ct_real(node))
        case CT_BOOLEAN: value = .boolean(ct_boolean(node))
        default: value = .other
        }
    }

    private static func entries(_ node: OpaquePointer, _ file: String, level: Int) throws(Problem) -> [Entry] {
        let count = ct_count(node)
        let children = [ct_entry](unsafeUninitializedCapacity: count) { buffer, filled in
            guard let start = buffer.baseAddress else { return }
            ct_children(node, start)
            filled = count
        }
        var entries: [Entry] = []
        entries.reserveCapacity(count)
        for child in children {
            let place = Place(file: file, line: child.key_place.line, column: child.key_place.column)
            let node = try TomlNode(child.node, file: file, level: level)
            entries.append(Entry(key: text(child.key, child.key_length), place: place, node: node))
        }
        return entries
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
            value = .other  // Lets go of the table, which would be copied otherwise.
            var indices = Dictionary(mine.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
            for entry in theirs {
                if let index = indices[entry.key] {
                    mine[index].node.merge(entry.node)
                    mine[index].place = entry.place
                } else {
                    indices[entry.key] = mine.count
                    mine.append(entry)
                }
            }
            value = .table(mine)
            place = other.place
        case (.array(var mine), .array(let theirs)) where theirs.allSatisfy({ $0.name != nil }):
            value = .other
            var indices = Dictionary(mine.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
            for node in theirs {
                if let index = indices[node.name] {
                    mine[index].merge(node)
                } else {
                    indices[node.name] = mine.count
                    mine.append(node)
                }
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
