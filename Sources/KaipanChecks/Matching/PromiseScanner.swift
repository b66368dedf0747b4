import KaipanDocuments
import KaipanRules
import KaipanText

/// Finds what the promise rules of a set take out of texts; a value that any thread may use.
public struct PromiseScanner: Sendable {
    /// Words that a rule took out.
    public struct Hit: Sendable, Hashable {
        /// The rule's identifier.
        public var rule: String
        /// In the text, in UTF-8 bytes.
        public var range: Range<Int>

        public init(rule: String, range: Range<Int>) {
            self.rule = rule
            self.range = range
        }
    }

    public let rules: RuleSet
    private let checker: DocumentChecker
    private let active: [DocumentKind: ActiveRules]
    private let settings: CheckSettings

    /// - Parameters:
    ///   - rules: any set; of its rules those with the check `promise` count.
    ///   - settings: the day whose law applies, the city, and rules that are switched off.
    public init(rules: RuleSet, settings: CheckSettings) {
        self.rules = rules
        self.settings = settings
        checker = DocumentChecker(rules: rules)
        var active: [DocumentKind: ActiveRules] = [:]
        for kind in DocumentKind.allCases {
            active[kind] = ActiveRules(ActiveRule.select(from: rules, kind: kind, settings: settings, aim: .promises), of: rules)
        }
        self.active = active
    }

    /// What stands in one text, in its order.
    ///
    /// - Parameters:
    ///   - text: a paragraph, a clause, what somebody said in one go.
    ///   - kind: of the document that it is a part of.
    /// - Complexity: O(n).
    public func hits(in text: String, kind: DocumentKind, speaker: Speaker = .seller) -> [Hit] {
        guard let active = active[kind], !text.isEmpty else { return [] }
        var options = ReadingOptions()
        options.encoding = .utf8
        // A colon in somebody's words names nobody.
        guard let document = try? PlainTextReader(readsSpeakers: false, dividesParagraphs: false).read(Array(text.utf8), path: "", options: options) else { return [] }
        return checker.check(document, file: "", kind: kind, active: active, settings: settings, speaker: speaker).findings.compactMap {
            guard let first = $0.segments.first, let last = $0.segments.last else { return nil }
            return Hit(rule: $0.rule, range: first.lowerBound..<last.upperBound)
        }
    }
}
