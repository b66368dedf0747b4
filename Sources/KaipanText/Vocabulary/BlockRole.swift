/// The part that a block plays in its document.
public enum BlockRole: String, Sendable, CaseIterable, Codable {
    case title
    case heading
    case paragraph
    case listItem = "list-item"
    case cell
    case caption
    case alternativeText = "alternative-text"
    /// Text that describes the document to machines and search results, such as an HTML description.
    case metadata
    /// A footnote, an endnote or a reviewer's comment.
    case note
    case header
    case footer
    case field
    case code
    case utterance
}
