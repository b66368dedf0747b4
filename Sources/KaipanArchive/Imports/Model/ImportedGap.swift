import KaipanText

/// Something that is missing from a file, or that does not fit; it becomes a record of its own.
public struct ImportedGap: Sendable, Hashable {
    public var kind: Kind
    /// The key of the conversation; nil where the gap belongs to the whole file.
    public var conversation: String?
    /// The last moment known before it.
    public var from: Timestamp?
    /// The first moment known after it; before `from` where a clock ran backwards.
    public var to: Timestamp?
    /// Milliseconds since the conversation's start, for sources that count from there.
    public var offsets: Offsets?
    /// The numbers that are missing from a sequence.
    public var sequence: ClosedRange<Int64>?
    /// The message concerned, by its id in the source.
    public var messageID: String?
    public var detail: LocalizedText
    public var place: ImportPlace

    /// What is missing.
    public enum Kind: String, Sendable, CaseIterable, Codable {
        /// Numbers of the source's sequence that no message of the file has.
        case sequenceHole = "sequence-hole"
        /// A file that the source should give and does not.
        case failedMedia = "failed-media"
        /// A message was taken back by its sender.
        case recalledMessage = "recalled-message"
        /// Times run backwards.
        case clockJump = "clock-jump"
        /// Nothing was said for longer than the caller's limit.
        case silence
        /// A message that is still encrypted.
        case undecrypted
        /// A part that is kept raw because its type or form is unknown.
        case unparsed
        /// A user worked for another company meanwhile, whose messages are not in this source.
        case absence
        /// The source says that more follows than the file holds.
        case truncated
    }

    /// Before and behind the gap, in milliseconds since the conversation's start.
    public struct Offsets: Sendable, Hashable, Codable {
        public var before: Int64
        public var behind: Int64

        public init(before: Int64, behind: Int64) {
            self.before = before
            self.behind = behind
        }
    }

    public init(
        kind: Kind, conversation: String? = nil, from: Timestamp? = nil, to: Timestamp? = nil, offsets: Offsets? = nil,
        sequence: ClosedRange<Int64>? = nil, messageID: String? = nil, detail: LocalizedText, place: ImportPlace
    ) {
        self.kind = kind
        self.conversation = conversation
        self.from = from
        self.to = to
        self.offsets = offsets
        self.sequence = sequence
        self.messageID = messageID
        self.detail = detail
        self.place = place
    }
}
