import Glibc
import Testing

@testable import ZoneModel

/// config/schema/line.schema.json against the lines that the encoder writes, by python3-jsonschema.
@Suite struct SchemaTests {
    @Test func everyLineFitsTheSchema() throws {
        let verdicts = try verdicts(on: LineExamples.all.map { String(decoding: $0.encoded().dropLast(), as: UTF8.self) })
        for (line, verdict) in zip(LineExamples.all, verdicts) { #expect(verdict == "fits", "\(line.body.type)") }
    }

    /// What may be absent is absent.
    @Test func theShortestLinesFitTheSchema() throws {
        let address = LineExamples.address
        var bodies: [LineBody] = []
        for body in LineExamples.bodies {
            switch body {
            case .report(var report):
                report.timeToComply = nil
                report.temperatureMax = nil
                report.calibrationID = nil
                report.simulated = false
                bodies.append(.report(report))
            case .rig(var rig):
                rig.temperature = nil
                bodies.append(.rig(rig))
            case .quota(let grant):
                bodies.append(
                    .quota(
                        QuotaGrant(epoch: 1, generation: 1, quota: grant.quota, nonce: grant.nonce, lease: grant.lease)))
            case .hello(var hello):
                (hello.idle, hello.scheduleID, hello.simulated) = (nil, nil, false)
                bodies.append(.hello(hello))
            default: break
            }
        }
        let lines = bodies.map { Line(timestamp: WallInstant(milliseconds: 0), address: address, body: $0).encoded().dropLast() }
        #expect(try verdicts(on: lines.map { String(decoding: $0, as: UTF8.self) }) == ["fits", "fits", "fits", "fits"])
    }

    /// Every choice that the wire has is one of the schema's, and every key stands in it.
    @Test func everyChoiceFitsTheSchema() throws {
        var lines: [String] = []
        func add(_ type: String, _ change: (String) -> String) throws {
            let line = try #require(LineExamples.all.first { $0.body.type == type })
            lines.append(change(String(decoding: line.encoded().dropLast(), as: UTF8.self)))
        }
        for limit in Limit.allCases {
            try add("report") { $0.replacing(#""limited_by":"lease""#, with: #""limited_by":"\#(limit.rawValue)""#) }
        }
        for source in WorkKind.allCases {
            try add("report") { $0.replacing(#""work_source":"pool""#, with: #""work_source":"\#(source.rawValue)""#) }
        }
        for source in PowerSource.allCases {
            try add("report") { $0.replacing(#""power_source":"measured""#, with: #""power_source":"\#(source.rawValue)""#) }
        }
        for state in RigState.allCases {
            try add("rig") {
                $0.replacing(#""state":"ok","state_code":0"#, with: #""state":"\#(state.rawValue)","state_code":\#(state.code)"#)
            }
        }
        for severity in Severity.allCases {
            try add("event") { $0.replacing(#""severity":"notice""#, with: #""severity":"\#(severity.rawValue)""#) }
        }
        for kind in EventKind.allCases {
            try add("event") { $0.replacing(#""event":"quota_changed""#, with: #""event":"\#(kind.rawValue)""#) }
        }
        #expect(Set(lines).count > lines.count - 5, "the choices were not put in")
        for (line, verdict) in zip(lines, try verdicts(on: lines)) { #expect(verdict == "fits", "\(line)") }
    }

    struct Wrong: Sendable {
        var name: String
        var type: String
        var replace: String
        var with: String
        var says: String
    }

    static let wrong: [Wrong] = [
        Wrong(name: "an unknown type", type: "ping", replace: #""type":"ping""#, with: #""type":"pang""#, says: "is not one of"),
        Wrong(name: "no zone", type: "ping", replace: #""zone":"sindh-2","#, with: "", says: "'zone' is a required property"),
        Wrong(name: "a name in capitals", type: "ping", replace: "khi-3", with: "KHI", says: "does not match"),
        Wrong(name: "a local time", type: "ping", replace: "Z\"", with: "+05:00\"", says: "does not match"),
        Wrong(name: "a number in quotes", type: "ack", replace: #""seq":4713"#, with: #""seq":"4713""#, says: "is not of type 'integer'"),
        Wrong(name: "a negative power", type: "quota", replace: #""quota_w":300"#, with: #""quota_w":-300"#, says: "less than the minimum"),
        Wrong(name: "no lease", type: "quota", replace: #","lease_ms":10000"#, with: "", says: "'lease_ms' is a required property"),
        Wrong(name: "a key too many", type: "quota", replace: #","order""#, with: #","later":1,"order""#, says: "'later' was unexpected"),
        Wrong(
            name: "half an emergency", type: "quota", replace: #","emergency_ms":3600000"#, with: "", says: "'emergency_ms' is a dependency"
        ),
        Wrong(
            name: "an emergency without watts", type: "quota", replace: #","emergency_w":60"#, with: "",
            says: "'emergency_w' is a dependency"),
        Wrong(
            name: "a floor with a key too many", type: "floor", replace: #","floor_w""#, with: #","later":1,"floor_w""#,
            says: "'later' was unexpected"),
        Wrong(name: "a short signature", type: "floor", replace: #""signature":"0003"#, with: #""signature":""#, says: "does not match"),
        Wrong(name: "no slots", type: "floor", replace: #""slots":48"#, with: #""slots":0"#, says: "less than the minimum"),
        Wrong(name: "too many slots", type: "floor", replace: #""slots":48"#, with: #""slots":193"#, says: "greater than the maximum"),
        Wrong(name: "a slot of no length", type: "floor", replace: #""slot_s":3600"#, with: #""slot_s":0"#, says: "less than the minimum"),
        Wrong(name: "half a second", type: "floor", replace: #""slot_s":3600"#, with: #""slot_s":0.5"#, says: "is not of type 'integer'"),
        Wrong(
            name: "stored and no boot", type: "floor_stored", replace: #","boot_id""#, with: #","boot""#,
            says: "'boot_id' is a required property"),
        Wrong(name: "a short nonce", type: "heartbeat", replace: "0123456789abcdef", with: "", says: "does not match"),
        Wrong(name: "a duty above 1", type: "rig", replace: #""duty":0.71"#, with: #""duty":71"#, says: "greater than the maximum"),
        Wrong(name: "a state of no rig", type: "rig", replace: #""state":"ok""#, with: #""state":"fine""#, says: "is not one of"),
        Wrong(name: "nesting", type: "event", replace: #""dry":false"#, with: #""dry":{"a":1}"#, says: "is not of type"),
        Wrong(name: "no reason", type: "gap", replace: #","reason":"spool full""#, with: "", says: "'reason' is a required property"),
    ]

    /// The decoder and the schema refuse the same; where the schema is narrower, receivers of other makes are helped.
    @Test func whatIsWrongDoesNotFit() throws {
        let lines = try Self.wrong.map { wrong in
            let line = try #require(LineExamples.all.first { $0.body.type == wrong.type })
            let text = String(decoding: line.encoded().dropLast(), as: UTF8.self)
            let changed = text.replacing(wrong.replace, with: wrong.with)
            #expect(changed != text, "\(wrong.name): nothing was changed")
            #expect(throws: LineError.self, "\(wrong.name)") { try Line(decoding: Array(changed.utf8)) }
            return changed
        }
        for (wrong, verdict) in zip(Self.wrong, try verdicts(on: lines)) {
            #expect(verdict.contains(wrong.says), "\(wrong.name): \(verdict)")
        }
    }

    // MARK: The validator

    /// A line's verdict a line: `fits`, or the first thing that is wrong. A key that the schema does not name is wrong here, but for an
    /// event's own.
    private static let validator = """
        import json, sys, jsonschema
        schema = json.load(open(sys.argv[1], encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        for text in open(sys.argv[2], encoding="utf-8"):
            line = json.loads(text)
            wrong = [error.message for error in validator.iter_errors(line)]
            named = set(schema["properties"]) | set(schema["$defs"].get("line_" + line["type"], {}).get("properties", {}))
            if line["type"] != "event":
                wrong += [key + " is not named" for key in line if key not in named]
            print(" / ".join(wrong).replace("\\n", " ") or "fits")
        """

    private func verdicts(on lines: [String]) throws -> [String] {
        var template = Array("/tmp/schema-XXXXXX".utf8CString)
        let directory = String(cString: try #require(mkdtemp(&template)))
        let (script, input) = ("\(directory)/validate.py", "\(directory)/lines")
        defer {
            unlink(script)
            unlink(input)
            rmdir(directory)
        }
        try write(Self.validator, to: script)
        try write(lines.map { $0 + "\n" }.joined(), to: input)
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let pipe = try #require(popen("python3 '\(script)' '/\(root)/config/schema/line.schema.json' '\(input)' 2>&1", "r"))
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 { output += buffer[..<count] }
        let text = String(decoding: output, as: UTF8.self)
        try #require(pclose(pipe) == 0, "\(text)")
        let verdicts = text.split(separator: "\n").map(String.init)
        try #require(verdicts.count == lines.count, "\(text)")
        return verdicts
    }

    private func write(_ text: String, to path: String) throws {
        let file = try #require(fopen(path, "w"))
        defer { fclose(file) }
        try #require(fwrite(text, 1, text.utf8.count, file) == text.utf8.count)
    }
}
