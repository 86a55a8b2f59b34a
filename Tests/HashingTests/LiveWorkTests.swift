import CKernels
import CShims
import Glibc
import MiningWork
import Synchronization
import Testing
import ZoneModel

@testable import Hashing

/// Every call of the kernel, as the kernel saw it.
private struct Scan: Sendable {
    var midstates: [[UInt32]]
    var tail: [UInt32]
    var first: UInt32
    var count: UInt32
}

private let scans = Mutex<[Scan]>([])
private let portable = Kernel.available[0].scan

/// Hashes by the portable kernel, four versions one after another, and keeps a record.
private let recorder = Kernel(name: "recorder", midstates: 4) { job, first, count, found, limit in
    var job = job.pointee
    var total: UInt32 = 0
    let states = withUnsafeBytes(of: &job.midstates) { Array($0.bindMemory(to: UInt32.self)) }
    let midstates = (0..<4).map { Array(states[8 * $0..<8 * $0 + 8]) }
    scans.withLock { $0.append(Scan(midstates: midstates, tail: [job.tail.0, job.tail.1, job.tail.2], first: first, count: count)) }
    for (version, midstate) in midstates.enumerated() {
        withUnsafeMutableBytes(of: &job.midstates) { $0.copyBytes(from: midstate.withUnsafeBytes { Array($0) }) }
        let room = total < limit ? limit - total : 0
        let new = portable(&job, first, count, found + Int(min(total, limit)), room)
        for index in 0..<min(new, room) { found[Int(total + index)].midstate = UInt32(version) }
        total += new
    }
    return total
}

/// For jobs of one version, which there are none of here; it hashes twice, so that the measurement never prefers it.
private let slowRecorder = Kernel(name: "recorder", midstates: 1) { job, first, count, found, limit in
    _ = portable(job, first, count, found, limit)
    return portable(job, first, count, found, limit)
}

