import KaipanChecks

/// A risk in what the seller said, and where.
package struct ConversationFinding: Sendable {
    package var finding: Finding
    /// The utterance; nil where something is missing from the whole conversation.
    package var number: Int?
}
