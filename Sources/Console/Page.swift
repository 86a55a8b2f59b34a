/// What the output can show.
public struct Page: Hashable, Sendable {
    /// In cells; nil is a pipe: nothing is dropped or wrapped there.
    public var width: Int?
    public var isColoured: Bool

    /// Narrower pages are taken for this wide: below it nothing could be read anyway.
    public static let widthMin = 40

    public init(width: Int?, isColoured: Bool) {
        self.width = width.map { Swift.max($0, Page.widthMin) }
        self.isColoured = isColoured
    }

    /// The lines as text, each with its newline.
    public func text(_ lines: [StyledLine]) -> String {
        lines.reduce(into: "") { $0 += $1.text(coloured: isColoured) + "\n" }
    }
}
