import Host
import Storage
import ZoneModel
import ZonePolicy

/// Floor schedules and emergencies on their way between the policy and the disk.
extension ControlLoop {
    /// A schedule that the centre has signed for this host.
    nonisolated func onSchedule(_ signed: SignedSchedule) {
        onLoop {
            $0.incoming = signed
            $0.obey($0.policy.onSchedule(signed.schedule, now: SystemClock.bootNow()))
        }
    }

    /// `floor_stored` is said when it is on disk, and not before.
    func store(_ schedule: FloorSchedule) {
        guard let signed = incoming, signed.schedule == schedule else { return }
        let id = schedule.id
        evidence.remember(
            { $0.schedule = signed },
            done: { failure in
                self.onLoop {
                    if let failure {
                        $0.obey($0.policy.onScheduleStoreFailed(id: id, reason: failure.description))
                    } else {
                        $0.obey($0.policy.onScheduleStored(id: id, now: SystemClock.bootNow()))
                        $0.publish()
                    }
                }
            })
    }

    /// A failure is told where it happens; the policy asks again.
    func store(floor: Power) {
        evidence.remember(
            { $0.floor = floor },
            done: { failure in
                guard failure == nil else { return }
                self.onLoop { $0.obey($0.policy.onFloorStored(floor, now: SystemClock.bootNow())) }
            })
    }

    func store(_ emergency: EmergencyCut?) {
        let kept = emergency.map { KeptEmergency($0, boot: kernelBoot) }
        evidence.remember { $0.emergency = kept }
    }
}
