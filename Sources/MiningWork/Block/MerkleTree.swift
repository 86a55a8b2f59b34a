/// Bitcoin's tree of hashes: at each level an odd last one is paired with itself.
public enum MerkleTree {
    /// Of 32-byte hashes in the order of the wire; all zeros of none.
    public static func root(_ leaves: [[UInt8]]) -> [UInt8] {
        guard var level = leaves.first.map({ _ in leaves }) else { return [UInt8](repeating: 0, count: 32) }
        while level.count > 1 { level = above(level) }
        return level[0]
    }

    /// What the first leaf is hashed with on its way up, whatever it is.
    ///
    /// - Parameter others: the leaves after the first.
    public static func branch(others: [[UInt8]]) -> [[UInt8]] {
        var (level, branch) = (others, [[UInt8]]())
        while let next = level.first {
            branch.append(next)
            level = above(Array(level.dropFirst()))
        }
        return branch
    }

    private static func above(_ level: [[UInt8]]) -> [[UInt8]] {
        stride(from: 0, to: level.count, by: 2).map { sha256d(level[$0] + level[min($0 + 1, level.count - 1)]) }
    }
}
