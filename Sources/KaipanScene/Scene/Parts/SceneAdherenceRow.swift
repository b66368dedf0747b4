import KaipanText

/// How a clause of the script in force was kept in a conversation, or a statement that the script forbids.
public struct SceneAdherenceRow: Sendable, Hashable, Encodable {
    /// The conversation's record id.
    public var conversation: String
    public var clause: SceneSource
    public var clauseName: String
    /// `said`, `partial`, `missing`, `contradicted`, `out-of-order`, `uncertain`, `forbidden`, `deviation`.
    public var outcome: String
    public var outcomeName: LocalizedText
    /// 0…1; nil where it has none.
    public var score: Double?
    /// Why it is not simply said.
    public var reasons: [LocalizedText]
    public var citations: [SceneCitation]
    /// The version of the rules that said so.
    public var rules: String?
    /// Whether the script's words were recorded only after the conversation began: the archive does not prove that they were there.
    public var isLate: Bool

    public init(
        conversation: String, clause: SceneSource, clauseName: String, outcome: String, outcomeName: LocalizedText, score: Double? = nil,
        reasons: [LocalizedText] = [], citations: [SceneCitation], rules: String? = nil, isLate: Bool = false
    ) {
        self.conversation = conversation
        self.clause = clause
        self.clauseName = clauseName
        self.outcome = outcome
        self.outcomeName = outcomeName
        self.score = score
        self.reasons = reasons
        self.citations = citations
        self.rules = rules
        self.isLate = isLate
    }

    /// What must not be read as “not said”.
    public var isUncertain: Bool { outcome == "uncertain" }
}
