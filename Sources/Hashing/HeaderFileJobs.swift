import Glibc
import MiningWork
import ZoneModel

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
            guard let header = Hex.bytes(String(decoding: text, as: UTF8.self)), let job = HeaderJob(header: header) else {
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

    public let hasWork = true
    /// A header never goes stale here.
    public let edition: UInt64 = 0

    /// Every thread takes every n-th header, and of each header the whole space of 2³² nonces once. The search begins 16 Mi nonces before the one that
    /// the header came with, so that a find can be seen within a second.
    public func stretch(thread: Int, of total: Int, turn: Int) -> HashStretch? {
        let job = jobs[(thread + turn * max(total, 1)) % jobs.count]
        return HashStretch(job: job, first: job.knownNonce &- HeaderFileJobs.lead, count: 1 << 32, edition: 0)
    }

    private static let lead: UInt32 = 1 << 24

    public func found(_ candidate: Candidate, in stretch: HashStretch) -> Event? {
        let (job, nonce) = (stretch.job, candidate.nonce)
        let hash = Hex.text(job.hash(with: nonce, version: candidate.version).reversed())
        let isKnown = nonce == job.knownNonce
        return Event(
            .blockFound, .info, "nonce \(nonce) found: block \(hash)\(isKnown ? "" : " (not the nonce that the header came with)")",
            fields: [.text("block_hash", hash), .count("nonce", UInt64(nonce))])
    }
}
