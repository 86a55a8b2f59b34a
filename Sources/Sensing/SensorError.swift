/// Why the sensors cannot be read at all: what, why and the mend, in one line for people.
public struct SensorError: Error, Equatable, Sendable, CustomStringConvertible {
    public var what: String
    public var why: String
    public var mend: String

    public init(what: String, why: String, mend: String) {
        self.what = what
        self.why = why
        self.mend = mend
    }

    public var description: String { "\(what): \(why); \(mend)" }
}
