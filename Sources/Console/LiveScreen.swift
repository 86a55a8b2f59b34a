/// Frames that replace one another in place. A value: it gives the bytes to write, and knows how many lines the last frame took.
///
/// The alternate screen is not used, so that the last frame stays readable when the program ends.
public struct LiveScreen: Sendable {
    private var linesDrawn = 0

    public init() {}

    /// The cursor is hidden until `end`.
    public mutating func begin() -> String {
        linesDrawn = 0
        return "\u{1B}[?25l"
    }

    /// - Parameter rows: the terminal's height; a frame that is higher loses its end, because what scrolled off cannot be redrawn.
    public mutating func frame(_ lines: [StyledLine], page: Page, rows: Int) -> String {
        var out = linesDrawn > 0 ? "\u{1B}[\(linesDrawn)F" : ""
        let room = Swift.max(rows - 1, 2)
        var shown = lines
        if lines.count > room {
            shown = Array(lines.prefix(room - 1)) + [StyledLine("… \(lines.count - room + 1) more lines", .faint)]
        }
        for line in shown {
            let fitted = page.width.map { line.clipped(to: $0) } ?? line
            // Each line clears its own rest, and only then comes the next: no frame flickers through an empty screen.
            out += fitted.text(coloured: page.isColoured) + "\u{1B}[K\n"
        }
        linesDrawn = shown.count
        return out + "\u{1B}[J"
    }

    /// After a change of the terminal's size nothing is where it was: start at the top.
    public mutating func resized() -> String {
        linesDrawn = 0
        return "\u{1B}[H\u{1B}[2J"
    }

    public mutating func end() -> String {
        linesDrawn = 0
        return "\u{1B}[?25h"
    }
}
