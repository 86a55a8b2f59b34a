import CUmockdev
import Glibc

public struct TestbedError: Error, CustomStringConvertible { public var description: String }

public final class UmockdevTestbed {
    private let testbed: UnsafeMutablePointer<CUmockdev.UMockdevTestbed>
    public init() throws {
        guard let testbed = umockdev_testbed_new() else { throw TestbedError(description: "umockdev gave no testbed") }
        self.testbed = testbed
    }
    public var root: String { String(cString: umockdev_testbed_get_root_dir(testbed)) }
    public func add(description: String) throws {
        var error: UnsafeMutablePointer<GError>?
        guard umockdev_testbed_add_from_string(testbed, description, &error) != 0 else {
            throw TestbedError(description: error.map { String(cString: $0.pointee.message) } ?? "umockdev refused the description")
        }
    }
    deinit { g_object_unref(testbed) }
}
