import Glibc

/// The kernel that runs here, and which drivers it can have.
public struct Kernel: Equatable, Sendable {
    public enum Driver: Equatable, Sendable {
        /// Part of the kernel, or a module that can be loaded.
        case builtIn
        case module
        /// Built without it.
        case missing
        /// Neither its build options nor its modules can be read.
        case unknown
    }

    public var release: String
    private let root: String

    /// - Parameter root: stands before /boot and /lib/modules.
    public init(release: String? = nil, root: String = "") {
        var name = utsname()
        uname(&name)
        let running = withUnsafeBytes(of: name.release) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        self.release = release ?? running
        self.root = root
    }

    public func driver(_ support: DriverSupport) -> Driver {
        if let modules = smallFile("\(root)/lib/modules/\(release)/modules.dep", bytesMax: 8 << 20) {
            let file = support.module.replacing("-", with: "_")
            for line in modules.split(separator: "\n") {
                guard let path = line.split(separator: ":").first, let name = path.split(separator: "/").last else { continue }
                if name.split(separator: ".").first.map({ String($0).replacing("-", with: "_") }) == file { return .module }
            }
        }
        guard let options = smallFile("\(root)/boot/config-\(release)") else { return .unknown }
        for line in options.split(separator: "\n") {
            if line == "\(support.option)=y" { return .builtIn }
            if line == "\(support.option)=m" { return .module }
        }
        return .missing
    }
}

extension String {
    /// Of one character by another.
    fileprivate func replacing(_ old: Character, with new: Character) -> String { String(map { $0 == old ? new : $0 }) }
}
