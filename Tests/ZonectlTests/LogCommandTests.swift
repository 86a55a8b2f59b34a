import Glibc
import Testing
import ZoneModel

/// `zonectl log` and its review over real journal files.
@Suite struct LogCommandTests {
    /// 2026-11-24T18:00:00Z
    private static let since = WallInstant(milliseconds: 1_795_543_200_000)
    private static func at(_ seconds: Double) -> WallInstant { WallInstant(milliseconds: since.milliseconds + Int64(seconds * 1000)) }

    private static func account(_ from: Double, _ to: Double, first: Int, last: Int) -> JournalFiles.Entry {
        let energy = Int64(15_000.0 * (to - from) * 1000)
        return .agent(
            at(to), .powerAccount, "drawn", priority: 6,
            [
                ("FROM_MS", "\(at(from).milliseconds)"), ("TO_MS", "\(at(to).milliseconds)"),
                ("COVERED_MS", "\(Int64((to - from) * 1000))"),
                ("ENERGY_MEASURED_MJ", "\(energy)"), ("ENERGY_ESTIMATED_MJ", "0"), ("ENERGY_ERROR_MJ", "0"),
                ("ENERGY_ESTIMATED_ERROR_MJ", "0"), ("UNKNOWN_MS", "0"), ("OVERSHOOT_WS", "0"), ("NAMEPLATE_W", "30000"),
                ("SPOOL_ID", "5f0c"), ("FIRST_SEQ", "\(first)"), ("LAST_SEQ", "\(last)"), ("LINES_LOST", "0"), ("SIMULATED", "0"),
            ])
    }

    private static func night(isQuiet: Bool = false) -> [JournalFiles.Entry] {
        var entries: [JournalFiles.Entry] = [
            JournalFiles.Entry(at: at(-3600), fields: [("MESSAGE", "boot"), ("SYSLOG_IDENTIFIER", "kernel")]),
            .agent(at(-10), .started, "zone-agent started", [("NAMEPLATE_W", "30000")]),
        ]
        for index in 0..<72 {
            entries.append(account(Double(index) * 600, Double(index + 1) * 600, first: index * 10 + 1, last: index * 10 + 10))
        }
        if !isQuiet {
            entries += [
                .agent(
                    at(3600), .quotaChanged, "quota 30.00 → 24.00 kW", priority: 5,
                    [
                        ("QUOTA_BEFORE_W", "30000"), ("QUOTA_W", "24000"), ("EPOCH", "5"), ("GENERATION", "7"), ("REASON", "peak"),
                        ("ORDER", "2231"),
                    ]),
                .agent(
                    at(3600.8), .quotaApplied, "quota 30.00 → 24.00 kW: draw", priority: 5,
                    [
                        ("QUOTA_BEFORE_W", "30000"), ("QUOTA_W", "24000"), ("EPOCH", "5"), ("GENERATION", "7"),
                        ("TIME_TO_COMPLY_MS", "800"),
                        ("OVERSHOOT_WS", "0"),
                    ]),
                .agent(
                    at(7200), .rigStale, "psu-1: no believable power", priority: 4,
                    [("RIG", "psu-1"), ("POWER_BEFORE_W", "80"), ("IDLE_W", "60")]),
                // By anybody with a shell, and by the service manager.
                JournalFiles.Entry(
                    at: at(7300),
                    fields: [("MESSAGE", "all is well"), ("SYSLOG_IDENTIFIER", "sshd"), ("EVENT", "rig_recovered"), ("RIG", "psu-1")]),
                JournalFiles.Entry(
                    at: at(7400),
                    fields: [
                        ("MESSAGE", "zone-agent.service: Watchdog timeout"), ("PRIORITY", "3"), ("SYSLOG_IDENTIFIER", "systemd"),
                        ("_PID", "1"),
                        ("UNIT", "zone-agent.service"),
                    ]),
            ]
        }
        return entries.sorted { $0.at < $1.at }
    }

    private func run(_ words: [String], _ environment: [String: String] = [:]) throws -> Program.Result {
        try Program.run(["log"] + words, environment: ["TZ": "UTC"].merging(environment) { $1 })
    }

    private static let window = ["--since", "2026-11-24 18:00", "--until", "06:00"]

    @Test func theTimeLine() throws {
        let files = try JournalFiles(Self.night())
        var outputs: [String] = []
        // The same of a directory, a file and an export.
        for source in [["--directory", files.directory], ["--file", files.file], ["--file", files.export]] {
            let all = try run(source + ["--limit", "500"])
            #expect(all.code == 0 && all.errors == "", "\(source) \(all.errors)")
            outputs.append(all.out)
        }
        #expect(Set(outputs).count == 1)
        let lines = outputs[0].split(separator: "\n")
        #expect(lines.count == 1 + 72 + 3 + 1, "what is not the daemons' is left out")
        #expect(lines.first == "2026-11-24T17:59:50.000Z  notice    sindh-2/khi-3/h-014  started  zone-agent started")
        #expect(outputs[0].contains("error     - ") || outputs[0].contains("systemd  zone-agent.service: Watchdog timeout"))
        #expect(!outputs[0].contains("\u{1B}"), "colour in a pipe")
        #expect(try run(["--directory", files.directory]).out.split(separator: "\n").count == 50, "the newest, if nothing is said")
    }

    struct Filter: Sendable {
        var words: [String]
        var count: Int
    }

