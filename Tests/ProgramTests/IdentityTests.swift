import AdminClient
import Glibc
import Storage
import Testing
import ZoneModel
import ZoneTestKit

/// Who speaks for a host, with the real programs over TLS.
@Suite(.serialized) struct IdentityTests {
    private static let start = WallInstant(milliseconds: 0)
    private static let quick = "tls = true\nbackoff_min = \"200 ms\"\nbackoff_max = \"1 s\""

    /// A collector with TLS whose quarantine is over, and an agent's configuration for it.
    private func makeSite(tls: String = "[tls]\n", link: String = quick) throws -> Site {
        let site = try Site()
        try site.writeCollector(sections: tls)
        try site.writeAgent(link: link)
        try settle(site, "collector")
        return site
    }

    private func settle(_ site: Site, _ state: String) throws {
        try #require(mkdir(site.directory.file(state), 0o750) == 0)
        let ledger = try LedgerJournal(path: site.directory.file("\(state)/ledger.sqlite"), now: Self.start)
        try ledger.commit([.epoch(1), .epochSettled(1)], now: Self.start)
    }

    private func token(_ site: Site, socket: String? = nil, target: String = Site.address) throws -> String {
        let request = EnrolmentRequest(target: target, validS: 3600, reason: "a test", order: nil, dryRun: false)
        let client = AdminClient(AdminSocket(.collector, path: socket ?? site.collectorSocket))
        return try #require(try client.post(request, to: "/v1/enrolment", as: EnrolmentDecision.self, "decision").document.token)
    }

    private func revoke(_ site: Site) throws -> RevocationDecision {
        let request = RevocationRequest(target: Site.address, reason: "stolen", order: "R-1", dryRun: false)
        let client = AdminClient(AdminSocket(.collector, path: site.collectorSocket))
        return try client.post(request, to: "/v1/revocation", as: RevocationDecision.self, "decision").document
    }

    /// - Returns: the exit code, and what was said.
    private func enroll(
        _ site: Site, _ token: String, program: String = "zone-agent", file: String = "agent.toml"
    ) throws -> (code: Int32?, said: String) {
        let run = try ChildProcess(
            executable: ChildProcess.built(program), arguments: ["--config", site.directory.file(file), "--enroll", "-"])
        try run.send(token)
        let code = run.waitForExit(within: 30)
        return (code, (run.standardOutput.all + run.standardError.all).joined(separator: "\n"))
    }

    private func doctor(_ site: Site) throws -> String {
        let run = try ChildProcess(
            executable: ChildProcess.built("zonectl"), arguments: ["doctor", "--config", site.directory.file("agent.toml")])
        _ = run.waitForExit(within: 30)
        return run.standardOutput.all.joined(separator: "\n")
    }

    private func waitForCollector(_ site: Site, _ collector: ChildProcess) throws {
        let isUp = waitUntil(seconds: 30) { site.zone() != nil }
        try #require(isUp, "\(collector.standardError.all)")
    }

    private func end(_ programs: [ChildProcess]) {
        for program in programs {
            program.signal(SIGTERM)
            #expect(program.waitForExit(within: 20) == 0)
        }
    }

