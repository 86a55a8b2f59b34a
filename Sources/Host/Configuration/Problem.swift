/// One mistake in a config: where, what, and what would be right.
public struct Problem: Error, Equatable, Sendable, CustomStringConvertible {
    let place: Place
    public let message: String

    init(_ place: Place, _ message: String) {
        self.place = place
        self.message = message
    }

    /// `file:line:column: message`
    public var description: String { "\(place): \(message)" }
}

/// Everything that is wrong with a config, not only the first thing.
public struct ConfigurationErrors: Error, Equatable, Sendable, CustomStringConvertible {
    public let problems: [Problem]

    public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// A checked config, and what is legal in it but may not be meant.
public struct Checked<Configuration: Sendable>: Sendable {
    public let configuration: Configuration
    public let warnings: [String]
}

/// Collects what the readers find.
final class Findings {
    private(set) var problems: [Problem] = []
    private(set) var warnings: [String] = []
    /// Every key that was asked for, by the title of its table: what the documented config must name.
    private(set) var keys: [String: Set<String>] = [:]

    func add(_ place: Place, _ message: String) { problems.append(Problem(place, message)) }
    func asked(_ key: String, of title: String) { keys[title, default: []].insert(key) }
    func warn(_ place: Place, _ message: String) { warnings.append("\(place): \(message)") }
}

/// The known word that is nearest to a mistyped one; nil where none is near. Optimal string alignment distance: one slip is a letter
/// added, dropped, changed, or swapped with its neighbour.
func nearest(to word: String, among known: [String]) -> String? {
    let limit = max(1, min(word.count, 12) / 3)
    let best = known.map { ($0, distance(Array(word.utf8.prefix(64)), Array($0.utf8))) }.min { ($0.1, $0.0) < ($1.1, $1.0) }
    guard let best, best.1 <= limit else { return nil }
    return best.0
}

private func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var rows = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in 0...a.count { rows[i][0] = i }
    for j in 0...b.count { rows[0][j] = j }
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    for i in 1...a.count {
        for j in 1...b.count {
            let change = rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, change)
            if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1) }
        }
    }
    return rows[a.count][b.count]
}
