import AdminClient
import Console
import ZoneModel

extension Verb {
    static let sensors = Verb(
        name: "sensors",
        summary: "what sensors there are, which rig has each and why, and what no rig has",
        manual: """
            Every chip and feature that libsensors finds, by the device's path, with the rig that it was mapped
            to and the reason. What no rig has stands at the end as TOML, ready to copy into the config.
            """,
        options: [.socket, .json],
        run: { (call) throws(Failure) in
            try call.refuseArguments()
            let client = AdminClient(call.socket(.agent))
            let answer = try asking { () throws(AdminError) in
                try client.get("/v1/sensors", as: SensorInventory.self, "sensor inventory")
            }
            if call.isJSON { try call.showJSON(answer.text) } else { try call.show { SensorsView.lines(answer.document, width: $0) } }
            return .done
        })
}
