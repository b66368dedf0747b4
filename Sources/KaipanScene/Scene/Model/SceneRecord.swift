import KaipanText

/// A record that a scene rests on.
public struct SceneRecord: Sendable, Hashable, Encodable {
    public var id: String
    public var type: String
    /// In the log, from 0.
    public var position: Int64
    public var recorded: Timestamp
    /// Who recorded it.
    public var by: String?
    /// SHA-256 of the entry as the tree has it, in hexadecimal (RFC 6962 section 2.1).
    public var leafHash: String
    public var isProved: Bool
}
