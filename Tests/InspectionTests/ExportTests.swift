import Testing
import ZoneModel

@testable import Inspection

/// The Journal Export Format, by hand; what journalctl itself writes is read by the tests of real journals.
@Suite struct ExportTests {
    private static func entry(_ lines: String...) -> [UInt8] {
        Array((["__REALTIME_TIMESTAMP=1780000000123456", "SYSLOG_IDENTIFIER=zone-agent"] + lines).joined(separator: "\n").utf8) + [10, 10]
    }

    @Test func textAndBinary() throws {
        var bytes = Self.entry("EVENT=lease_lost", "MESSAGE=a = b", "EVENT=second")
        bytes += Array("__REALTIME_TIMESTAMP=1780000001000000\nSYSLOG_IDENTIFIER=zone-agent\nMESSAGE\n".utf8)
        bytes += [5, 0, 0, 0, 0, 0, 0, 0] + Array("a\nb\n\n".utf8) + [10]
        let entries = try JournalExport.entries(bytes)
        #expect(entries.count == 2)
        #expect(entries[0].at == WallInstant(milliseconds: 1_780_000_000_123))
        #expect((entries[0].fields["EVENT"], entries[0].fields["MESSAGE"]) == ("lease_lost", "a = b"), "the first of several counts")
        #expect(entries[1].fields["MESSAGE"] == "a\nb\n\n")
    }

    @Test func whatIsTornGivesWhatIsWhole() throws {
        let whole = Self.entry("EVENT=started")
        #expect(try JournalExport.entries(whole + Array("MESSAGE\n".utf8) + [255, 255, 255, 255, 255, 255, 255, 127, 1]).count == 1)
        for length in 0..<whole.count {
            let entries = try JournalExport.entries(Array(whole[..<length]))
            #expect(entries.count <= 1)
        }
    }

    struct Sender: Sendable {
        var fields: [String: String]
        var isOurs: Bool
        var isOursWhenTrusting: Bool
    }

    @Test(arguments: [
        Sender(fields: ["SYSLOG_IDENTIFIER": "zone-agent", "_SYSTEMD_UNIT": "zone-agent.service"], isOurs: true, isOursWhenTrusting: true),
        // logger -t zone-agent, by anybody with a shell.
        Sender(fields: ["SYSLOG_IDENTIFIER": "zone-agent", "_SYSTEMD_UNIT": "session-3.scope"], isOurs: false, isOursWhenTrusting: true),
        Sender(fields: ["SYSLOG_IDENTIFIER": "zone-agent"], isOurs: true, isOursWhenTrusting: true),
        Sender(
            fields: ["SYSLOG_IDENTIFIER": "systemd", "_PID": "1", "UNIT": "zone-agent.service"], isOurs: true, isOursWhenTrusting: true),
        Sender(
            fields: ["SYSLOG_IDENTIFIER": "systemd", "_PID": "77", "UNIT": "zone-agent.service"], isOurs: false, isOursWhenTrusting: false),
        Sender(fields: ["SYSLOG_IDENTIFIER": "sshd"], isOurs: false, isOursWhenTrusting: false),
    ])
    func whoIsBelieved(sender: Sender) {
        let entry = JournalEntry(at: WallInstant(milliseconds: 0), fields: sender.fields)
        #expect(entry.isOurs(trustingAll: false) == sender.isOurs)
        #expect(entry.isOurs(trustingAll: true) == sender.isOursWhenTrusting)
    }
}
