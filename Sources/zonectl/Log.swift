import AdminClient
import Console
import Glibc
import ZoneModel

extension Option {
    static let follow = Option(name: "follow", letter: "f", value: nil, help: "go on with what happens, until Ctrl-C")
    static let since = Option(name: "since", letter: "s", value: "TIME", help: "only later than this: \(TimeText.help)")
    static let until = Option(
        name: "until", letter: "u", value: "TIME", help: "only earlier than this; a time of day is the first one after --since")
    static let limit = Option(
        name: "limit", letter: "l", value: "N", help: "at most so many events, the newest (50; with --since 5000)")
    static let aboutRig = Option(name: "rig", letter: "r", value: "NAME", help: "only what is about this rig")
    static let kinds = Option(name: "event", letter: "e", value: "KIND,…", help: "only these kinds, such as lease_lost,quota_applied")
    static let grep = Option(
        name: "grep", letter: "g", value: "REGEX", help: "only messages that match (POSIX extended; without a capital it ignores case)")
    static let directory = Option(name: "directory", letter: "D", value: "PATH", help: "read the journal files of this directory")
    static let file = Option(
        name: "file", letter: nil, value: "PATH", help: "read this journal file, or an export (journalctl -o export); - is standard input")
    static let review = Option(
        name: "review", letter: nil, value: nil, help: "the whole time on one screen; exit code 1 where something needs a person")
}

extension Verb {
    static let log = Verb(
        name: "log",
        summary: "what happened: the journal's time line of the daemons here, and the review of a night",
        manual: """
            Reads the journal of this machine, another one's (--directory) or an exported one (--file), oldest
            entry first, with what the service manager says of the daemons. Whoever may not read it is told
            which group to join. Where --since is before the journal's beginning it says so.
            --agent, --collector and --socket ask a running daemon instead (--follow, --since, --limit, --json):
            the collector's store holds the events of every host, the agent keeps the newest in memory. So
            does a machine without a journal.
            --json prints the document; with --follow, one event a line.

            --review --since 18:00 --until 06:00 shows the night on one screen: the evidence and its gaps, the
            cuts and how fast each was kept, lost leases, silent sensors, the energy (measured, estimated and
            unknown apart) and what needs you. Costs are estimates. zonectl review does so over a site or zone.
            """,
        options: [
            .follow, .since, .until, .aboutRig, .kinds, .grep, .limit, .review, .directory, .file, .agent, .collector, .socket, .json,
        ],
        run: { (call) throws(Failure) in
            try call.refuseArguments()
            return try runLog(call)
        })
}

private func runLog(_ call: Invocation) throws(Failure) -> ExitCode {
    let options = call.options
    let journalOnly: [Option] = [.until, .aboutRig, .kinds, .grep, .review, .directory, .file]
    let wantsJournal = journalOnly.first { options.has($0) }
    let wantsDaemon = [Option.agent, .collector, .socket].first { options.has($0) }
    if let wantsJournal, let wantsDaemon {
        throw .usage("--\(wantsJournal.name) reads the journal, --\(wantsDaemon.name) asks a daemon: take one", verb: call.verb)
    }
    if options.has(.directory), options.has(.file) { throw .usage("--directory and --file exclude one another", verb: call.verb) }
    // A socket that the environment names is a daemon that was chosen.
    let isNamed = Daemon.allCases.contains { getenv($0.environmentVariable) != nil }
    let hasJournal = LogSource.hasSystemJournal
    if wantsDaemon != nil || (wantsJournal == nil && (isNamed || !hasJournal)) { return try runDaemonLog(call) }
    return options.has(.review) ? try runJournalReview(call) : try runJournalLog(call)
}
