/// The attributes of HTML that tell a reader something.
enum HTMLAttribute: UInt8, Sendable {
    case other
    case hidden, style, type
    /// What a `<meta>` element is about.
    case name, property, itemprop
    /// Values that a person sees, hears or finds in a search result.
    case alt, title, placeholder, ariaLabel, summary, label, value, content

    /// - Parameter name: an attribute's name in ASCII letters of any case.
    init(_ name: UnsafeBufferPointer<UInt8>) {
        self =
            switch name.count {
            case 3: Self.first([("alt", .alt)], name)
            case 4: Self.first([("type", .type), ("name", .name)], name)
            case 5: Self.first([("style", .style), ("title", .title), ("value", .value), ("label", .label)], name)
            case 6: Self.first([("hidden", .hidden)], name)
            case 7: Self.first([("content", .content), ("summary", .summary)], name)
            case 8: Self.first([("property", .property), ("itemprop", .itemprop)], name)
            case 10: Self.first([("aria-label", .ariaLabel)], name)
            case 11: Self.first([("placeholder", .placeholder)], name)
            default: .other
            }
    }

    private static func first(_ known: [(StaticString, HTMLAttribute)], _ name: UnsafeBufferPointer<UInt8>) -> HTMLAttribute {
        for (word, attribute) in known where name.indices.allSatisfy({ lower(name[$0]) == word.utf8Start[$0] }) {
            return attribute
        }
        return .other
    }

    private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    /// Whether people meet the value of the attribute on an element.
    func isShown(on element: HTMLElement.Tag) -> Bool {
        switch self {
        case .alt, .title, .placeholder, .ariaLabel, .summary: true
        case .label: element == .labelled
        case .value: element == .input
        case .content: element == .meta
        default: false
        }
    }
}
