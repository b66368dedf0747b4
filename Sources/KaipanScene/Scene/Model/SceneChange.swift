/// How a version differs from the one before it, in one clause.
public struct SceneChange: Sendable, Hashable, Encodable {
    public enum Kind: String, Sendable, Hashable, Encodable {
        case added, removed, changed
    }

    public var kind: Kind
    public var clause: String
    public var old: String?
    public var new: String?
}
