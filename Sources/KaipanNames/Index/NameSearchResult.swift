/// What a search found and how far it went.
public struct NameSearchResult: Sendable {
    /// The entries, the most alike first.
    public var rows: [FoundRow] = []
    /// Whether candidates were left out because there were too many.
    public var isTruncated = false
    /// How many candidates were scored.
    public var scored = 0
}
