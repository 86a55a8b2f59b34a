import CShims
import Glibc
import ZoneModel

/// zone-cap, which may write what the agent's sandbox may not: a power cap in /sys. It is there where an operator has switched it on.
enum CapService {
    /// Where it listens: `ZONE_CAP_SOCKET`, set by the agent's unit.
    private static let path = getenv("ZONE_CAP_SOCKET").map { String(cString: $0) }

    /// A driver that hangs holds up the order, not the bus for good.
    private static let timeoutMS: Int32 = 2000

    /// - Parameter file: the attribute's path.
    /// - Returns: why it was not written, if it was not; `unasked`, where nobody listens.
    static func write(_ file: String, _ watts: Power, unasked: String) -> String? {
        guard let path else { return unasked }
        let order = "\(watts.milliwatts * 1000) \(file)"
        var answer = [CChar](repeating: 0, count: 256)
        let count = zs_ask(path, order, Int32(order.utf8.count), &answer, Int32(answer.count - 1), timeoutMS)
        guard count >= 0 else {
            let code = errno
            switch code {
            case ENOENT, ECONNREFUSED: return unasked
            case EAGAIN: return "zone-cap does not answer: the driver hangs"
            default: return "zone-cap cannot be asked: \(String(cString: strerror(code)))"
            }
        }
        guard count > 0 else { return "zone-cap turned the order away: it has too many under way" }
        return refusal(answer.prefix(Int(count)).map { UInt8(bitPattern: $0) })
    }

    /// `0`, or `ERRNO WHY`.
    static func refusal(_ answer: [UInt8]) -> String? {
        let text = String(decoding: answer, as: UTF8.self)
        guard text != "0" else { return nil }
        let parts = text.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, Int32(parts[0]) != nil else { return "zone-cap gave an answer that is none" }
        return "the driver refuses it (zone-cap: \(safeText(String(parts[1]))))"
    }
}
