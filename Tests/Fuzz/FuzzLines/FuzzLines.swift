import ZoneModel

/// Any bytes as one line: an error or a line, never a trap; and what was read is written and read back the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzLines(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    guard let line = try? Line(decoding: bytes) else { return 0 }
    let again = try? Line(decoding: line.encoded().dropLast())
    precondition(again == line, "a line changed on its way")
    if case .floor(let slot) = line.body {
        var assembler = FloorScheduleAssembler()
        if case .complete(let schedule, let signature) = assembler.onLine(slot) {
            precondition(schedule.lines(signature: signature) == [slot], "a schedule changed on its way")
        }
    }
    return 0
}
