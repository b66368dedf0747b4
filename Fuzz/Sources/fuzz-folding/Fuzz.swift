import FuzzChecks

@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // What is folded is always UTF-8.
    let text = Array(String(decoding: UnsafeBufferPointer(start: data, count: count), as: UTF8.self).utf8)
    checkFolding(text)
    return 0
}
