import MiningWork
import ZoneModel

/// Any bytes as what a node answers: never a trap; a template that is taken gives headers, and a block whose header commits to what it holds. Any bytes as
/// an address: never a trap.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTemplate(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    let text = String(decoding: bytes, as: UTF8.self)
    for network in BitcoinNetwork.allCases {
        if let address = try? PayoutAddress(text, network: network) {
            precondition((4...42).contains(address.scriptPubKey.count), "no script")
        }
    }
    guard let value = try? JSONValue(decoding: bytes, valuesMax: BlockTemplate.valuesMax), let payout else { return 0 }
    for network in BitcoinNetwork.allCases {
        if let template = try? BlockTemplate(value, network: network) { look(at: template, payout) }
    }
    play(value, payout)
    return 0
}

private let payout = try? Payout(
    [
        PayoutConfiguration(address: "bcrt1qdavt4j2sd7dlhqsavtnfxvzppw6k7qy97tmnu9", share: 60_000),
        PayoutConfiguration(address: "bcrt1qan8gntac7z7me2ejt4hpru42ad2f759fmy0m3ejvs98656znv7eqga4uhv", share: 40_000),
    ], network: .regtest)

private func look(at template: BlockTemplate, _ payout: Payout) {
    guard let block = try? SoloBlock(template, payout: payout, tag: [0x2F], id: "1", extranonce1: [1, 2, 3, 4], isClean: true) else {
        return
    }
    var roller = HeaderRoller(firstExtranonce: 0)
    roller.take(block.work)
    guard let unit = roller.next() else { preconditionFailure("a template without a header") }
    precondition(unit.header.count == 80 && [1, 2, 4, 8].contains(unit.versions.count), "no header")
    let share = unit.share(nonce: 7, version: 0)
    let bytes = block.serialised(share)
    precondition(Array(bytes[..<80]) == block.work.header(of: share), "another header")
    let coinbase = sha256d(block.work.coinbase(extranonce2: share.extranonce2))
    precondition(MerkleTree.root([coinbase] + template.transactions.map(\.txid)) == Array(bytes[36..<68]), "another root")
    precondition(payout.amounts(of: template.coinbaseValue).reduce(0, +) == template.coinbaseValue, "coins are lost")
}

/// The same as every answer to a session that mines.
private func play(_ value: JSONValue, _ payout: Payout) {
    var session = SoloSession(
        .init(network: .regtest, payout: payout, tag: [], poll: .seconds(30), extranonce1: [1, 2, 3, 4], seed: 1))
    var now = BootInstant(nanoseconds: 1)
    var directives = session.onStart(now: now)
    directives += session.onAnswer(.success(.object(["chain": .string("regtest")])), lane: .ask, now: now)
    for lane in [NodeCall.Lane.ask, .longPoll, .ask, .submit, .longPoll] {
        for directive in directives {
            switch directive {
            case .call(let call, _): precondition((try? JSONValue(decoding: call.parameters.utf8)) != nil, "no JSON is asked")
            case .publish(let template?): _ = session.onShare(share(of: template), now: now)
            default: break
            }
        }
        now = now + .seconds(7)
        directives = session.onAnswer(.success(value), lane: lane, now: now)
    }
}

private func share(of template: WorkTemplate) -> Share {
    Share(
        templateID: template.id, extranonce2: [UInt8](repeating: 0, count: template.extranonce2Bytes), time: template.time, nonce: 1,
        version: template.version)
}
