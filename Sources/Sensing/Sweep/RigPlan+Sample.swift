import ZoneModel

extension RigPlan {
    /// The rig as one sweep found it. Only what is no number has failed: whether a number is plausible is not judged here.
    /// - Parameters:
    ///   - energyReadAt: when the energy counter was read; the sweep may have ended much later, and watts over that time would be too few.
    ///   - written: what became of the newest order to the rig's power cap.
    ///   - value: what an attribute read, or why it did not.
    func sample(
        takenAt: BootInstant, sweep: Duration, energyReadAt: BootInstant? = nil, energy: inout EnergyMeter,
        written: CapDesk.Outcome? = nil, value: (AttributeKey) -> Sampled
    ) -> RigSample {
        var sample = RigSample(rig: rig, takenAt: takenAt, sweep: sweep, power: .absent, temperature: .absent)
        (sample.power, sample.powerSource) = watts(readAt: energyReadAt ?? takenAt, energy: &energy, value: value)
        if case .power(_, let accuracy?) = power { sample.powerAccuracy = value(accuracy).value }
        sample.temperature = celsius(value)
        sample.temperatureCritical = criticals.compactMap { value($0).value }.min()
        sample.cap = capReading(written, value)
        sample.fault = flags.first { (value($0).value ?? 0) != 0 }?.name
        return sample
    }

    private func watts(readAt: BootInstant, energy: inout EnergyMeter, value: (AttributeKey) -> Sampled) -> (Sampled, PowerSource) {
        switch power {
        case .none(let sampled): return (sampled, .measured)
        case .power(let key, _): return (named(key, value(key)), .measured)
        case .energy(let key):
            guard let joules = value(key).value else { return (named(key, value(key)), .derived) }
            return (energy.onReading(joules: joules, at: readAt, interval: interval), .derived)
        case .product(let voltage, let current):
            guard let volts = value(voltage).value else { return (named(voltage, value(voltage)), .derived) }
            guard let amperes = value(current).value else { return (named(current, value(current)), .derived) }
            let watts = volts * amperes
            return (watts.isFinite ? .value(watts) : .failed("\(voltage.name) × \(current.name) is no number"), .derived)
        }
    }

    private func capReading(_ written: CapDesk.Outcome?, _ value: (AttributeKey) -> Sampled) -> CapReading? {
        switch cap {
        case .unwanted: return nil
        case .none(let sampled): return CapReading(setting: sampled, order: written?.order, refusal: written?.refusal)
        case .cap(let key, let minimum, let maximum):
            return CapReading(
                setting: named(key, value(key)), minimum: minimum.flatMap { value($0).value }, maximum: maximum.flatMap { value($0).value },
                order: written?.order, refusal: written?.refusal)
        }
    }

    private func celsius(_ value: (AttributeKey) -> Sampled) -> Sampled {
        switch temperature {
        case .none(let sampled): return sampled
        case .hottest(let keys):
            var hottest: Double?
            for key in keys {
                // The one that does not answer may be the hot one.
                guard let celsius = value(key).value else { return named(key, value(key)) }
                // A broken or unplugged probe reads something all the same, and often something cool.
                if let fault = raisedFault(of: key, value) { return .failed("\(key.name): \(fault) is raised") }
                hottest = Swift.max(hottest ?? celsius, celsius)
            }
            return hottest.map { .value($0) } ?? .absent
        }
    }

    private func raisedFault(of key: AttributeKey, _ value: (AttributeKey) -> Sampled) -> String? {
        let fault = AttributeKey(chip: key.chip, name: "\(key.name.prefix { $0 != "_" })_fault")
        return flags.contains(fault) && (value(fault).value ?? 0) != 0 ? fault.name : nil
    }

    private func named(_ key: AttributeKey, _ sampled: Sampled) -> Sampled {
        switch sampled {
        case .failed(let reason): .failed("\(key.name): \(reason)")
        case .absent: .failed("\(key.name): it has not been read yet")
        case .value: sampled
        }
    }
}
