/// Rows under columns. A narrow page loses the least important columns whole, then clips the one column that may shrink.
struct Table {
    struct Column {
        var title: String
        var isNumber = false
        /// The lowest is dropped first; `Row.stays` never is.
        var rank = Row.stays
        var mayShrink = false
        /// Cells between it and its left neighbour.
        var gap = 2
    }

    var columns: [Column]
    private(set) var rows: [[StyledLine]] = []

    init(_ columns: [Column]) { self.columns = columns }

    /// As many cells as there are columns.
    mutating func add(_ cells: [StyledLine]) {
        rows.append((0..<columns.count).map { $0 < cells.count ? cells[$0] : StyledLine() })
    }

    func lines(width: Int?, indent: Int = 2, hasHeader: Bool = true) -> [StyledLine] {
        // A column in which no row says anything is no column.
        var shown = columns.indices.filter { column in rows.contains { !$0[column].isEmpty } }
        var widths = columns.indices.map { column in
            rows.reduce(hasHeader ? TerminalText.width(columns[column].title) : 0) { Swift.max($0, $1[column].width) }
        }
        func total() -> Int { indent + shown.reduce(0) { $0 + widths[$1] + ($1 == shown.first ? 0 : columns[$1].gap) } }
        if let width {
            while total() > width {
                guard let least = shown.filter({ columns[$0].rank != Row.stays }).min(by: { columns[$0].rank < columns[$1].rank })
                else { break }
                let excess = total() - width
                if columns[least].mayShrink, widths[least] - excess >= Table.shrunkMin {
                    widths[least] -= excess
                } else {
                    shown.removeAll { $0 == least }
                }
            }
            let excess = total() - width
            if excess > 0, let flexible = shown.first(where: { columns[$0].mayShrink }) {
                widths[flexible] = Swift.max(widths[flexible] - excess, Table.shrunkMin)
            }
        }
        var out: [StyledLine] = []
        if hasHeader { out.append(line(columns.map { StyledLine($0.title, .faint) }, shown, widths, indent, width)) }
        for row in rows { out.append(line(row, shown, widths, indent, width)) }
        return out
    }

    private static let shrunkMin = 12

    private func line(_ cells: [StyledLine], _ shown: [Int], _ widths: [Int], _ indent: Int, _ width: Int?) -> StyledLine {
        var out = StyledLine(String(repeating: " ", count: indent))
        for column in shown {
            if column != shown.first { out.append(String(repeating: " ", count: columns[column].gap)) }
            let cell = cells[column].clipped(to: widths[column])
            out.append(cell.padded(to: widths[column], onTheLeft: columns[column].isNumber))
        }
        return width.map { out.clipped(to: $0) } ?? out
    }
}
