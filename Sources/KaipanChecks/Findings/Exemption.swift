import KaipanDocuments
import KaipanText

/// A hit that was no finding, and what excused it; shown by `--why`.
public struct Exemption: Sendable {
    public var rule: String
    /// The words that were hit.
    public var text: String
    public var start: SourcePosition
    public var end: SourcePosition
    public var reason: Reason

    /// What excused a hit.
    public enum Reason: Sendable {
        /// One of the rule's exceptions, by the key it stands under, with the words that it matched.
        case exception(key: String, words: String)
        /// The document holds nothing of what the rule asks for before it counts.
        case lacking
        /// The words lie inside a name.
        case properName(String)
        /// A customer said them.
        case customer
        /// The disclosure was made, with these words.
        case disclosed(String)
        /// The number is no more, or no less, than so many per cent of another one.
        case keptWithin(share: String, of: String)
        /// No other number is stated that it could be measured against.
        case unmeasured
        /// Another rule says the same better.
        case yielded(rule: String)
    }
}

extension Exemption.Reason {
    /// The reason in words.
    public var message: LocalizedText {
        switch self {
        case .exception(let key, let words):
            LocalizedText(zh: "例外 except.\(key)：“\(words)”", en: "exception except.\(key): “\(words)”")
        case .lacking:
            LocalizedText(zh: "全文没有 except.lacking 所列的词语", en: "the document holds nothing of except.lacking")
        case .properName(let name): LocalizedText(zh: "专有名称“\(name)”", en: "the proper name “\(name)”")
        case .customer: LocalizedText(zh: "客户所说", en: "a customer's words")
        case .yielded(let rule): LocalizedText(zh: "规则 \(rule) 已指出同一处", en: "the rule \(rule) reports the same words")
        case .keptWithin(let share, let words):
            LocalizedText(zh: "是“\(words)”的 \(share)%，没有越过界限", en: "\(share)% of “\(words)”, within the bound")
        case .unmeasured: LocalizedText(zh: "没有写明可以对照的数", en: "no other number is stated to measure it against")
        case .disclosed(let words): LocalizedText(zh: "已披露：“\(words)”", en: "disclosed: “\(words)”")
        }
    }
}
