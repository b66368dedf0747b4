import FuzzChecks

@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let input = FuzzInput(data, count) else { return 0 }
    checkSource(input.bytes, declared: input.options.encoding)
    return 0
}
