import KaipanText

/// How much an acknowledgement proves, from 0 to 4.
///
/// A tick or a pop-up by itself proves nothing of notice and explanation (最高人民法院关于适用民法典合同编通则若干问题的解释, article 10, paragraph 3);
/// what counts is that the clause was conspicuous, explained and understood (民法典 article 496, 通则解释 article 10, paragraphs 1 and 2).
public enum AcknowledgementStrength: Int, Sendable, Hashable, Comparable, CaseIterable {
    case none = 0
    case tickOnly = 1
    case signedPage = 2
    case signedAndRead = 3
    case signedExplainedAnswered = 4

    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

    public var name: LocalizedText {
        switch self {
        case .none: LocalizedText(zh: "没有确认", en: "none")
        case .tickOnly: LocalizedText(zh: "仅勾选", en: "a tick only")
        case .signedPage: LocalizedText(zh: "签字", en: "signed")
        case .signedAndRead: LocalizedText(zh: "签字并朗读", en: "signed and read aloud")
        case .signedExplainedAnswered: LocalizedText(zh: "签字、经说明并用自己的话回答", en: "signed, explained and answered in own words")
        }
    }
}
