/// The word that was probably meant: the fewest letters wrong, at most a third of them, or one that begins like it.
func nearest(to typed: String, among known: [String]) -> String? {
    let typed = typed.lowercased()
    guard !typed.isEmpty, typed.utf8.count <= 40 else { return nil }
    let best = known.map { ($0, distance(typed, $0)) }.min { $0.1 < $1.1 }
    if let best, best.1 <= Swift.max(1, (typed.count + 1) / 3) { return best.0 }
    return typed.count >= 2 ? known.first { $0.hasPrefix(typed) } : nil
}

/// Optimal string alignment: insert, delete, replace, swap two neighbours (Damerau 1964), one each.
func distance(_ a: String, _ b: String) -> Int {
    let a = Array(a)
    let b = Array(b)
    guard !a.isEmpty, !b.isEmpty else { return a.count + b.count }
    var older = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    for i in 1...a.count {
        var row = [i] + [Int](repeating: 0, count: b.count)
        for j in 1...b.count {
            row[j] = Swift.min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
            if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = Swift.min(row[j], older[j - 2] + 1) }
        }
        (older, previous) = (previous, row)
    }
    return previous[b.count]
}
