import Foundation
import KaipanArchive
import KaipanChecks
import KaipanRules
import KaipanText

/// What complaints teach the rules: which rule would have caught the words before they were said, and which phrase none does.
public struct ComplaintFeedback: Sendable, Hashable {
    /// A rule that finds something in what complaints are about.
    public struct Caught: Sendable, Hashable {
        public var rule: String
        public var title: LocalizedText
        public var severity: Severity
        public var complaints: Int
        public var statements: Int
        public var example: String

        public init(rule: String, title: LocalizedText, severity: Severity, complaints: Int, statements: Int, example: String) {
            self.rule = rule
            self.title = title
            self.severity = severity
            self.complaints = complaints
            self.statements = statements
            self.example = example
        }
    }

    /// The most frequent first.
    public var caught: [Caught]
    /// Phrases of several complaints that no rule finds, the most frequent first.
    public var phrases: [PhraseMiner.Phrase]
    public var statements: Int
    /// Statements in which no rule finds anything.
    public var uncaught: Int

    /// Of no statement.
    public init() {
        caught = []
        phrases = []
        statements = 0
        uncaught = 0
    }

    /// - Parameters:
    ///   - statements: what the sellers said or promised; a sentence that several complaints are about counts once.
    ///   - approved: texts that sellers are told to say, whose phrases are not proposed.
    ///   - check: applies the packs; the law is that of the day of each statement.
    /// - Throws: what reading the statements as a conversation throws.
    public init(_ statements: [ComplaintStatement], approved: [String] = [], check: ConversationCheck) throws {
        var complaints: [SourceReference: Set<RecordID>] = [:], single: [ComplaintStatement] = []
        for statement in statements {
            if complaints[statement.source] == nil { single.append(statement) }
            complaints[statement.source, default: []].insert(statement.complaint)
        }
        var caught: [String: (rule: Caught, complaints: Set<RecordID>)] = [:], order: [String] = [], rest: [(statement: ComplaintStatement, text: String)] = []
        uncaught = 0
        for statement in single {
            let utterance = Utterance(number: 0, role: .seller, text: statement.text)
            let findings = try check.findings(in: [utterance], on: statement.time?.dayInChina).filter { $0.number != nil }.map(\.finding)
            if findings.isEmpty { uncaught += 1 }
            // What a rule found is left out; the words beside it may still be those that no rule knows.
            let text = findings.reduce(statement.text) { $1.text.isEmpty ? $0 : $0.replacingOccurrences(of: $1.text, with: "\n") }
            rest.append((statement, text))
            var seen: Set<String> = []
            for finding in findings where seen.insert(finding.rule).inserted {
                if caught[finding.rule] == nil {
                    order.append(finding.rule)
                    caught[finding.rule] = (
                        Caught(rule: finding.rule, title: finding.title, severity: finding.severity, complaints: 0, statements: 0, example: statement.text), [])
                }
                caught[finding.rule]?.complaints.formUnion(complaints[statement.source] ?? [])
                caught[finding.rule]?.rule.statements += 1
            }
        }
        self.caught = order.compactMap { id in
            guard var entry = caught[id] else { return nil }
            entry.rule.complaints = entry.complaints.count
            return entry.rule
        }.sorted { $0.complaints != $1.complaints ? $0.complaints > $1.complaints : $0.rule.utf8.lexicographicallyPrecedes($1.rule.utf8) }
        var numbers: [RecordID: Int] = [:]
        phrases = Array(PhraseMiner.phrases(in: rest.map { statement, text in
            let number = numbers[statement.complaint] ?? numbers.count
            numbers[statement.complaint] = number
            return (number, text)
        }).lazy.filter { phrase in !approved.contains { $0.contains(phrase.text) } }.prefix(20))
        self.statements = single.count
    }
}
