import Glibc

// Nothing of the program is written at top level: code here is bound to the main actor.
exit(zoneFaults(CommandLine.arguments))
