import KaipanLog
import KaipanText

/// One piece of an approved script.
public struct ScriptClause: Sendable, Hashable {
    /// What a clause asks of whoever sells.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Has to be said.
        case required
        /// May be said.
        case optional
        /// Must not be said.
        case forbidden
        /// The answer to a question.
        case answer
    }

    /// Names the clause through all versions of the script.
    public var id: String
    public var kind: Kind
    /// What it is about; of an answer, the question.
    public var title: String
    /// The words, paragraphs on lines of their own.
    public var text: String

    public init(id: String, kind: Kind, title: String, text: String) {
        self.id = id
        self.kind = kind
        self.title = title
        self.text = text
    }

    var json: CanonicalJSON {
        .object(["id": .string(id), "kind": .string(kind.rawValue), "title": .string(title), "text": .string(text)])
    }

    /// - Returns: nil where the value is no clause.
    init?(_ json: CanonicalJSON) {
        guard let id = json["id"]?.string, let kind = json["kind"]?.string.flatMap(Kind.init), let title = json["title"]?.string,
            let text = json["text"]?.string
        else { return nil }
        self.init(id: id, kind: kind, title: title, text: text)
    }
}

extension ScriptClause.Kind {
    public var name: LocalizedText {
        switch self {
        case .required: LocalizedText(zh: "必须", en: "required")
        case .optional: LocalizedText(zh: "可选", en: "optional")
        case .forbidden: LocalizedText(zh: "禁止", en: "forbidden")
        case .answer: LocalizedText(zh: "问答", en: "answer")
        }
    }
}
