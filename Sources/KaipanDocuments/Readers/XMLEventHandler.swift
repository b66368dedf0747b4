/// Takes what an XML parser reports, in document order.
protocol XMLEventHandler: AnyObject {
    /// An element begins.
    func start(_ tag: XMLStartTag)
    /// An element ends; an empty one too.
    func end(_ name: XMLName)
    /// Text, in pieces: one text may come in many, and neighbours may lie apart in the source.
    func text(_ text: XMLText)
    /// A processing instruction.
    func instruction(target: String, data: String)
    /// A comment with its marks, in the source's text.
    func comment(_ range: Range<Int>)
}

extension XMLEventHandler {
    func instruction(target: String, data: String) {}
    func comment(_ range: Range<Int>) {}
}
