import Glibc
import Testing
import ZoneModel
import ZoneTestKit

/// A real journald, a real agent that is killed, and what zonectl reads of it: in a namespace of its own, which takes root.
@Suite(.timeLimit(.minutes(3)), .enabled(if: geteuid() == 0)) struct JournalTests {
    /// journald with /run and /var/log/journal of its own; `say KEY` marks what follows on the output.
    private static let stage = """
        set -e
        mount -t tmpfs tmpfs /run
        mkdir -p /var/log/journal /run/systemd/journal /run/log/journal /run/systemd/system
        mount -t tmpfs tmpfs /var/log/journal
        /lib/systemd/systemd-journald 2>/dev/null & journald=$!
        until [ -S /run/systemd/journal/socket ]; do sleep 0.05; done
        agent() { JOURNAL_STREAM=1:1 "$BIN/zone-agent" --config "$DIR/agent.toml" & agent=$!; }
        answers() { curl -sf --unix-socket "$DIR/agent.sock" http://x/v1/status >/dev/null 2>&1; }
        has() { journalctl --sync; journalctl -o cat EVENT="$1" 2>/dev/null | grep -q .; }
        set +e

        """

    private func run(_ script: String, _ site: Site) throws -> [String] {
        let binaries = ChildProcess.built("zonectl").split(separator: "/").dropLast().joined(separator: "/")
        let path = try site.directory.write(Self.stage + script, to: "script")
        let child = try ChildProcess(
            executable: "unshare", arguments: ["-m", "-p", "-f", "--mount-proc", "--kill-child", "sh", path],
            environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "BIN": "/\(binaries)", "DIR": site.directory.path, "TZ": "UTC"])
        let code = child.waitForExit(within: 90)
        let lines = child.standardOutput.all
        try #require(code == 0, "\(lines.joined(separator: "\n"))\n\(child.standardError.all.suffix(20).joined(separator: "\n"))")
        return lines
    }

    @Test func aKilledAgentIsReviewed() throws {
        let site = try Site()
        try site.writeAgent(isStandalone: true)
        let lines = try run(
            """
            agent; until answers; do sleep 0.1; done
            # Some reports are on disk, beside the events of the start.
            until [ "$(curl -s --unix-socket "$DIR/agent.sock" http://x/v1/status | grep -o '"lines":[0-9]*' | cut -d: -f2)" -ge 8 ]; do sleep 0.2; done
            kill -9 $agent; wait $agent 2>/dev/null; sleep 2
            agent; until answers; do sleep 0.1; done
            until has power_account; do sleep 0.2; done
            "$BIN/zonectl" log --follow --json --event stopping > "$DIR/followed" & follower=$!
            sleep 1
            kill $agent; wait $agent; journalctl --sync
            until [ -s "$DIR/followed" ]; do sleep 0.1; done
            kill -INT $follower; wait $follower
            echo "LOG"; "$BIN/zonectl" log; echo "code $?"
            echo "REVIEW"; "$BIN/zonectl" log --review --since "5 min"; echo "code $?"
            echo "EXPORT"; journalctl -o export > "$DIR/all.export"; "$BIN/zonectl" log --file "$DIR/all.export"; echo "code $?"
            echo "FOLLOWED"; cat "$DIR/followed"
            kill $journald; wait $journald; exit 0

            """, site)
        func part(_ name: String) -> [String] {
            let rest = lines.drop { $0 != name }.dropFirst()
            return Array(rest.prefix { !["LOG", "REVIEW", "EXPORT", "FOLLOWED"].contains($0) })
        }
        let log = part("LOG")
        for kind in ["  started  ", "  power_account  ", "  stopping  "] { #expect(log.contains { $0.contains(kind) }, "\(kind) \(log)") }
        #expect(log.last == "code 0" && log == part("EXPORT"), "the export says the same")
        let review = part("REVIEW").joined(separator: "\n")
        #expect(review.contains("the agent ended without a stop") && review.contains("VERDICT  1 item needs you: agent"), "\(review)")
        #expect(review.contains("seq complete") && review.contains("kWh measured") && review.hasSuffix("code 1"), "\(review)")
        let followed = part("FOLLOWED")
        #expect(followed.count == 1 && followed[0].contains(#""event":"stopping""#), "\(followed)")
    }

    /// The catalog as a package installs it: `journalctl -x` explains what happened and what to do.
    @Test func theJournalExplains() throws {
        let site = try Site()
        try site.writeAgent(isStandalone: true)
        let catalog = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/systemd/zone-agent.catalog"
        let lines = try run(
            """
            mount -t tmpfs tmpfs /usr/lib/systemd/catalog; cp \(catalog) /usr/lib/systemd/catalog/
            mkdir -p /var/lib/systemd/catalog; mount -t tmpfs tmpfs /var/lib/systemd/catalog; journalctl --update-catalog
            agent; until answers; do sleep 0.1; done
            until has started; do sleep 0.1; done
            journalctl -x -t zone-agent EVENT=started --no-pager
            kill $agent; wait $agent; kill $journald; wait $journald; exit 0

            """, site)
        let text = lines.joined(separator: "\n")
        #expect(text.contains("Subject: Agent started") && text.contains("What to do: Nothing."), "\(text)")
    }
}
