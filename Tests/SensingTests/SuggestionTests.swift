import Testing
import ZoneModel

@testable import Sensing

/// The TOML that `zonectl sensors` offers for what no rig has.
@Suite struct SuggestionTests {
    private func powers(_ chips: [ChipImage], mapped: Set<Int> = []) -> [Substring] {
        SuggestedConfig(chips: chips).toml(mapped: mapped, taken: []).split(separator: "\n").filter { $0.hasPrefix("power = ") }
    }

    @Test func wholeText() {
        #expect(
            SuggestedConfig(chips: [corsair, nvme]).toml(mapped: [], taken: [Name("corsairpsu-0") ?? .unknown]) == """
                [[rig]]
                name = "corsairpsu-1"
                nameplate = "0 W" # the most that it can draw, from its label: 0 W is refused
                power = { serial = "41B1", feature = "power total" }

                """)
    }

    @Test func whatIsMappedIsLeftOut() {
        #expect(powers([corsair, amdgpu], mapped: [0]) == ["power = { path = \"/sys/devices/amdgpu-pci-0300\", feature = \"PPT\" }"])
    }

    /// The serial is both chips', so it alone would be ambiguous.
    @Test func narrowestOfTwo() {
        let twin = chip("corsairpsu-hid-3-2", serial: "41B1", feature("power1", "power total"))
        #expect(
            powers([corsair, twin]) == [
                "power = { chip = \"corsairpsu-hid-3-1\", serial = \"41B1\", feature = \"power total\" }",
                "power = { chip = \"corsairpsu-hid-3-2\", serial = \"41B1\", feature = \"power total\" }",
            ])
    }

    @Test func aLabelThatOccursTwiceGivesWayToTheName() {
        let chip = chip("a", serial: "1", feature("power1", "rail"), feature("power2", "rail"))
        #expect(powers([chip]) == ["power = { serial = \"1\", feature = \"power1\" }"])
    }

    @Test func quotesAreEscaped() {
        let chip = chip("a", serial: "1\"2\\", feature("power1"))
        #expect(powers([chip]) == [#"power = { serial = "1\"2\\", feature = "power1" }"#])
    }

    /// A machine with thousands of sensors gets an answer, and a bounded one.
    @Test func many() {
        let chips = (0..<300).map { chip("psu-isa-\($0)", feature("power1")) }
        #expect(powers(chips).count == 64)
        #expect(SuggestedConfig(chips: chips).toml(mapped: [], taken: []).hasSuffix("# There are more: map these first.\n"))
    }

    /// Each suggestion means its own chip, or there is none.
    @Test func suggestionsAreUnambiguous() {
        let chips = [corsair, amdgpu, ina219, meter, nvme, chip("amdgpu-pci-0400", feature("power1", "PPT", "average"))]
        #expect(powers(chips).count == 5)
    }
}
