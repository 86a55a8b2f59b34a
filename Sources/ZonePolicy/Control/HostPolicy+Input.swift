import ZoneModel

/// What the controller decides by, made of what is believed of the rigs.
extension HostPolicy {
    func controllerInput(ceiling: Power, now: BootInstant) -> PowerController.Input {
        var fixedW = configuration.overhead.watts
        var modelledW = fixedW
        var predictedW = fixedW
        var variance = 0.0
        var rigs: [PowerController.Input.Rig] = []
        let held = caps.isEmpty ? nil : heldCaps(now: now)
        for judge in judges {
            guard judge.configuration.isThrottled, !judge.isOut, !judge.isStale(now: now) else {
                let figure = judge.figure(now: now)
                fixedW += figure.powerW
                modelledW += figure.powerW
                predictedW += figure.powerW
                if judge.configuration.isThrottled {
                    rigs.append(.init(rig: judge.configuration.name, baseW: 0, slopeW: 0, cap: .zero))
                }
                continue
            }
            variance += judge.noiseW * judge.noiseW
            if let keeper = caps[judge.configuration.name] {
                let watts = judge.figure(now: now).powerW
                modelledW += watts
                predictedW += watts
                let rig = cappedRig(judge, keeper, held: held, now: now)
                if rig == nil { fixedW += deafWatts(judge, keeper, now: now) }
                rigs.append(rig ?? .init(rig: keeper.rig, baseW: 0, slopeW: 0, cap: .zero))
                continue
            }
            modelledW += judge.modelledWatts
            predictedW += judge.predictedWatts(now: now)
            rigs.append(HostPolicy.inputRig(judge, now: now))
        }
        if let meter = siteMeter, !meter.isStale(now: now) {
            // What the meter sees beyond the rigs' sum stands beside them, whatever it is.
            let unseen = meter.modelledWatts - modelledW
            fixedW += unseen
            modelledW += unseen
            predictedW += unseen
        }
        // As the last tick saw it. A reading that was asked for again may have come since: between two ticks nobody looks, and no doubt grows.
        let seen = power(now: snapshot?.at ?? now)
        return PowerController.Input(
            ceiling: ceiling, power: seen, modelledW: modelledW, predictedW: predictedW, noiseW: variance.squareRoot(),
            fixedW: fixedW, rigs: rigs)
    }

    private static func inputRig(_ judge: RigJudge, now: BootInstant) -> PowerController.Input.Rig {
        let base = judge.settledWatts(at: .zero)
        let configuration = judge.configuration
        return .init(
            rig: configuration.name, baseW: base, slopeW: judge.settledWatts(at: .full) - base, cap: judge.dutyCap(now: now),
            timeConstant: judge.timeConstant, minimumOn: configuration.minimumOn, minimumOff: configuration.minimumOff,
            hashesAtFull: judge.hashesAtFull, headroomC: judge.headroomC(now: now))
    }

    static func landingErrorW(_ order: RigDuty, _ judges: [RigJudge]) -> Double {
        guard let place = judges.firstIndex(where: { $0.configuration.name == order.rig }) else { return 0 }
        return judges[place].landingErrorW(at: order.duty)
    }

    /// What the host would draw with no quota at all, and the room that its controller keeps free: the least quota that binds nothing.
    func wanted(_ input: PowerController.Input, _ output: PowerController.Output, hasWork: Bool) -> Power {
        let idleW = input.idleW
        let drawW = hasWork ? output.unboundW : idleW
        let errorShare = input.power.powerW > 0 ? input.power.errorW / input.power.powerW : 0
        let roomW = configuration.control.guardSigmas * input.noiseW
        let asked = Power(watts: (drawW + roomW) / max(1 - min(errorShare, 0.5), 0.5))
        // Watts on their way down are needed until they are gone. To ask for what is drawn lets the zone have them as they fall, each `applied` at once, where a
        // cut to the end of the way would be applied there, and free nothing before.
        let boundW = input.power.powerW + input.power.errorW
        let isFalling = boundW - asked.watts > configuration.nameplate.watts * HostPolicy.demandNews
        if isFalling { return min(Power(watts: boundW), configuration.quota).clampedToZero }
        // Under a hold no more is wanted than it allows, so that the zone can give the rest to others.
        return min(max(min(asked, localBound), Power(watts: idleW)), configuration.quota).clampedToZero
    }

    /// What the host settles at with every rig at duty 0.
    func unthrottledW(now: BootInstant) -> Double {
        controllerInput(ceiling: .zero, now: now).idleW
    }
}
