import KaipanLog
import KaipanText

/// Something that takes two members' consent before it is done.
public struct ApprovalRequest: Sendable {
    /// What is asked for.
    public enum Action: String, Sendable, Hashable, CaseIterable {
        case erase, release, publish, withdraw, export

        public var name: LocalizedText {
            switch self {
            case .erase: LocalizedText(zh: "删除", en: "erase")
            case .release: LocalizedText(zh: "解除保全", en: "release a hold")
            case .publish: LocalizedText(zh: "发布", en: "publish")
            case .withdraw: LocalizedText(zh: "撤回", en: "withdraw")
            case .export: LocalizedText(zh: "导出", en: "export")
            }
        }
    }

    /// How many members other than the one who asks must agree.
    public static let needed = 2

    public var record: StoredRecord
    public var action: Action
    /// What it is about.
    public var subjects: [RecordID]

    init(_ record: StoredRecord) throws {
        guard record.leaf.type == .approvalRequest, let action = record.leaf.data["action"]?.string.flatMap(Action.init) else {
            throw ArchiveError.damaged(object: "approval-request \(record.leaf.id)", reason: Damage.malformed("action"))
        }
        self.record = record
        self.action = action
        subjects = record.leaf.links.filter { $0.relation == .subject }.map(\.target)
    }
}
