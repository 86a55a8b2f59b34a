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
    let reviews: ReviewDesk

    private static let paths = [
        "/v1/status", "/v1/quota", "/v1/events", "/v1/timed-orders", "/v1/timed-orders/cancel", "/v1/maintenance", "/v1/replacement",
        "/v1/tree", "/v1/schedules", "/v1/enrolment", "/v1/revocation", "/v1/review", "/metrics",
    ]

    func answer(_ request: LocalRequest, _ answer: @escaping LocalHTTPServer.Answer) {
        switch (request.path, request.method) {
        case ("/v1/status", .get): answer(.document(control.assumeIsolated { $0.status() }))
        case ("/v1/quota", .get): showQuota(request, answer)
        case ("/v1/quota", .post):
            guard let order = read(request, QuotaRequest.self, answer) else { return }
            control.assumeIsolated { $0.order(order, uid: request.uid, answer: answer) }
        case ("/v1/events", .get): events(request, answer)
        case ("/v1/timed-orders", .get): answer(control.assumeIsolated { $0.timedOrders() })
        case ("/v1/timed-orders", .post):
            guard let order = read(request, TimedOrderRequest.self, answer) else { return }
            control.assumeIsolated { $0.order(order, uid: request.uid, answer: answer) }
        case ("/v1/timed-orders/cancel", .post):
            guard let order = read(request, TimedOrderCancellation.self, answer) else { return }
            control.assumeIsolated { $0.order(order, uid: request.uid, answer: answer) }
        case ("/v1/maintenance", .get): answer(control.assumeIsolated { $0.maintenance() })
        case ("/v1/maintenance", .post):
            guard let order = read(request, MaintenanceRequest.self, answer) else { return }
            control.assumeIsolated { $0.order(order, uid: request.uid, answer: answer) }
        case ("/v1/replacement", .post):
            guard let order = read(request, ReplacementRequest.self, answer) else { return }
            control.assumeIsolated { $0.order(order, uid: request.uid, answer: answer) }
        case ("/v1/enrolment", .post):
            guard let order = read(request, EnrolmentRequest.self, answer) else { return }
            control.assumeIsolated { $0.order(order, uid: request.uid, answer: answer) }
        case ("/v1/revocation", .post):
            guard let order = read(request, RevocationRequest.self, answer) else { return }
            control.assumeIsolated { $0.order(order, uid: request.uid, answer: answer) }
        case ("/v1/tree", .get): answer(control.assumeIsolated { $0.tree() })
        case ("/v1/review", .get): reviews.answer(request, answer)
        case ("/metrics", .get): answer(metrics(request))
        case ("/v1/schedules", .get): showSchedules(request, answer)
        case (let path, _): answer(AdminRoutes.paths.contains(path) ? .wrongMethod(path) : .unknownPath(path, known: AdminRoutes.paths))
        }
    }

    /// On the loopback port, which knows nothing else.
    func answerMetrics(_ request: LocalRequest, _ answer: @escaping LocalHTTPServer.Answer) {
        guard request.path == "/metrics" else { return answer(.unknownPath(request.path, known: ["/metrics"])) }
        answer(request.method == .get ? metrics(request) : .wrongMethod(request.path))
    }

    private func metrics(_ request: LocalRequest) -> LocalResponse {
        let format = request.metricsFormat
        return .metrics(control.assumeIsolated { $0.status() }.metrics(format: format), format: format)
    }

    /// Nil where it has answered that the body makes no sense.
    private func read<Order: Decodable>(_ request: LocalRequest, _ type: Order.Type, _ answer: LocalHTTPServer.Answer) -> Order? {
        switch request.decode(type) {
        case .success(let order): return order
        case .failure(let failure):
            answer(.failure(failure, status: 400))
            return nil
        }
    }

    private func showSchedules(_ request: LocalRequest, _ answer: LocalHTTPServer.Answer) {
        guard request.query.isEmpty || request.query.hasPrefix("host=") else {
            return answer(
                .failure(
                    AdminFailure(code: "bad_request", message: "the query is not understood", mend: "host=ZONE/SITE/HOST"), status: 400))
        }
        let host = request.query.isEmpty ? nil : String(request.query.dropFirst(5))
        answer(control.assumeIsolated { $0.schedules(of: host) })
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
