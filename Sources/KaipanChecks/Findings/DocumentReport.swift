import KaipanDocuments
import KaipanText

/// What the check of one file gave.
public struct DocumentReport: Sendable {
    public var path: String
    public var kind: DocumentKind
    public var kindSource: KindSource
    public var encoding: TextEncoding?
    public var findings: [Finding] = []
    public var exemptions: [Exemption] = []
    public var problems: [Problem] = []
    /// The suppressions in the document's comments, with what became of them.
    public var suppressions: [SuppressionRecord] = []
    /// The document itself, for reports that show its text; nil where nobody asked for it.
    public var document: Document?
    /// The names that it states, for comparing those of one run.
    var names: [StatedName] = []
    /// Whether the file is a document that was checked, and not the register of suppressions.
    public var isDocument = true
    /// Whether the file could not be read at all.
    public var isUnreadable = false

    /// Who decided what kind of document a file is.
    public enum KindSource: String, Sendable {
        case option
        case configuration
        case document
        case byDefault = "default"
    }

    /// Something that went wrong with the file, with its place where it has one.
    public struct Problem: Sendable {
        public var message: LocalizedText
        public var position: SourcePosition?
    }
}
