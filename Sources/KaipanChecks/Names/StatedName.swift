import KaipanDocuments

/// A name that a document states to be one.
public struct StatedName: Sendable, Hashable {
    /// The name as the document has it.
    public var text: String
    /// Where it stands in the folded text.
    var folded: Range<Int>
    /// Where it stands in the document's text.
    var textRange: Range<Int>
    /// The index of its block.
    var block: Int
    /// Where it stands in the file, once that is known.
    var start: SourcePosition?
    var end: SourcePosition?
}
