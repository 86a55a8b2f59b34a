import ZoneModel
import ZonePolicy

/// The net: lines are late, lost, doubled and overtaken where its weather says so, and arrive in their order where it does not.
extension World {
    func isCut(_ machine: Machine) -> Bool {
        now < machine.net.upCutUntil || now < machine.net.downCutUntil || now < centres[machine.zone].partitionedUntil
    }

    func carryUp(_ machine: Machine, _ happening: Happening) {
        guard now >= machine.net.upCutUntil, now >= centres[machine.zone].partitionedUntil else { return }
        carry(machine, happening, last: \.lastUp)
    }

    func carryDown(_ machine: Machine, _ happening: Happening) {
        guard now >= machine.net.downCutUntil, now >= centres[machine.zone].partitionedUntil else { return }
        carry(machine, happening, last: \.lastDown)
    }

    private func carry(_ machine: Machine, _ given: Happening, last: WritableKeyPath<NetWeather, Int64>) {
        if now < machine.net.lossUntil, random.chance(0.2) {
            tally.faults[.messageLost] += 1
            return
        }
        let happening = throughCodec(machine, given)
        if now < machine.net.doublingUntil, random.chance(0.3) {
            tally.faults[.messageDoubled] += 1
            push(after: random.whole(1_000_000...8_000_000_000), happening)
        }
        if now < machine.net.latenessUntil, random.chance(0.3) {
            tally.faults[.messageLate] += 1
            push(after: random.whole(100_000_000...12_000_000_000), happening)
            return
        }
        if now < machine.net.overtakingUntil {
            tally.faults[.messageOvertaken] += 1
            push(after: random.whole(1_000_000...3_000_000_000), happening)
            return
        }
        let arrival = max(now + random.whole(1_000_000...20_000_000), machine.net[keyPath: last] + 1000)
        machine.net[keyPath: last] = arrival
        queue.push(arrival, happening)
    }

    /// A sampled line goes the way of the wire: encoded, decoded, and what comes out is what is heard.
    private func throughCodec(_ machine: Machine, _ happening: Happening) -> Happening {
        messages += 1
        guard messages % plan.codecShare == 0 else { return happening }
        switch happening {
        case .toCollector(let i, let connection, let body): return .toCollector(i, connection: connection, recoded(machine, body))
        case .toAgent(let i, let connection, let body): return .toAgent(i, connection: connection, recoded(machine, body))
        default: return happening
        }
    }

    private func recoded(_ machine: Machine, _ body: LineBody) -> LineBody {
        let line = Line(timestamp: machine.wallClock.reading(at: now), address: machine.configuration.address, body: body)
        do throws(LineError) {
            let heard = try Line(decoding: line.encoded().dropLast())
            tally.linesRecoded += 1
            return heard.body
        } catch {
            fail("a line of type \(body.type) does not survive the wire: \(error.message)", centres[machine.zone])
            return body
        }
    }
}
