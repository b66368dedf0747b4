import KaipanText

/// Something that happens during a guided signing.
public enum SigningEvent: Sendable, Hashable {
    /// The buyer agrees to the record.
    case consented(String)
    case consentRefused
    /// The buyer saw and understood the clause.
    case acknowledged(String)
    /// The buyer's own words for the clause.
    case explained(String)
    /// The buyer does not agree to the clause.
    case objected(String)
    /// The buyer asks.
    case asked(String)
    /// The buyer said something that is no answer to what was asked.
    case unclear(String)
    /// The buyer wants to hear the clause again.
    case repeatWanted(String)
    /// The buyer wants a person.
    case personWanted(String)
    case personTookOver
    case personSpoke(String)
    /// The buyer speaks with the person; while waiting for one, in signings that were recorded without a reply.
    case buyerSpoke(String)
    /// The buyer speaks while waiting for a person, and is told that one is called.
    case buyerWaited(String)
    case personReturned
    case paused
    case resumed
    case consentWithdrawn
    case ended

    /// An event without its words.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case consented, consentRefused = "consent-refused", acknowledged, explained, objected, asked, unclear
        case repeatWanted = "repeat-wanted", personWanted = "person-wanted", personTookOver = "person-took-over"
        case personSpoke = "person-spoke", buyerSpoke = "buyer-spoke", buyerWaited = "buyer-waited", personReturned = "person-returned", paused, resumed
        case consentWithdrawn = "consent-withdrawn", ended

        public var name: LocalizedText {
            switch self {
            case .consented: LocalizedText(zh: "同意记录", en: "agree to the record")
            case .consentRefused: LocalizedText(zh: "不同意记录", en: "refuse the record")
            case .acknowledged: LocalizedText(zh: "确认", en: "acknowledge")
            case .explained: LocalizedText(zh: "用自己的话说", en: "own words")
            case .objected: LocalizedText(zh: "提出异议", en: "object")
            case .asked: LocalizedText(zh: "提问", en: "ask")
            case .unclear: LocalizedText(zh: "其他回答", en: "another answer")
            case .repeatWanted: LocalizedText(zh: "再听一遍", en: "hear it again")
            case .personWanted: LocalizedText(zh: "请工作人员", en: "call a person")
            case .personTookOver: LocalizedText(zh: "工作人员接手", en: "a person takes over")
            case .personSpoke: LocalizedText(zh: "工作人员说话", en: "the person speaks")
            case .buyerSpoke: LocalizedText(zh: "客户说话", en: "the buyer speaks")
            case .buyerWaited: LocalizedText(zh: "客户等待时说话", en: "the buyer speaks while waiting")
            case .personReturned: LocalizedText(zh: "交还程序", en: "give back")
            case .paused: LocalizedText(zh: "暂停", en: "pause")
            case .resumed: LocalizedText(zh: "继续", en: "continue")
            case .consentWithdrawn: LocalizedText(zh: "撤回同意", en: "withdraw consent")
            case .ended: LocalizedText(zh: "结束", en: "end")
            }
        }
    }

    public var kind: Kind {
        switch self {
        case .consented: .consented
        case .consentRefused: .consentRefused
        case .acknowledged: .acknowledged
        case .explained: .explained
        case .objected: .objected
        case .asked: .asked
        case .unclear: .unclear
        case .repeatWanted: .repeatWanted
        case .personWanted: .personWanted
        case .personTookOver: .personTookOver
        case .personSpoke: .personSpoke
        case .buyerSpoke: .buyerSpoke
        case .buyerWaited: .buyerWaited
        case .personReturned: .personReturned
        case .paused: .paused
        case .resumed: .resumed
        case .consentWithdrawn: .consentWithdrawn
        case .ended: .ended
        }
    }

    /// What was said; nil where the event has no words.
    public var words: String? {
        switch self {
        case .consented(let words), .acknowledged(let words), .explained(let words), .objected(let words), .asked(let words),
            .unclear(let words), .repeatWanted(let words), .personWanted(let words), .personSpoke(let words), .buyerSpoke(let words),
            .buyerWaited(let words):
            words
        default: nil
        }
    }

    /// - Parameter words: what was said; ignored where the kind has no words, empty where it has and none are given.
    public init(_ kind: Kind, words: String? = nil) {
        let words = words ?? ""
        self =
            switch kind {
            case .consented: .consented(words)
            case .consentRefused: .consentRefused
            case .acknowledged: .acknowledged(words)
            case .explained: .explained(words)
            case .objected: .objected(words)
            case .asked: .asked(words)
            case .unclear: .unclear(words)
            case .repeatWanted: .repeatWanted(words)
            case .personWanted: .personWanted(words)
            case .personTookOver: .personTookOver
            case .personSpoke: .personSpoke(words)
            case .buyerSpoke: .buyerSpoke(words)
            case .buyerWaited: .buyerWaited(words)
            case .personReturned: .personReturned
            case .paused: .paused
            case .resumed: .resumed
            case .consentWithdrawn: .consentWithdrawn
            case .ended: .ended
            }
    }
}
