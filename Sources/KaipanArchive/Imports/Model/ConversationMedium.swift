/// How a conversation was held.
public enum ConversationMedium: String, Sendable, CaseIterable, Codable {
    /// In the sales office or on the site.
    case onSite = "on-site"
    case call
    case chat
    case meeting
    case video
}
