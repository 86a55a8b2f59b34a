import ZoneModel

extension ZoneAuthority {
    mutating func resumeParent(_ now: BootInstant) {}
}
