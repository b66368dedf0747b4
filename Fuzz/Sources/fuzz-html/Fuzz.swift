import FuzzChecks
import KaipanDocuments

/// The names that decide about scriptlets.
private let paths = ["a.html", "a.jsp", "a.php", "a.vue"]

@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let input = FuzzInput(data, count) else { return 0 }
    checkReading(input.bytes, as: .html, path: paths[input.variant % paths.count], options: input.options) { text, source in
        source.first == UInt8(ascii: "&")
    }
    return 0
}
