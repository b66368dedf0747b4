/// A part of a text that must not be shown.
public struct Redaction: Sendable, Hashable {
    /// Of the text, in Unicode scalars, half open.
    public var range: Range<Int>
    public var kind: RedactionKind
    public var replacement: String

    public init(range: Range<Int>, kind: RedactionKind, replacement: String) {
        self.range = range
        self.kind = kind
        self.replacement = replacement
    }
}
