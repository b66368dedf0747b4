/// What a guided signing may say: the required clauses in their order, and the answers.
public struct SigningScript: Sendable, Hashable {
    public let clauses: [ApprovedWords]
    public let answers: [ApprovedWords]

    /// - Throws: `SigningError.noClause` where nothing is required to be said.
    public init(clauses: [ApprovedWords], answers: [ApprovedWords]) throws(SigningError) {
        guard !clauses.isEmpty else { throw .noClause }
        self.clauses = clauses
        self.answers = answers
    }
}
