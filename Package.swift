// swift-tools-version: 6.0
import PackageDescription

// The folders under Sources are the architecture, and this file is its law of imports:
//
//   SystemLibraries   Debian's C libraries, module maps only
//   CKernels, CShims  C of our own: hash kernels (partly assembly, written by CKernels/generate), and what Swift cannot import
//   ZoneModel         values and their codecs; imports nothing
//   ZonePolicy        decisions; imports ZoneModel alone: no clock, no I/O, no libc
//   MiningWork        what is hashed, as values: templates, headers, shares, the sessions with pools; of OpenSSL the hash alone
//   Transport         event loop, TCP, TLS, line framing, local HTTP; knows no line's meaning
//   edges             Sensing · Hashing · Link · WorkLink · Storage · Host · Signing · Inspection · Certificates: never import one another, nor
//                     ZonePolicy (Inspection is zonectl's alone: the journal by sd_journal, and what doctor looks at)
//   for people        Console (documents to terminal text, no I/O but the terminal's)
//   enrolment         Enrolment (how a daemon comes to its certificate and keeps it: between Link and Certificates)
//   admin sockets     AdminServer (on Transport) and AdminClient (HTTP by libcurl), JSON documents of ZoneModel between them
//   shells            zone-agent · zone-collector · zonectl: the only places that know both sides; of the edges zonectl knows Inspection and
//                     Host, Hashing for `zonectl bench`, which measures the kernels where no daemon has to run, and Certificates for doctor
//   beside them       zone-clock: a few lines of C that read adjtimex(2) for the sandboxed daemons; zone-cap: others that write power caps for the agent
//   test only         ZoneSimulation, zone-sim, ControlBench, zone-bench, LeaseModel, lease-model (pure: ZoneModel and ZonePolicy)
//                     · ZoneTestKit, zone-trial, storage-probe, sensing-probe, ZoneFaults, zone-faults, CFaults, ClockShift
//
// `make check` builds with --explicit-target-dependency-import-check error, so an import that is not declared here fails.

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
]

