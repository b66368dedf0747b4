import FuzzChecks
import KaipanDocuments

@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let input = FuzzInput(data, count) else { return 0 }
    checkReading(WordArchive(input).bytes, as: .docx, path: "a.docx", options: input.options) { _, source in
        source.first == UInt8(ascii: "&") || source.first == UInt8(ascii: "<")
    }
    return 0
}
