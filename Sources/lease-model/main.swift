import LeaseModel

let ok = await ModelCheck.trial(Array(CommandLine.arguments.dropFirst()))
print(ok ? "ok" : "VIOLATED")
