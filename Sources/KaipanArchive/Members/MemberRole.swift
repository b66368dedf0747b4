import KaipanText

/// What a member is there for; a member may have several roles.
public enum MemberRole: String, Sendable, Hashable, Codable, CaseIterable {
    /// Talks with customers; sees the conversations that are their own.
    case agent
    /// Leads the sale of projects.
    case manager
    /// Listens to how the approved scripts are kept.
    case quality
    /// Holds, scenes, evidence.
    case legal
    /// Erasure and what customers ask about their own data.
    case privacy
    /// The log and the receipts, no content.
    case auditor
    /// Keys, members and configuration, no content.
    case administrator

    public var name: LocalizedText {
        switch self {
        case .agent: LocalizedText(zh: "置业顾问", en: "agent")
        case .manager: LocalizedText(zh: "案场经理", en: "manager")
        case .quality: LocalizedText(zh: "质检", en: "quality reviewer")
        case .legal: LocalizedText(zh: "法务", en: "legal")
        case .privacy: LocalizedText(zh: "个人信息保护负责人", en: "privacy officer")
        case .auditor: LocalizedText(zh: "审计", en: "auditor")
        case .administrator: LocalizedText(zh: "管理员", en: "administrator")
        }
    }
}
