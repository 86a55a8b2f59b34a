import ZoneModel

/// How large a search is.
public enum Depth: String, Sendable {
    case quick, full, deep
}
