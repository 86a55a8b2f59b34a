/// What `zonectl doctor` found, one line a check, each with its mend.
public struct DoctorDocument: Codable, Equatable, Sendable {
    public enum Verdict: String, Codable, Sendable, CaseIterable {
        case ok
        /// It works, and somebody should know.
        case warn
        case fail
        /// There is nothing to look at, or it may not be looked at.
        case skipped
    }

    public struct Check: Codable, Equatable, Sendable {
        /// `config`, `service`, `sensors`, `drivers`, `permissions`, `disk`, `clock`, `collector`, `certificates`, `journal`.
        public var subject: String
        public var verdict: Verdict
        public var finding: String
        public var mend: String?

        public init(_ subject: String, _ verdict: Verdict, _ finding: String, mend: String? = nil) {
            self.subject = subject
            self.verdict = verdict
            self.finding = finding
            self.mend = mend
        }
    }

    public var checks: [Check]

    public init(checks: [Check]) { self.checks = checks }

    public func count(_ verdict: Verdict) -> Int { checks.count { $0.verdict == verdict } }
}
