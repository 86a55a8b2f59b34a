/// What libsensors and udev said about a chip when they were last asked, copied out of their memory.
struct ChipImage: Equatable, Sendable {
    var identity: DeviceIdentity
    /// Devices that share it wait for one another in the kernel; those that do not, do not.
    var bus: String
    /// Where the attributes lie; deals with hwmonN, so it is never shown or matched.
    var attributePath: String
    var features: [FeatureImage]
    /// Where `attributePath` led when the chip was listed. The kernel deals a number out anew once its device is gone.
    var listedPath: String?

    var name: String { identity.chip }
    func features(_ kind: FeatureKind) -> [FeatureImage] { features.filter { $0.kind == kind } }
}

struct FeatureImage: Equatable, Sendable {
    /// `power1`, `temp2`, `in0`, …
    var name: String
    /// From the driver or sensors.conf; the name where there is none.
    var label: String
    var kind: FeatureKind
    var subfeatures: [SubfeatureImage]
    /// Attributes that the driver has and libsensors does not know: `power1_accuracy`, `power1_cap_min`, `power1_cap_max`.
    var unlisted: [String] = []

    var isLabelled: Bool { label != name }
    /// The 1 of `power1`.
    var channel: Int? { Int(name.drop { !("0"..."9").contains($0) }) }

    func unlisted(_ suffix: String) -> String? { unlisted.first { $0 == "\(name)_\(suffix)" } }

    /// The first that is there of `power1_SUFFIX`.
    func subfeature(_ suffixes: String...) -> SubfeatureImage? {
        for suffix in suffixes {
            if let found = subfeatures.first(where: { $0.name == "\(name)_\(suffix)" }) { return found }
        }
        return nil
    }
}

struct SubfeatureImage: Equatable, Sendable {
    /// `power1_average`, …
    var name: String
    /// libsensors' number of it, for this table of chips.
    var number: Int32
    /// Whether the driver lets it be set.
    var isWritable = false
}

/// libsensors' kinds by the names that its attributes carry.
enum FeatureKind: String, Sendable {
    case voltage = "in"
    case fan
    case temperature = "temp"
    case power
    case energy
    case current = "curr"
    case humidity
    case vid
    case intrusion
    case beepEnable = "beep_enable"
    case unknown
}
