import KaipanDocuments
import KaipanRules
import KaipanText

/// The forms in which a rule's example is tried: what a reader sees is the same, what the file holds is not.
public enum ExampleForm: String, Sendable, CaseIterable {
    case plain
    /// Behind a character of four bytes.
    case shifted
    /// Every character in an element of its own.
    case inlineTags = "inline-tags"
    /// Every character as a numeric reference.
    case references
    /// Zero-width characters between all characters.
    case zeroWidth = "zero-width"
    /// ASCII in its full-width forms.
    case fullWidth = "full-width"
    /// Traditional characters.
    case traditional
    /// Stored in GB18030.
    case gb18030
    /// Inside a comment: nobody sees it.
    case comment
    /// Inside a script: nobody sees it.
    case script
    /// Every marked span cut in two list items.
    case listItems = "list-items"

    /// Whether nothing may be found in this form.
    var isSilent: Bool { self == .comment || self == .script }

    /// The bytes of a text in this form, with the format they are in.
    /// - Returns: nil where the form says nothing about the example.
    func bytes(of example: RuleExample, traditional: TraditionalForms) -> (bytes: [UInt8], format: DocumentFormat)? {
        let text = example.text
        switch self {
        case .plain: return (Array(text.utf8), .text)
        case .shifted: return (Array("🏠\(text)".utf8), .text)
        case .inlineTags: return (html(text) { "<b>\(Self.escape($0))</b>" }, .html)
        case .references: return (html(text) { "&#x\(String($0.value, radix: 16));" }, .html)
        case .zeroWidth:
            return (Array(text.unicodeScalars.map { "\($0)\u{200B}" }.joined().utf8), .text)
        case .fullWidth:
            let wide = text.unicodeScalars.map { scalar -> Character in
                (0x21...0x7E).contains(scalar.value)
                    ? Character(Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar) : Character(scalar)
            }
            return (Array(String(wide).utf8), .text)
        case .traditional: return (Array(traditional.converted(text).utf8), .text)
        case .gb18030:
            return Source.encoded(html(text) { Self.escape($0) }, as: .gb18030).map { ($0, .html) }
        case .comment:
            return (Array("<p>无</p><!-- \(text.replacing("--", with: "")) --><p>无</p>".utf8), .html)
        case .script:
            return (Array("<p>无</p><script>var text = \"\(text.replacing("<", with: ""))\";</script><p>无</p>".utf8), .html)
        case .listItems: return listItems(example)
        }
    }

    /// Paragraphs at empty lines, line breaks at the others, as plain text is read.
    private func html(_ text: String, _ spell: (Unicode.Scalar) -> String) -> [UInt8] {
        var result = "<html><body><p>"
        var newlines = 0
        for scalar in text.unicodeScalars {
            if scalar == "\n" {
                newlines += 1
                continue
            }
            if newlines > 0 { result += newlines == 1 ? "<br>" : "</p><p>" }
            newlines = 0
            result += scalar == " " ? " " : spell(scalar)
        }
        return Array((result + "</p></body></html>").utf8)
    }

    private func listItems(_ example: RuleExample) -> (bytes: [UInt8], format: DocumentFormat)? {
        guard let span = example.spans.first else { return nil }
        let bytes = Array(example.text.utf8)
        let words = String(decoding: bytes[span], as: UTF8.self)
        guard words.count > 1 else { return nil }
        let cut = words.index(words.startIndex, offsetBy: words.count / 2)
        let before = String(decoding: bytes[..<span.lowerBound], as: UTF8.self)
        let after = String(decoding: bytes[span.upperBound...], as: UTF8.self)
        let item = { (text: String) in text.unicodeScalars.map(Self.escape).joined() }
        let html = "<ul><li>\(item(before + words[..<cut]))</li><li>\(item(words[cut...] + after))</li></ul>"
        return (Array(html.utf8), .html)
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "<": "&lt;"
        case ">": "&gt;"
        case "&": "&amp;"
        default: String(Character(scalar))
        }
    }
}
