/// One thing said in a guided signing.
public struct SigningTurn: Sendable, Hashable {
    /// Who said it.
    public enum Speaker: Int, Sendable, Hashable, CaseIterable {
        case machine, buyer, person
    }

    /// What it is.
    public enum Content: Sendable, Hashable {
        case prompt(FixedPrompt)
        /// A required clause, with the documents that are shown at it.
        case clause(ApprovedWords)
        case answer(ApprovedWords)
        /// What a human said.
        case said
    }

    public var speaker: Speaker
    public var content: Content
    /// To the byte what is shown and kept.
    public var text: String

    /// Where the words were approved; nil for prompts and for what humans say.
    public var source: ApprovedSource? {
        switch content {
        case .clause(let words), .answer(let words): words.source
        case .prompt, .said: nil
        }
    }
}
