import KaipanText

/// What a member may be allowed to do.
public enum ArchiveAction: String, Sendable, Hashable, Codable, CaseIterable {
    /// Adds records and imports files.
    case record
    /// Proposes a script for approval, or withdraws one.
    case publish
    /// Approves what another member proposes.
    case approve
    /// Reads what is encrypted.
    case read
    /// Searches what was said.
    case search
    /// Hands content to somebody outside.
    case export
    /// Places a legal hold, and proposes its release.
    case hold
    /// Proposes and carries out an erasure.
    case erase
    /// Adds members and changes their roles.
    case members
    /// Rotates keys, and begins an epoch of the log.
    case keys

    public var name: LocalizedText {
        switch self {
        case .record: LocalizedText(zh: "登记", en: "record")
        case .publish: LocalizedText(zh: "发布", en: "publish")
        case .approve: LocalizedText(zh: "批准", en: "approve")
        case .read: LocalizedText(zh: "查阅", en: "read")
        case .search: LocalizedText(zh: "检索", en: "search")
        case .export: LocalizedText(zh: "导出", en: "export")
        case .hold: LocalizedText(zh: "保全", en: "hold")
        case .erase: LocalizedText(zh: "删除", en: "erase")
        case .members: LocalizedText(zh: "成员管理", en: "members")
        case .keys: LocalizedText(zh: "密钥管理", en: "keys")
        }
    }

    /// The roles that may; auditors need none of it: what they verify is open to everybody who has the files.
    public var roles: [MemberRole] {
        switch self {
        case .record: [.agent, .manager, .legal]
        case .publish: [.manager, .legal]
        case .approve: [.manager, .legal, .privacy, .quality]
        case .read: [.agent, .manager, .quality, .legal, .privacy]
        case .search: [.manager, .quality, .legal]
        case .export: [.legal, .privacy]
        case .hold: [.legal]
        case .erase: [.privacy]
        case .members, .keys: [.administrator]
        }
    }

    /// Whether it shows content, for which the law asks for a purpose (PIPL articles 6 and 51).
    var needsPurpose: Bool { self == .read || self == .search || self == .export }
}
