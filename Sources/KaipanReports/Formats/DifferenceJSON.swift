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
        return comma + JSONText.encode(Page(document, language: language))
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

    private struct Page: Encodable {
        struct Problem: Encodable {
            var message: String
            var line: Int?
            var column: Int?
        }

        struct Change: Encodable {
            var change: String
            /// The finding under the old rules, and under the new ones.
            var old: JSONFinding?
            var new: JSONFinding?
        }

        var path: String
        var kind: DocumentKind
        var changes: [Change]
        var errors: [Problem]

        init(_ document: CorpusComparison.Document, language: Language) {
            path = document.path
            kind = document.kind
            changes = document.changes.map { change in
                Change(
                    change: change.kind.rawValue, old: change.old.map { JSONFinding($0, language: language) },
                    new: change.new.map { JSONFinding($0, language: language) })
            }
            errors = document.problems.map {
                Problem(message: $0.message[language], line: $0.position?.line, column: $0.position?.column)
            }
        }
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
