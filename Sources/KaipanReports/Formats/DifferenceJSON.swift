import KaipanChecks
import KaipanRules
import KaipanText

/// Writes what a change of rules adds and removes, for programs: one object, a document at a time.
public struct DifferenceJSON {
    private let language: Language
    private var isFirst = true

    public init(language: Language) {
        self.language = language
    }

    public func begin(old: RuleSet, new: RuleSet, _ changes: [RuleChange]) -> String {
        let head = { (rules: RuleSet) in JSONText.encode(Pack(name: rules.name, version: rules.version, digest: rules.digest)) }
        let rules = JSONText.encode(changes.map { Entry($0, language: language) })
        return "{\"version\":1,\"old\":\(head(old)),\"new\":\(head(new)),\"rules\":\(rules),\"documents\":["
    }

    /// One document; nothing where nothing differs.
    public mutating func document(_ document: CorpusComparison.Document) -> String {
        guard !document.changes.isEmpty || !document.problems.isEmpty else { return "" }
        let comma = isFirst ? "\n" : ",\n"
        isFirst = false
        return comma + write(document)
    }

    public func end(_ summary: DifferenceSummary) -> String {
        "\n],\"summary\":" + JSONText.encode(Counts(summary)) + "}\n"
    }

    private struct Pack: Encodable {
        var name: String
        var version: String
        var digest: String
    }

    private struct Entry: Encodable {
        struct Aspect: Encodable {
            var key: String
            var removed: [String]
            var added: [String]
        }

        var id: String
        var title: String
        var change: String
        var aspects: [Aspect]

        init(_ change: RuleChange, language: Language) {
            id = change.id
            title = change.title[language]
            self.change = change.kind.rawValue
            aspects = change.aspects.map { Aspect(key: $0.key, removed: $0.removed, added: $0.added) }
        }
    }

    /// The document as an object, its keys in ascending order.
    private func write(_ document: CorpusComparison.Document) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("changes")
            writer.array(document.changes) { writer, change in
                writer.object { writer in
                    writer.key("change")
                    writer.string(change.kind.rawValue)
                    if let new = change.new {
                        writer.key("new")
                        JSONFinding(new, language: language, pages: nil).write(to: &writer)
                    }
                    // The finding under the old rules.
                    if let old = change.old {
                        writer.key("old")
                        JSONFinding(old, language: language, pages: nil).write(to: &writer)
                    }
                }
            }
            writer.key("errors")
            writer.array(document.problems) { writer, problem in
                writer.object { writer in
                    if let position = problem.position {
                        writer.key("column")
                        writer.number(position.column)
                        writer.key("line")
                        writer.number(position.line)
                    }
                    writer.key("message")
                    writer.string(problem.message[language])
                }
            }
            writer.key("kind")
            writer.string(document.kind.rawValue)
            writer.key("path")
            writer.string(document.path)
        }
        return writer.text
    }

    private struct Counts: Encodable {
        struct Rule: Encodable {
            var rule: String
            var added: Int
            var removed: Int
            var severity: Int
            var words: Int
        }

        var documents: Int
        var changedDocuments: Int
        var unreadable: Int
        var added: Int
        var removed: Int
        var severity: Int
        var words: Int
        var unchanged: Int
        var rules: [Rule]

        init(_ summary: DifferenceSummary) {
            documents = summary.documents
            changedDocuments = summary.changedDocuments
            unreadable = summary.unreadable
            added = summary.count(.added)
            removed = summary.count(.removed)
            severity = summary.count(.severity)
            words = summary.count(.words)
            unchanged = summary.unchanged
            rules = summary.byRule.sorted { $0.key < $1.key }.map { rule, counts in
                Rule(rule: rule, added: counts[.added], removed: counts[.removed], severity: counts[.severity], words: counts[.words])
            }
        }
    }
}
