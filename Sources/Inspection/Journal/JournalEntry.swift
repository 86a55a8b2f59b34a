import ZoneModel

/// One entry of the journal, as it stands there.
public struct JournalEntry: Equatable, Sendable {
    public var at: WallInstant
    /// Fields that are no text are left out, as are all but the first of several that are called the same.
    public var fields: [String: String]

    public init(at: WallInstant, fields: [String: String]) {
        self.at = at
        self.fields = fields
    }

    /// Whether it is of these programs, or of the service manager about them. `logger -t zone-agent` of another user is neither.
    public func isOurs(trustingAll: Bool) -> Bool {
        let units = JournalEntry.programs.map { $0 + ".service" }
        if fields["_PID"] == "1", let unit = fields["UNIT"], units.contains(unit) { return true }
        guard let identifier = fields["SYSLOG_IDENTIFIER"], JournalEntry.programs.contains(identifier) else { return false }
        guard !trustingAll, let unit = fields["_SYSTEMD_UNIT"] else { return true }
        return units.contains(unit)
    }

    static let programs = ["zone-agent", "zone-collector"]
}

/// Why the journal cannot be read, and what to do about it.
public struct JournalError: Error, Equatable, Sendable {
    public var message: String
    public var mend: String?

    public init(_ message: String, mend: String? = nil) {
        self.message = message
        self.mend = mend
    }
}
