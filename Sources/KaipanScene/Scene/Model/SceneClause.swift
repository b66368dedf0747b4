import KaipanArchive
import KaipanText

/// A clause of a script or a document.
public struct SceneClause: Sendable, Hashable, Encodable {
    public var id: String
    public var title: String
    public var text: String
    public var page: Int?
    /// Of a script's clause: `required`, `optional`, `forbidden`, `answer`.
    public var kind: String?

    static func kindName(_ kind: String) -> LocalizedText { ScriptClause.Kind(rawValue: kind)?.name ?? LocalizedText(zh: kind, en: kind) }

    public var kindName: LocalizedText? { kind.map(Self.kindName) }

    package init(id: String, title: String, text: String, page: Int?, kind: String? = nil) {
        self.id = id
        self.title = title
        self.text = text
        self.page = page
        self.kind = kind
    }
}