    private func milliseconds(_ timestamp: String) throws -> Int64 { try #require(WallInstant(rfc3339: timestamp)).milliseconds }

    // MARK: The life of a host

    @Test func aHostIsEnrolledAndHoldsItsLease() throws {
        let site = try makeSite()
        var collector = try site.startCollector()
        try waitForCollector(site, collector)
        var agent = try site.startAgent()
        let isWaiting = waitUntil(seconds: 30) { site.host()?.link.lastError?.contains("this host is not enrolled") ?? false }
        #expect(isWaiting, "\(String(describing: site.host()?.link))")

        let token = try token(site)
        let garbled = try enroll(site, String(token.dropLast()))
        #expect(garbled.code == 1 && garbled.said.contains("damaged or not whole"), "\(garbled)")
        let first = try enroll(site, token)
        #expect(first.code == 0 && first.said.contains("enrolled as \(Site.address)"), "\(first)")
        let second = try enroll(site, token)
        #expect(second.code == 1 && second.said.contains("bad_token"), "\(second)")
        var status = stat()
        for file in ["agent/identity.pem", "agent/authority.pem", "collector/authority.pem"] {
            #expect(stat(site.directory.file(file), &status) == 0 && status.st_mode & 0o777 == 0o600, "\(file)")
        }

        let doctor = try doctor(site)
        #expect(doctor.contains("OK    certificates  \(Site.address) as mining, good until"), "\(doctor)")

        // The daemon that runs takes it up.
        let hasLease = waitUntil(seconds: 60) { site.host()?.lease != nil }
        try #require(hasLease, "\(agent.standardError.all) \(collector.standardError.all)")
        strangersAreKeptOut(site)

        agent.signal(SIGKILL)
        _ = agent.waitForExit(within: 20)
        agent = try site.startAgent()
        let isBack = waitUntil(seconds: 60) { site.host()?.lease != nil }
        #expect(isBack, "\(agent.standardError.all)")
        collector.signal(SIGKILL)
        _ = collector.waitForExit(within: 20)
        collector = try site.startCollector()
        try waitForCollector(site, collector)
        let isAcked = waitUntil(seconds: 60) {
            site.host().map { $0.link.state == .connected && $0.lease != nil && $0.spool.lines <= 2 } ?? false
        }
        #expect(isAcked, "\(String(describing: site.host())) \(collector.standardError.all)")
        end([agent, collector])
        let store = try TelemetryStore(path: site.directory.file("collector/store.sqlite"), now: Self.start)
        let sequence = try #require(try store.sequences().first)
        let audit = try store.audit(sequence.address, spoolID: sequence.spoolID)
        #expect(audit.isWhole && audit.duplicates == 0 && audit.missing.isEmpty && audit.lines > 5)
    }

    /// While a host holds its lease: bytes that are no TLS, a peer that says nothing, and a good certificate that claims another name.
    private func strangersAreKeptOut(_ site: Site) {
        do {
            let silent = try RawPeer(port: site.port)
            let garbage = try RawPeer(port: site.port)
            garbage.say(hello())
            #expect(!garbage.hear().contains("welcome"))
            let began = time(nil)
            #expect(silent.hear() == "")
            #expect(time(nil) - began < 15)
            let claimed = try openssl(site, say: hello(host: "h-015"), "-cert", site.directory.file("agent/identity.pem"))
            #expect(claimed.contains(#""code":"wrong_address""#), "\(claimed)")
            let nobody = try openssl(site, say: hello())
            #expect(nobody.contains("certificate required") && !nobody.contains("welcome"), "\(nobody)")
            let uninvited = try openssl(site, say: hello(), "-alpn", "zone-enroll/1")
            #expect(uninvited.contains(#""code":"certificate_required""#), "\(uninvited)")
        } catch {
            Issue.record("\(error)")
        }
        #expect(site.host()?.lease != nil)
    }

    /// openssl's own client: says a line, and everything that it hears.
    private func openssl(_ site: Site, say line: String, _ words: String...) throws -> String {
        let client = try ChildProcess(
            executable: "openssl",
            arguments: [
                "s_client", "-connect", "127.0.0.1:\(site.port)", "-CAfile", site.directory.file("collector/authority.pem"),
                "-verify_return_error", "-tls1_3", "-quiet",
            ] + words + (words.first == "-cert" ? ["-key", words[1]] : []))
        try client.send(line.filter { $0 != "\n" })
        let code = client.waitForExit(within: 20)
        #expect(code != nil, "it was not sent away")
        return (client.standardOutput.all + client.standardError.all).joined(separator: "\n")
    }

    @Test func aRevokedHostIsOutWithinASecond() throws {
        let site = try makeSite()
        var collector = try site.startCollector()
        try waitForCollector(site, collector)
        #expect(try enroll(site, try token(site)).code == 0)
        let agent = try site.startAgent()
        let hasLease = waitUntil(seconds: 60) { site.host()?.lease != nil }
        try #require(hasLease, "\(agent.standardError.all) \(collector.standardError.all)")

        let decision = try revoke(site)
        #expect(decision.wasConnected && decision.floorW == 100 && decision.committedW > 100, "\(decision)")
        let isTold = waitUntil(seconds: 20) { site.hasEvent(.collectorRefused) }
        try #require(isTold, "\(site.events())")
        let told = try #require(site.events().first { $0.event == EventKind.collectorRefused.rawValue })
        let took = try milliseconds(told.timestamp) - milliseconds(decision.timestamp)
        #expect((0...1000).contains(took), "\(took) ms")
        #expect(site.host()?.lease == nil)
        // What it held is counted on; when the lease has run out its floor is.
        #expect((site.zone()?.committedW ?? 0) >= 100)
        let isRefused = waitUntil(seconds: 30) { site.host()?.link.lastError?.contains("this side's certificate was revoked") ?? false }
        #expect(isRefused, "\(String(describing: site.host()?.link))")

        collector.signal(SIGKILL)
        _ = collector.waitForExit(within: 20)
        collector = try site.startCollector()
        try waitForCollector(site, collector)
        // It stands in the ledger: the first word that the new run says to the host.
        let isStillOut = collector.standardError.first(within: 30) { $0.contains("is refused") && $0.contains("revoked (stolen)") }
        #expect(isStillOut != nil, "\(collector.standardError.all)")
        #expect(site.host()?.lease == nil)

        #expect(try enroll(site, try token(site)).code == 0)
        let isIn = waitUntil(seconds: 60) { site.host()?.lease != nil }
        #expect(isIn, "\(String(describing: site.host()?.link)) \(collector.standardError.all)")
        end([agent, collector])
    }

    @Test func aCertificateIsRenewedWhileTheLeaseGoesOn() throws {
        let site = try makeSite(tls: "[tls]\nlifetime = \"15 s\"\n")
        let collector = try site.startCollector()
        try waitForCollector(site, collector)
        #expect(try enroll(site, try token(site)).code == 0)
        let agent = try site.startAgent()
        let hasLease = waitUntil(seconds: 60) { site.host()?.lease != nil }
        try #require(hasLease, "\(agent.standardError.all) \(collector.standardError.all)")
        let isRenewed = waitUntil(seconds: 60) { site.events().count { $0.event == EventKind.certificateRenewed.rawValue } >= 2 }
        #expect(isRenewed, "\(site.events().map(\.message)) \(collector.standardError.all)")
        #expect(site.host()?.lease != nil)
        #expect(!site.hasEvent(.leaseLost) && !site.hasEvent(.collectorRefused), "\(site.events().map(\.message))")
        // A renewal is nothing that a person must look at.
        let warned = collector.standardError.all.filter { $0.contains("warning") && $0.contains("is lost") }
        #expect(warned.isEmpty, "\(warned)")
        end([agent, collector])
    }

    // MARK: Others' certificates

    /// An authority of one's own, by the commands of the README.
    @Test func anAuthorityOfOnesOwn() throws {
        let site = try makeSite(link: Self.quick)
        let folder = site.directory.path
        let script = """
            set -e; cd '\(folder)'; umask 077
            openssl req -x509 -newkey ed25519 -noenc -keyout ca.key -out ca.pem -days 3650 -subj '/CN=power authority'
            sign() {
                openssl req -new -newkey ed25519 -noenc -keyout "$1.key" -out "$1.csr" -subj "/CN=$1"
                printf 'basicConstraints=critical,CA:FALSE\\nextendedKeyUsage=%s\\nsubjectAltName=URI:%s\\n' "$2" "$3" >"$1.ext"
                openssl x509 -req -in "$1.csr" -CA ca.pem -CAkey ca.key -days 90 -extfile "$1.ext" -out "$1.pem"
            }
            sign collector serverAuth 'zone:sindh-2'
            sign h-014 clientAuth 'zone:sindh-2/khi-3/h-014?class=mining'
            cat h-014.key h-014.pem >identity.pem
            """
        let made = try ChildProcess(executable: "sh", arguments: ["-c", script])
        try #require(made.waitForExit(within: 60) == 0, "\(made.standardError.all)")
        try site.writeCollector(
            sections:
                "[tls]\ncertificate = \"\(folder)/collector.pem\"\nkey = \"\(folder)/collector.key\"\nclient_ca = \"\(folder)/ca.pem\"\n")
        try site.writeAgent(link: "\(Self.quick)\nidentity = \"\(folder)/identity.pem\"\nauthority = \"\(folder)/ca.pem\"")
        let collector = try site.startCollector()
        try waitForCollector(site, collector)
        let agent = try site.startAgent()
        let hasLease = waitUntil(seconds: 60) { site.host()?.lease != nil }
        #expect(hasLease, "\(agent.standardError.all) \(collector.standardError.all)")
        #expect(throws: AdminError.self) { try token(site) }
        #expect(try revoke(site).wasConnected)
        let isOut = waitUntil(seconds: 30) { site.host()?.link.lastError?.contains("this side's certificate was revoked") ?? false }
        #expect(isOut, "\(String(describing: site.host()?.link))")
        end([agent, collector])
    }

    /// The way up of a zone, whose name at its parent is its certificate's.
    @Test func aZoneIsEnrolledAtItsParent() throws {
        let site = try Site()
        let (descriptor, port) = try loopbackListener()
        close(descriptor)
        let nationSocket = site.directory.file("nation.sock")
        try site.directory.write(
            """
            zone = "pakistan"
            quota = "900 W"
            listen = "127.0.0.1:\(port)"
            state_directory = "\(site.directory.path)/nation"
            admin_socket = "\(nationSocket)"
            [tls]
            [lease]
            term = "45 s"
            hold = "56 s"
            [[host]]
            site = "zones"
            host = "sindh-2"
            floor = "150 W"
            nameplate = "600 W"

            """, to: "nation.toml")
        try site.writeCollector(
            sections:
                "[parent]\naddress = \"127.0.0.1:\(port)\"\nzone = \"pakistan\"\nsite = \"zones\"\nhost = \"sindh-2\"\nfloor = \"150 W\"\n\(Self.quick)\n"
        )
        for state in ["nation", "collector"] { try settle(site, state) }
        let nation = try ChildProcess(
            executable: ChildProcess.built("zone-collector"), arguments: ["--config", site.directory.file("nation.toml")])
        let collector = try site.startCollector()
        let isUp = waitUntil(seconds: 30) { access(nationSocket, F_OK) == 0 }
        try #require(isUp, "\(nation.standardError.all)")
        let token = try token(site, socket: nationSocket, target: "pakistan/zones/sindh-2")
        let done = try enroll(site, token, program: "zone-collector", file: "collector.toml")
        #expect(done.code == 0, "\(done)")
        let isLeased = collector.standardError.first(within: 60) { $0.contains("the parent leases this zone") }
        #expect(isLeased != nil, "\(collector.standardError.all) \(nation.standardError.all)")
        end([collector, nation])
    }
}
