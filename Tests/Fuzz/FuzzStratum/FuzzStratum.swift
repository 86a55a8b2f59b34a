import MiningWork
import ZoneModel

/// Any bytes as the lines of a pool that has taken us: never a trap, and whatever is published can be rolled, hashed and sent back. What is read as JSON
/// is read the same from its own text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzStratum(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    var session = StratumSession(.init(user: "user", password: "x", agent: "fuzz", host: "pool.example"))
    var now = BootInstant(nanoseconds: 1)
    _ = session.onConnected(now: now)
    for line in [
        #"{"id":1,"result":{"version-rolling":true,"version-rolling.mask":"1fffe000"},"error":null}"#,
        #"{"id":2,"result":[[["mining.notify","s"]],"08000002",4],"error":null}"#, #"{"id":3,"result":true,"error":null}"#,
    ] { _ = session.onLine(line.utf8, now: now) }
    var roller = HeaderRoller(firstExtranonce: 0)
    for line in bytes.split(separator: 0x0A) {
        now = now + .seconds(1)
        if let value = try? JSONValue(decoding: line) {
            let again = try? JSONValue(decoding: value.text.utf8)
            precondition(again == value, "a value changed on its way")
        }
        for directive in session.onLines([line], now: now) + session.onTick(now: now) {
            switch directive {
            case .send(let text): precondition((try? JSONValue(decoding: text.utf8)) != nil, "no JSON was sent")
            case .publish(let template):
                roller.take(template)
                guard let unit = roller.next() else { continue }
                precondition(unit.header.count == 80 && [1, 2, 4, 8].contains(unit.versions.count), "no header")
                _ = session.submit(unit.share(nonce: 5, version: 0), of: template, now: now)
            case .disconnect:
                _ = session.onEnded(now: now)
                _ = session.onConnected(now: now)
            default: break
            }
        }
    }
    return 0
}
