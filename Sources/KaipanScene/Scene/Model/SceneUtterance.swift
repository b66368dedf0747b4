import KaipanText

/// Something said or written in a contact.
public struct SceneUtterance: Sendable, Hashable, Encodable {
    public var source: SceneSource
    /// `seller`, `customer`, `other`, `unknown`.
    public var role: String
    public var speaker: String?
    /// By the source's clock.
    public var time: Timestamp?
    /// Since the recording began, in milliseconds.
    public var start: Int64?
    public var text: String
    public var isDoubtful: Bool
    /// The sender took it back.
    public var isRecalled: Bool
}
