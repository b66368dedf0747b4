/// What a person decided about one finding.
public struct Decision: Sendable {
    /// The identifier of the rule that found it.
    public var rule: String
    /// Whether the finding was right.
    public var isRight: Bool
    /// Why, in the person's words; may be empty.
    public var why: String
    /// The words that were found, and what stands before and behind them; all empty where the file does not say.
    public var before: String
    public var text: String
    public var after: String
    public var fingerprint: String?
}
