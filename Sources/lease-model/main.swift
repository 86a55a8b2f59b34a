import Glibc
import LeaseModel

// lease-model [--quick|--full|--deep] [--shortest] [--workers=N] [SCENARIO…]
// Exit status: 0 all walked, nothing found; 1 a violation, or a walk that could not be finished; 2 wrong usage.

func check(_ arguments: [String]) async -> Int32 {
    var report = Report()
    for argument in arguments {
        if let depth = Depth(rawValue: String(argument.drop { $0 == "-" })), argument.hasPrefix("--") {
            report.depth = depth
        } else if argument == "--shortest" {
            report.isShortest = true
        } else if argument.hasPrefix("--workers="), let workers = Int(argument.dropFirst(10)), workers > 0 {
            report.workers = workers
        } else if argument.hasPrefix("-") {
            print("usage: lease-model [--quick|--full|--deep] [--shortest] [--workers=N] [SCENARIO…]")
            return 2
        } else {
            report.names.append(argument)
        }
    }
    return await report.run {
        print($0)
        // A walk takes minutes: what it has found is to be seen at once.
        fflush(nil)
    } ? 0 : 1
}

exit(await check(Array(CommandLine.arguments.dropFirst())))
