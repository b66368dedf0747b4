import KaipanText

/// How far a guided signing came that a contact was.
public struct SceneGuidance: Sendable, Hashable, Encodable {
    /// `completed`, `no-consent`, `consent-withdrawn`, `abandoned`; nil where it was interrupted and nobody went on.
    public var ending: String?
    /// How many clauses the buyer acknowledged, and of how many.
    public var acknowledged: Int
    public var clauses: Int
    /// Whether every clause was acknowledged.
    public var isCompleted: Bool
    public var name: LocalizedText

    init(_ overview: SigningOverview) {
        ending = overview.ending?.rawValue
        acknowledged = overview.acknowledged
        clauses = overview.clauses
        isCompleted = overview.ending == .completed
        let state = overview.ending?.name ?? LocalizedText(zh: "中断", en: "interrupted")
        name = isCompleted
            ? LocalizedText(zh: "引导签约（\(state.zh)）", en: "guided signing (\(state.en))")
            : LocalizedText(
                zh: "引导签约，未完成（\(state.zh)，已确认 \(acknowledged)/\(clauses) 条）",
                en: "guided signing, not finished (\(state.en), \(acknowledged) of \(clauses) clauses)")
    }
}
