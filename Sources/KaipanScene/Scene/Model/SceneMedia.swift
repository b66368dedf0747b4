/// A recording of a contact.
public struct SceneMedia: Sendable, Hashable, Encodable {
    public var kind: String
    public var source: SceneSource
    /// When it begins, after the conversation does, in milliseconds.
    public var offset: Int64
    /// Where a report finds it, relative to itself; nil where it was not put there.
    public var file: String?
}
