import Testing
import ZoneModel

@testable import Host

/// `[node]` and `[[payout]]`: what is read, and every mistake with its place and its mend.
@Suite struct NodeKeysTests {
    typealias Mistake = AgentFileTests.Mistake

    static let head = AgentFileTests.head + "[worker]\nsource = \"node\"\n"
    static let node = head + "[node]\nurl = \"http://127.0.0.1:8332\"\nnetwork = \"mainnet\"\ncookie_file = \"/c\"\n"
    static let payout = "[[payout]]\naddress = \"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4\"\n"
    static let other = "[[payout]]\naddress = \"1BitcoinEaterAddressDontSendf59kuE\"\n"

    private static func paid(to address: String) -> String { node + "[[payout]]\naddress = \"\(address)\"\n" }

    static let mistakes: [Mistake] = [
        Mistake(text: head, at: "5:1", says: "there is no [node]: write one, with url, network and cookie_file"),
        Mistake(text: node, at: "5:1", says: "there is no [[payout]]: write one, with the address"),
        Mistake(text: head + "[node]\ncookie_file = \"/c\"\n" + payout, at: "7:1", says: "write url = \"http://127.0.0.1:8332\""),
        Mistake(text: node.replacing("http:", with: "https:") + payout, at: "8:7", says: "bitcoind speaks no TLS"),
        Mistake(
            text: node.replacing("127.0.0.1", with: "10.0.0.1") + payout, at: "8:7", says: "plain HTTP stays on the machine: run the node"),
        Mistake(text: node.replacing("127.0.0.1", with: "localhost") + payout, at: "8:7", says: "names are not looked up"),
        Mistake(text: node.replacing("127.0.0.1", with: "me:pw@127.0.0.1") + payout, at: "8:7", says: "is no IP address"),
        Mistake(text: node.replacing(":8332", with: ":0") + payout, at: "8:7", says: "from 1 to 65535"),
        Mistake(text: node.replacing(":8332", with: "") + payout, at: "8:7", says: "such as \"http://127.0.0.1:8332\""),
        Mistake(text: node.replacing("mainnet", with: "mainet") + payout, at: "9:11", says: "did you mean \"mainnet\"?"),
        Mistake(text: node.replacing("cookie_file", with: "user") + payout, at: "10:8", says: "has no password_file beside it"),
        Mistake(text: node.replacing("cookie_file", with: "password_file") + payout, at: "10:17", says: "has no user beside it"),
        Mistake(
            text: node.replacing("cookie_file = \"/c\"\n", with: "") + payout, at: "7:1", says: "does not say who asks: write cookie_file"),
        Mistake(text: node.replacing("\"/c\"", with: "\"c\"") + payout, at: "10:15", says: "must be an absolute path"),
        Mistake(
            text: node.replacing("cookie_file = \"/c\"", with: "user = \"a:b\"\npassword_file = \"/p\"") + payout, at: "10:8",
            says: "without a colon"),
        Mistake(
            text: paid(to: "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx"), at: "12:11",
            says: "it is an address of testnet or signet, and mainnet is mined"),
        Mistake(text: paid(to: "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5"), at: "12:11", says: "a character is mistyped or missing"),
        Mistake(
            text: paid(to: "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ"), at: "12:11", says: "it is a private key, no address"),
        Mistake(text: paid(to: ""), at: "12:11", says: "cannot be paid to"),
        Mistake(text: node + "[[payout]]\nshare = \"100 %\"\n", at: "11:1", says: "\"address\" in [[payout]] is missing"),
        Mistake(text: node + payout + "share = \"40 %\"\n", at: "11:1", says: "the shares make 40 %, not 100 %"),
        Mistake(
            text: node + payout + "share = \"33.333 %\"\n" + other + "share = \"66.666 %\"\n", at: "11:1",
            says: "the shares make 99.999 %, not 100 %"),
        Mistake(text: node + payout + "share = \"0.0001 %\"\n", at: "13:9", says: "with at most three decimals"),
        Mistake(text: node + payout + "share = \"0 %\"\n", at: "13:9", says: "from 0.001 %"),
        Mistake(text: node + payout + "share = \"101 %\"\n", at: "13:9", says: "to 100.0 %"),
        Mistake(text: node + payout + "share = 50\n", at: "13:9", says: "a bare number has no unit"),
        Mistake(text: node + payout + "share = \"50 %\"\n" + payout + "share = \"50 %\"\n", at: "11:1", says: "is there twice"),
        Mistake(text: node + payout + "label = \"\(String(repeating: "x", count: 65))\"\n", at: "13:9", says: "at most 64 bytes"),
        Mistake(text: AgentFileTests.head + payout, at: "5:1", says: "there is no [node], whose network says which addresses are right"),
    ]

