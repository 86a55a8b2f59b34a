extension EventsDocument.Entry {
    /// An entry of the journal, by its fields (systemd.journal-fields(7)): the daemons' own, or the service manager's about them.
    public init(journal fields: [String: String], at: WallInstant) {
        let place = [fields["ZONE"], fields["SITE"], fields["HOST"]].compactMap { $0 }.joined(separator: "/")
        let own = fields.filter { !EventsDocument.Entry.isCommon($0.key) }.map { key, text in
            let key = key.lowercased()
            return (key, EventsDocument.Entry.isNumber(key) ? Double(text).map(EventsDocument.Value.number) ?? .text(text) : .text(text))
        }
        let isOurs = fields["EVENT"] != nil
        self.init(
            timestamp: at.rfc3339, address: place.isEmpty ? fields["_HOSTNAME"] ?? "-" : place, event: fields["EVENT"] ?? "systemd",
            severity: EventsDocument.Entry.severity(fields["PRIORITY"]), message: fields["MESSAGE"] ?? "",
            fields: isOurs && !own.isEmpty ? Dictionary(own, uniquingKeysWith: { first, _ in first }) : nil)
    }

    private static func isCommon(_ key: String) -> Bool {
        key.hasPrefix("_") || key.hasPrefix("SYSLOG_") || key.hasPrefix("CODE_")
            || ["MESSAGE", "MESSAGE_ID", "PRIORITY", "EVENT", "ZONE", "SITE", "HOST", "TID"].contains(key)
    }

    /// The unit stands in the key, and what has a unit is a number.
    private static func isNumber(_ key: String) -> Bool {
        let units = ["_w", "_ms", "_s", "_ws", "_wh", "_mj", "_c", "_seq", "_hs"]
        return units.contains { key.hasSuffix($0) } || ["epoch", "generation", "uid", "slots", "suppressed", "lines_lost"].contains(key)
    }

    private static func severity(_ priority: String?) -> Severity {
        switch priority.flatMap({ Int($0) }) ?? 6 {
        case ...2: .critical
        case 3: .error
        case 4: .warning
        case 5: .notice
        default: .info
        }
    }
}

extension ReviewInput.Entry {
    public init(journal fields: [String: String], at: WallInstant) {
        let entry = EventsDocument.Entry(journal: fields, at: at)
        let own = fields.filter { !$0.key.hasPrefix("_") }.map { ($0.key.lowercased(), $0.value) }
        self.init(
            at: at, event: entry.event, severity: entry.severity, message: entry.message,
            fields: Dictionary(own, uniquingKeysWith: { first, _ in first }), boot: fields["_BOOT_ID"])
    }
}
