import AdminServer
import Host
import Transport
import ZoneModel
import ZonePolicy

/// What people ask of the collector, and order. An order is answered when it is on disk, or when the disk has refused it.
extension ZoneLoop {
    /// An answer that waits for its batch.
    struct WaitingOrder {
        var written: LocalResponse
        /// What is so when the disk did not take it.
        var unwritten: String
        var answer: LocalHTTPServer.Answer

        func resolve(_ failure: String?) {
            guard let failure else { return answer(written) }
            answer(
                .failure(
                    AdminFailure(
                        code: "ledger_failed", message: "\(unwritten): \(failure)",
                        mend: "mend the collector's disk, then give the order again"), status: 503))
        }
    }

    func order(_ request: QuotaRequest, uid: UInt32, answer: @escaping LocalHTTPServer.Answer) {
        let (result, directives) = authority.onQuotaRequest(request, uid: uid, now: SystemClock.bootNow(), wall: SystemClock.wallNow())
        settle(result, directives, isDryRun: request.dryRun, answer) { decision in
            decision.toW <= decision.fromW
                ? "the cut holds while this collector runs, but it is not on disk" : "the order does not hold: it is not on disk"
        }
    }

    func order(_ request: TimedOrderRequest, uid: UInt32, answer: @escaping LocalHTTPServer.Answer) {
        let (result, directives) = authority.onTimedRequest(request, uid: uid, now: SystemClock.bootNow(), wall: SystemClock.wallNow())
        settle(result, directives, isDryRun: request.dryRun, answer) {
            "\($0.order.kind.rawValue) \($0.order.id) holds while this collector runs, but it is not on disk"
        }
    }

    func order(_ request: TimedOrderCancellation, uid: UInt32, answer: @escaping LocalHTTPServer.Answer) {
        let (result, directives) = authority.onTimedCancellation(request, uid: uid, now: SystemClock.bootNow(), wall: SystemClock.wallNow())
        settle(result, directives, isDryRun: request.dryRun, answer) {
            "\($0.order.kind.rawValue) \($0.order.id) is called off, but that is not on disk: after a restart it holds again"
        }
    }

    func order(_ request: MaintenanceRequest, uid: UInt32, answer: @escaping LocalHTTPServer.Answer) {
        let (result, directives) = authority.onMaintenanceRequest(
            request, uid: uid, now: SystemClock.bootNow(), wall: SystemClock.wallNow())
        settle(result, directives, isDryRun: request.dryRun, answer) {
            "\($0.target) is \($0.isOut ? "out" : "back in use"), but that is not on disk: a restart would forget it"
        }
    }

    func order(_ request: ReplacementRequest, uid: UInt32, answer: @escaping LocalHTTPServer.Answer) {
        let (result, directives) = authority.onReplacementRequest(
            request, uid: uid, now: SystemClock.bootNow(), wall: SystemClock.wallNow())
        settle(result, directives, isDryRun: request.dryRun, answer) {
            "\($0.target) may be taken over, but that is not on disk: a restart would forget it"
        }
    }

    func settle<Decision: Encodable>(
        _ result: Result<Decision, AdminFailure>, _ directives: [ZoneDirective], isDryRun: Bool, _ answer: @escaping LocalHTTPServer.Answer,
        unwritten: (Decision) -> String
    ) {
        switch result {
        case .failure(let failure): answer(.failure(failure, status: 400))
        case .success(let decision):
            let waiting = WaitingOrder(written: .document(decision), unwritten: unwritten(decision), answer: answer)
            if isDryRun {
                answer(waiting.written)
            } else if let batch = directives.compactMap(ZoneLoop.batchWithOrder).last {
                // Before the directives: the answer of the disk comes later on this loop, never before.
                waitingOrders[batch] = waiting
            } else {
                waiting.resolve("the ledger cannot be written at this time")
            }
        }
        obey(directives)
    }

    static func batchWithOrder(_ directive: ZoneDirective) -> Int? {
        guard case .persist(let batch, let records) = directive else { return nil }
        let hasOrder = records.contains {
            switch $0 {
            case .zoneQuota, .hostCap, .timedOrder, .timedOrderEnded, .maintenance, .machine(_, machineID: ""), .identity: true
            default: false
            }
        }
        return hasOrder ? batch : nil
    }

    // MARK: Questions

    func showQuota(_ target: String, uid: UInt32) -> LocalResponse {
        ZoneLoop.response(authority.showQuota(target: target, uid: uid, now: SystemClock.bootNow(), wall: SystemClock.wallNow()))
    }

    func timedOrders() -> LocalResponse { .document(authority.timedOrders(now: SystemClock.bootNow())) }

    func tree() -> LocalResponse { .document(authority.treeDocument(now: SystemClock.bootNow())) }

    func maintenance() -> LocalResponse { .document(authority.maintenanceDocument(now: SystemClock.bootNow())) }

    func schedules(of host: String?) -> LocalResponse { ZoneLoop.response(authority.scheduleDocument(of: host)) }

    private static func response(_ result: Result<some Encodable, AdminFailure>) -> LocalResponse {
        switch result {
        case .success(let document): .document(document)
        case .failure(let failure): .failure(failure, status: 400)
        }
    }

    func status() -> ZoneStatus {
        var status = authority.status(now: SystemClock.bootNow(), wall: SystemClock.wallNow())
        let standing = store?.standing ?? EvidenceStore.Standing()
        status.version = Release.version
        status.linesStored = standing.linesStored
        status.linesRefused = listener?.assumeIsolated { $0.linesRefused } ?? 0
        status.storeFailure = status.storeFailure ?? standing.failure
        return status
    }
}
