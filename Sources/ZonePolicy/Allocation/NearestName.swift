/// The candidate that a mistyped name was most likely meant to be; nil: none is near. Nearness is Levenshtein's distance, at most a third of the length.
func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(name.utf8.prefix(200))
    var best: (name: String, distance: Int)?
    for candidate in candidates {
        let limit = min(best.map { $0.distance - 1 } ?? .max, max(2, wanted.count / 3))
        let bytes = Array(candidate.utf8)
        guard abs(bytes.count - wanted.count) <= limit else { continue }
        let distance = editDistance(wanted, bytes)
        if distance <= limit { best = (candidate, distance) }
    }
    return best?.name
}

private func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, y) in b.enumerated() {
            let above = row[j + 1]
            row[j + 1] = min(above + 1, row[j] + 1, diagonal + (x == y ? 0 : 1))
            diagonal = above
        }
    }
    return row[b.count]
}
