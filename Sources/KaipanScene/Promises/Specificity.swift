import KaipanText

/// How definite words are, for the second question of article 3; what it means is a lawyer's to say.
public struct Specificity: Sendable, Hashable {
    /// 0…100.
    public var score: Int
    /// One for each thing that adds or takes away, with its points.
    public var reasons: [LocalizedText]

    public init(score: Int, reasons: [LocalizedText]) {
        self.score = min(100, max(0, score))
        self.reasons = reasons
    }
}
