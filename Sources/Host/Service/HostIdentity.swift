import CShims
import Glibc
import ZoneModel

/// Which machine, which boot, which run.
public struct HostIdentity: Sendable {
    public let machineID: String
    /// The kernel's boot id and eight random digits of this run: a restarted agent has forgotten its nonces, and is another boot to the
    /// ledger.
    public let bootID: BootID
    /// The kernel's boot id alone: two runs that say the same share one boot clock. Empty where the kernel gives none.
    public let kernelBoot: String

    /// - Throws: `HostError` where the kernel gives no randomness, or neither /etc/machine-id nor the state directory can hold an identity.
    public init(stateDirectory: String) throws(HostError) {
        machineID = try HostIdentity.readMachineID(stateDirectory: stateDirectory)
        let boot = readSmallFile("/proc/sys/kernel/random/boot_id")?.trimmed ?? ""
        let run = String(try randomNumber() & 0xFFFF_FFFF, radix: 16)
        guard let id = BootID("\(boot.isEmpty ? "0" : boot)-\(String(repeating: "0", count: 8 - run.count))\(run)") else {
            throw HostError("/proc/sys/kernel/random/boot_id holds \"\(boot.prefix(60))\", which is no boot id")
        }
        bootID = id
        kernelBoot = boot
    }

    /// machine-id(5); where there is none, a random one that is kept in the state directory.
    static func readMachineID(system: String = "/etc/machine-id", stateDirectory: String) throws(HostError) -> String {
        let own = "\(stateDirectory)/machine-id"
        for path in [system, own] {
            if let id = readSmallFile(path)?.trimmed, id.utf8.count == 32, id.utf8.allSatisfy({ isHexDigit($0) }) { return id }
        }
        let id = Nonce(high: try randomNumber(), low: try randomNumber()).description
        // Renamed into its place when it is whole: a crash on the way leaves the old file or none, and a damaged one is replaced.
        let unfinished = own + ".new"
        guard write("\(id)\n", to: unfinished), rename(unfinished, own) == 0 else {
            throw HostError("no machine id: \(system) is not valid, and \(own) cannot be written: \(String(cString: strerror(errno)))")
        }
        return id
    }

    private static func write(_ text: String, to path: String) -> Bool {
        let fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard fd >= 0 else { return false }
        defer { close(fd) }
        let bytes = Array(text.utf8)
        return Glibc.write(fd, bytes, bytes.count) == bytes.count && fsync(fd) == 0
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (97...102).contains(byte) }
}

extension Nonce {
    /// 128 bits of the kernel's randomness.
    public static func random() throws(HostError) -> Nonce { Nonce(high: try randomNumber(), low: try randomNumber()) }
}

/// 64 bits of getrandom(2).
public func randomNumber() throws(HostError) -> UInt64 {
    var number: UInt64 = 0
    guard zs_random(&number, 8) else { throw HostError("getrandom: \(String(cString: strerror(errno)))") }
    return number
}

/// What the host itself could not do; the text names the place and the mend.
public struct HostError: Error, Equatable, Sendable, CustomStringConvertible {
    public let message: String
    public init(_ message: String) { self.message = message }
    public var description: String { message }
}

func readSmallFile(_ path: String) -> String? {
    let fd = open(path, O_RDONLY | O_CLOEXEC)
    guard fd >= 0 else { return nil }
    defer { close(fd) }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(fd, &buffer, buffer.count)
    guard count > 0 else { return nil }
    return String(validating: buffer[..<count], as: UTF8.self)
}

extension String {
    var trimmed: String {
        let kept = unicodeScalars.drop { $0.properties.isWhitespace }.reversed().drop { $0.properties.isWhitespace }.reversed()
        var view = String.UnicodeScalarView()
        view.append(contentsOf: kept)
        return String(view)
    }
}
