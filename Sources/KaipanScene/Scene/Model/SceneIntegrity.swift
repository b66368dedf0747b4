import KaipanText

/// What the log proves of a scene, and what it does not.
public struct SceneIntegrity: Sendable, Hashable, Encodable {
    /// A signature or a time from outside.
    public struct Anchor: Sendable, Hashable, Encodable {
        public var name: String
        /// How many entries it covers.
        public var size: Int64
        /// The earliest and the latest moment that it states.
        public var from: Timestamp?
        public var to: Timestamp?
        public var note: LocalizedText?
        public var source: SceneSource
    }

    public var origin: String
    /// Entries of the checkpoint under which everything was proved.
    public var size: Int64
    /// In Base64.
    public var root: String
    /// The signed note.
    public var checkpoint: String
    /// How many records the scene rests on, and how many of them were proved.
    public var records: Int
    public var proved: Int
    /// Records whose proof fails.
    public var failed: [SceneSource]
    /// The size of the log once the signing was in it; nil without a signing.
    public var sinceSize: Int64?
    /// Whether the log of that size is the beginning of this one.
    public var isConsistent: Bool?
    public var cosignatures: [Anchor]
    public var timeStamps: [Anchor]
    public var proves: [SceneStatement]
    public var doesNotProve: [SceneStatement]
}
