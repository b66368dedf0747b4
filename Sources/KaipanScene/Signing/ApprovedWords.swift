/// Words that were approved to be said: a required clause, or the answer to a question.
public struct ApprovedWords: Sendable, Hashable {
    public var source: ApprovedSource
    /// What the clause is about; of an answer, the question.
    public var title: String
    /// What is said, to the byte.
    public var text: String
    /// Where documents say it.
    public var places: [ClausePlace]

    public init(source: ApprovedSource, title: String, text: String, places: [ClausePlace] = []) {
        self.source = source
        self.title = title
        self.text = text
        self.places = places
    }
}
