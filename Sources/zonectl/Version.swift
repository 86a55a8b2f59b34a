import Console
import ZoneModel

extension Verb {
    static let versionLine = "zonectl \(Release.version)"

    static let version = Verb(
        name: "version",
        summary: "the release of zonectl",
        manual: "The daemons say theirs in zonectl status.",
        options: [.json],
        run: { (call) throws(Failure) in
            try call.refuseArguments()
            try put(call.isJSON ? "{\"version\":\"\(Release.version)\"}\n" : versionLine + "\n")
            return .done
        })
}
