import FuzzChecks
import KaipanDocuments

@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let input = FuzzInput(data, count) else { return 0 }
    checkReading(input.bytes, as: .text, path: "a.txt", options: input.options) { _, _ in false }
    return 0
}
