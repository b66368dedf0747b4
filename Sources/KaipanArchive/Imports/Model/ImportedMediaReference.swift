/// A file that a message refers to and that is stored elsewhere.
public struct ImportedMediaReference: Sendable, Hashable {
    public var kind: Kind
    /// The id by which the source gives the file out (`sdkfileid`); empty where the source lost it.
    public var sourceID: String
    public var name: String?
    /// In bytes.
    public var size: Int64?
    /// In lower-case hexadecimal; WeCom leaves it out at times.
    public var md5: String?
    /// In milliseconds.
    public var duration: Int64?
    /// The key of the conversation.
    public var conversation: String
    /// The number of the utterance that refers to it.
    public var utterance: Int
    public var place: ImportPlace

    public enum Kind: String, Sendable, CaseIterable, Codable {
        case image, voice, video, file, sticker
        /// The recording of a call.
        case recording
        /// A document shown in a call.
        case document
    }

    public init(
        kind: Kind, sourceID: String, name: String? = nil, size: Int64? = nil, md5: String? = nil, duration: Int64? = nil,
        conversation: String, utterance: Int, place: ImportPlace
    ) {
        self.kind = kind
        self.sourceID = sourceID
        self.name = name
        self.size = size
        self.md5 = md5
        self.duration = duration
        self.conversation = conversation
        self.utterance = utterance
        self.place = place
    }
}
