import COpenSSL

/// Bitcoin's hash: SHA-256 of the SHA-256, 32 bytes in the order of the wire.
public func sha256d(_ bytes: some Collection<UInt8>) -> [UInt8] { sha256(sha256(bytes)) }

private func sha256(_ bytes: some Collection<UInt8>) -> [UInt8] {
    let bytes = Array(bytes)
    var digest = [UInt8](repeating: 0, count: 32)
    SHA256(bytes, bytes.count, &digest)
    return digest
}