@Suite(.serialized, .timeLimit(.minutes(5))) struct LiveWorkTests {
    private func template(_ number: UInt8, target: Target, extranonce2Bytes: Int = 4, mask: UInt32 = 0x1fff_e000) -> WorkTemplate {
        WorkTemplate(
            id: "j\(number)", version: 0x2000_0000, versionMask: mask, previousHash: [UInt8](repeating: number, count: 32),
            bits: 0x1703_4219,
            time: 1_700_000_000, timeRoll: 10, coinbaseHead: [1, 2, 3], coinbaseTail: [4, 5], extranonce1: [6],
            extranonce2Bytes: extranonce2Bytes, merkleBranch: [[UInt8](repeating: 7, count: 32)], shareTarget: target, isClean: true)
    }

    private func wait(_ seconds: Int = 60, until condition: () -> Bool) -> Bool {
        let end = zs_boottime_ns() + Int64(seconds) * 1_000_000_000
        while !condition() {
            guard zs_boottime_ns() < end else { return false }
            usleep(1000)
        }
        return true
    }

    /// Three threads through jobs that come, go and come again, judged by what their kernel was really called with.
    @Test func noHeaderIsHashedTwiceByThreads() throws {
        let target = try #require(Target(difficulty: 1e-4))
        let finds = Mutex<[LiveWork.Find]>([])
        let live = LiveWork(firstExtranonce: 5) { find in finds.withLock { $0.append(find) } }
        let choice = try KernelChoice(name: "recorder", among: [slowRecorder, recorder], test: .standard)
        scans.withLock { $0 = [] }
        let rig = try #require(Name("psu-0"))
        let worker = HashWorker(rigs: [(rig, 3)], jobs: live, kernel: choice, nice: 0) { _ in }
        try worker.start()
        defer { worker.stop() }
        worker.set(.full, rig: rig)
        for number in [1, 2, 1, 3, 2, 2, 1] as [UInt8] {
            let before = scans.withLock { $0.count }
            live.publish(template(number, target: target))
            #expect(wait { scans.withLock { $0.count } > before + 30 })
        }
        #expect(wait { finds.withLock { $0.count } > 10 })
        worker.stop()

        var ranges: [[UInt32]: [(first: UInt32, end: UInt64)]] = [:]
        for scan in scans.withLock({ $0 }) {
            for midstate in scan.midstates {
                ranges[midstate + scan.tail, default: []].append((scan.first, UInt64(scan.first) + UInt64(scan.count)))
            }
        }
        for (_, stretches) in ranges {
            let sorted = stretches.sorted { $0.first < $1.first }
            for (a, b) in zip(sorted, sorted.dropFirst()) { #expect(a.end <= UInt64(b.first), "nonces from \(b.first) were hashed twice") }
        }
        // Each find is a share by what the source itself computes, and none comes twice.
        let found = finds.withLock { $0 }
        #expect(Set(found.map(\.share)).count == found.count)
        for find in found { #expect(target.isMet(by: sha256d(find.template.header(of: find.share)))) }
        #expect(Set(found.map(\.share.version)).count > 1)
    }

    @Test func withoutATemplateNothingIsHashed() throws {
        let live = LiveWork(firstExtranonce: 0) { _ in }
        let rig = try #require(Name("psu-0"))
        let worker = HashWorker(rigs: [(rig, 1)], jobs: live, kernel: try KernelChoice(name: nil), nice: 0) { _ in }
        try worker.start()
        defer { worker.stop() }
        worker.set(.full, rig: rig)
        #expect(worker.samples().allSatisfy { !$0.hasWork })
        live.publish(template(1, target: .zero))
        #expect(wait { worker.samples().allSatisfy { $0.hashes > 0 && $0.hasWork } })
        live.publish(nil)
        #expect(worker.samples().allSatisfy { !$0.hasWork })
        // The batch under way ends, and then the counter stands.
        var last: UInt64 = .max
        #expect(
            wait {
                usleep(100_000)
                defer { last = worker.samples()[0].hashes }
                return worker.samples()[0].hashes == last
            })
    }

    /// A find that meets the block's own target is a block.
    @Test func aFindThatMeetsTheBlocksTargetIsABlock() throws {
        let finds = Mutex<[LiveWork.Find]>([])
        let live = LiveWork(firstExtranonce: 0) { find in finds.withLock { $0.append(find) } }
        var easy = template(1, target: .max)
        easy.bits = 0x207f_ffff
        live.publish(easy)
        let stretch = try #require(live.stretch(thread: 0, of: 1, turn: 0))
        let events = (0..<20).compactMap { live.found(Candidate(nonce: $0, version: 1), in: stretch) }
        let found = finds.withLock { $0 }
        #expect(found.count == 20)
        let blocks = found.filter(\.isBlock)
        #expect(!blocks.isEmpty && blocks.count < 20 && events.count == blocks.count)
        #expect(events.allSatisfy { $0.kind == .blockFound })
        for find in found { #expect(find.isBlock == Target(bits: 0x207f_ffff).isMet(by: sha256d(easy.header(of: find.share)))) }
    }

    /// Measures and prints; the bound of 10 ms is not asserted, because the test's machine may be busy.
    @Test func howFastANewJobReachesEveryThread() throws {
        let live = LiveWork(firstExtranonce: 0) { _ in }
        let seen = Mutex<[String: [Int64]]>([:])
        let source = Watched(live: live) { id in seen.withLock { $0[id, default: []].append(zs_boottime_ns()) } }
        let rig = try #require(Name("psu-0"))
        let threads = 2
        let worker = HashWorker(rigs: [(rig, threads)], jobs: source, kernel: try KernelChoice(name: nil), nice: 0) { _ in }
        try worker.start()
        defer { worker.stop() }
        worker.set(.full, rig: rig)
        var latencies: [Double] = []
        for number in 1...100 as ClosedRange<UInt8> {
            let start = zs_boottime_ns()
            live.publish(template(number, target: .zero))
            #expect(wait { seen.withLock { $0["j\(number)"]?.count ?? 0 } >= threads })
            let last = seen.withLock { $0["j\(number)"]?.prefix(threads).max() } ?? 0
            latencies.append(Double(last - start) / 1e6)
            usleep(3000)
        }
        latencies.sort()
        print(
            "a new job reached both threads within \(latencies[50]) ms (median), \(latencies[98]) ms (99th of 100), \(latencies[99]) ms (worst)"
        )
        #expect(latencies.count == 100)
    }

    /// Tells when a thread takes a job up.
    private struct Watched: JobSource {
        let live: LiveWork
        let taken: @Sendable (String) -> Void

        var hasWork: Bool { live.hasWork }
        var edition: UInt64 { live.edition }
        func stretch(thread: Int, of total: Int, turn: Int) -> HashStretch? {
            let stretch = live.stretch(thread: thread, of: total, turn: turn)
            if let id = stretch?.unit?.template.id { taken(id) }
            return stretch
        }
        func found(_ candidate: Candidate, in stretch: HashStretch) -> Event? { live.found(candidate, in: stretch) }
        func onChange(_ ring: @escaping @Sendable () -> Void) { live.onChange(ring) }
    }

    /// Of a template that ends with a block the first is told, and of the next template the first again.
    @Test func aTemplateThatEndsWithABlockEndsWithOne() throws {
        let finds = Mutex<[String]>([])
        let live = LiveWork(firstExtranonce: 0) { find in finds.withLock { $0.append(find.template.id) } }
        for (number, ends, count) in [(1, true, 1), (2, true, 1), (3, false, 8)] as [(UInt8, Bool, Int)] {
            var template = template(number, target: Target(bits: 0x207F_FFFF))
            (template.bits, template.endsWithBlock) = (0x207F_FFFF, ends)
            live.publish(template)
            let stretch = try #require(live.stretch(thread: 0, of: 1, turn: 0))
            let unit = try #require(stretch.unit)
            var blocks = 0
            for nonce in 0..<1000 as Range<UInt32> where blocks < 8 {
                let share = unit.share(nonce: nonce, version: 0)
                guard case .block = ShareCheck(share, of: template) else { continue }
                blocks += 1
                _ = live.found(Candidate(nonce: nonce, version: 0), in: stretch)
            }
            #expect(blocks == 8 && finds.withLock { $0.count { $0 == "j\(number)" } } == count)
        }
    }
}
