import CKernels
import Glibc

/// A block header whose nonce is searched, under one version or several.
public struct HeaderJob: Equatable, Sendable {
    /// The 80 bytes as they were read.
    public let header: [UInt8]
    /// The nonce that the header came with.
    public let knownNonce: UInt32
    /// What stands in the header's first four bytes in turn: one, or as many as a pool's mask allows, eight at most.
    public let versions: [UInt32]
    let job: ck_job

    public static func == (a: HeaderJob, b: HeaderJob) -> Bool { a.header == b.header && a.versions == b.versions }

    /// - Parameter versions: one to eight; nil: the header's own. A kernel for k midstates takes the first k.
    public init?(header: [UInt8], versions: [UInt32]? = nil) {
        guard header.count == 80 else { return nil }
        self.header = header
        knownNonce = HeaderJob.littleEndian(header, 76)
        let versions = versions ?? [HeaderJob.littleEndian(header, 0)]
        guard (1...Int(CK_MIDSTATES_MAX)).contains(versions.count) else { return nil }
        self.versions = versions
        var job = ck_job()
        withUnsafeMutableBytes(of: &job.midstates) { states in
            guard let words = states.bindMemory(to: UInt32.self).baseAddress else { return }
            for (index, version) in versions.enumerated() {
                ck_midstate(HeaderJob.replaced(header, at: 0, by: version), words + 8 * index)
            }
        }
        job.tail = (HeaderJob.bigEndian(header, 64), HeaderJob.bigEndian(header, 68), HeaderJob.bigEndian(header, 72))
        job.target_top = HeaderJob.bigEndian(HeaderJob.target(bits: HeaderJob.littleEndian(header, 72)), 0)
        self.job = job
    }

    /// Whether the header with this nonce meets its own target, by the reference hash.
    public func isSolved(by nonce: UInt32, version: Int = 0) -> Bool {
        let target = HeaderJob.target(bits: HeaderJob.littleEndian(header, 72))
        // Both as 256-bit numbers, highest byte first.
        return !target.lexicographicallyPrecedes(Array(hash(with: nonce, version: version).reversed()))
    }

    /// The double hash, in the byte order of the wire.
    ///
    /// - Parameter version: index into `versions`.
    public func hash(with nonce: UInt32, version: Int = 0) -> [UInt8] {
        let bytes = HeaderJob.replaced(HeaderJob.replaced(header, at: 0, by: versions[version]), at: 76, by: nonce)
        var hash = [UInt8](repeating: 0, count: 32)
        ck_reference_sha256d(bytes, &hash)
        return hash
    }

    /// With a little-endian word in place of what stood there.
    private static func replaced(_ header: [UInt8], at: Int, by word: UInt32) -> [UInt8] {
        var bytes = header
        for index in 0..<4 { bytes[at + index] = UInt8(truncatingIfNeeded: word >> (8 * UInt32(index))) }
        return bytes
    }

    /// The target of a compact `bits`, 32 bytes, highest first. What is negative or too large is a target of 0, which nothing meets.
    static func target(bits: UInt32) -> [UInt8] {
        var target = [UInt8](repeating: 0, count: 32)
        let exponent = Int(bits >> 24)
        let mantissa = bits & 0x00FF_FFFF
        guard mantissa & 0x0080_0000 == 0 else { return target }
        for index in 0..<3 {
            let byte = UInt8(truncatingIfNeeded: mantissa >> (8 * UInt32(2 - index)))
            let at = 32 - exponent + index
            if (0..<32).contains(at) { target[at] = byte } else if at < 0, byte != 0 { return [UInt8](repeating: 0, count: 32) }
        }
        return target
    }

    static func littleEndian(_ bytes: [UInt8], _ at: Int) -> UInt32 {
        UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at + 2]) << 16 | UInt32(bytes[at + 3]) << 24
    }

    static func bigEndian(_ bytes: [UInt8], _ at: Int) -> UInt32 { littleEndian(bytes, at).byteSwapped }
}

/// What a worker hashes, and in which order. A later source asks a pool or a node.
public protocol JobSource: Sendable {
    /// The n-th job; nil where there is none.
    func job(_ index: Int) -> HeaderJob?
}

/// Why a file of headers was refused; the text names file, line and mend.
public struct HeaderFileError: Error, Equatable, Sendable, CustomStringConvertible {
    public let message: String
    public var description: String { message }
}

/// Real headers from a file, again and again: one a line, 160 hexadecimal digits, `#` starts a comment.
public struct HeaderFileJobs: JobSource {
    public let jobs: [HeaderJob]

    static let fileBytesMax = 16 << 20

    public init(path: String) throws(HeaderFileError) {
        // Not blocking: a FIFO without a writer must not hold up the start.
        let fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard fd >= 0 else { throw HeaderFileError(message: "\(path): \(String(cString: strerror(errno))); it is worker.headers_file") }
        defer { close(fd) }
        var bytes: [UInt8] = []
        var portion = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(fd, &portion, portion.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw HeaderFileError(message: "\(path): \(String(cString: strerror(errno))); it is worker.headers_file")
            }
            if count == 0 { break }
            bytes += portion[..<count]
            guard bytes.count <= HeaderFileJobs.fileBytesMax else {
                throw HeaderFileError(
                    message: "\(path): more than \(HeaderFileJobs.fileBytesMax >> 20) MiB: no file of headers, or too long a one")
            }
        }
        try self.init(bytes: bytes, name: path)
    }

    /// - Parameter name: of the source, for errors.
    public init(bytes: [UInt8], name: String) throws(HeaderFileError) {
        var jobs: [HeaderJob] = []
        var (number, rest) = (0, bytes[...])
        // Line by line: a slice for each of 16 million empty lines would take half a gigabyte.
        while !rest.isEmpty {
            let line = rest.prefix { $0 != 0x0A }
            rest = rest[line.endIndex...].dropFirst()
            number += 1
            let text = line.prefix { $0 != UInt8(ascii: "#") }.filter { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
            guard !text.isEmpty else { continue }
            let place = "\(name):\(number)"
            guard text.count == 160 else {
                throw HeaderFileError(message: "\(place): \(text.count) characters; a header has 160 hexadecimal digits")
            }
            guard let header = HeaderFileJobs.hex(text), let job = HeaderJob(header: header) else {
                throw HeaderFileError(message: "\(place): not hexadecimal")
            }
            guard job.isSolved(by: job.knownNonce) else {
                throw HeaderFileError(message: "\(place): its nonce does not meet its own target, so it is no header of a real block")
            }
            jobs.append(job)
        }
        guard !jobs.isEmpty else { throw HeaderFileError(message: "\(name): no headers; write one a line, 160 hexadecimal digits") }
        self.jobs = jobs
    }

    public func job(_ index: Int) -> HeaderJob? { jobs.isEmpty ? nil : jobs[index % jobs.count] }

    private static func hex(_ digits: [UInt8]) -> [UInt8]? {
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count - 1, by: 2) {
            guard let high = value(digits[index]), let low = value(digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 48...57: digit - 48
        case 65...70: digit - 55
        case 97...102: digit - 87
        default: nil
        }
    }
}
