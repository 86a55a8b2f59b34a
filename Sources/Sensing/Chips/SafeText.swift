/// Text of a driver, a device or a config file, for a terminal and a journal: at most 64 characters, none of them a control character.
package func safeText(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(64) {
        switch scalar.properties.generalCategory {
        // Format characters turn the direction of a line, or hide in it.
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: scalars.append("\u{FFFD}")
        default: scalars.append(scalar)
        }
    }
    return String(scalars)
}
