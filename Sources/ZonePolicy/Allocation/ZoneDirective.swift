import ZoneModel

/// What the collector's shell must do, in this order.
public enum ZoneDirective: Equatable, Sendable {
    /// Write these records as one transaction, after all earlier batches, and sync it; then call `onPersisted(batch)` or `onPersistFailed(batch)`.
    /// Several waiting batches may share one transaction. What depends on a batch is sent only then.
    case persist(batch: Int, [LedgerRecord])
    case send(connection: Int, LineBody)
    /// To the parent collector.
    case sendParent(LineBody)
    /// Sign the schedule and send its lines.
    case sendSchedule(connection: Int, HostAddress, FloorSchedule)
    /// Answer the hello; the shell adds what only it knows (the spool's first uncommitted sequence number, its limits).
    case welcome(connection: Int, HostAddress, spoolID: String, nextSeq: UInt64, epoch: UInt64, heartbeatInterval: Duration)
    /// Send the line, then close. `onClosed` need not be called for it; calling it does no harm.
    case close(connection: Int, ErrorLine)
    /// Something that a person should see; the address where it is about one host.
    case event(Event, HostAddress?)
}
