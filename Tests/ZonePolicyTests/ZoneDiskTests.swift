import Testing
import ZoneModel

@testable import ZonePolicy

@Suite struct ZoneDiskTests {
    /// A grant whose batch is lost counts, and makes an older one superfluous that a host lives by. That one must stay on disk: a collector that crashed now
    /// would know of neither.
    @Test func anEntryStaysOnDiskUntilTheOneThatReplacesItIsThere() throws {
        var stage = try ZoneStage(ZoneStage.configuration(1, quota: 900))
        stage.connectAll()
        stage.run(20)
        #expect(stage.ceilings == [900])
        stage.hosts[0].isSlow = true
        try order(&stage, 400)
        let cut = try #require(stage.grants[stage.hosts[0].address])
        #expect(cut.quota == .watts(400))

        stage.isLost = { records in
            records.contains { if case .granted(let entry) = $0 { entry.quota == .watts(700) } else { false } }
        }
        try order(&stage, 700)
        #expect(stage.ceilings == [400], "what is not on disk is not sent")
        stage.cut(0)
        stage.apply(cut, 0)
        stage.isLost = { records in records.contains { if case .granted = $0 { true } else { false } } }
        stage.run(3)
        #expect(stage.ceilings == [400])
        #expect(stage.image.entries.contains { $0.quota >= .watts(400) }, "\(stage.image.entries)")
    }

    private func order(_ stage: inout ZoneStage, _ watts: Double) throws {
        let request = QuotaRequest(target: "z", quotaW: watts, reason: "a drill", order: nil, dryRun: false)
        let (result, directives) = stage.authority.onQuotaRequest(request, uid: 0, now: stage.now, wall: stage.wall)
        _ = try result.get()
        stage.obey(directives)
    }
}
