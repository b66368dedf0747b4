import KaipanLog
import KaipanText

/// Something that one person said or wrote in a conversation.
public struct Utterance: Sendable, Hashable {
    /// Who spoke, as far as it is known.
    public enum Role: Int64, Sendable, Hashable, CaseIterable {
        case unknown, seller, customer, other

        init(_ role: SpeakerRole) {
            self =
                switch role {
                case .seller: .seller
                case .customer: .customer
                case .other: .other
                case .unknown: .unknown
                }
        }

        /// As leaves and JSON name it.
        public var name: String {
            switch self {
            case .unknown: "unknown"
            case .seller: "seller"
            case .customer: "customer"
            case .other: "other"
            }
        }

        /// The name that people read.
        public var title: LocalizedText {
            switch self {
            case .unknown: LocalizedText(zh: "未知", en: "unknown")
            case .seller: LocalizedText(zh: "销售", en: "seller")
            case .customer: LocalizedText(zh: "客户", en: "customer")
            case .other: LocalizedText(zh: "其他", en: "other")
            }
        }

        public init?(name: String) {
            guard let role = Self.allCases.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) else { return nil }
            self = role
        }
    }

    /// What must not be taken for more than it is.
    public struct Flags: OptionSet, Sendable, Hashable {
        public let rawValue: Int64
        public init(rawValue: Int64) { self.rawValue = rawValue }

        /// Recognition was not sure, or several spoke at once.
        public static let doubtful = Flags(rawValue: 1)
        /// The sender took it back later.
        public static let recalled = Flags(rawValue: 2)
    }

    /// In its conversation, from 0.
    public var number: Int
    public var role: Role
    public var kind: UtteranceKind
    /// Which of the conversation's participants, from 0; −1 where nobody is named.
    public var speaker: Int
    /// Since the conversation began, in milliseconds.
    public var start: Int64?
    /// Since the conversation began, in milliseconds.
    public var end: Int64?
    /// By the source's clock.
    public var time: Timestamp?
    public var flags: Flags
    /// As it stands in the source.
    public var text: String
    /// What else the source says of it: words with their times, its place in the source, its own bytes.
    public var details: CanonicalObject

    public init(
        number: Int, role: Role, kind: UtteranceKind = .speech, speaker: Int = -1, start: Int64? = nil, end: Int64? = nil, time: Timestamp? = nil,
        flags: Flags = [], text: String, details: CanonicalObject = [:]
    ) {
        self.number = number
        self.role = role
        self.kind = kind
        self.speaker = speaker
        self.start = start
        self.end = end
        self.time = time
        self.flags = flags
        self.text = text
        self.details = details
    }

    /// What is encrypted: the text, and the details beside it.
    func body() throws(CanonicalJSONError) -> [UInt8] {
        var object = details
        object["text"] = .string(text)
        return try CanonicalJSON.object(object).serialized()
    }

    /// The entry of the transcript's own tree: what may be known without the text, and what commits to it.
    ///
    /// - Parameters:
    ///   - digest: SHA-256 of the ciphertext.
    ///   - commitment: salted, to the body.
    func leaf(digest: [UInt8], commitment: [UInt8]) throws(CanonicalJSONError) -> [UInt8] {
        var object: CanonicalObject = [
            "n": .integer(Int64(number)), "role": .string(role.name), "kind": .string(kind.rawValue), "speaker": .integer(Int64(speaker)),
            "flags": .integer(flags.rawValue), "sha256": .string(Hexadecimal.string(digest)),
            "commit": .string(Hexadecimal.string(commitment)),
        ]
        object["start"] = start.map(CanonicalJSON.integer)
        object["end"] = end.map(CanonicalJSON.integer)
        object["time"] = time.map { .string($0.description) }
        return try CanonicalJSON.object(object).serialized()
    }
}