    @Test(arguments: [
        Filter(words: ["--event", "rig_stale"], count: 1), Filter(words: ["--event", "quota_changed,quota_applied"], count: 2),
        Filter(words: ["--rig", "psu-1"], count: 1), Filter(words: ["--rig", "psu-2"], count: 0),
        Filter(words: ["--grep", "WATCHDOG"], count: 0),
        Filter(words: ["--grep", "watchdog"], count: 1), Filter(words: ["--grep", "30.*24", "--event", "quota_applied"], count: 1),
        Filter(words: ["--since", "2026-11-24 19:00", "--until", "2026-11-24 19:00:01"], count: 3),
        Filter(words: ["--since", "2026-11-24T20:03:00Z", "--until", "2026-11-24T20:04:00Z"], count: 1),
        Filter(words: ["--limit", "3"], count: 3),
        Filter(words: ["--event", "rig_stale", "--json"], count: 1),
    ])
    func filters(filter: Filter) throws {
        let files = try JournalFiles(Self.night())
        let result = try run(["--directory", files.directory] + filter.words)
        #expect(result.code == 0, "\(result.errors)")
        #expect(result.out.split(separator: "\n").count == filter.count, "\(filter.words)\n\(result.out)")
    }

    @Test func jsonHasTheFields() throws {
        let files = try JournalFiles(Self.night())
        let out = try run(["--directory", files.directory, "--json", "--event", "quota_changed"]).out
        #expect(
            out.hasPrefix(
                #"{"events":[{"address":"sindh-2/khi-3/h-014","event":"quota_changed","fields":{"epoch":5,"generation":7,"order":"2231","#))
        #expect(out.contains(#""quota_w":24000"#) && out.contains(#""timestamp":"2026-11-24T19:00:00.000Z""#))
    }

    @Test(arguments: [
        ["--event", "lease_lots"], ["--grep", "("], ["--since", "25:00"], ["--review", "--limit", "3"], ["--until", "18:00", "--agent"],
        ["--directory", "/tmp", "--file", "x"], ["--follow", "--until", "now"],
        ["--since", "2026-11-24 18:00", "--until", "2026-11-24 17:00"],
    ])
    func wrongUse(words: [String]) throws {
        let files = try JournalFiles([Self.account(0, 600, first: 1, last: 10)])
        let source = words.contains("--agent") || words.contains("--directory") ? [] : ["--directory", files.directory]
        let result = try run(source + words)
        #expect(result.code == 2, "\(words) \(result.errors)")
        #expect(result.errors.contains("Try: zonectl log --help"), "\(result.errors)")
    }

    @Test func theReviewOfANight() throws {
        let files = try JournalFiles(Self.night())
        var outputs: [String] = []
        for source in [["--directory", files.directory], ["--file", files.export]] {
            let result = try run(source + ["--review"] + Self.window)
            #expect(result.code == 1, "psu-1 needs a person: \(result.errors)")
            outputs.append(result.out)
        }
        #expect(Set(outputs).count == 1)
        Golden.expect(outputs[0], "log-review")
        // 23:00 in Karachi is the same night.
        let karachi = try run(
            ["--directory", files.directory, "--review", "--since", "2026-11-24 23:00", "--until", "11:00"], ["TZ": "PKT-5"])
        #expect(
            karachi.out.contains("2026-11-24 23:00:00 – 2026-11-25 11:00:00 UTC+5") && karachi.out.contains("00:00:00  30.00 → 24.00 kW"))
        let quiet = try JournalFiles(Self.night(isQuiet: true))
        let calm = try run(["--directory", quiet.directory, "--review"] + Self.window)
        #expect(
            calm.code == 0 && calm.out.contains("VERDICT  nothing needs you") && calm.out.contains("EVIDENCE 100 %  seq complete"),
            "\(calm.out)")
    }

    @Test func whereTheBeginningIsGone() throws {
        let files = try JournalFiles([Self.account(7200, 7800, first: 1, last: 10)])
        let result = try run(["--directory", files.directory, "--review"] + Self.window)
        #expect(
            result.errors.contains("the journal begins at 2026-11-24 20:10:00: what was before is gone, or never was"), "\(result.errors)")
        let log = try run(["--directory", files.directory, "--since", "2026-11-24 18:00"])
        #expect(log.code == 0 && log.errors.contains("the journal begins at"))
    }

    /// As nobody, who may not read what journald keeps for root and its group.
    @Test(.enabled(if: geteuid() == 0)) func withoutPermissionTheGroupIsNamed() throws {
        let files = try JournalFiles(Self.night())
        chmod(files.directory, 0o755)
        chmod(files.file, 0o640)
        let words = ["--reuid=65534", "--regid=65534", "--clear-groups", Program.path, "log", "--directory", files.directory]
        let result = try Program.run(words, program: "/usr/bin/setpriv")
        #expect(result.code == 1 && result.out == "")
        #expect(
            result.errors.contains("may not be read by this user") && result.errors.contains("usermod -aG systemd-journal"),
            "\(result.errors)")
    }

    @Test func nothingThere() throws {
        let empty = try Scratch.directory()
        defer { rmdir(empty) }
        let result = try run(["--directory", empty])
        #expect(result.code == 1 && result.errors.contains("there is no journal in \(empty)"))
        #expect(try run(["--file", "\(empty)/none"]).code == 1)
        // What is torn is read as far as it is whole, and what is no journal is called so.
        #expect(try run(["--file", Program.path]).code != 139)
    }
}
