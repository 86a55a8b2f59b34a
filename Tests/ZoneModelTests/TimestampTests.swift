import Testing

@testable import ZoneModel

@Suite struct TimestampTests {
    @Test(arguments: [
        (Int64(0), "1970-01-01T00:00:00.000Z"),
        (951_782_400_123, "2000-02-29T00:00:00.123Z"),
        (1_795_489_924_250, "2026-11-24T03:12:04.250Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ])
    func writesAndReadsBack(milliseconds: Int64, text: String) {
        #expect(WallInstant(milliseconds: milliseconds).rfc3339 == text)
        #expect(WallInstant(rfc3339: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2026-11-24", "2026-11-24T03:12:04", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-11-24T24:00:00Z", "2026-11-24T03:12:04.Z", "2026-11-24T03:12:04+01:00", "2026-11-24T03:12:0xZ",
    ])
    func refuses(text: String) {
        #expect(WallInstant(rfc3339: text) == nil)
    }
}