    @Test(arguments: mistakes)
    func namesThePlaceAndTheMend(mistake: Mistake) throws {
        guard case .failure(let errors) = AgentFileTests.read(mistake.text) else {
            Issue.record("taken: \(mistake.text)")
            return
        }
        let problem = try #require(errors.problems.first)
        #expect(problem.description.hasPrefix("a.toml:\(mistake.at)"), "\(problem)")
        #expect(problem.message.contains(mistake.says), "\(problem)")
    }

    @Test func whatIsRead() throws {
        let text = Self.node + Self.payout + "share = \"66.667 %\"\nlabel = \"national reserve\"\n" + Self.other + "share = \"33.333 %\"\n"
        let read = try AgentFileTests.read(text).get()
        #expect(read.warnings.allSatisfy { !$0.contains("node") && !$0.contains("payout") }, "\(read.warnings)")
        #expect(
            read.configuration.node
                == NodeConfiguration(
                    endpoint: NodeEndpoint(url: "http://127.0.0.1:8332", credentials: .cookie(path: "/c")), network: .mainnet))
        #expect(
            read.configuration.payouts == [
                PayoutConfiguration(
                    address: "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", share: 66_667, label: "national reserve"),
                PayoutConfiguration(address: "1BitcoinEaterAddressDontSendf59kuE", share: 33_333),
            ])
    }

    /// Who says nothing of shares pays one; a network that is not said is mainnet; the way by a user; a slash at the end.
    @Test func whatNeedNotBeSaid() throws {
        let text = Self.node.replacing("network = \"mainnet\"\n", with: "").replacing(":8332", with: ":8332/")
            .replacing("cookie_file = \"/c\"", with: "user = \"u\"\npassword_file = \"/p\"")
        let read = try AgentFileTests.read(text + Self.payout).get().configuration
        #expect(read.payouts.map(\.share) == [100_000])
        #expect(
            read.node
                == NodeConfiguration(
                    endpoint: NodeEndpoint(url: "http://127.0.0.1:8332", credentials: .password(user: "u", path: "/p")), network: .mainnet))
    }

    @Test(arguments: [
        (BitcoinNetwork.testnet, "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx"), (.signet, "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx"),
        (.regtest, "bcrt1qdavt4j2sd7dlhqsavtnfxvzppw6k7qy97tmnu9"),
    ])
    func everyNetworkHasItsAddresses(network: BitcoinNetwork, address: String) throws {
        let text = Self.paid(to: address).replacing("mainnet", with: network.rawValue)
        #expect(try AgentFileTests.read(text).get().configuration.node?.network == network)
    }

    @Test func plainHTTPThatLeavesTheMachineIsSaidLoudly() throws {
        let text = Self.node.replacing("127.0.0.1", with: "10.0.0.1") + "insecure_plain_tcp_beyond_loopback = true\n" + Self.payout
        let read = try AgentFileTests.read(text).get()
        #expect(read.configuration.node?.endpoint.url == "http://10.0.0.1:8332")
        #expect(
            read.warnings.contains { $0.hasPrefix("a.toml:8:7") && $0.contains("PLAIN HTTP BEYOND LOOPBACK (10.0.0.1)") },
            "\(read.warnings)")
    }

    @Test func whatIsNotUsedIsSaid() throws {
        let both = try AgentFileTests.read(Self.node + "user = \"u\"\n" + Self.payout).get()
        #expect(both.configuration.node?.endpoint.credentials == .cookie(path: "/c"))
        #expect(both.warnings.contains { $0.hasPrefix("a.toml:11:8") && $0.contains("cookie_file stands beside them") }, "\(both.warnings)")
        let text = (Self.node + Self.payout).replacing("source = \"node\"", with: "source = \"headers\"")
        let warnings = try AgentFileTests.read(text).get().warnings
        for title in ["[node]", "[[payout]]"] { #expect(warnings.contains { $0.contains("\(title) is not used") }, "\(warnings)") }
    }
}
