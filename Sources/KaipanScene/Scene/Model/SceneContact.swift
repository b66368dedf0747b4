import KaipanText

/// One meeting of seller and buyer: a visit, a call, a day of a chat.
public struct SceneContact: Sendable, Hashable, Encodable {
    /// From 1, in the order of time.
    public var number: Int
    /// `on-site`, `phone`, `chat`, `video`, `meeting`.
    public var channel: String
    /// Whether the contract was signed in it; a guided signing that was not finished is none.
    public var isSigning: Bool
    /// Where it was a guided signing, how far it came.
    public var guidance: SceneGuidance?
    public var start: Timestamp?
    public var end: Timestamp?
    public var people: [String]
    public var place: String?
    /// The format of the file that it came in.
    public var format: String?
    public var clock: SceneClock
    /// Whether its records are proved to be in the log.
    public var isProved: Bool
    /// Whether what was said in it was erased.
    public var isErased: Bool
    /// When it was recorded in the archive.
    public var recorded: Timestamp
    /// The visit, and the conversation.
    public var sources: [SceneSource]
    /// The versions of scripts and documents in force, by their ids.
    public var inForce: [String]
    /// The same as the archive knew it when the contact began: a version that was recorded later is not among them.
    public var inForceAsKnownThen: [String]
    public var shown: [SceneShown]
    public var utterances: [SceneUtterance]
    public var media: [SceneMedia]
    /// What people noted, and what the rules found.
    public var notes: [SceneStatement]

    public var channelName: LocalizedText {
        if isSigning { return LocalizedText(zh: "签约", en: "signing") }
        if let guidance { return guidance.name }
        return Self.name(ofChannel: channel)
    }

    /// How people met, as visits and conversations have it.
    public static func name(ofChannel channel: String) -> LocalizedText {
        switch channel {
        case "on-site": LocalizedText(zh: "到访", en: "visit")
        case "phone", "call": LocalizedText(zh: "电话", en: "call")
        case "chat": LocalizedText(zh: "微信聊天", en: "chat")
        case "video": LocalizedText(zh: "视频", en: "video")
        case "meeting": LocalizedText(zh: "会议", en: "meeting")
        default: LocalizedText(zh: "接触", en: "contact")
        }
    }
}
