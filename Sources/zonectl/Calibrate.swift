import AdminClient
import Console
import Glibc
import ZoneModel

extension Option {
    static let rig = Option(name: "rig", letter: nil, value: "RIG", help: "this rig alone")
    static let yes = Option(name: "yes", letter: "y", value: nil, help: "write what was measured without asking")
}

extension Verb {
    static let calibrate = Verb(
        name: "calibrate",
        arguments: "[show | stop]",
        summary: "measure how the rigs' watts answer their duty, and write it to the config",
        manual: """
            zonectl calibrate [--rig RIG] [--yes]
              steps one rig after the other between duty 0, a half and the most that the ceiling leaves, and
              measures idle watts, watts at full duty, dead time, time constant and noise. It takes about two
              minutes a rig, and the other rigs give way to the one that is measured.
            zonectl calibrate show
              how far it is, or what the last one measured
            zonectl calibrate stop
              ends it; nothing was changed

            Nothing of it is above the ceiling in force. It ends by itself when the ceiling falls, a sensor falls
            silent or a rig gets hot; so does Ctrl-C. What was measured is shown, and after a yes written to
            agent.conf.d/50-calibration.toml beside the agent's config, which systemctl reload zone-agent takes up;
            reports then carry the calibration's name. With --json the last document is printed instead, and
            written with --yes alone.
            """,
        options: [.rig, .yes, .socket, .json],
        run: { (call) throws(Failure) in
            let client = AdminClient(call.socket(.agent))
            switch call.arguments {
            case []:
                let answer = try asking { () throws(AdminError) in
                    try client.post(
                        CalibrationRequest(isStart: true, rig: call.options[.rig]), to: "/v1/calibrate", as: CalibrationDocument.self,
                        "answer to a calibration")
                }
                return try follow(answer, client, call)
            case ["show"], ["stop"]:
                try call.refuse([.rig, .yes], of: "calibrate")
                let isStop = call.arguments == ["stop"]
                let answer = try asking { () throws(AdminError) in
                    isStop
                        ? try client.post(
                            CalibrationRequest(isStart: false, rig: nil), to: "/v1/calibrate", as: CalibrationDocument.self,
                            "answer to a calibration")
                        : try client.get("/v1/calibrate", as: CalibrationDocument.self, "calibration")
                }
                try show(answer, call)
                return .done
            default: throw .usage("\"\(call.arguments.joined(separator: " "))\" is neither show nor stop", verb: call.verb)
            }
        })
}

private func show(_ answer: AdminClient.Answer<CalibrationDocument>, _ call: Invocation) throws(Failure) {
    if call.isJSON { try call.showJSON(answer.text) } else { try call.show { CalibrationView.lines(answer.document, width: $0) } }
}

/// Shows each stand as it begins, and what came out.
private func follow(
    _ first: AdminClient.Answer<CalibrationDocument>, _ client: AdminClient, _ call: Invocation
) throws(Failure) -> ExitCode {
    var answer = first
    var waiting = Waiting(hasScreen: false)
    var shown = ""
    while answer.document.state == .running {
        let line = CalibrationView.progress(answer.document)
        if !call.isJSON, answer.document.rig != nil, line.text(coloured: false) != shown {
            shown = line.text(coloured: false)
            try call.show { _ in [line] }
        }
        if waiting.wait(.milliseconds(500)) == .stopAsked { throw abandon(client) }
        do {
            answer = try client.get("/v1/calibrate", as: CalibrationDocument.self, "calibration")
        } catch .interrupted {
            throw abandon(client)
        } catch {
            throw .admin(error)
        }
    }
    try show(answer, call)
    guard answer.document.state == .done else { return .failed }
    return try offer(answer.document, call)
}

private func abandon(_ client: AdminClient) -> Failure {
    let request = CalibrationRequest(isStart: false, rig: nil)
    if (try? client.post(request, to: "/v1/calibrate", as: CalibrationDocument.self, "answer to a calibration")) != nil {
        complain("zonectl: the calibration is stopped; nothing was changed")
    } else {
        complain("zonectl: no longer following; the calibration may go on", mend: "zonectl calibrate stop ends it")
    }
    return .said(.interrupted)
}

private func offer(_ document: CalibrationDocument, _ call: Invocation) throws(Failure) -> ExitCode {
    guard let config = document.config, let path = document.path else { return .done }
    if !call.options.has(.yes) {
        if call.isJSON { return .done }
        guard Terminal.output.isInteractive, isatty(STDIN_FILENO) == 1 else {
            try put("\n\(config)\n")
            try call.show { wrapped("Not written: zonectl calibrate --yes writes it to \(path).", width: $0, indent: 0) }
            return .done
        }
        try put("\n\(config)\nWrite this to \(path)? [y/N] ")
        guard isYes() else {
            try call.show { _ in [StyledLine("Not written.")] }
            return .done
        }
    }
    if let failure = DropIn.write(config, to: path) {
        complain("zonectl: \(path): \(failure)", mend: "write it there as a user who may; zonectl calibrate show --json holds it")
        return .failed
    }
    if !call.isJSON { try call.show { wrapped("Written to \(path). systemctl reload zone-agent takes it up.", width: $0, indent: 0) } }
    return .done
}

private func isYes() -> Bool {
    // While something was followed the signals were taken by hand; a question may be ended by Ctrl-C as anywhere.
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    let word = readLine()?.lowercased() ?? ""
    return word == "y" || word == "yes"
}
