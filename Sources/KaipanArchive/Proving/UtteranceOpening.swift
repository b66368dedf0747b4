import KaipanLog

/// An utterance with what opens the commitment to it.
public struct UtteranceOpening: Sendable, Hashable {
    public var utterance: Utterance
    /// Its entry in the transcript's own tree.
    public var leaf: [UInt8]
    /// Canonical JSON: the text, and what the source says beside it.
    public var body: [UInt8]
    /// HMAC-SHA256 of the body under it is the leaf's `commit`.
    public var salt: [UInt8]
}
