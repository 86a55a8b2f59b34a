extension Optional {
    /// `!= nil` of an `Equatable` compares two values, and copies them for that; this looks at the tag alone.
    var isSome: Bool {
        if case .some = self { true } else { false }
    }
}
