import ZoneModel

/// What the host's policy wants done. The shell obeys in order.
public enum HostDirective: Equatable, Sendable {
    case setDuty(rig: Name, Duty)
    /// The rig's power cap, in watts.
    case setCap(rig: Name, Power)
    /// A reading of this rig gave nothing: its sensors are read again at once. The site meter has its own name.
    case readAgain(rig: Name)
    /// After this instant the worker falls to these duties by itself; nil: no lease, so no deadline.
    case setDeadline(BootInstant?, fallback: [RigDuty])
    /// A live line: sent now or never.
    case send(LineBody)
    /// What is wanted has changed by so much that the collector should hear of it before the next heartbeat is due: `onHeartbeatDue`, now.
    case heartbeatNow
    /// A line of evidence: spooled, then sent until it is acked. The spool gives it its sequence number.
    case record(LineBody)
    /// For the journal, and as an `event` line for the spool.
    case happened(Event)
    /// To be kept over a restart.
    case remember(GrantID)
    /// The hold, or that there is none, to be kept over a restart.
    case rememberHold(Hold?)
    /// Every rig that is out, to be kept over a restart.
    case rememberMaintenance([Name: Maintenance])
    /// To be on disk, synced, before `onScheduleStored` is called.
    case storeSchedule(FloorSchedule)
    /// To be on disk, synced, before `onFloorStored` is called: a start takes up no more of the host's own floor.
    case storeFloor(Power)
    /// What `hello` says has changed: the connection ends, and the host says hello anew.
    case introduce
    /// To be on disk as soon as can be; nil: it is over.
    case storeEmergency(EmergencyCut?)
}
