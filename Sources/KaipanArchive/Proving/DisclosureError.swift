import KaipanLog
import KaipanText

/// Which step of a disclosed utterance's proof does not hold.
public enum DisclosureError: Error, Sendable, Hashable {
    /// The bytes are no disclosure.
    case form
    /// The transcript's entry is not in a log that is believed.
    case proof(TlogProofError)
    /// The entry is none of a transcript with so many utterances.
    case entry
    /// The utterance is not in the transcript's tree.
    case place(ProofError)
    /// The utterance's entry in that tree is none of this version.
    case leaf
    /// The text is not what the entry commits to.
    case commitment
    /// The text is no canonical JSON.
    case body

    /// What does not hold, and what was expected.
    public var message: LocalizedText {
        switch self {
        case .form: LocalizedText(zh: "不是话语披露文件：缺少字段或格式不对", en: "no disclosure of an utterance: a field is missing or malformed")
        case .proof(let error): LocalizedText(zh: "转写稿的日志证明不成立：\(error.message.zh)", en: "the transcript's proof does not hold: \(error.message.en)")
        case .entry: LocalizedText(zh: "日志条目不是含有这些话语的转写稿", en: "the entry is none of a transcript with as many utterances")
        case .place(let error): LocalizedText(zh: "话语不在转写稿的哈希树中：\(error.message.zh)", en: "the utterance is not in the transcript's tree: \(error.message.en)")
        case .leaf: LocalizedText(zh: "话语条目的字段不是本版本的字段", en: "the utterance's entry has other members than this version knows")
        case .commitment: LocalizedText(zh: "原文与承诺值不符：文字或盐被改动", en: "the text is not the one committed to: the text or the salt was changed")
        case .body: LocalizedText(zh: "原文不是规范 JSON", en: "the text is no canonical JSON")
        }
    }
}
