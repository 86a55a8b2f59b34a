/// Looks at a share as its source will: hashed anew, from the template and what the miner chose.
public enum ShareCheck: Equatable, Sendable {
    /// Below the share target: not worth sending.
    case short
    case share(difficulty: Double)
    /// Meets the block's own target too.
    case block(difficulty: Double)

    public init(_ share: Share, of template: WorkTemplate) {
        let hash = sha256d(template.header(of: share))
        let isBlock = Target(bits: template.bits).isMet(by: hash)
        let difficulty = Target.difficulty(of: hash)
        if isBlock {
            self = .block(difficulty: difficulty)
        } else {
            self = template.shareTarget.isMet(by: hash) ? .share(difficulty: difficulty) : .short
        }
    }
}
