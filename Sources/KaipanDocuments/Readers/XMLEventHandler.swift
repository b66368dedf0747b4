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
}

extension XMLEventHandler {
    func instruction(target: String, data: String) {}
}
