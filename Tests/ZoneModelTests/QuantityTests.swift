import Testing

@testable import ZoneModel

@Suite struct QuantityTests {
    @Test(arguments: [
        ("300 W", Int64(300_000)), ("2.5 MW", 2_500_000_000), ("24kW", 24_000_000), ("0 W", 0), ("1 GW", 1_000_000_000_000),
        ("0.001 W", 1), ("+5 W", 5000),
    ])
    func power(text: String, milliwatts: Int64) throws {
        #expect(try Power(quantity: text).milliwatts == milliwatts)
    }

    @Test(arguments: [
        ("300", "has no unit: write \"2.5 kW\""), ("300 mW", "is a slip: write MW"), ("300 w", "did you mean \"W\""),
        ("3 KW", "did you mean \"kW\""),
        ("300 °C", "no unit of power (W, kW, MW, GW)"), ("-1 W", "from 0 W"), ("101 GW", "to 100 GW"), ("kW", "is no quantity"),
        ("", "is no quantity"), ("1e3 W", "no unit of power"), ("1,5 kW", "no unit"), ("nan W", "is no quantity"), ("0x10 W", "no unit"),
        ("1 2 W", "no unit"), ("5 W W", "no unit"), ("1..2 W", "is no quantity"), ("99999999999999999999999999 W", "from 0 W"),
        (String(repeating: "1", count: 300) + " W", "is no quantity"),
    ])
    func refusesPower(text: String, says: String) {
        #expect {
            try Power(quantity: text)
        } throws: { ($0 as? QuantityError)?.message.contains(says) ?? false }
    }

    @Test func otherKinds() throws {
        #expect(try Temperature(quantity: "85 °C") == .celsius(85))
        #expect(try Temperature(quantity: "-5.5 C") == .celsius(-5.5))
        #expect(try Duration(quantity: "500 ms") == .milliseconds(500))
        #expect(try Duration(quantity: "1.5 min") == .seconds(90))
        #expect(try Duration(quantity: "7 d") == .seconds(604_800))
        #expect(try Quantity.share("2 %") == 0.02)
        #expect(abs(try Quantity.sharePerMinute("10 %/min") - 0.1) < 1e-12)
        #expect(try Quantity.bytes("256 MiB") == 268_435_456)
        #expect(throws: QuantityError.self) { try Temperature(quantity: "185 °F") }
        #expect(throws: QuantityError.self) { try Duration(quantity: "5 m") }
        #expect(throws: QuantityError.self) { try Duration(quantity: "-5 s") }
        #expect(throws: QuantityError.self) { try Quantity.sharePerMinute("10 %") }
        #expect(throws: QuantityError.self) { try Quantity.bytes("1.5 PiB") }
    }

    @Test(
        arguments: [(413_600, "413.6 W"), (24_000_000, "24.00 kW"), (2_000_000_000, "2.000 MW"), (0, "0.0 W"), (-1500, "-1.5 W")]
            as [(Int64, String)])
    func wattsForPeople(milliwatts: Int64, text: String) {
        #expect(Power(milliwatts: milliwatts).text == text)
    }

    @Test func changesShareAUnit() {
        #expect(Power.change(from: .kilowatts(24), to: .kilowatts(6)) == "24.00 → 6.00 kW")
        #expect(Power.change(from: .watts(300), to: .kilowatts(1.2)) == "0.30 → 1.20 kW")
        #expect(Power.share(.kilowatts(23.61), of: .kilowatts(24)) == "23.61/24.00 kW")
    }

    @Test func sumsSaturate() {
        let huge = Power(milliwatts: .max)
        #expect(huge + huge == huge)
        #expect([huge, huge, .watts(1)].total() == huge)
        #expect(Power(watts: .nan) == .zero)
        #expect(Power(watts: .infinity) == .maximum)
        #expect(BootInstant(nanoseconds: .max) + .seconds(1) == BootInstant(nanoseconds: .max))
    }
}
