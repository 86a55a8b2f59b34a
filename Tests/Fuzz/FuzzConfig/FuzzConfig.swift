import Host

/// Any bytes as a config file, what follows a NUL as its drop-ins: mistakes or a configuration, never a trap.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzConfig(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let texts = UnsafeBufferPointer(start: data, count: size).split(separator: 0, maxSplits: 3, omittingEmptySubsequences: false).map(
        Array.init)
    for problems in [
        problems(of: { () throws(ConfigurationErrors) in _ = try readAgentConfiguration(texts) }),
        problems(of: { () throws(ConfigurationErrors) in _ = try readCollectorConfiguration(texts) }),
    ] {
        precondition(problems.allSatisfy { $0.description.hasPrefix("config") }, "a mistake without its place")
    }
    return 0
}

private func problems(of read: () throws(ConfigurationErrors) -> Void) -> [Problem] {
    do {
        try read()
        return []
    } catch {
        precondition(!error.problems.isEmpty, "refused without a reason")
        return error.problems
    }
}
