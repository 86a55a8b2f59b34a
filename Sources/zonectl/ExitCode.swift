/// What the shell is told.
enum ExitCode: Int32 {
    case done = 0
    /// The daemon refused, or its answer is no good; a review found that a person is needed; doctor found something that fails.
    case failed = 1
    case usage = 2
    /// The quota is set, and not every host has complied in time.
    case notComplied = 3
    /// Nobody to talk to.
    case unreachable = 4
    /// Asked with --check: something goes on until a person does something about it.
    case personNeeded = 5
    /// 128 + SIGINT, as a shell would say it: following a cut was broken off.
    case interrupted = 130

    static let help = """
        Exit codes
          0    ok
          1    failed or refused; log --review and review: something needs you; doctor: something fails
          2    wrong usage
          3    the cut is ordered, but not every host has complied in time
          4    the daemon cannot be reached
          5    status --check: a person is needed
          130  Ctrl-C while a cut was followed; the order stays
        """
}
