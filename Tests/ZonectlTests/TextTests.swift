import Console
import Testing
import ZoneModel

@Suite struct MeasureTests {
    @Test(arguments: [
        (0, "0.0 W"), (413.6, "413.6 W"), (999.94, "999.9 W"), (999.95, "1.000 kW"), (1134.2, "1.134 kW"), (9999.4, "9.999 kW"),
        (9999.6, "10.00 kW"), (23_610, "23.61 kW"), (99_996, "100.0 kW"), (999_940, "999.9 kW"), (999_960, "1.000 MW"),
        (2_000_000_000, "2.000 GW"), (5e12, "5000.0 GW"), (-3.2, "-3.2 W"), (-0.01, "0.0 W"), (-1500, "-1.500 kW"), (.nan, "–"),
        (.infinity, "–"),
    ])
    func power(watts: Double, text: String) { #expect(Measure.power(watts) == text) }

    @Test(arguments: [
        (413.6, 4.1, "413.6 ±4.1 W"), (23_610, 120, "23.61 ±0.12 kW"), (0, 0, "0.0 ±0.0 W"), (50, 2000, "0.050 ±2.000 kW"),
    ])
    func powerWithError(watts: Double, error: Double, text: String) { #expect(Measure.power(watts, error: error) == text) }

    @Test(arguments: [
        (0, "0 H/s"), (999.4, "999 H/s"), (999.6, "1.00 kH/s"), (41_800_000, "41.8 MH/s"), (418e6, "418 MH/s"), (9.996e9, "10.0 GH/s"),
        (3.4e15, "3.40 PH/s"), (1e24, "1000000 EH/s"), (.nan, "–"),
    ])
    func hashrate(rate: Double, text: String) { #expect(Measure.hashrate(rate) == text) }

    @Test(arguments: [
        (0.42, "0.42 s"), (0.996, "1.0 s"), (7.4, "7.4 s"), (9.96, "10 s"), (14, "14 s"), (119.4, "119 s"), (120, "2 min"), (7199, "2.0 h"),
        (11_520, "3.2 h"), (200_000, "2.3 d"), (-3, "-3.0 s"), (.infinity, "–"),
    ])
    func time(seconds: Double, text: String) { #expect(Measure.time(seconds) == text) }

    @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (UInt64.max, "18,446,744,073,709,551,615")])
    func count(value: UInt64, text: String) { #expect(Measure.count(value) == text) }

    @Test(arguments: [(0, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (9_437_184, "9.0 MiB"), (Int.max, "8388608 TiB")])
    func bytes(count: Int, text: String) { #expect(Measure.bytes(count) == text) }

    @Test func shareAndTemperature() {
        #expect(Measure.share(0.985) == "98.5 %")
        #expect(Measure.share(nil) == "–")
        #expect(Measure.temperature(57.6) == "58 °C")
        #expect(Measure.temperature(nil) == "–")
        #expect(Measure.clock(ClockQuality(isSynchronised: true, errorMilliseconds: 3)) == "clock ±3 ms")
        #expect(Measure.clock(ClockQuality(isSynchronised: true, errorMilliseconds: 0.5)) == "clock ±0.5 ms")
        #expect(Measure.clock(ClockQuality(isSynchronised: false)) == "clock not synchronised")
    }
}

@Suite struct TerminalTextTests {
    @Test(arguments: [
        ("plain °±Σ–", "plain °±Σ–"), ("a\u{1B}[2Jb", "a\\u{1b}[2Jb"), ("two\nlines\tand\r", "two\\nlines\\tand\\r"),
        ("\u{9B}31m", "\\u{9b}31m"), ("abc\u{202E}def", "abc\\u{202e}def"), ("می\u{200C}خواهم", "می\u{200C}خواهم"),
        ("\u{7F}\0", "\\u{7f}\\u{0}"),
        ("\u{2028}", "\\u{2028}"), ("\r\n", "\\r\\n"), ("\u{E0041}", "\\u{e0041}"),
    ])
    func escapes(raw: String, safe: String) { #expect(TerminalText.escaped(raw) == safe) }

    @Test(arguments: [
        ("", 0), ("413.6 ±4.1 W", 12), ("58 °C", 5), ("Σ – ·", 5), ("漢字", 4), ("e\u{301}", 1), ("🇵🇰", 2), ("👩‍👩‍👧", 2), ("ｆ", 2), ("한글", 4),
        ("→▶…", 3),
    ])
    func width(text: String, cells: Int) { #expect(TerminalText.width(text) == cells) }

    @Test func jsonStaysTheSameDocument() {
        #expect(TerminalText.json("{\"a\":\"\u{9B}2J\u{7F}ö\"}") == "{\"a\":\"\\u009b2J\\u007fö\"}")
        #expect(TerminalText.json("{\n \"a\": 1\r\n}\n", onOneLine: true) == "{  \"a\": 1  } ")
        #expect(TerminalText.json("\"\u{E0041}\"") == "\"\\udb40\\udc41\"")
    }

    @Test func clipping() {
        #expect(StyledLine("psu-0 ok").clipped(to: 8).text(coloured: false) == "psu-0 ok")
        #expect(StyledLine("psu-0 okay").clipped(to: 8).text(coloured: false) == "psu-0 o…")
        #expect(StyledLine("漢字漢字").clipped(to: 6).text(coloured: false) == "漢字…")
        #expect(StyledLine("漢字漢字").clipped(to: 5).width == 5)
        #expect(StyledLine("abc").clipped(to: 0).width == 0)
    }

    @Test func wrapping() {
        let text = "Lease 5/118 of the zone's collector, for another 7.4 s"
        #expect(
            wrapped(text, width: 24, indent: 2).map { $0.text(coloured: false) } == [
                "  Lease 5/118 of the", "  zone's collector, for", "  another 7.4 s",
            ])
        #expect(wrapped(String(repeating: "x", count: 50), width: 24, indent: 2).map(\.width) == [24, 24, 8])
        #expect(wrapped(text, width: nil, indent: 2).count == 1)
        #expect(wrapped("", width: 40, indent: 2).isEmpty)
    }
}

@Suite struct LiveScreenTests {
    @Test func framesReplaceOneAnother() {
        let page = Page(width: 40, isColoured: false)
        var screen = LiveScreen()
        #expect(screen.begin() == "\u{1B}[?25l")
        #expect(screen.frame([StyledLine("one"), StyledLine("two")], page: page, rows: 24) == "one\u{1B}[K\ntwo\u{1B}[K\n\u{1B}[J")
        #expect(screen.frame([StyledLine("three")], page: page, rows: 24) == "\u{1B}[2Fthree\u{1B}[K\n\u{1B}[J")
        #expect(screen.resized() == "\u{1B}[H\u{1B}[2J")
        #expect(screen.frame([StyledLine("four")], page: page, rows: 24) == "four\u{1B}[K\n\u{1B}[J")
        #expect(screen.end() == "\u{1B}[?25h")
    }

    @Test func aFrameHigherThanTheWindowLosesItsEnd() {
        let page = Page(width: 40, isColoured: false)
        var screen = LiveScreen()
        let lines = (1...100).map { StyledLine("line \($0)") }
        let frame = screen.frame(lines, page: page, rows: 5)
        #expect(frame.count { $0 == "\n" } == 4)
        #expect(frame.contains("… 97 more lines"))
        #expect(screen.frame(lines, page: page, rows: 5).hasPrefix("\u{1B}[4F"))
    }
}
