import KaipanText

/// A document or a screen that was shown in a contact.
public struct SceneShown: Sendable, Hashable, Encodable {
    public var name: String?
    /// How it is known: `screen-share`, `scan`, `photo`, `utterance` …
    public var evidence: String
    public var time: Timestamp?
    /// The version, where a record names it.
    public var document: SceneSource?
    public var source: SceneSource
}
