/// What was said of a script in a conversation.
public struct AdherenceReport: Sendable, Hashable {
    /// Of clauses and engine: the same version on the same words says the same.
    public var version: String
    /// Of required clauses, and of optional ones that were said, in the script's order.
    public var clauses: [ClauseOutcome]
    public var forbidden: [ForbiddenStatement]
    /// All questions with an approved answer, in the order in which they were asked.
    public var answers: [AnswerDeviation]

    /// The answers that are not as approved.
    public var deviations: [AnswerDeviation] { answers.filter { $0.relation != .same } }
}
