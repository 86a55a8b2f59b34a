import MiningWork
import ZoneModel

/// Mining on a node of one's own: whom to ask, and whom its blocks pay.
extension AgentFile {
    private static let userBytesMax = 256
    private static let labelBytesMax = 64

    /// With stand-ins for what is wrong, so that the payouts can be judged all the same.
    func readNode(_ table: TableReader) -> NodeConfiguration {
        let url = table.nodeURL("url", isPlainAllowed: table.optionalBoolean(TableReader.plainKey) ?? false)
        let network: BitcoinNetwork = table.optionalChoice("network") ?? .mainnet
        return NodeConfiguration(
            endpoint: NodeEndpoint(url: url ?? "http://127.0.0.1:1", credentials: readCredentials(table) ?? .cookie(path: "/")),
            network: network)
    }

    private func readCredentials(_ table: TableReader) -> NodeEndpoint.Credentials? {
        let cookie = table.optionalPath("cookie_file")
        let user = table.optionalString("user")
        let password = table.optionalPath("password_file")
        if let user, user.isEmpty || user.utf8.count > AgentFile.userBytesMax || user.utf8.contains(where: { $0 < 0x20 || $0 == 0x3A }) {
            table.fail("user", "must have 1 to \(AgentFile.userBytesMax) bytes, without a colon or control characters")
        }
        switch (table.has("cookie_file"), table.has("user"), table.has("password_file")) {
        case (true, let hasUser, let hasPassword):
            if hasUser || hasPassword {
                table.findings.warn(
                    table.place(of: hasUser ? "user" : "password_file"),
                    "user and password_file in [node] are not used: cookie_file stands beside them")
            }
            return cookie.map { .cookie(path: $0) }
        case (false, true, true):
            guard let user, let password else { return nil }
            return .password(user: user, path: password)
        case (false, true, false):
            table.fail("user", "has no password_file beside it: the file whose first line is the password of rpcauth")
        case (false, false, true): table.fail("password_file", "has no user beside it: the name that stands in rpcauth")
        case (false, false, false):
            table.findings.add(
                table.place,
                "\(table.title) does not say who asks: write cookie_file = \"/var/lib/bitcoind/.cookie\", or user and password_file")
        }
        return nil
    }

    /// - Parameter network: nil where there is no node.
    func readPayout(_ table: TableReader, network: BitcoinNetwork?) -> PayoutConfiguration? {
        let text = table.string("address", example: "\"bc1q…\"")
        let share = readShare(table)
        let label = table.optionalString("label")
        table.finish()
        if let label, label.utf8.count > AgentFile.labelBytesMax || label.utf8.contains(where: { $0 < 0x20 }) {
            table.fail("label", "must have at most \(AgentFile.labelBytesMax) bytes and no control characters")
        }
        guard let network, let share, table.has("address") else { return nil }
        do {
            return PayoutConfiguration(address: try PayoutAddress(text, network: network).text, share: share, label: label)
        } catch {
            table.fail("address", "\"\(text.prefix(100))\" cannot be paid to: \(error.message)")
            return nil
        }
    }

    /// In thousandths of a per cent; everything where nothing is said.
    private func readShare(_ table: TableReader) -> Int? {
        guard let share = table.optionalShare("share", in: 0...1) else { return table.has("share") ? nil : Payout.whole }
        let thousandths = share * Double(Payout.whole)
        guard abs(thousandths - thousandths.rounded()) < 1e-6, thousandths.rounded() >= 1 else {
            table.fail("share", "must be from 0.001 % to 100 %, with at most three decimals")
            return nil
        }
        return Int(thousandths.rounded())
    }

    func checkNode(_ configuration: AgentConfiguration) {
        let source = configuration.worker.source
        if source == .node {
            if !top.has("node") {
                top.findings.add(
                    top.place(of: "worker"), "source is \"node\", and there is no [node]: write one, with url, network and cookie_file")
            }
            if !top.has("payout") {
                top.findings.add(
                    top.place(of: "worker"),
                    "source is \"node\", and there is no [[payout]]: write one, with the address that blocks pay to")
            }
        } else {
            for key in ["node", "payout"] where top.has(key) {
                let title = key == "node" ? "[node]" : "[[payout]]"
                top.findings.warn(top.place(of: key), "\(title) is not used: source in [worker] is \"\(source.rawValue)\"")
            }
        }
        guard top.has("payout") else { return }
        guard let network = configuration.node?.network else {
            return top.fail("payout", "there is no [node], whose network says which addresses are right: write one")
        }
        // What is wrong with one of them is told; their sum is of interest when each of them is right.
        guard case .array(let tables)? = top.node("payout")?.value, tables.count == configuration.payouts.count else { return }
        do {
            _ = try Payout(configuration.payouts, network: network)
        } catch {
            top.fail("payout", error.description)
        }
    }
}
