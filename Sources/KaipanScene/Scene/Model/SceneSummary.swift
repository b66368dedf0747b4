import KaipanText

/// A scene on one page.
public struct SceneSummary: Sendable, Hashable, Encodable {
    public var project: String?
    public var unit: String?
    public var customers: [String]
    public var agents: [String]
    public var contractNumber: String?
    public var signed: Timestamp?
    /// What is asked: the complaint, in its own words.
    public var question: SceneStatement?
    public var bottomLine: [SceneStatement]
    public var missing: [SceneStatement]
}
