/// Markup in which everything interpolated is escaped, so that no text can become an element or an attribute.
///
/// Literals are markup; a `String` put into one is text, for content and for quoted attributes alike. Control characters
/// and those that turn the direction of writing become U+FFFD (see `VisibleText`).
public struct HTML: Sendable, ExpressibleByStringInterpolation {
    /// The markup, ready to be written.
    public private(set) var markup: String

    /// Takes markup as it stands.
    /// - Parameter markup: the project's own; never text of a document, a rule or a file name.
    public init(trusted markup: String) { self.markup = markup }

    public init(stringLiteral markup: String) { self.markup = markup }

    public init(stringInterpolation: StringInterpolation) { markup = stringInterpolation.markup }

    public static func += (a: inout HTML, b: HTML) { a.markup += b.markup }

    public static func + (a: HTML, b: HTML) -> HTML { HTML(trusted: a.markup + b.markup) }

    /// Text with its line breaks, which documents write as U+2028, as elements.
    public static func lines(_ text: String) -> HTML {
        HTML(
            trusted: text.unicodeScalars.split(separator: "\u{2028}", omittingEmptySubsequences: false)
                .map { escaped(String($0)) }.joined(separator: "<br>"))
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in VisibleText.escaped(text).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Collects literals and what stands between them.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var markup = ""

        public init(literalCapacity: Int, interpolationCount: Int) { markup.reserveCapacity(literalCapacity * 2) }

        public mutating func appendLiteral(_ literal: String) { markup += literal }

        public mutating func appendInterpolation(_ text: String) { markup += HTML.escaped(text) }

        public mutating func appendInterpolation(_ number: Int) { markup += String(number) }

        public mutating func appendInterpolation(_ html: HTML) { markup += html.markup }
    }
}

extension Sequence<HTML> {
    /// The pieces one behind the other.
    public func joined(by separator: HTML = "") -> HTML {
        HTML(trusted: map(\.markup).joined(separator: separator.markup))
    }
}
