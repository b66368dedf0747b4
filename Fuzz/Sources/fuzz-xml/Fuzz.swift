import FuzzChecks
import KaipanDocuments

/// Vocabularies as users explain them: none, a conversation, a form, and one that leaves most out.
private let mappings: [XMLMapping?] = {
    var conversation = XMLMapping()
    conversation.blocks = ["//text", "//content"]
    conversation.speakers = ["//from", "//msg/@sender"]
    conversation.times = ["//time", "//@time"]
    conversation.titles = ["/log/subject"]
    conversation.roles = ["小李": .seller, "A": .customer]
    var form = XMLMapping()
    form.fields = ["//field": "名称", "/board/item/@name": "项目"]
    form.inline = ["b", "//p/x"]
    form.skip = ["//skip", "//@id", "/*/meta"]
    var narrow = XMLMapping()
    narrow.blocks = ["/a/b", "*/c/@d|//e"]
    return [nil, conversation, form, narrow]
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let input = FuzzInput(data, count) else { return 0 }
    var options = input.options
    options.mapping = mappings[input.variant % mappings.count]
    checkReading(input.bytes, as: .xml, path: "a.xml", options: options) { _, source in
        source.first == UInt8(ascii: "&")
    }
    return 0
}