func systemLibrary(_ name: String, pkgConfig: String? = nil, apt: String) -> Target {
    .systemLibrary(name: name, path: "Sources/SystemLibraries/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: strict)
}

let package = Package(
    name: "zone-agent",
    products: [
        .executable(name: "zone-agent", targets: ["zone-agent"]),
        .executable(name: "zone-collector", targets: ["zone-collector"]),
        .executable(name: "zonectl", targets: ["zonectl"]),
        .executable(name: "zone-clock", targets: ["zone-clock"]),
        .executable(name: "zone-cap", targets: ["zone-cap"]),
        .executable(name: "zone-trial", targets: ["zone-trial"]),
        .executable(name: "zone-faults", targets: ["zone-faults"]),
        // To be preloaded: the wall clock of one process, stepped. For tests only.
        .library(name: "clock-shift", type: .dynamic, targets: ["ClockShift"]),
        .executable(name: "zone-bench", targets: ["zone-bench"]),
    ],
    targets: [
        systemLibrary("CSensors", apt: "libsensors-dev"),
        systemLibrary("CUdev", pkgConfig: "libudev", apt: "libudev-dev"),
        systemLibrary("CSystemd", pkgConfig: "libsystemd", apt: "libsystemd-dev"),
        systemLibrary("CEvent", pkgConfig: "libevent_openssl", apt: "libevent-dev"),
        systemLibrary("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
        systemLibrary("COpenSSL", pkgConfig: "openssl", apt: "libssl-dev"),
        systemLibrary("CPopt", pkgConfig: "popt", apt: "libpopt-dev"),
        systemLibrary("CUmockdev", pkgConfig: "umockdev-1.0", apt: "libumockdev-dev"),

        // Optimised in debug builds too: an unoptimised kernel is a hundred times slower, and the tests hash for real.
        .target(name: "CKernels", exclude: ["generate"], cSettings: [.unsafeFlags(["-O3"])]),
        .target(name: "CToml"),
        .target(name: "CShims"),
        .target(name: "CFaults"),
        .target(name: "ClockShift"),
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),

        // libm: the pure modules import no Glibc, whose module map would name it.
        .target(name: "ZoneModel", swiftSettings: strict, linkerSettings: [.linkedLibrary("m")]),
        library("ZonePolicy", ["ZoneModel"]),

        library("Transport", ["CEvent", "COpenSSL", "CShims"]),
        library("MiningWork", ["ZoneModel", "COpenSSL"]),

        library("Sensing", ["ZoneModel", "CSensors", "CUdev", "CShims"]),
        // OpenSSL is the yardstick of the bench, nothing that the worker uses.
        library("Hashing", ["ZoneModel", "MiningWork", "CKernels", "CShims", "COpenSSL"]),
        library("Link", ["ZoneModel", "Transport", "CShims"]),
        library("WorkLink", ["ZoneModel", "MiningWork", "Transport", "CCurl", "CShims"]),
        library("Storage", ["ZoneModel", "CSQLite"]),
        library("Host", ["ZoneModel", "MiningWork", "CSystemd", "CToml", "CPopt", "CShims"]),
        library("Signing", ["ZoneModel", "COpenSSL"]),
        library("Inspection", ["ZoneModel", "CSystemd", "CShims"]),
        library("Certificates", ["COpenSSL"]),
        library("AdminServer", ["ZoneModel", "Transport"]),
        library("Enrolment", ["ZoneModel", "Transport", "Link", "Certificates", "CShims"]),

        program(
            "zone-agent",
            [
                "ZoneModel", "ZonePolicy", "Transport", "AdminServer", "Enrolment", "Certificates", "Sensing", "Hashing", "Link",
                "MiningWork", "WorkLink", "Storage", "Host", "Signing", "CShims",
            ]),
        program(
            "zone-collector",
            [
                "ZoneModel", "ZonePolicy", "Transport", "AdminServer", "Enrolment", "Certificates", "Link", "Storage", "Host", "Signing",
                "CShims",
            ]),
        library("Console", ["ZoneModel", "CShims"]),
        library("AdminClient", ["ZoneModel", "CCurl"]),
        program("zonectl", ["ZoneModel", "Console", "AdminClient", "Inspection", "Host", "Hashing", "Certificates", "CPopt", "CShims"]),

        // Reads the quality of the wall clock for daemons whose sandbox denies adjtimex(2). In C: 1.5 MB resident, a Swift program ten times that.
        .executableTarget(name: "zone-clock", dependencies: ["CShims"]),
        // Writes power caps for an agent whose sandbox keeps /sys read-only. In C for the same reason, and because it is root's.
        .executableTarget(name: "zone-cap"),

        // The exhaustive model check of the lease rule, over the production values.
        library("LeaseModel", ["ZoneModel", "ZonePolicy"]),
        program("lease-model", ["LeaseModel"]),
        library("ZoneTestKit", ["ZoneModel", "MiningWork", "CUmockdev", "CShims"]),
        // A process for the storage tests to kill, and the measure of its speed.
        program("storage-probe", ["Storage", "ZoneModel", "CShims"]),
        // The sensors under umockdev, which a test process itself is not.
        program("sensing-probe", ["Sensing", "ZoneModel", "ZoneTestKit", "CShims"]),
        program("zone-trial", ["ZoneModel", "ZoneTestKit", "Console", "AdminClient", "CShims"]),

        // Real daemons under faults, the proxy between them and the observer that judges them.
        library("ZoneFaults", ["ZoneModel", "ZoneTestKit", "AdminClient", "Storage", "CFaults", "CShims"]),
        program("zone-faults", ["ZoneFaults", "CFaults"]),

        // How well watts follow ceilings: the policy in simulated time, and the program that prints the figures.
        library("ControlBench", ["ZoneModel", "ZonePolicy"]),
        program(
            "zone-bench",
            [
                "ZoneModel", "ControlBench", "Console", "ZoneTestKit", "AdminClient", "Hashing", "Link", "Transport", "Certificates",
                "CShims",
            ]),

        // Whole zones under faults, the policies of both sides in simulated time, and the program that runs them for thousands of hours.
        // Thousands of hours of it: without the checks at run time of who reads and writes a class's property at once, which the compiler proves for
        // values and the simulation, one thread a world, has no use for. The policies are values, compiled as ever.
        .target(
            name: "ZoneSimulation", dependencies: ["ZoneModel", "ZonePolicy"],
            swiftSettings: strict + [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]),
        program("zone-sim", ["ZoneSimulation", "ZoneModel"]),

        tests("ZoneModelTests", ["ZoneModel"]),
        tests("ZonePolicyTests", ["ZonePolicy", "ZoneModel", "ControlBench"]),
        tests("ZoneSimulationTests", ["ZoneSimulation", "ZonePolicy", "ZoneModel"]),
        tests("LeaseModelTests", ["LeaseModel", "ZonePolicy", "ZoneModel"]),
        tests("TransportTests", ["Transport", "Certificates", "CShims"]),
        tests("CertificatesTests", ["Certificates"]),
        tests("EnrolmentTests", ["Enrolment", "ZoneModel"]),
        tests("SensingTests", ["Sensing", "ZoneModel", "ZoneTestKit", "CShims", "sensing-probe"]),
        tests("MiningWorkTests", ["MiningWork", "ZoneModel"], exclude: ["Fixtures"]),
        tests("HashingTests", ["Hashing", "MiningWork", "ZoneModel", "ZoneTestKit", "CKernels", "CShims"], exclude: ["Arm"]),
        tests("LinkTests", ["Link", "Transport", "ZoneModel", "CShims"]),
        tests("WorkLinkTests", ["WorkLink", "Hashing", "MiningWork", "Transport", "ZoneModel", "ZoneTestKit", "CShims"]),
        tests("InspectionTests", ["Inspection", "ZoneModel", "ZoneTestKit", "CShims"]),
        tests("SigningTests", ["Signing", "ZoneModel"]),
        tests("StorageTests", ["Storage", "ZoneModel", "CSQLite", "CShims", "storage-probe"], exclude: ["Fixtures"]),
        tests("HostTests", ["Host", "ZoneModel", "CShims", "zone-collector", "zone-clock"]),
        tests("ZonectlTests", ["Console", "AdminClient", "ZoneModel", "CShims"], exclude: ["Golden"]),
        tests("FaultTests", ["ZoneFaults", "ZoneModel", "ZoneTestKit", "zone-faults", "zone-agent", "zone-collector"]),
        tests(
            "ProgramTests",
            [
                "ZoneModel", "ZoneTestKit", "AdminClient", "Storage", "MiningWork", "CShims", "zone-agent", "zone-collector", "zonectl",
                "zone-trial", "zone-cap",
                "zone-bench",
            ]),
    ],
    cxxLanguageStandard: .cxx17
)

// Each fuzzer is a `LLVMFuzzerTestOneInput`; libFuzzer brings main, and only `swift build --sanitize=fuzzer` links it: `make fuzz` sets
// the variable.
if Context.environment["ZONE_FUZZ"] != nil {
    func fuzzer(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
        .executableTarget(name: name, dependencies: dependencies, path: "Tests/Fuzz/\(name)", swiftSettings: strict)
    }
    package.targets += [
        fuzzer("FuzzLines", ["ZoneModel"]),
        fuzzer("FuzzSensors", ["Sensing", "ZoneModel"]),
        fuzzer("FuzzConfig", ["Host"]),
        fuzzer("FuzzStratum", ["MiningWork", "ZoneModel"]),
        fuzzer("FuzzTemplate", ["MiningWork", "ZoneModel"]),
    ]
}
