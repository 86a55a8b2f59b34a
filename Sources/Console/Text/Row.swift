/// Things that stand side by side on one line, of which the less important give way when the line is narrow.
struct Row {
    /// One thing, in forms from the long to the short.
    struct Part {
        var forms: [StyledLine]
        /// When each form is given up: the lowest number on the row first. `stays` never is. As many as there are forms.
        var ranks: [Int]
        /// Cells between it and its left neighbour.
        var gap: Int
    }

    static let stays = Int.max

    private var parts: [Part] = []

    mutating func add(_ line: StyledLine, rank: Int = stays, gap: Int = 2) {
        parts.append(Part(forms: [line], ranks: [rank], gap: gap))
    }

    /// Something that has shorter forms; after the last of them it is left out, unless that one stays.
    mutating func add(_ forms: [(StyledLine, rank: Int)], gap: Int = 2) {
        parts.append(Part(forms: forms.map(\.0), ranks: forms.map(\.rank), gap: gap))
    }

    func line(width: Int?) -> StyledLine {
        guard let width else { return joined(parts) }
        var parts = parts
        while joined(parts).width > width {
            guard
                let at = parts.indices.filter({ parts[$0].ranks[0] != Row.stays }).min(by: { parts[$0].ranks[0] < parts[$1].ranks[0] })
            else { break }
            if parts[at].forms.count > 1 {
                parts[at].forms.removeFirst()
                parts[at].ranks.removeFirst()
            } else {
                parts.remove(at: at)
            }
        }
        // What leads the row is a name, and names may be long: it gives way before a figure's end, where "simulated" stands.
        let excess = joined(parts).width - width
        if excess > 0, let name = parts.first?.forms.first { parts[0].forms[0] = name.clipped(to: Swift.max(name.width - excess, 4)) }
        return joined(parts).clipped(to: width)
    }

    private func joined(_ parts: [Part]) -> StyledLine {
        var out = StyledLine()
        for part in parts {
            guard let form = part.forms.first, !form.isEmpty else { continue }
            if !out.isEmpty { out.append(String(repeating: " ", count: part.gap)) }
            out.append(form)
        }
        return out
    }
}
