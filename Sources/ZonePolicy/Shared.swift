/// A value that is large and seldom changes, beside what carries it: what is asked and called thousands of times a second is then small enough to be passed
/// around. It stays a value: nothing changes what is inside.
final class Shared<Value: Sendable>: Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
}

extension Shared: Equatable where Value: Equatable {
    static func == (a: Shared, b: Shared) -> Bool { a === b || a.value == b.value }
}
