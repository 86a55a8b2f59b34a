import Glibc

exit(zoneSim(CommandLine.arguments))
