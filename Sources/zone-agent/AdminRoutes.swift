import AdminServer
import Link
import Sensing
import Transport
import ZoneModel

/// The agent's admin socket; the documents are ZoneModel's. What can be changed here can only lower the host's ceiling, take back what a person lowered
/// here, or step a rig's duty below it for a calibration. Who may do so is whoever may open the socket; who did is recorded.
struct AdminRoutes {
    let control: ControlLoop
    let sensors: SensorService
    let chronicle: Chronicle
    /// Where zonectl writes what a calibration measured.
    let calibrationPath: String
    /// Called on the network's loop.
    let pools: @Sendable () -> PoolDocument
    /// Called on the network's loop.
    let link: @Sendable () -> LinkFigure

    private static let paths = [
        "/v1/status", "/v1/why", "/v1/sensors", "/v1/events", "/v1/hold", "/v1/maintenance", "/v1/calibrate", "/v1/pool", "/metrics",
    ]

    func answer(_ request: LocalRequest, _ answer: @escaping LocalHTTPServer.Answer) {
        guard AdminRoutes.paths.contains(request.path) else {
            return answer(.unknownPath(request.path, known: AdminRoutes.paths))
        }
        guard request.method == .get else { return change(request, answer) }
        switch request.path {
        case "/v1/status":
            let figure = link()
            control.ask({ .document($0.status(link: figure)) }, answer)
        case "/v1/why": control.ask({ .document($0.why()) }, answer)
        case "/v1/pool": answer(.document(pools()))
        case "/v1/sensors": answer(.document(sensors.inventory()))
        case "/v1/hold": control.ask({ .document($0.hold()) }, answer)
        case "/v1/maintenance": control.ask({ .document($0.maintenance()) }, answer)
        case "/v1/calibrate":
            let path = calibrationPath
            control.ask({ .document($0.calibration(path: path)) }, answer)
        case "/metrics": metrics(request, answer)
        default: answer(events(request))
        }
    }

    /// On the loopback port, which knows nothing else.
    func answerMetrics(_ request: LocalRequest, _ answer: @escaping LocalHTTPServer.Answer) {
        guard request.path == "/metrics" else { return answer(.unknownPath(request.path, known: ["/metrics"])) }
        guard request.method == .get else { return answer(.wrongMethod(request.path)) }
        metrics(request, answer)
    }

    private func metrics(_ request: LocalRequest, _ answer: @escaping LocalHTTPServer.Answer) {
        let (figure, format) = (link(), request.metricsFormat)
        control.ask({ .metrics($0.metrics(link: figure, format: format), format: format) }, answer)
    }

    private func change(_ request: LocalRequest, _ answer: @escaping LocalHTTPServer.Answer) {
        switch (request.path, request.method) {
        case ("/v1/hold", .post):
            switch request.decode(HoldRequest.self) {
            case .success(let order): control.order(order, uid: request.uid, answer: answer)
            case .failure(let failure): answer(.failure(failure, status: 400))
            }
        case ("/v1/maintenance", .post):
            switch request.decode(MaintenanceRequest.self) {
            case .success(let order): control.order(order, uid: request.uid, answer: answer)
            case .failure(let failure): answer(.failure(failure, status: 400))
            }
        case ("/v1/calibrate", .post):
            switch request.decode(CalibrationRequest.self) {
            case .success(let order): control.order(order, path: calibrationPath, uid: request.uid, answer: answer)
            case .failure(let failure): answer(.failure(failure, status: 400))
            }
        default: answer(.wrongMethod(request.path))
        }
    }

    private func events(_ request: LocalRequest) -> LocalResponse {
        switch request.limit(default: 100, in: 1...EventRing.entriesMax) {
        case .success(let limit): .document(chronicle.recent.newest(limit))
        case .failure(let failure): .failure(failure, status: 400)
        }
    }
}
