import KaipanArchive
import KaipanText

/// How a version differs from the one before it, in one clause.
public struct SceneChange: Sendable, Hashable, Encodable {
    public enum Kind: String, Sendable, Hashable, Encodable {
        case added, removed, changed
    }

    public var kind: Kind
    public var clause: String
    /// What the clause asks of whoever sells: `required`, `optional`, `forbidden`, `answer`; of a removed clause what it asked. Nil of
    /// a document's.
    public var clauseKind: String?
    /// The same of the version before, where it was another one.
    public var clauseKindBefore: String?
    public var old: String?
    public var new: String?

    package init(kind: Kind, clause: String, clauseKind: String? = nil, clauseKindBefore: String? = nil, old: String? = nil, new: String? = nil) {
        self.kind = kind
        self.clause = clause
        self.clauseKind = clauseKind
        self.clauseKindBefore = clauseKindBefore
        self.old = old
        self.new = new
    }

    /// 禁止, or 禁止 → 可选 where the kind itself has changed; nil of a document's clause.
    public var clauseKindName: LocalizedText? {
        guard let now = clauseKind.map(SceneClause.kindName) else { return nil }
        guard let before = clauseKindBefore.map(SceneClause.kindName) else { return now }
        return LocalizedText(zh: "\(before.zh) → \(now.zh)", en: "\(before.en) → \(now.en)")
    }
}
