import Glibc
import Transport

/// Looks host names up, each on a thread of its own: the C library's resolver may take half a minute, and no loop waits for it.
enum Resolver {
    struct Failure: Error, Equatable {
        var message: String
    }

    /// What is asked, on its way to the thread and back.
    private final class Question: Sendable {
        let host: String
        let loop: EventLoop
        let done: @Sendable (Result<[String], Failure>) -> Void

        init(_ host: String, _ loop: EventLoop, _ done: @escaping @Sendable (Result<[String], Failure>) -> Void) {
            self.host = host
            self.loop = loop
            self.done = done
        }

        /// Begins the look-up; errno where it cannot.
        func start() -> Int32 {
            let context = Unmanaged.passRetained(self)
            var thread = pthread_t()
            let status = pthread_create(&thread, nil, Resolver.main, context.toOpaque())
            if status == 0 { pthread_detach(thread) } else { context.release() }
            return status
        }

        func answer(_ result: Result<[String], Failure>) {
            let done = done
            loop.submit { done(result) }
        }
    }

    /// - Parameter done: called on the loop with the addresses, each once.
    static func resolve(_ host: String, loop: EventLoop, _ done: @escaping @Sendable (Result<[String], Failure>) -> Void) {
        let question = Question(host, loop, done)
        let status = question.start()
        if status != 0 { question.answer(.failure(Failure(message: "no thread to look \(host) up: \(String(cString: strerror(status)))"))) }
    }

    private static let main: @convention(c) @Sendable (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
        guard let context else { return nil }
        let question = Unmanaged<Question>.fromOpaque(context).takeRetainedValue()
        question.answer(addresses(question.host))
        return nil
    }

    private static func addresses(_ host: String) -> Result<[String], Failure> {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_ADDRCONFIG
        var list: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, nil, &hints, &list)
        guard status == 0 else { return .failure(Failure(message: "\(host): \(String(cString: gai_strerror(status)))")) }
        defer { freeaddrinfo(list) }
        var addresses: [String] = []
        var next = list
        while let entry = next?.pointee {
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            if getnameinfo(entry.ai_addr, entry.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0 {
                let address = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
                if !addresses.contains(address) { addresses.append(address) }
            }
            next = entry.ai_next
        }
        return addresses.isEmpty ? .failure(Failure(message: "\(host): no address")) : .success(addresses)
    }
}
