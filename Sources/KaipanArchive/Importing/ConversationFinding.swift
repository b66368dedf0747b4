import KaipanChecks

/// A risk in what the seller said, and where.
struct ConversationFinding: Sendable {
    var finding: Finding
    /// The utterance; nil where something is missing from the whole conversation.
    var number: Int?
}
