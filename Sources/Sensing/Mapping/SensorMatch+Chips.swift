import ZoneModel

extension SensorMatch {
    func takes(_ identity: DeviceIdentity) -> Bool {
        func fits(_ pattern: String?, _ text: String?) -> Bool {
            guard let pattern else { return true }
            return text.map { Pattern(pattern).matches($0) } ?? false
        }
        return fits(chip, identity.chip) && fits(path.map(SensorMatch.absolute), identity.path) && fits(idPath, identity.idPath)
            && fits(serial, identity.serial)
    }

    func takes(_ feature: FeatureImage) -> Bool {
        guard let pattern = self.feature.map(Pattern.init) else { return true }
        return pattern.matches(feature.name) || pattern.matches(feature.label)
    }

    /// `/devices/…` and `pci0000:00/…` mean the same as `/sys/devices/…`.
    private static func absolute(_ path: String) -> String {
        if path.hasPrefix("/sys/") || path.hasPrefix("*") { return path }
        if path.hasPrefix("/devices/") { return "/sys" + path }
        return "/sys/devices/" + path.drop { $0 == "/" }
    }

    /// As it stands in the config: `serial = "41B1", feature = "power total"`.
    var text: String {
        let parts = [("chip", chip), ("path", path), ("id_path", idPath), ("serial", serial), ("feature", feature)]
        return parts.compactMap { key, value in value.map { "\(key) = \(tomlString($0))" } }.joined(separator: ", ")
    }
}

/// A TOML basic string.
package func tomlString(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"", "\\":
            quoted += "\\"
            quoted.unicodeScalars.append(scalar)
        case "\n": quoted += "\\n"
        case "\t": quoted += "\\t"
        case _ where scalar.value < 0x20 || scalar.value == 0x7F: quoted += "\u{FFFD}"
        default: quoted.unicodeScalars.append(scalar)
        }
    }
    return quoted + "\""
}
