import KaipanText

/// The signing itself.
public struct SceneSigning: Sendable, Hashable, Encodable {
    public var source: SceneSource
    public var time: Timestamp
    public var contractNumber: String?
    public var parties: [String]
    public var present: [String]
    public var seal: String?
    public var place: String?
    public var handover: Timestamp?
    /// The contract and its supplements, as versions.
    public var documents: [String]
    /// In the order of time.
    public var moments: [SceneMoment]
}
