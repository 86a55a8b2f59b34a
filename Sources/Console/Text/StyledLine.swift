/// What a piece of text means; which colour that is, is the page's to say.
public enum Style: Hashable, Sendable {
    case plain
    case strong
    case faint
    case good
    case caution
    case bad

    /// SGR parameters (ECMA-48 § 8.3.117), only the sixteen colours that every terminal's theme keeps readable.
    var sgr: String? {
        switch self {
        case .plain: nil
        case .strong: "1"
        case .faint: "2"
        case .good: "32"
        case .caution: "33"
        case .bad: "1;31"
        }
    }
}

/// One line of output: pieces of text with a meaning, and the cells that they take. Whatever is appended is escaped, so that no
/// view can forget it.
public struct StyledLine: Equatable, Sendable {
    struct Piece: Equatable, Sendable {
        var text: String
        var style: Style
    }

    private(set) var pieces: [Piece] = []
    /// In terminal cells.
    public private(set) var width = 0

    public init() {}

    public init(_ text: String, _ style: Style = .plain) { append(text, style) }

    public var isEmpty: Bool { width == 0 }

    public mutating func append(_ text: String, _ style: Style = .plain) {
        guard !text.isEmpty else { return }
        let safe = TerminalText.escaped(text)
        pieces.append(Piece(text: safe, style: style))
        width += TerminalText.width(safe)
    }

    public mutating func append(_ other: StyledLine) {
        pieces += other.pieces
        width += other.width
    }

    public static func + (a: StyledLine, b: StyledLine) -> StyledLine {
        var sum = a
        sum.append(b)
        return sum
    }

    /// At most so many cells; what is cut off leaves a `…`.
    public func clipped(to cells: Int) -> StyledLine {
        guard width > cells else { return self }
        guard cells > 0 else { return StyledLine() }
        var out = StyledLine()
        for piece in pieces {
            var text = ""
            var taken = 0
            for character in piece.text {
                let size = TerminalText.width(of: character)
                if out.width + taken + size > cells - 1 {
                    out.append(text + "…", piece.style)
                    return out
                }
                text.append(character)
                taken += size
            }
            out.append(text, piece.style)
        }
        return out
    }

    public func padded(to cells: Int, onTheLeft: Bool = false) -> StyledLine {
        guard width < cells else { return self }
        let blanks = StyledLine(String(repeating: " ", count: cells - width))
        return onTheLeft ? blanks + self : self + blanks
    }

    /// Broken between words over lines of at most so many cells, the further ones indented; a word that is longer is cut.
    public func flowed(to cells: Int, indent: Int) -> [StyledLine] {
        guard width > cells else { return [self] }
        var lines: [StyledLine] = []
        var line = StyledLine()
        for piece in pieces {
            // With its blanks before it, so that what is aligned stays so.
            for word in StyledLine.words(piece.text) {
                let next = StyledLine(word, piece.style)
                if line.width + next.width > cells, line.width > indent {
                    lines.append(line)
                    line = StyledLine(String(repeating: " ", count: indent)) + StyledLine(String(word.drop { $0 == " " }), piece.style)
                } else {
                    line.append(next)
                }
            }
        }
        lines.append(line)
        return lines.map { $0.clipped(to: cells) }
    }

    private static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for character in text {
            if character == " ", let last = word.last, last != " " {
                words.append(word)
                word = ""
            }
            word.append(character)
        }
        return word.isEmpty ? words : words + [word]
    }

    /// Ready for the terminal, without a newline.
    public func text(coloured: Bool) -> String {
        var out = ""
        for piece in pieces {
            if coloured, let sgr = piece.style.sgr {
                out += "\u{1B}[\(sgr)m\(piece.text)\u{1B}[0m"
            } else {
                out += piece.text
            }
        }
        while out.last == " " { out.removeLast() }
        return out
    }
}

/// Words broken over lines of at most so many cells; `nil` is a pipe, whose lines are as long as they are.
public func wrapped(_ text: String, width: Int?, indent: Int, style: Style = .plain) -> [StyledLine] {
    let margin = String(repeating: " ", count: indent)
    guard let width else { return [StyledLine(margin) + StyledLine(text, style)] }
    let room = Swift.max(width - indent, 10)
    var lines: [StyledLine] = []
    var current = ""
    for word in TerminalText.escaped(text).split(separator: " ") {
        let joined = current.isEmpty ? String(word) : "\(current) \(word)"
        if TerminalText.width(joined) <= room {
            current = joined
        } else {
            if !current.isEmpty { lines.append(StyledLine(margin) + StyledLine(current, style)) }
            current = String(word)
            // A word without an end is broken where the line ends.
            while TerminalText.width(current) > room {
                let head = headThatFits(current, cells: room)
                lines.append(StyledLine(margin) + StyledLine(head, style))
                current = String(current.dropFirst(head.count))
            }
        }
    }
    if !current.isEmpty { lines.append(StyledLine(margin) + StyledLine(current, style)) }
    return lines
}

private func headThatFits(_ text: String, cells: Int) -> String {
    var head = ""
    var taken = 0
    for character in text {
        taken += TerminalText.width(of: character)
        if taken > cells, !head.isEmpty { break }
        head.append(character)
    }
    return head
}
