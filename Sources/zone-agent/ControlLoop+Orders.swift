import AdminServer
import Host
import Transport
import ZoneModel
import ZonePolicy

/// What people order at the host's own socket: in force at once, answered when the memory is on disk.
extension ControlLoop {
    nonisolated func order(_ request: HoldRequest, uid: UInt32, answer: @escaping LocalHTTPServer.Answer) {
        onLoop { loop in
            let (result, directives) = loop.policy.onHoldRequest(
                request, uid: uid, wall: SystemClock.wallNow(), clock: SystemClock.quality(), now: SystemClock.bootNow())
            loop.obey(directives)
            loop.answer(
                result, isKept: !directives.isEmpty, answer,
                unkept: request.holdW == nil
                    ? "the hold is lifted, but not on disk: after a restart it would hold again"
                    : "the hold is in force, but not on disk: after a restart it would be forgotten")
        }
    }

    nonisolated func order(_ request: MaintenanceRequest, uid: UInt32, answer: @escaping LocalHTTPServer.Answer) {
        onLoop { loop in
            let (result, directives) = loop.policy.onMaintenanceRequest(
                request, uid: uid, wall: SystemClock.wallNow(), now: SystemClock.bootNow())
            loop.obey(directives)
            loop.answer(
                result, isKept: !directives.isEmpty, answer,
                unkept: "\(request.target) is \(request.isOut ? "out" : "back"), but that is not on disk: a restart would forget it")
        }
    }

    nonisolated func order(_ request: CalibrationRequest, path: String, uid: UInt32, answer: @escaping LocalHTTPServer.Answer) {
        onLoop { loop in
            let (result, directives) = loop.policy.onCalibrationRequest(
                request, uid: uid, wall: SystemClock.wallNow(), now: SystemClock.bootNow())
            loop.obey(directives)
            switch result {
            case .success: answer(.document(loop.calibration(path: path)))
            case .failure(let failure): answer(.failure(failure, status: 409))
            }
        }
    }

    func calibration(path: String) -> CalibrationDocument {
        var document = policy.calibrationDocument()
        document.path = document.config == nil ? nil : path
        return document
    }

    func hold() -> HoldDocument { policy.holdDocument(now: SystemClock.bootNow()) }

    func maintenance() -> MaintenanceDocument { policy.maintenanceDocument(now: SystemClock.bootNow()) }

    /// - Parameters:
    ///   - isKept: something was told to the memory, so its answer is waited for.
    ///   - unkept: what is so when the disk did not take it.
    private func answer(
        _ result: Result<some Encodable & Sendable, AdminFailure>, isKept: Bool, _ answer: @escaping LocalHTTPServer.Answer, unkept: String
    ) {
        switch result {
        case .failure(let failure): answer(.failure(failure, status: 400))
        case .success(let document):
            guard isKept else { return answer(.document(document)) }
            evidence.whenRemembered { failure in
                guard let failure else { return answer(.document(document)) }
                answer(
                    .failure(
                        AdminFailure(
                            code: "memory_failed", message: "\(unkept): \(failure)",
                            mend: "mend the disk; the agent tries again every few seconds, and says in the journal when it fails"),
                        status: 503))
            }
        }
    }
}
