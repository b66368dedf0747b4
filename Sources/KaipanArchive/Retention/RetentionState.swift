import KaipanText

/// Where a conversation stands in its period of keeping.
public struct RetentionState: Sendable, Hashable {
    /// What the period is counted for.
    public enum Class: String, Sendable, Hashable, CaseIterable {
        /// Nothing was bought.
        case visit
        /// The customer bought.
        case purchase
        /// There was a complaint or suit.
        case dispute = "case"

        public var name: LocalizedText {
            switch self {
            case .visit: LocalizedText(zh: "未成交", en: "no purchase")
            case .purchase: LocalizedText(zh: "成交", en: "purchase")
            case .dispute: LocalizedText(zh: "投诉诉讼", en: "case")
            }
        }
    }

    public var conversation: RecordID
    public var type: Class
    /// From when the period counts; nil where that has not happened yet: no hand-over, a case that is open.
    public var since: Timestamp?
    /// When it ends; nil where it has not begun.
    public var due: Timestamp?
    /// Whether a legal hold keeps it all the same.
    public var isHeld: Bool
}
