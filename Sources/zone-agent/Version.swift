/// The version that `--version`, `hello` and the admin documents tell.
let agentVersion = "0.1.0"
