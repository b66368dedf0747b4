import KaipanText

/// An example of a rule, which is documentation and test at once.
public struct RuleExample: Sendable {
    /// The text without its marks.
    public var text: String
    /// The spans to be found, in UTF-8 bytes of `text`; empty for an example in order.
    public var spans: [Range<Int>]
    public var isBad: Bool
    public var kind: DocumentKind?
    public var city: String?
    public var asOf: CivilDate?
    public var speaker: Speaker?
    public var place: Rule.Place

    /// Reads the marks: brackets around each span, `\[` for a bracket that is text.
    package static func unmark(_ marked: String) -> (text: String, spans: [Range<Int>])? {
        var text: [UInt8] = []
        var spans: [Range<Int>] = []
        var open: Int?
        var isEscaped = false
        for byte in marked.utf8 {
            if isEscaped {
                text.append(byte)
                isEscaped = false
                continue
            }
            switch byte {
            case UInt8(ascii: "\\"): isEscaped = true
            case UInt8(ascii: "["):
                guard open == nil else { return nil }
                open = text.count
            case UInt8(ascii: "]"):
                guard let start = open else { return nil }
                spans.append(start..<text.count)
                open = nil
            default: text.append(byte)
            }
        }
        guard open == nil, !isEscaped else { return nil }
        return (String(decoding: text, as: UTF8.self), spans)
    }
}
