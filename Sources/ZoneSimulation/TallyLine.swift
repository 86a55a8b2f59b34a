/// A tally in one line and back, bit for bit: a long run that is interrupted goes on from the worlds that it has.
extension Tally {
    private static var counters: [WritableKeyPath<Tally, UInt64>] {
        [
            \.events, \.grantsAccepted, \.linesRecoded, \.records, \.orders, \.floorChanges, \.schedulesSent, \.timedEvents, \.emergencies,
            \.maintenances, \.holds, \.replacements, \.hostSamples, \.blindSamples, \.overSamples, \.hash,
        ]
    }

    private static var sums: [WritableKeyPath<Tally, Double>] {
        [\.zoneSeconds, \.countedSeconds, \.modestSeconds, \.budgetWs, \.allottedWs, \.usedWs, \.overWs, \.overMaxW]
    }

    public var line: String {
        let words =
            [UInt64(bitPattern: simulatedNanoseconds)] + FaultKind.allCases.map { faults[$0] } + Tally.counters.map { self[keyPath: $0] }
            + Tally.sums.map { self[keyPath: $0].bitPattern }
        // The end shows that the line is whole.
        return words.map { String($0, radix: 16) }.joined(separator: " ") + " ."
    }

    /// - Returns: nil for a line that is not one, or was cut off.
    public init?(line: some StringProtocol) {
        let words = line.split(separator: " ")
        let numbers = words.dropLast().compactMap { UInt64($0, radix: 16) }
        let kinds = FaultKind.allCases
        let (counters, sums) = (Tally.counters, Tally.sums)
        guard words.last == ".", numbers.count == words.count - 1, numbers.count == 1 + kinds.count + counters.count + sums.count else {
            return nil
        }
        self.init()
        var rest = numbers[...]
        simulatedNanoseconds = Int64(bitPattern: rest.removeFirst())
        for kind in kinds { faults[kind] = rest.removeFirst() }
        for counter in counters { self[keyPath: counter] = rest.removeFirst() }
        for sum in sums { self[keyPath: sum] = Double(bitPattern: rest.removeFirst()) }
    }
}
