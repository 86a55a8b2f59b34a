import Glibc

/// A config file and its drop-ins: `NAME.toml`, then `NAME.conf.d/*.toml` in the order of their names; a later key wins.
func load<Configuration>(
    path: String, _ read: (TableReader) -> Configuration
) throws(ConfigurationErrors) -> Checked<Configuration> {
    var root: TomlNode
    do {
        root = try TomlNode.read(file: path)
        for file in try dropIns(of: path) { root.merge(try TomlNode.read(file: file)) }
    } catch {
        throw ConfigurationErrors(problems: [error])
    }
    root.place = Place(file: path, line: 1, column: 1)
    return try check(root, read)
}

/// The same for texts in memory, named as the file and its drop-ins would be.
func read<Configuration>(_ texts: [[UInt8]], _ read: (TableReader) -> Configuration) throws(ConfigurationErrors) -> Checked<Configuration> {
    var root: TomlNode
    do {
        root = try TomlNode.parse(bytes: texts.first ?? [], file: "config.toml")
        for (number, bytes) in texts.dropFirst().enumerated() {
            root.merge(try TomlNode.parse(bytes: bytes, file: "config.conf.d/\(number + 1).toml"))
        }
    } catch {
        throw ConfigurationErrors(problems: [error])
    }
    return try check(root, read)
}

/// The same for a tree.
func check<Configuration>(_ root: TomlNode, _ read: (TableReader) -> Configuration) throws(ConfigurationErrors) -> Checked<Configuration> {
    let findings = Findings()
    let configuration = read(TableReader(root, title: "", findings: findings))
    guard findings.problems.isEmpty else { throw ConfigurationErrors(problems: findings.problems) }
    return Checked(configuration: configuration, warnings: findings.warnings)
}

private func dropIns(of path: String) throws(Problem) -> [String] {
    let stem = path.hasSuffix(".toml") ? String(path.dropLast(5)) : path
    let folder = stem + ".conf.d"
    guard let directory = opendir(folder) else {
        if errno == ENOENT { return [] }
        throw Problem(Place(file: folder, line: 0, column: 0), "cannot be read: \(String(cString: strerror(errno)))")
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        if name.hasSuffix(".toml"), !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted().map { "\(folder)/\($0)" }
}
