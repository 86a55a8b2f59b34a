import Testing

@testable import ZoneModel

private func parse(_ text: String) throws(LineError) -> FlatObject { try FlatObject(line: Array(text.utf8)) }

@Suite struct FlatObjectTests {
    @Test(
        arguments: [
            (#"{}"#, []),
            (#" { "a" : 1 } "#, [FlatObject.Field(key: "a", value: .number("1"))]),
            (
                #"{"a":-0.5e+3,"b":true,"c":false,"d":null}"#,
                [
                    .init(key: "a", value: .number("-0.5e+3")), .init(key: "b", value: .boolean(true)),
                    .init(key: "c", value: .boolean(false)), .init(key: "d", value: .null),
                ]
            ),
            (#"{"a":"x\"\\\/\b\f\n\r\té😀"}"#, [.init(key: "a", value: .string("x\"\\/\u{8}\u{c}\n\r\té😀"))]),
            (#"{"größe":"°C"}"#, [.init(key: "größe", value: .string("°C"))]),
        ] as [(String, [FlatObject.Field])])
    func reads(text: String, fields: [FlatObject.Field]) throws {
        #expect(try parse(text).fields == fields)
    }

    @Test(arguments: [
        ("", 0, "starts with {"), ("[1]", 0, "starts with {"), ("{", 1, "expected a string"), (#"{"a"}"#, 4, "expected :"),
        (#"{"a":}"#, 5, "expected a value"), (#"{"a":1"#, 6, "ends inside the object"), (#"{"a":1,}"#, 7, "expected a string"),
        (#"{"a":1}x"#, 7, "after the object's end"), (#"{"a":{"b":1}}"#, 5, "flat"), (#"{"a":[1]}"#, 5, "flat"),
        (#"{"a":01}"#, 5, "leading zero"), (#"{"a":1.}"#, 7, "digits after the point"), (#"{"a":1e}"#, 7, "exponent"),
        (#"{"a":+1}"#, 5, "expected a value"), (#"{"a":NaN}"#, 5, "expected a value"), (#"{"a":Infinity}"#, 5, "expected a value"),
        (#"{"a":tru}"#, 5, "expected true"), (#"{"a":"x"#, 7, "inside a string"), (#"{"a":"\x"}"#, 7, "unknown escape"),
        (#"{"a":"\u12g4"}"#, 10, "hexadecimal"), (#"{"a":"\ud800"}"#, 8, "surrogate"), (#"{"a":"\udc00"}"#, 8, "surrogate"),
        ("{\"a\":\"\n\"}", 6, "control character"), (#"{"a":1,"a":2}"#, 7, "occurs twice"),
        (#"{"a":1,"\u0061":2}"#, 7, "occurs twice"),
    ])
    func refusesNamingThePlace(text: String, offset: Int, reason: String) {
        #expect {
            try parse(text)
        } throws: { error in
            guard case LineError.malformed(let at, let why) = error else { return false }
            return at == offset && why.contains(reason)
        }
    }

    @Test func refusesBytesThatAreNoUTF8() {
        #expect(throws: LineError.self) { try FlatObject(line: Array("{\"a\":\"".utf8) + [0xFF, 0xC0] + Array("\"}".utf8)) }
    }

    @Test func boundsKeysNumbersAndLines() {
        let keys = (0..<65).map { "\"k\($0)\":1" }.joined(separator: ",")
        #expect(throws: LineError.self) { try parse("{\(keys)}") }
        #expect(throws: LineError.self) { try parse("{\"a\":\(String(repeating: "9", count: 65))}") }
        #expect(throws: LineError.tooLong(bytes: 70_000, bytesMax: 65_536)) {
            try FlatObject(line: [UInt8](repeating: 0x20, count: 70_000))
        }
        #expect(throws: LineError.self) { try parse("{\"a\":" + String(repeating: "[", count: 60_000)) }
    }

    @Test(arguments: [
        ("413.6", Int64(413_600)), ("0", 0), ("0.0004", 0), ("0.0005", 1), ("1e3", 1_000_000), ("2.5E-1", 250),
        ("100000000000", 100_000_000_000_000),
    ])
    func wattsAreReadFromTheirDecimalText(text: String, milliwatts: Int64) throws {
        #expect(try parse("{\"w\":\(text)}").power("w") == Power(milliwatts: milliwatts))
    }

    @Test(arguments: ["-1", "100000000001", "1e12", "1e400", "99999999999999999999999"])
    func wattsOutOfRangeAreRefused(text: String) {
        #expect(throws: LineError.self) { try parse("{\"w\":\(text)}").power("w") }
    }

    @Test(arguments: ["1.0", "1e2", "-1", "18446744073709551616", "9223372036854775808", "\"1\"", "true"])
    func countersAreWholeNumbers(text: String) {
        #expect(throws: LineError.self) { try parse("{\"n\":\(text)}").count("n") }
    }

    /// Any bytes at all: an answer or an error, never a trap; and what was read is written and read back the same.
    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func survivesMutatedLines(seed: UInt64) throws {
        var random = TestRandom(seed: seed)
        let seeds = LineExamples.all.map { $0.encoded() }
        for _ in 0..<4000 {
            var bytes = seeds[Int(random.next() % UInt64(seeds.count))]
            for _ in 0..<(1 + random.next() % 4) { random.mutate(&bytes) }
            guard let object = try? FlatObject(line: bytes) else { continue }
            var encoder = LineEncoder()
            for field in object.fields { encoder.scalar(field.key, field.value) }
            let again = try FlatObject(line: encoder.finished().dropLast())
            #expect(again == object)
            _ = try? Line(object)
        }
    }
}

/// SplitMix64 for the tests of the pure modules.
struct TestRandom: RandomNumberGenerator {
    var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func mutate(_ bytes: inout [UInt8]) {
        let at = bytes.isEmpty ? 0 : Int(next() % UInt64(bytes.count))
        switch next() % 5 {
        case 0 where !bytes.isEmpty: bytes[at] = UInt8(truncatingIfNeeded: next())
        case 1 where !bytes.isEmpty: bytes.remove(at: at)
        case 2: bytes.insert(UInt8(truncatingIfNeeded: next()), at: at)
        case 3 where !bytes.isEmpty: bytes.removeSubrange(at...)
        default:
            let tokens = ["{", "}", "\"", ":", ",", "1e999", "null", "\\u0000", "\\ud800", "[", "-", "\u{1F600}"]
            bytes.insert(contentsOf: tokens[Int(next() % UInt64(tokens.count))].utf8, at: at)
        }
    }
}
