import AdminClient
import Console
import ZoneModel

extension Verb {
    static let watch = Verb(
        name: "watch",
        summary: "the live view, until Ctrl-C",
        manual: """
            On a terminal the view is drawn anew in place, four times a second. In a pipe there is a line a
            second for each daemon; with --json each line is its status document.
            A daemon that goes away is waited for.
            """,
        options: [.agent, .collector, .socket, .json],
        run: { (call) throws(Failure) in
            try call.refuseArguments()
            let clients = try call.sockets().map { AdminClient($0, timeouts: .init(connect: .seconds(1), answer: .seconds(2))) }
            if call.isJSON || !Terminal.output.isInteractive { return try watchByLine(call, clients) }
            return try watchOnScreen(clients)
        })
}

/// The first answer must come: a wrong socket should not look like a daemon that is away for a moment.
private func firstAnswer(_ clients: [AdminClient]) throws(Failure) {
    for client in clients { _ = try asking { () throws(AdminError) in try client.status() } }
}

private func watchOnScreen(_ clients: [AdminClient]) throws(Failure) -> ExitCode {
    try firstAnswer(clients)
    var waiting = Waiting(hasScreen: true)
    var screen = LiveScreen()
    let terminal = Terminal.output
    terminal.write(screen.begin())
    defer { terminal.write(screen.end()) }
    while true {
        let page = terminal.page
        var lines: [StyledLine] = []
        for client in clients {
            if !lines.isEmpty { lines.append(StyledLine()) }
            do {
                lines += try client.status().document.lines(isLive: true, width: page.width)
            } catch .interrupted {
                return .done
            } catch {
                lines += wrapped(error.message, width: page.width, indent: 0, style: .bad)
            }
        }
        guard terminal.write(screen.frame(lines, page: page, rows: terminal.rows)) else { return .failed }
        switch waiting.wait(.milliseconds(250)) {
        case .timePassed: break
        case .stopAsked: return .done
        case .windowResized: terminal.write(screen.resized())
        }
    }
}

private func watchByLine(_ call: Invocation, _ clients: [AdminClient]) throws(Failure) -> ExitCode {
    try firstAnswer(clients)
    var waiting = Waiting(hasScreen: false)
    while true {
        for client in clients {
            switch Result(catching: { () throws(AdminError) in try client.status() }) {
            case .success(let answer) where call.isJSON: try call.showJSON(answer.text, onOneLine: true)
            case .success(let answer): try put(Page(width: nil, isColoured: false).text([oneLine(answer.document)]))
            case .failure(.interrupted): return .done
            case .failure(let error): complain("zonectl: \(error.message)")
            }
        }
        if waiting.wait(.seconds(1)) == .stopAsked { return .done }
    }
}

private func oneLine(_ document: AdminClient.StatusAnswer.Document) -> StyledLine {
    let line = document.lines(isLive: true, width: nil).first ?? StyledLine()
    guard case .host(let status) = document else { return line }
    return line + StyledLine("   limited_by \(status.limitedBy.rawValue)")
}
