import FuzzChecks
import KaipanDocuments

@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let input = FuzzInput(data, count) else { return 0 }
    checkReading(input.bytes, as: .markdown, path: "a.md", options: input.options) { text, source in
        // A zero byte is shown as U+FFFD.
        source.first == UInt8(ascii: "&") || source.first == 0 && text.elementsEqual("\u{FFFD}".utf8)
    }
    return 0
}
