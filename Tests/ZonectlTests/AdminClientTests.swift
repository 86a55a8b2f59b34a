import AdminClient
import Glibc
import Testing
import ZoneModel

/// Answers that no daemon should give, and daemons that are not there.
@Suite struct AdminClientTests {
    private func client(_ path: String, _ daemon: Daemon? = .agent) -> AdminClient {
        AdminClient(AdminSocket(daemon, path: path), timeouts: .init(connect: .seconds(5), answer: .seconds(20)))
    }

    private func failure(_ client: AdminClient) -> AdminError? {
        do {
            _ = try client.status()
            return nil
        } catch {
            return error
        }
    }

    private func failure(of reply: FakeDaemon.Reply, _ daemon: Daemon? = .agent) throws -> AdminError? {
        let fake = try FakeDaemon(reply)
        defer { fake.stop() }
        return failure(client(fake.path, daemon))
    }

    @Test func aDocumentComesAsItIs() throws {
        let text = String(decoding: try AdminJSON.encode(Sample.hostStatus), as: UTF8.self)
        let fake = try FakeDaemon(.json(text))
        defer { fake.stop() }
        let client = client(fake.path)
        for _ in 0..<3 {
            let answer = try client.status()
            #expect(answer.text == text)
            guard case .host(let status) = answer.document else { return #expect(Bool(false)) }
            #expect(status == Sample.hostStatus)
        }
        #expect(fake.requests == Array(repeating: .init(method: "GET", path: "/v1/status", body: ""), count: 3))
    }

    @Test func theDocumentTellsWhoseSocketItIs() throws {
        for (document, isZone) in [(try AdminJSON.encode(Sample.zoneStatus), true), (try AdminJSON.encode(Sample.hostStatus), false)] {
            let fake = try FakeDaemon(.json(String(decoding: document, as: UTF8.self)))
            defer { fake.stop() }
            let answer = try client(fake.path, nil).status()
            if case .zone = answer.document { #expect(isZone) } else { #expect(!isZone) }
        }
    }

    @Test func nobodyIsThere() throws {
        let directory = try Scratch.directory()
        let path = directory + "/admin.sock"
        #expect(failure(client(path)) == .noSocket(AdminSocket(.agent, path: path)))
        #expect(failure(client(path))?.isUnreachable == true)
        // A file that nobody listens on: the daemon was killed.
        let fake = try FakeDaemon(.flood)
        rename(fake.path, path)
        fake.stop()
        #expect(failure(client(path)) == .nobodyListens(AdminSocket(.agent, path: path)))
        Scratch.remove(path)
        let long = "/tmp/" + String(repeating: "x", count: 103)
        #expect(failure(client(long)) == .pathTooLong(AdminSocket(.agent, path: long)))
    }

    @Test func aSilentDaemonIsNotWaitedForLong() throws {
        for start in ["", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{"] {
            let fake = try FakeDaemon(.stuck(start))
            defer { fake.stop() }
            let client = client(fake.path)
            client.timeouts.answer = .milliseconds(150)
            let error = try #require(failure(client))
            #expect(error == .timedOut(client.socket, seconds: 0.15))
            #expect(error.isUnreachable)
            #expect(error.message.contains("did not answer within 0.15 s"))
        }
    }

    @Test func anEndlessAnswerIsCutOff() throws {
        guard case .tooLarge(_, let bytesMax) = try failure(of: .flood) else { return #expect(Bool(false)) }
        #expect(bytesMax == 8 << 20)
    }

    @Test func endlessHeadersAreCutOff() throws {
        let header = "X-Padding: \(String(repeating: "x", count: 4000))\r\n"
        let raw = "HTTP/1.1 200 OK\r\n" + String(repeating: header, count: 40) + "\r\n{}"
        guard case .tooLarge = try failure(of: .raw(raw)) else { return #expect(Bool(false)) }
    }

    @Test(arguments: [
        "", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"address\":", "\0\u{1}\u{2}garbage\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\"",
    ])
    func brokenOff(raw: String) throws {
        let error = try #require(try failure(of: .raw(raw)))
        guard case .broken = error else { return #expect(Bool(false), "\(error)") }
        #expect(!error.isUnreachable)
    }

    @Test(arguments: ["", "garbage", "{\"address\":", "nul", "\u{0}", String(repeating: "[", count: 100_000)])
    func notJSON(body: String) throws {
        let error = try #require(try failure(of: .json(body)))
        guard case .notJSON = error else { return #expect(Bool(false), "\(error)") }
    }

    /// libcurl takes headers that end with the connection for a whole answer without a body.
    @Test func headersOnly() throws {
        let error = try #require(try failure(of: .raw("HTTP/1.1 200 OK\r\n")))
        #expect(error.message.contains("the answer is empty"), "\(error)")
    }

    @Test func anotherKindOfServer() throws {
        let error = try #require(try failure(of: .typed("<html>", contentType: "text/html; charset=utf-8")))
        #expect(error.message.contains("answered text/html; charset=utf-8 that is not JSON"))
        #expect(error.mend?.contains("--socket") == true)
    }

    @Test func aRedirectIsNotFollowed() throws {
        let error = try failure(of: .raw("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"))
        guard case .status(_, let code, _) = try #require(error) else { return #expect(Bool(false)) }
        #expect(code == 302)
    }

    @Test(arguments: [
        ("{}", "address is missing"), ("[]", "the document is no"), ("3", "the document is no"), ("{\"address\":null}", "address"),
        ("{\"address\":{\"zone\":\"Z!\",\"site\":\"s\",\"host\":\"h\"}}", "address.zone: not a name"),
        ("{\"address\":{\"zone\":7,\"site\":\"s\",\"host\":\"h\"}}", "address.zone is no String"),
    ])
    func anotherDocument(body: String, reason: String) throws {
        let error = try #require(try failure(of: .json(body)))
        guard case .otherDocument = error else { return #expect(Bool(false), "\(error)") }
        #expect(error.message.contains(reason), "\(error.message)")
    }

    @Test func aDocumentOfAnotherReleaseIsCalledSo() throws {
        let text = String(decoding: try AdminJSON.encode(Sample.troubledHost), as: UTF8.self)
        let body = text.replacing("\"floor\"", with: "\"moon\"")
        let error = try #require(try failure(of: .json(body)))
        #expect(error.message.contains("zone-agent 0.9.1 answered"))
        #expect(error.message.contains("limitedBy"))
        #expect(error.mend == "zonectl is of release \(Release.version): install the same release of both")
    }

    @Test func numbersBeyondRange() throws {
        let text = String(decoding: try AdminJSON.encode(Sample.hostStatus), as: UTF8.self)
        for (good, bad) in [("\"refusals\":9", "\"refusals\":-9"), ("\"lines\":0", "\"lines\":1e40"), ("\"duty\":0,", "\"duty\":\"NaN\",")]
        {
            #expect(text.contains(good), "\(good)")
            let error = try #require(try failure(of: .json(text.replacing(good, with: bad))))
            guard case .otherDocument = error else { return #expect(Bool(false), "\(bad): \(error)") }
        }
    }

    @Test func theDaemonsOwnWords() throws {
        let failure = AdminFailure(code: "below_floors", message: "no", mend: "lower the floors first")
        let body = String(decoding: try AdminJSON.encode(failure), as: UTF8.self)
        #expect(try self.failure(of: .json(body, status: 409)) == .refused(failure, status: 409))
        guard case .status(_, 404, "/v1/status") = try self.failure(of: .json("[]", status: 404)) else { return #expect(Bool(false)) }
    }

    /// Seeded: a true document with bytes changed, cut or added is read or refused, and nothing else.
    @Test(arguments: 0..<8 as Range<UInt64>)
    func damagedDocuments(seed: UInt64) throws {
        var noise = Noise(seed)
        let whole = try AdminJSON.encode(Sample.hostStatus)
        let bodies: [String] = (0..<40).map { _ in
            var bytes = whole
            for _ in 0..<Int.random(in: 1...6, using: &noise) {
                let at = Int.random(in: 0..<bytes.count, using: &noise)
                switch Int.random(in: 0..<3, using: &noise) {
                case 0: bytes[at] = UInt8.random(in: 0x20...0x7E, using: &noise)
                case 1: bytes.removeSubrange(at..<Swift.min(at + 20, bytes.count))
                default: bytes.insert(contentsOf: "{\"x\":[1e999,null]}".utf8, at: at)
                }
            }
            return String(decoding: bytes, as: UTF8.self)
        }
        let fake = try FakeDaemon { _, count in .json(bodies[count % bodies.count]) }
        defer { fake.stop() }
        let client = client(fake.path)
        for body in bodies {
            guard let error = failure(client) else { continue }
            switch error {
            case .notJSON, .otherDocument: break
            default: #expect(Bool(false), "\(error) of \(body)")
            }
        }
    }
}
