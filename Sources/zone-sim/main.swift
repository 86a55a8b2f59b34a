import Glibc

exit(await zoneSim(CommandLine.arguments))
