import AdminServer
import Link
import Sensing
import Transport
import ZoneModel

/// `GET` of the agent's admin socket; the documents are ZoneModel's. Nothing can be changed here.
struct AdminRoutes {
    let control: ControlLoop
    let sensors: SensorService
    let chronicle: Chronicle
    /// Called on the network's loop.
    let link: @Sendable () -> LinkFigure

    private static let paths = ["/v1/status", "/v1/why", "/v1/sensors", "/v1/events"]

    func answer(_ request: LocalRequest, _ answer: @escaping LocalHTTPServer.Answer) {
        guard AdminRoutes.paths.contains(request.path) else {
            return answer(.unknownPath(request.path, known: AdminRoutes.paths))
        }
        guard request.method == .get else { return answer(.wrongMethod(request.path)) }
        switch request.path {
        case "/v1/status":
            let figure = link()
            control.ask({ .document($0.status(link: figure)) }, answer)
        case "/v1/why": control.ask({ .document($0.why()) }, answer)
        case "/v1/sensors": answer(.document(sensors.inventory()))
        default: answer(events(request))
        }
    }

    private func events(_ request: LocalRequest) -> LocalResponse {
        switch request.limit(default: 100, in: 1...EventRing.entriesMax) {
        case .success(let limit): .document(chronicle.recent.newest(limit))
        case .failure(let failure): .failure(failure, status: 400)
        }
    }
}
