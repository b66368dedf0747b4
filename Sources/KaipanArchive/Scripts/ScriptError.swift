import KaipanText

/// Why a file is no script, or not yet one.
public enum ScriptError: Error, Sendable, Equatable {
    /// No block begins with the mark of a clause.
    case noClause
    /// A clause without words.
    case emptyClause(title: String, line: Int)
    /// A mark that is none of the known ones.
    case unknownMark(String, line: Int)
    /// Two clauses of one name.
    case sameClause(id: String, line: Int)
    /// The rules find errors outside of the forbidden clauses.
    case findings([Place])

    /// A finding that stands in the way.
    public struct Place: Sendable, Hashable {
        public var line: Int
        public var column: Int
        public var rule: String
        public var text: String
        public var message: LocalizedText
    }

    public var message: LocalizedText {
        switch self {
        case .noClause:
            LocalizedText(
                zh: "没有找到条款。请在每一条的标题前写明类别：【必须】、【可选】、【禁止】或【问答】，例如“## 【必须】学区口径”。",
                en: "There is no clause. Begin each one's heading with its kind: [required], [optional], [forbidden] or [answer], as in “## [required] Schools”.")
        case .emptyClause(let title, let line):
            LocalizedText(zh: "第 \(line) 行：“\(title)”下面没有话术。", en: "Line \(line): there are no words under “\(title)”.")
        case .unknownMark(let mark, let line):
            LocalizedText(
                zh: "第 \(line) 行：不认识的类别“\(mark)”。应为 必须、可选、禁止、问答 之一。",
                en: "Line \(line): unknown kind “\(mark)”. It should be required, optional, forbidden or answer.")
        case .sameClause(let id, let line):
            LocalizedText(zh: "第 \(line) 行：条款“\(id)”重复。", en: "Line \(line): the clause “\(id)” is there twice.")
        case .findings(let places):
            LocalizedText(
                zh: "话术里有 \(places.count) 处错误级风险，不能送审：\n" + places.map { "  \($0.line):\($0.column)  \($0.text)  \($0.message.zh)（\($0.rule)）" }.joined(separator: "\n"),
                en: "The script has \(places.count) findings of the severity error and cannot be proposed:\n" + places.map { "  \($0.line):\($0.column)  \($0.text)  \($0.message.en) (\($0.rule))" }.joined(separator: "\n"))
        }
    }
}
