/// What needs a person: what goes on at the end, what comes back again and again, and what is lost for good. What passed by itself is no such thing.
extension Review {
    private static let longSilence = 1800.0
    private static let often = 5

    mutating func judge(_ gaps: [Gap], _ leases: [ReviewDocument.LeaseLoss], _ sensors: [ReviewDocument.Trouble]) {
        judgeEvidence(gaps)
        judgeCompliance()
        for loss in leases where !loss.isOver {
            need("lease", "no lease since \(loss.at)\(loss.cause.map { " (\($0))" } ?? ""): mend the way to the collector")
        }
        for sensor in sensors where !sensor.isOver || sensor.seconds >= Review.longSilence || sensor.times >= Review.often {
            need(sensor.rig, Review.mend(sensor.what))
        }
        judgePairs()
        for (kind, subject, text) in Review.always where entries.contains(where: { $0.kind == kind }) { need(subject, text) }
    }

    private mutating func need(_ subject: String, _ text: String) {
        guard !needs.contains(where: { $0.subject == subject && $0.text == text }) else { return }
        needs.append(.init(host: input.host, subject: subject, text: text))
    }

    private static func mend(_ what: String) -> String {
        switch what {
        case "stale": "its sensor is silent: mend it (zonectl sensors)"
        case "frozen": "its reading is stuck: power-cycle the supply's interface"
        case "unsafe": "its required temperature is missing: mend the sensor"
        case "tripped": "stopped by heat: airflow, dust, fans"
        default: "its power cap is not taken: see what else sets it (zonectl sensors)"
        }
    }

    private mutating func judgeEvidence(_ gaps: [Gap]) {
        if stretches.isEmpty {
            let hint = input.source == "journal" ? "journalctl -u zone-agent" : "zonectl status"
            need("evidence", "no figures of this time: \(hint)")
        } else if let gap = gaps.first(where: { $0.cause == "no figures, and no word why" }) {
            need("evidence", "no figures from \(gap.from.rfc3339) to \(gap.to.rfc3339), and no word why")
        }
        let crashes = gaps.count { $0.cause == "the agent ended without a stop" }
        if crashes > 0 { need("agent", "it ended without a stop \(crashes == 1 ? "once" : "\(crashes) times"): journalctl -u zone-agent") }
        if let stopped = gaps.last, stopped.cause == "stopped", stopped.to == until { need("agent", "it is stopped") }
        if let lost = input.linesLost, lost > 0 {
            need("spool", "\(lost) lines of evidence were given up: raise spool.size_max, or mend the disk")
        }
    }

    private mutating func judgeCompliance() {
        var since: WallInstant?
        var total: Int64 = 0
        for entry in input.entries where entry.at <= until {
            switch entry.kind {
            case .cannotComply where entry.severity != .warning: since = since ?? max(entry.at, input.since)
            case .compliesAgain, .stopping, .started:
                if let begun = since { total += max(entry.at.milliseconds - begun.milliseconds, 0) }
                since = nil
            default: break
            }
        }
        if since != nil {
            need("ceiling", "draws over its ceiling and can throttle no further: switch rigs off (zonectl why)")
        } else if total >= 60_000 {
            need("ceiling", "drew over its ceiling for \(total / 1000) s with everything throttled: raise its floor, or switch rigs off")
        }
    }

    /// Troubles that another event ends.
    private mutating func judgePairs() {
        let pairs: [(begins: EventKind, ends: Set<EventKind>, subject: String, text: String)] = [
            (.spoolFailed, [.spoolRecovered, .started], "spool", "the disk does not take evidence: see journalctl -u zone-agent"),
            (
                .collectorRefused, [.collectorConnected, .leaseGained], "collector",
                "the collector refuses this host: compare names on both sides"
            ),
            (.configRejected, [.configReloaded, .started], "config", "a reload failed: zone-agent --check-config"),
            (.scheduleEnded, [.scheduleStored], "schedule", "its floor schedule has run out: bring the collector back"),
            (
                .workMissing, [.started, .configReloaded, .blockFound, .poolConnected, .nodeConnected], "work",
                "there is nothing to hash: see worker.headers_file or zonectl pool"
            ),
            (.storeFailed, [.storeRecovered, .started], "store", "the collector's disk does not take lines"),
        ]
        for pair in pairs {
            let last = input.entries.last { $0.at <= until && ($0.kind == pair.begins || $0.kind.map(pair.ends.contains) ?? false) }
            if last?.kind == pair.begins { need(pair.subject, pair.text) }
        }
    }

    private static let always: [(EventKind, String, String)] = [
        (.memoryLost, "memory", "its memory was lost and a hold at 0 W assumed: look there, then zonectl hold off"),
        (.kernelRefused, "kernel", "a hash kernel failed its self-test: check processor and memory"),
        (.duplicateHost, "name", "two machines say that they are this host"),
    ]
}
