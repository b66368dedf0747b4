/// How a participant's role was found, which decides what it is worth as evidence.
public enum RoleBasis: String, Sendable, CaseIterable, Codable {
    /// A rule of the mapping names the user's id.
    case user
    /// A rule of the mapping names the label, or the label itself says it (置业顾问, 客户).
    case label
    /// A rule of the mapping names the channel of the recording.
    case channel
    /// The source tells its own members from contacts outside.
    case membership
    /// The mapping's default for everybody else.
    case fallback
    /// It was not found.
    case none
}
