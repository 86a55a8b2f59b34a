import AdminServer
import Host
import Storage
import Synchronization
import Transport
import ZoneModel

/// Answers `GET /v1/review` on a thread of its own, one at a time: a night of a large zone is millions of rows.
final class ReviewDesk: Sendable {
    let loop: EventLoop
    private let path: String
    private let zone: Name
    private let hosts: [HostAddress: Power]
    private let isBusy = Mutex(false)

    init(loop: EventLoop, storePath: String, configuration: CollectorConfiguration) {
        self.loop = loop
        path = storePath
        zone = configuration.zone
        hosts = Dictionary(
            configuration.hosts.map { (configuration.address(of: $0), $0.nameplate) }, uniquingKeysWith: { first, _ in first })
    }

    func answer(_ request: LocalRequest, _ answer: @escaping LocalHTTPServer.Answer) {
        guard let (target, since, until) = ReviewDesk.query(request.query) else {
            return answer(
                .failure(
                    AdminFailure(
                        code: "bad_request", message: "the query is not understood", mend: "target=ZONE/SITE/HOST&since=MS&until=MS"),
                    status: 400))
        }
        let scope = target.isEmpty ? zone.text : target
        let chosen = hosts.filter { address, _ in
            let path = address.description
            return path == scope || path.hasPrefix(scope + "/")
        }
        guard !chosen.isEmpty else {
            return answer(
                .failure(
                    AdminFailure(code: "unknown_target", message: "there is no host under \"\(scope.prefix(200))\"", mend: "zonectl tree"),
                    status: 404))
        }
        let isFree = isBusy.withLock { busy in
            defer { busy = true }
            return !busy
        }
        guard isFree else {
            return answer(
                .failure(AdminFailure(code: "busy", message: "another review is being made", mend: "ask again in a minute"), status: 503))
        }
        loop.submit { [self] in
            defer { isBusy.withLock { $0 = false } }
            answer(review(scope, chosen, since: since, until: until))
        }
    }

    private func review(_ scope: String, _ chosen: [HostAddress: Power], since: WallInstant, until: WallInstant) -> LocalResponse {
        do {
            let inputs = try TelemetryReader(path: path).reviewInputs(of: chosen, since: since, until: until)
            let now = SystemClock.wallNow()
            let reviews = inputs.map { input in
                var input = input
                // The last lines may still be on their way.
                if until.milliseconds > now.milliseconds - 5000 { input.lag = .seconds(90) }
                return Review.of(input)
            }
            if let only = reviews.first, reviews.count == 1, only.scope == scope { return .document(only) }
            return .document(ReviewDocument.merged(reviews, scope: scope, source: "store", since: since, until: until))
        } catch {
            return .failure(AdminFailure(code: "store_failed", message: "\(error)", mend: error.mend), status: 503)
        }
    }

    private static func query(_ text: String) -> (target: String, since: WallInstant, until: WallInstant)? {
        var values: [String: String] = [:]
        for part in text.split(separator: "&") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2 else { return nil }
            values[String(pair[0])] = String(pair[1])
        }
        guard let since = values["since"].flatMap({ Int64($0) }), let until = values["until"].flatMap({ Int64($0) }), since >= 0,
            since < until,
            until < 1 << 50, Set(values.keys).isSubset(of: ["target", "since", "until"])
        else { return nil }
        return (values["target"] ?? "", WallInstant(milliseconds: since), WallInstant(milliseconds: until))
    }
}
