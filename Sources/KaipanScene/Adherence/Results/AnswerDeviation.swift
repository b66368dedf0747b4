import KaipanText

/// A question that there is an approved answer to, and what was answered.
public struct AnswerDeviation: Sendable, Hashable {
    /// How the answer stands to the approved one.
    public enum Relation: String, Sendable, Hashable, CaseIterable {
        case same, partly, other, contradicts, uncertain
    }

    public var clause: String
    public var title: String
    public var relation: Relation
    /// Of the answer with the approved one, 0…1.
    public var score: Double
    public var slots: [SlotResult]
    public var question: Citation
    public var answer: [Citation]
}

extension AnswerDeviation.Relation {
    public var name: LocalizedText {
        switch self {
        case .same: LocalizedText(zh: "一致", en: "as approved")
        case .partly: LocalizedText(zh: "答不全", en: "in part")
        case .other: LocalizedText(zh: "另作答复", en: "something else")
        case .contradicts: LocalizedText(zh: "相反", en: "the opposite")
        case .uncertain: LocalizedText(zh: "无法判断", en: "uncertain")
        }
    }
}
