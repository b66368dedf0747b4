import KaipanText

/// One promise beside everything that was shown, approved and signed.
public struct LedgerEntry: Sendable, Hashable {
    public enum Overall: String, Sendable, Hashable, CaseIterable {
        /// The contract states it.
        case kept
        /// The contract says otherwise, or less.
        case contradicted
        /// The contract does not say it, or not as definitely.
        case absent
        /// There is no contract to look into.
        case unknown

        public var name: LocalizedText {
            switch self {
            case .kept: LocalizedText(zh: "合同已载明", en: "kept")
            case .contradicted: LocalizedText(zh: "与合同不符", en: "contradicted")
            case .absent: LocalizedText(zh: "合同未载明或未完整载明", en: "absent")
            case .unknown: LocalizedText(zh: "无合同可查", en: "unknown")
            }
        }
    }

    public var promise: Promise
    /// One for each version that was shown.
    public var brochures: [LedgerRelation<DocumentRelation>]
    /// Nil where no script was in force.
    public var script: LedgerRelation<ScriptRelation>?
    public var contract: LedgerRelation<DocumentRelation>?
    /// Supplements take the place of what the contract says.
    public var supplements: [LedgerRelation<DocumentRelation>]
    public var overall: Overall
    /// The four of article 3, in its order.
    public var questions: [ArticleThreeQuestion]
}
