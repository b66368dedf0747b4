/// A suppression with what became of it, as the register for auditors shows it.
public struct SuppressionRecord: Sendable {
    public var rules: [String]
    /// The document, or the pattern of documents, that it speaks of; nil is all.
    public var document: String?
    /// The words that it speaks of; nil is all.
    public var text: String?
    public var suppression: Suppression
    /// What is wrong with it; nil where it holds.
    public var state: SuppressionRule?
    /// How many findings it covers.
    public var uses: Int
}
