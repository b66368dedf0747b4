import KaipanText

/// On whose side a participant of a conversation stands.
public enum SpeakerRole: String, Sendable, CaseIterable, Codable {
    /// Speaks for the company; only these words are checked as the company's.
    case seller
    case customer
    /// Neither, such as a bank's clerk or a machine that reports.
    case other
    /// The source and the mapping say nothing.
    case unknown

    /// The side that rules know; nil for `other` and `unknown`.
    public var speaker: Speaker? {
        switch self {
        case .seller: .seller
        case .customer: .customer
        case .other, .unknown: nil
        }
    }

    init(_ speaker: Speaker) {
        self = speaker == .seller ? .seller : .customer
    }
}
