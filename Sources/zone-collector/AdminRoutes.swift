import AdminServer
import Host
import Storage
import Transport
import ZoneModel

/// The collector's admin socket. Called on the network's loop. Who may change the quota is whoever may open the socket; who did is recorded.
struct AdminRoutes {
    let zone: Name
    let control: ZoneLoop
    let store: EvidenceStore
    let chronicle: Chronicle

    private static let paths = ["/v1/status", "/v1/quota", "/v1/events"]

    func answer(_ request: LocalRequest, _ answer: @escaping LocalHTTPServer.Answer) {
        switch (request.path, request.method) {
        case ("/v1/status", .get): answer(.document(control.assumeIsolated { $0.status() }))
        case ("/v1/quota", .get): showQuota(request, answer)
        case ("/v1/quota", .post): setQuota(request, answer)
        case ("/v1/events", .get): events(request, answer)
        case ("/v1/status", _), ("/v1/events", _): answer(.wrongMethod(request.path))
        default: answer(.unknownPath(request.path, known: AdminRoutes.paths))
        }
    }

    private func showQuota(_ request: LocalRequest, _ answer: LocalHTTPServer.Answer) {
        let target = request.query.isEmpty ? zone.text : String(request.query.drop { $0 != "=" }.dropFirst())
        guard request.query.isEmpty || request.query.hasPrefix("target=") else {
            return answer(
                .failure(
                    AdminFailure(code: "bad_request", message: "the query is not understood", mend: "target=ZONE/SITE/HOST"), status: 400))
        }
        answer(control.assumeIsolated { $0.showQuota(target, uid: request.uid) })
    }

    private func setQuota(_ request: LocalRequest, _ answer: @escaping LocalHTTPServer.Answer) {
        switch request.decode(QuotaRequest.self) {
        case .failure(let failure): answer(.failure(failure, status: 400))
        case .success(let order): control.assumeIsolated { $0.order(order, uid: request.uid, answer: answer) }
        }
    }

    /// The hosts' events from the store, and the collector's own from memory, in one order of time.
    private func events(_ request: LocalRequest, _ answer: @escaping LocalHTTPServer.Answer) {
        switch request.limit(default: 100, in: 1...10_000) {
        case .failure(let failure): answer(.failure(failure, status: 400))
        case .success(let limit):
            let own = chronicle.recent.newest(limit).events
            store.newestEvents(limit) { result in
                switch result {
                case .failure(let error):
                    answer(.failure(AdminFailure(code: "store_failed", message: "\(error)", mend: error.mend), status: 503))
                case .success(let stored):
                    let entries = (stored.map(AdminRoutes.entry) + own).sorted { $0.timestamp < $1.timestamp }
                    answer(.document(EventsDocument(events: Array(entries.suffix(limit)))))
                }
            }
        }
    }

    private static func entry(_ event: StoredEvent) -> EventsDocument.Entry {
        let fields = event.report.fields.map { ($0.key, EventsDocument.Value($0.value)) }
        return EventsDocument.Entry(
            timestamp: event.timestamp.rfc3339, address: event.address.description, event: event.report.event,
            severity: event.report.severity, message: event.report.message,
            fields: fields.isEmpty ? nil : Dictionary(fields, uniquingKeysWith: { first, _ in first }))
    }
}
