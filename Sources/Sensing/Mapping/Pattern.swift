/// A name with `*` for any run of characters; everything else stands for itself.
package struct Pattern: Equatable, Sendable {
    private let bytes: [UInt8]

    package init(_ text: String) { bytes = Array(text.utf8) }

    /// At most pattern × text steps, whatever the pattern: on a mismatch only the last `*` takes one character more.
    package func matches(_ text: String) -> Bool {
        let text = Array(text.utf8)
        var (at, position) = (0, 0)
        var star: Int?
        var retry = 0
        while position < text.count {
            if at < bytes.count, bytes[at] == UInt8(ascii: "*") {
                star = at
                retry = position
                at += 1
            } else if at < bytes.count, bytes[at] == text[position] {
                at += 1
                position += 1
            } else if let star {
                retry += 1
                position = retry
                at = star + 1
            } else {
                return false
            }
        }
        return bytes[at...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
