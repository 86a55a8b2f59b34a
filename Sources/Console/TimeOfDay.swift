import ZoneModel

extension WallInstant {
    private static let dayMilliseconds: Int64 = 86_400_000

    /// `18:00Z` is the next time that it is 18:00 UTC; anything else is a whole date in RFC 3339.
    public init?(timeOfDayOrDate text: String, after now: WallInstant) {
        let bytes = Array(text.utf8)
        guard bytes.count == 6, bytes[2] == UInt8(ascii: ":"), bytes[5] == UInt8(ascii: "Z") else {
            self.init(rfc3339: text)
            return
        }
        let digits = [bytes[0], bytes[1], bytes[3], bytes[4]].map { Int64($0) - 48 }
        guard digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
        let (hour, minute) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
        guard hour < 24, minute < 60 else { return nil }
        let midnight = now.milliseconds - now.milliseconds % WallInstant.dayMilliseconds
        let today = midnight + (hour * 60 + minute) * 60_000
        self.init(milliseconds: today > now.milliseconds ? today : today + WallInstant.dayMilliseconds)
    }
}
