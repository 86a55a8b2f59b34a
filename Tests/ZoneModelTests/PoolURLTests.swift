import Testing
import ZoneModel

@Suite struct PoolURLTests {
    @Test(
        arguments: [
            ("stratum+tcp://pool.example:3333", "pool.example", 3333, false),
            ("stratum+ssl://eu-1.pool_x.example:443/", "eu-1.pool_x.example", 443, true),
            ("stratum+tcp://127.0.0.1:1", "127.0.0.1", 1, false), ("stratum+tcp://[2001:db8::1]:65535", "2001:db8::1", 65_535, false),
        ] as [(String, String, UInt16, Bool)])
    func whatIsAPool(text: String, host: String, port: UInt16, isEncrypted: Bool) throws {
        let url = try #require(PoolURL(text))
        #expect(url == PoolURL(isEncrypted: isEncrypted, host: host, port: port))
        #expect(url.description == (text.hasSuffix("/") ? String(text.dropLast()) : text))
    }

    @Test(arguments: [
        "", "pool.example:3333", "http://pool.example:3333", "stratum+tcp://", "stratum+tcp://:3333", "stratum+tcp://pool.example",
        "stratum+tcp://pool.example:", "stratum+tcp://pool.example:0", "stratum+tcp://pool.example:65536", "stratum+tcp://pool.example:+1",
        "stratum+tcp://a b:1", "stratum+tcp://2001:db8::1:1", "stratum+tcp://user@pool.example:1", "stratum+tcp://pool.example:1/x",
        "stratum+tcp://\(String(repeating: "a", count: 254)):1",
    ])
    func whatIsNone(text: String) { #expect(PoolURL(text) == nil) }
}
