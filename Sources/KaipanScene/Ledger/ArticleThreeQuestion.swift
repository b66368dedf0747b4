import KaipanText

/// One of the four questions of 商品房买卖合同司法解释 article 3, with what bears on it; the answer is a lawyer's.
public struct ArticleThreeQuestion: Sendable, Hashable {
    public enum Question: String, Sendable, Hashable, CaseIterable {
        /// Is it about homes and facilities within the planned development?
        case insideDevelopment = "inside-development"
        /// Is it specific and definite?
        case specific
        /// Did it weigh on the contract and the price?
        case influence
        /// Is it the seller's?
        case attribution

        public var text: LocalizedText {
            switch self {
            case .insideDevelopment: LocalizedText(zh: "是否属于商品房开发规划范围内的房屋及相关设施？", en: "Is it about homes and facilities within the planned development?")
            case .specific: LocalizedText(zh: "说明和允诺是否具体确定？", en: "Is it specific and definite?")
            case .influence: LocalizedText(zh: "对合同的订立和房屋价格的确定是否有重大影响？", en: "Did it weigh on the making of the contract and the price?")
            case .attribution: LocalizedText(zh: "是否是出卖人（或其代理人）所作？", en: "Was it made by the seller, or by who speaks for the seller?")
            }
        }
    }

    public var question: Question
    /// False where the profile's law does not ask it.
    public var isAsked: Bool
    public var evidence: [Citation]
    /// What the evidence shows, and what is missing; no answer.
    public var note: LocalizedText
}
