import KaipanText

/// Where a guided signing stands.
public enum SigningState: Sendable, Hashable {
    case consent
    case at(SigningPoint)
    /// A person was called; until one comes or the buyer goes on, the program answers questions and presents nothing more.
    case waiting(SigningPoint)
    case withPerson(SigningPoint)
    case paused(SigningPoint)
    case ended(SigningEnding)

    /// A state without its payload.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case consent, acknowledgement, ownWords = "own-words", waiting, withPerson = "with-person", paused, ended

        public var name: LocalizedText {
            switch self {
            case .consent: LocalizedText(zh: "等待同意", en: "waiting for consent")
            case .acknowledgement: LocalizedText(zh: "等待确认", en: "waiting for the acknowledgement")
            case .ownWords: LocalizedText(zh: "等待客户自己的话", en: "waiting for own words")
            case .waiting: LocalizedText(zh: "等待工作人员", en: "waiting for a person")
            case .withPerson: LocalizedText(zh: "工作人员接待中", en: "with a person")
            case .paused: LocalizedText(zh: "已暂停", en: "paused")
            case .ended: LocalizedText(zh: "已结束", en: "ended")
            }
        }

        /// What may happen.
        public var events: [SigningEvent.Kind] {
            switch self {
            case .consent: [.consented, .consentRefused, .unclear, .ended]
            case .acknowledgement:
                [.acknowledged, .objected, .asked, .unclear, .repeatWanted, .personWanted, .personTookOver, .paused, .consentWithdrawn, .ended]
            case .ownWords: [.explained, .objected, .asked, .repeatWanted, .personWanted, .personTookOver, .paused, .consentWithdrawn, .ended]
            case .waiting: [.buyerSpoke, .buyerWaited, .asked, .personTookOver, .resumed, .consentWithdrawn, .ended]
            case .withPerson: [.buyerSpoke, .personSpoke, .personReturned, .consentWithdrawn, .ended]
            case .paused: [.resumed, .personTookOver, .consentWithdrawn, .ended]
            case .ended: []
            }
        }
    }

    public var kind: Kind {
        switch self {
        case .consent: .consent
        case .at(.acknowledgement): .acknowledgement
        case .at(.ownWords): .ownWords
        case .waiting: .waiting
        case .withPerson: .withPerson
        case .paused: .paused
        case .ended: .ended
        }
    }

    /// The clause that it stands at, from 0; nil before the first and behind the last.
    public var clause: Int? {
        switch self {
        case .at(let point), .waiting(let point), .withPerson(let point), .paused(let point): point.clause
        case .consent, .ended: nil
        }
    }
}
