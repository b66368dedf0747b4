import KaipanRules
import KaipanText

/// The suppressions that a project keeps in a file of their own, for documents that have no comments.
public struct SuppressionRegister: Sendable {
    /// One decision.
    struct Entry: Sendable {
        var rule: String
        /// The documents, as seen from the register's folder; nil is all.
        var document: FilePattern?
        /// The words, compared folded; nil is all.
        var text: String?
        var fingerprint: String?
        var reason: String
        var by: String?
        var until: CivilDate?
        /// What keeps it from being in order.
        var problem: LocalizedText?
        var place: RuleError.Excerpt
    }

    /// The name that a register has where nobody gave it another.
    public static let usualName = "kaipan-suppressions.yml"

    public let path: String
    let entries: [Entry]

    /// Reads a register.
    /// - Throws: `RuleError` with file, line and column where it is no list of entries with known keys.
    public init(contentsOf path: String) throws(RuleError) {
        self.path = path
        let file = try YAMLFile(contentsOf: path)
        var entries: [Entry] = []
        if let root = file.root {
            guard let items = root.sequence else {
                throw .wrongType(
                    file.excerpt(root), key: Self.usualName, expected: LocalizedText(zh: "条目列表（- rule: …）", en: "a list of entries (- rule: …)"))
            }
            for item in items {
                var entry = Entry(rule: "", reason: "", place: file.excerpt(item))
                for (name, value) in try file.mapping(
                    item, key: Self.usualName, allowed: ["rule", "document", "text", "fingerprint", "reason", "by", "until"])
                {
                    let key = name.string ?? ""
                    switch key {
                    case "rule": entry.rule = try file.string(value, key: key)
                    case "document": entry.document = FilePattern(try file.string(value, key: key))
                    case "text": entry.text = try file.string(value, key: key)
                    case "fingerprint": entry.fingerprint = try file.string(value, key: key)
                    case "reason": entry.reason = try file.string(value, key: key)
                    case "by": entry.by = try file.string(value, key: key)
                    default: entry.until = try file.date(value, key: key)
                    }
                }
                if entry.rule.isEmpty {
                    entry.problem = LocalizedText(zh: "没有写明规则（rule）", en: "it names no rule")
                } else if entry.reason.isEmpty {
                    entry.problem = LocalizedText(zh: "没有写明理由（reason）", en: "it gives no reason")
                } else if entry.document == nil, entry.text == nil, entry.fingerprint == nil {
                    entry.problem = LocalizedText(
                        zh: "没有写明文件（document）、文字（text）或指纹（fingerprint）", en: "it names no document, no text and no fingerprint")
                }
                entries.append(entry)
            }
        }
        self.entries = entries
    }
}
