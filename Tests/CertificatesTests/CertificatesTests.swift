import Glibc
import Testing

@testable import Certificates

/// What is signed here, judged by the openssl program.
@Suite struct CertificatesTests {
    let folder: String

    init() throws {
        var template = Array("/tmp/certificates-XXXXXX".utf8CString)
        folder = String(cString: try #require(mkdtemp(&template)))
    }

    private var now: Int64 { Int64(time(nil)) }

    private func openssl(_ words: String) throws -> (text: String, status: Int32) {
        let pipe = try #require(popen("cd '\(folder)' && openssl \(words) 2>&1", "r"))
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 { output += buffer[..<count] }
        return (String(decoding: output, as: UTF8.self), pclose(pipe))
    }

    private func remove() { _ = try? openssl("version; rm -rf '\(folder)'") }

    private func mode(_ path: String) -> mode_t {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }

    @Test func anAuthorityIsMadeOnceAndForItsOwnerAlone() throws {
        defer { remove() }
        let path = "\(folder)/authority.pem"
        let first = try CertificateAuthority.readOrCreate(path: path, zone: "sindh-2", now: now)
        #expect(mode(path) == 0o600)
        let second = try CertificateAuthority.readOrCreate(path: path, zone: "sindh-2", now: now)
        #expect(first.certificate.fingerprint == second.certificate.fingerprint)
        #expect(first.certificate.isAuthority)
        #expect(
            try openssl("x509 -in authority.pem -noout -fingerprint -sha256").text.lowercased().filter { $0 != ":" }
                .contains(first.certificate.fingerprint.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()))
        chmod(path, 0o644)
        #expect(throws: CertificateError.self) { try CertificateAuthority.readOrCreate(path: path, zone: "sindh-2", now: now) }
        chmod(path, 0o600)
        try SecretFile(path: path).write(Array("rubbish".utf8))
        let error = #expect(throws: CertificateError.self) {
            try CertificateAuthority.readOrCreate(path: path, zone: "sindh-2", now: now)
        }
        #expect(error?.cause == .unusable, "an authority that was damaged is not replaced")
    }

    @Test func aHostsCertificateSaysWhatItMust() throws {
        defer { remove() }
        let authority = try CertificateAuthority.readOrCreate(path: "\(folder)/ca.pem", zone: "sindh-2", now: now)
        let key = try PrivateKey()
        let uri = "zone:sindh-2/khi-3/h-014?class=mining&enrolment=7"
        let made = try authority.issueClient(try SigningRequest(key), uri: uri, commonName: "h-014", from: now - 60, lifetime: 3600)
        #expect(made.belongs(to: key) && !made.isAuthority)
        #expect(made.notAfter - made.notBefore == 3600)
        try SecretFile(path: "\(folder)/host.pem").write(made.pem)
        let verified = try openssl("verify -x509_strict -purpose sslclient -CAfile ca.pem host.pem")
        #expect(verified.status == 0, "\(verified.text)")
        #expect(try openssl("verify -purpose sslserver -CAfile ca.pem host.pem").status != 0)
        let text = try openssl("x509 -in host.pem -noout -text").text
        #expect(text.contains("URI:\(uri)") && text.contains("CA:FALSE") && text.contains("TLS Web Client Authentication"), "\(text)")
        #expect(try Certificate(der: made.der).serial == made.serial && made.serial.utf8.count == 32)

        let server = try authority.issueServer(uri: "zone:sindh-2", commonName: "collector", now: now, lifetime: 3600)
        try SecretFile(path: "\(folder)/server.pem").write(server)
        #expect(try openssl("verify -x509_strict -purpose sslserver -CAfile ca.pem server.pem").status == 0)
        #expect(Certificate.all(pem: server).last?.fingerprint == authority.certificate.fingerprint, "the token's fingerprint is shown")
    }

    /// The proof that the asker has the private key, and that the key is worth something.
    @Test func aRequestMustProveItself() throws {
        defer { remove() }
        let good = try SigningRequest(try PrivateKey())
        try good.check()
        try SecretFile(path: "\(folder)/request.der").write(good.der)
        #expect(try openssl("req -inform DER -in request.der -verify -noout").status == 0)
        var refused = 0
        for place in good.der.indices {
            var changed = good.der
            changed[place] ^= 1
            if (try? SigningRequest(der: changed).check()) == nil { refused += 1 }
        }
        #expect(refused == good.der.count, "\(good.der.count - refused) of \(good.der.count) changed requests passed")
        for length in [0, 1, 50, good.der.count - 1] {
            #expect(throws: CertificateError.self) { try SigningRequest(der: Array(good.der.prefix(length))).check() }
        }
        _ = try openssl("req -new -newkey rsa:1024 -nodes -keyout weak.key -subj /CN=x -outform DER -out weak.der")
        let weak = try SecretFile(path: "\(folder)/weak.der").read(isSecret: false)
        #expect(throws: CertificateError.self) { try SigningRequest(der: weak).check() }
        _ = try openssl("req -new -newkey ed25519 -nodes -keyout other.key -subj /CN=x -outform DER -out other.der")
        try SigningRequest(der: try SecretFile(path: "\(folder)/other.der").read(isSecret: false)).check()
    }

    /// An intermediate authority that was brought, with a key of another kind.
    @Test func aBroughtAuthoritySigns() throws {
        defer { remove() }
        let made = try openssl(
            "req -x509 -newkey ed25519 -nodes -keyout issuer.key -out issuer.pem -days 30 -subj '/CN=issuer' -addext basicConstraints=critical,CA:TRUE"
        )
        try #require(made.status == 0, "\(made.text)")
        chmod("\(folder)/issuer.key", 0o600)
        let issuer = try CertificateAuthority(certificatePath: "\(folder)/issuer.pem", keyPath: "\(folder)/issuer.key")
        let host = try issuer.issueClient(
            try SigningRequest(try PrivateKey()), uri: "zone:z/s/h?class=ai", commonName: "h", from: now, lifetime: 400 * 86_400)
        #expect(host.notAfter == issuer.certificate.notAfter, "nothing outlives its authority")
        try SecretFile(path: "\(folder)/host.pem").write(host.pem)
        #expect(try openssl("verify -purpose sslclient -CAfile issuer.pem host.pem").status == 0)
        // One that must not sign others.
        _ = try openssl(
            "req -x509 -newkey ed25519 -nodes -keyout leaf.key -out leaf.pem -subj '/CN=leaf' -addext basicConstraints=critical,CA:FALSE")
        chmod("\(folder)/leaf.key", 0o600)
        #expect(throws: CertificateError.self) {
            try CertificateAuthority(certificatePath: "\(folder)/leaf.pem", keyPath: "\(folder)/leaf.key")
        }
        #expect(throws: CertificateError.self) {
            try CertificateAuthority(certificatePath: "\(folder)/issuer.pem", keyPath: "\(folder)/leaf.key")
        }
    }
}
