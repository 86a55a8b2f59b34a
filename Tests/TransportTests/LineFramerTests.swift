import Testing

@testable import Transport

@Suite struct LineFramerTests {
    struct Case: Sendable {
        var name: String
        var reads: [String]
        var lines: [String]
        var unfinished = 0
    }

    static let cases: [Case] = [
        Case(name: "one line", reads: ["abc\n"], lines: ["abc"]),
        Case(name: "many lines in a read", reads: ["a\nb\nc\n"], lines: ["a", "b", "c"]),
        Case(name: "a line in halves", reads: ["ab", "c", "d\ne"], lines: ["abcd"], unfinished: 1),
        Case(name: "LF alone in a read", reads: ["abc", "\n"], lines: ["abc"]),
        Case(name: "CRLF", reads: ["a\r\nb\r\n"], lines: ["a", "b"]),
        Case(name: "CR and LF in different reads", reads: ["a\r", "\nb\n"], lines: ["a", "b"]),
        Case(name: "a CR inside a line stays", reads: ["a\rb\n"], lines: ["a\rb"]),
        Case(name: "empty lines are left out", reads: ["\n\r\n\na\n\n"], lines: ["a"]),
        Case(name: "nothing", reads: [""], lines: []),
        Case(name: "the longest line", reads: ["12345678\n"], lines: ["12345678"]),
        Case(name: "the longest line in two reads", reads: ["12345678", "\n"], lines: ["12345678"]),
    ]

    @Test(arguments: cases)
    func cutsAtLF(example: Case) {
        var framer = LineFramer(lineBytesMax: 8)
        var lines: [String] = []
        for read in example.reads { lines += framer.append(Array(read.utf8)).lines.map { String(decoding: $0, as: UTF8.self) } }
        #expect(lines == example.lines, "\(example.name)")
        #expect(framer.unfinishedBytes == example.unfinished, "\(example.name)")
    }

    @Test func binaryPassesAsItIs() {
        let bytes = (0...255).map { UInt8($0) }.filter { $0 != 10 }
        var framer = LineFramer(lineBytesMax: 300)
        let lines = framer.append(bytes + [10]).lines
        #expect(lines.map(Array.init) == [bytes])
    }

    static let tooLong: [(text: String, linesBefore: [String])] = [
        ("123456789", []), ("123456789\n", []), ("ok\n123456789\n", ["ok"]), ("a\nb\n123456789", ["a", "b"]),
    ]

    @Test(arguments: tooLong)
    func aLineThatIsTooLongFailsAfterTheLinesBeforeIt(text: String, linesBefore: [String]) {
        var framer = LineFramer(lineBytesMax: 8)
        let cut = framer.append(Array(text.utf8))
        #expect(cut.failure == .lineTooLong(bytesMax: 8))
        #expect(cut.lines.map { String(decoding: $0, as: UTF8.self) } == linesBefore)
        #expect(framer.unfinishedBytes == 0)
    }

    /// A stream without LF: never more than the largest line and one read are held.
    @Test func aStreamWithoutLFIsBounded() {
        var framer = LineFramer(lineBytesMax: 65_536)
        let portion = [UInt8](repeating: 0x78, count: 32_768)
        var failures = 0
        var heldMax = 0
        for _ in 0..<2048 {
            if framer.append(portion).failure != nil { failures += 1 }
            heldMax = max(heldMax, framer.unfinishedBytes)
        }
        #expect(heldMax <= 65_536)
        #expect(failures == 2048 / 3)
    }
}
