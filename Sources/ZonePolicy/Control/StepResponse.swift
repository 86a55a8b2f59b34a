import ZoneModel

/// Dead time and time constant of a first-order answer, fitted to readings after steps of the duty: each a time since its step and the
/// share of the way that the watts had gone. Several steps are laid over one another, because one step has few readings.
struct StepResponse: Equatable, Sendable {
    var deadTimeS: Double
    var timeConstantS: Double

    struct Point: Equatable, Sendable {
        var seconds: Double
        var share: Double
    }

    private struct Bin: Equatable, Sendable {
        var seconds = 0.0
        var share = 0.0
        var weight = 0.0
    }

    /// - Parameter within: how long after its step a reading counts.
    /// - Returns: nil where there are too few readings to tell.
    static func fitted(to points: [Point], within: Double, leastTimeConstantS: Double = 0.01) -> StepResponse? {
        guard within > 0, points.count >= 6 else { return nil }
        let bins = binned(points, within: within)
        guard bins.count >= 3 else { return nil }
        // From coarse to fine, around the best so far: the sum of squares has one valley.
        var best = StepResponse(deadTimeS: within / 8, timeConstantS: within / 8)
        var bestError = error(best, bins)
        var reach = within / 4
        for _ in 0..<12 {
            let centre = best
            for i in -4...4 {
                for j in -4...4 {
                    let candidate = StepResponse(
                        deadTimeS: max(centre.deadTimeS + reach * Double(i) / 4, 0),
                        timeConstantS: max(centre.timeConstantS + reach * Double(j) / 4, leastTimeConstantS))
                    let candidateError = error(candidate, bins)
                    if candidateError < bestError { (best, bestError) = (candidate, candidateError) }
                }
            }
            reach /= 1.8
        }
        return best
    }

    private static func binned(_ points: [Point], within: Double) -> [Bin] {
        let count = 120
        var bins = Array(repeating: Bin(), count: count)
        for point in points where point.seconds >= 0 && point.seconds < within && point.share.isFinite {
            let index = min(Int(point.seconds / within * Double(count)), count - 1)
            bins[index].seconds += point.seconds
            bins[index].share += point.share
            bins[index].weight += 1
        }
        return bins.filter { $0.weight > 0 }.map {
            Bin(seconds: $0.seconds / $0.weight, share: $0.share / $0.weight, weight: $0.weight)
        }
    }

    private static func error(_ response: StepResponse, _ bins: [Bin]) -> Double {
        bins.reduce(0) { sum, bin in
            let since = bin.seconds - response.deadTimeS
            let expected = since <= 0 ? 0 : 1 - decay(over: .seconds(since), timeConstant: .seconds(response.timeConstantS))
            return sum + bin.weight * (bin.share - expected) * (bin.share - expected)
        }
    }
}
