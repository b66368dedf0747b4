/// Text with markers around the spans that a test expects: `未来⟦升值空间⟧巨大`.
///
/// The marks are characters that no document of the tests uses, so brackets of any format stay text.
public struct MarkedText: Sendable, CustomStringConvertible {
    /// The text without its marks.
    public let text: String
    /// The spans between the marks, in UTF-8 bytes of `text`.
    public let spans: [Range<Int>]

    public init(_ marked: String) {
        var text = ""
        var spans: [Range<Int>] = []
        var open = 0
        for character in marked {
            switch character {
            case "⟦": open = text.utf8.count
            case "⟧": spans.append(open..<text.utf8.count)
            default: text.append(character)
            }
        }
        self.text = text
        self.spans = spans
    }

    public var bytes: [UInt8] { Array(text.utf8) }

    public var description: String { text }
}
