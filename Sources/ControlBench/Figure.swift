/// One figure of a bench: what came out, under which conditions, and what it is held against.
public struct Figure: Codable, Equatable, Sendable {
    /// Whose plant it was: `p1`, `native`.
    public var bench: String
    public var name: String
    public var value: Double
    public var unit: String
    public var decimals: Int
    /// The plant is a model; nothing was drawn.
    public var isSimulated: Bool
    /// How it came about: plant, count of samples, what was cut.
    public var conditions: String
    /// What others publish, and where they say it.
    public var reference: String?
    /// The bound that it is held against, in words; nil where it is shown for reading only.
    public var reach: String?
    /// Whether it keeps that bound.
    public var isReached: Bool?

    public init(
        bench: String, name: String, value: Double, unit: String, decimals: Int = 2, isSimulated: Bool, conditions: String,
        reference: String? = nil, reach: String? = nil, isReached: Bool? = nil
    ) {
        self.bench = bench
        self.name = name
        self.value = value
        self.unit = unit
        self.decimals = decimals
        self.isSimulated = isSimulated
        self.conditions = conditions
        self.reference = reference
        self.reach = reach
        self.isReached = isReached
    }
}
