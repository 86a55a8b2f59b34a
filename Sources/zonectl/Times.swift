import CShims
import Console
import Glibc
import ZoneModel

extension TimeText {
    /// By this machine's clock and time zone (TZ, or /etc/localtime).
    static func here() -> TimeText {
        tzset()
        return TimeText(now: WallInstant(milliseconds: zs_realtime_ms())) { instant in
            var seconds = time_t(instant.milliseconds / 1000)
            var parts = tm()
            return localtime_r(&seconds, &parts) == nil ? 0 : parts.tm_gmtoff
        }
    }
}

extension Invocation {
    func sinceInstant(_ time: TimeText) throws(Failure) -> WallInstant? {
        guard let text = options[.since] else { return nil }
        guard let instant = time.instant(text) else {
            throw .usage("--since \"\(text)\" is no time: write \(TimeText.help)", verb: verb)
        }
        return instant
    }

    func untilInstant(_ time: TimeText, since: WallInstant?) throws(Failure) -> WallInstant? {
        guard let text = options[.until] else { return nil }
        guard let instant = time.instant(text, after: since) else {
            throw .usage("--until \"\(text)\" is no time: write \(TimeText.help)", verb: verb)
        }
        if let since, instant <= since { throw .usage("--until is not after --since", verb: verb) }
        return instant
    }
}
