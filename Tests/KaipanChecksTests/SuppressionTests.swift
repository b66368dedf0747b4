import Foundation
import KaipanChecks
import KaipanDocuments
import KaipanRules
import KaipanTestSupport
import KaipanText
import Testing

/// Decisions to leave a finding, in comments and in a register.
@Suite("Suppressions")
struct SuppressionTests {
    /// Compiled once; nil fails whatever needs it.
    private static let pack = try? Project.rules.get()

    private static func report(_ text: String, _ name: String, asOf: String = "2026-11-22", severities: [String: Severity?] = [:]) throws -> DocumentReport {
        let rules = try #require(Self.pack)
        let settings = CheckSettings(asOf: try #require(CivilDate(asOf)), severities: severities)
        return Checker(rules: rules, options: .init(settings: settings)).check(Array(text.utf8), name: name)
    }

    /// A document with the words that stay open findings in marks, and the complaints about its suppressions.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var file: String
        var text: String
        var complaints: [String]

        init(_ name: String, _ file: String, _ text: String, _ complaints: [String] = []) {
            testDescription = name
            self.file = file
            self.text = text
            self.complaints = complaints
        }
    }

    static let rule = "investment-return"

    @Test("What a comment covers", arguments: [
        Case("the next block", "a.html", "<p>⟦稳赚不赔⟧</p><!-- kaipan-ignore \(rule) reason: 判决原文 --><p>稳赚不赔</p><p>⟦稳赚不赔⟧</p>"),
        Case("the block around it", "a.html", "<p>稳赚不赔<!-- kaipan-ignore \(rule) 理由: 判决原文 -->，稳赚不赔</p><p>⟦稳赚不赔⟧</p>"),
        Case("all keys, in Chinese", "a.html", "<!-- kaipan-ignore \(rule) 理由：判决 原文 由：张三 至：2027-03-31 --><p>稳赚不赔</p>"),
        Case("several rules", "a.html", "<!--kaipan-ignore feng-shui,\(rule) reason: x--><p>稳赚不赔</p>"),
        Case("the whole document", "a.html", "<p>稳赚不赔</p><p>稳赚不赔</p><!-- kaipan-ignore-document \(rule) reason: x -->"),
        Case("Markdown", "a.md", "⟦稳赚不赔⟧\n\n<!-- kaipan-ignore \(rule) reason: x -->\n\n稳赚不赔\n\n⟦稳赚不赔⟧\n"),
        Case("XML", "a.xml", "<a><p>⟦稳赚不赔⟧</p><!-- kaipan-ignore \(rule) reason: x --><p>稳赚不赔</p></a>"),
        Case("behind a multi-line comment's beginning", "a.html", "<!--\n  kaipan-ignore \(rule)\n  reason: x\n  until: 2027-01-01\n-->\n<p>稳赚不赔</p>"),
        Case("not another rule", "a.html", "<!-- kaipan-ignore feng-shui reason: x --><p>⟦稳赚不赔⟧</p>", ["suppression-unused"]),
        Case("not without a reason", "a.html", "<!-- kaipan-ignore \(rule) --><p>⟦稳赚不赔⟧</p>", ["suppression-incomplete"]),
        Case("not with an empty reason", "a.html", "<!-- kaipan-ignore \(rule) reason: until: 2027-01-01 --><p>⟦稳赚不赔⟧</p>", ["suppression-incomplete"]),
        Case("not without a rule", "a.html", "<!-- kaipan-ignore reason: x --><p>⟦稳赚不赔⟧</p>", ["suppression-incomplete"]),
        Case("not with a date that is none", "a.html", "<!-- kaipan-ignore \(rule) reason: x until: 明年 --><p>⟦稳赚不赔⟧</p>", ["suppression-incomplete"]),
        Case("not with a key twice", "a.html", "<!-- kaipan-ignore \(rule) reason: x reason: y --><p>⟦稳赚不赔⟧</p>", ["suppression-incomplete"]),
        Case("not with a key that is misspelt", "a.html", "<!-- kaipan-ignore \(rule) reason: x unti: 2027-01-01 --><p>⟦稳赚不赔⟧</p>", ["suppression-incomplete"]),
        Case("not with a Chinese key that there is not", "a.html", "<!-- kaipan-ignore \(rule) 理由: 引用 止: 2027-01-01 --><p>⟦稳赚不赔⟧</p>", ["suppression-incomplete"]),
        Case("colons inside a reason", "a.html", "<!-- kaipan-ignore \(rule) reason: see http://example.org and section12: text --><p>稳赚不赔</p>"),
        Case("not for a rule that there is not", "a.html", "<!-- kaipan-ignore investment-returns reason: x --><p>⟦稳赚不赔⟧</p>", ["suppression-incomplete"]),
        Case("not after its end", "a.html", "<!-- kaipan-ignore \(rule) reason: x until: 2026-11-21 --><p>⟦稳赚不赔⟧</p>", ["suppression-expired"]),
        Case("on its last day", "a.html", "<!-- kaipan-ignore \(rule) reason: x until: 2026-11-22 --><p>稳赚不赔</p>"),
        Case("not at the end of a document", "a.html", "<p>⟦稳赚不赔⟧</p><!-- kaipan-ignore \(rule) reason: x -->", ["suppression-unused"]),
        Case("its own block, from its end", "a.html", "<p>稳赚不赔<!-- kaipan-ignore \(rule) reason: x --></p><p>⟦稳赚不赔⟧</p>"),
        Case("its own cell", "a.html", "<table><tr><td>稳赚不赔<!-- kaipan-ignore \(rule) reason: x --></td><td>⟦稳赚不赔⟧</td></tr></table>"),
        Case("its own paragraph of Markdown", "a.md", "稳赚不赔 <!-- kaipan-ignore \(rule) reason: x -->\n\n⟦稳赚不赔⟧\n"),
        Case("behind other white space", "a.html", "<!--\u{3000}kaipan-ignore \(rule) reason: x --><p>稳赚不赔</p>"),
        Case("up to an odd end", "a.html", "<!-- kaipan-ignore \(rule) reason: x --!><p>稳赚不赔</p><!-- y -->"),
        Case("no code", "a.md", "```\n<!-- kaipan-ignore-document \(rule) reason: x -->\n```\n\n⟦稳赚不赔⟧ `<!-- kaipan-ignore-document \(rule) reason: x -->`\n"),
        Case("no attribute", "a.html", "<p>⟦稳赚不赔⟧<img alt='<!-- kaipan-ignore-document \(rule) reason: x -->'></p>"),
        Case("no script", "a.html", "<p>⟦稳赚不赔⟧</p><script>'<!-- kaipan-ignore-document \(rule) reason: x -->'</script>"),
        Case("no CDATA", "a.xml", "<a><p>⟦稳赚不赔⟧</p><q><![CDATA[<!-- kaipan-ignore-document \(rule) reason: x -->]]></q></a>"),
        Case("in the prolog of XML", "a.xml", "<?xml version='1.0'?>\n<!-- kaipan-ignore-document \(rule) reason: x -->\n<a><p>稳赚不赔</p></a>"),
        Case("no other comment", "a.html", "<!-- see kaipan-ignore \(rule) reason: x --><p>⟦稳赚不赔⟧</p>"),
        Case("no longer word", "a.html", "<!-- kaipan-ignored \(rule) reason: x --><p>⟦稳赚不赔⟧</p>"),
        Case("no text", "a.txt", "<!-- kaipan-ignore \(rule) reason: x --> ⟦稳赚不赔⟧"),
    ])
    func comments(_ example: Case) throws {
        let marked = MarkedText(example.text)
        let report = try Self.report(marked.text, example.file)
        let open = report.findings.filter { $0.suppression == nil && $0.rule == Self.rule }
        #expect(open.map { $0.segments.first?.lowerBound } == marked.spans.map(\.lowerBound))
        let complaints = report.findings.filter { $0.check == "suppression" }
        #expect(complaints.map(\.rule) == example.complaints)
        for complaint in complaints {
            // It points at the comment as it is written.
            let segment = try #require(complaint.segments.first)
            #expect(String(decoding: Array(marked.text.utf8)[segment], as: UTF8.self).hasPrefix("<!--"))
            #expect(!complaint.message.zh.isEmpty && !complaint.message.en.isEmpty)
        }
        #expect(report.findings.map(\.start) == report.findings.map(\.start).sorted())
    }

    @Test func aSuppressedFindingKeepsItsDecision() throws {
        let report = try Self.report(
            "<p>好</p>\n<!-- kaipan-ignore \(Self.rule) 理由: 引用 判决原文 由: 张三 至: 2027-03-31 -->\n<p>稳赚不赔</p>", "a.html")
        let decision = try #require(report.findings.first?.suppression)
        #expect(decision.reason == "引用 判决原文")
        #expect(decision.by == "张三")
        #expect(decision.until == CivilDate("2027-03-31"))
        #expect(decision.origin == .document)
        #expect(decision.line == 2)
    }

    @Test func complaintsHaveSeveritiesThatTheCompanyMayChange() throws {
        let text = "<!-- kaipan-ignore feng-shui reason: x --><p>好</p>"
        #expect(try Self.report(text, "a.html").findings.map(\.severity) == [.warning])
        #expect(try Self.report(text, "a.html", severities: ["suppression-unused": .error]).findings.map(\.severity) == [.error])
        #expect(try Self.report(text, "a.html", severities: ["suppression-unused": nil as Severity?]).findings.isEmpty)
    }

    // MARK: - The register

    /// Files that a register speaks of, with the open findings of the rule and the complaints.
    @Test("What a register covers", arguments: [
        ("- { rule: RULE, document: '*.docx.txt', reason: x }", 0, []), ("- { rule: RULE, document: 'other.txt', reason: x }", 2, ["suppression-unused"]),
        ("- { rule: RULE, text: 稳 赚 不 赔, reason: x }", 1, []), ("- { rule: RULE, text: 稳赚, reason: x }", 2, ["suppression-unused"]),
        ("- { rule: RULE, text: 稳赚不赔 }", 2, ["suppression-incomplete"]), ("- { rule: RULE, reason: x }", 2, ["suppression-incomplete"]),
        ("- { text: 稳赚不赔, reason: x }", 2, ["suppression-incomplete"]),
        ("- { rule: RULE, text: 稳赚不赔, reason: x, until: 2026-11-21 }", 2, ["suppression-expired"]),
        ("- { rule: RULE, text: 稳赚不赔, reason: x, until: 2026-11-22 }", 1, []), ("[]", 2, []), ("", 2, []),
        ("- { rule: RULE, fingerprint: '0', reason: x }", 2, ["suppression-unused"]),
    ])
    func register(_ text: String, _ open: Int, _ complaints: [String]) async throws {
        try await Project.withTemporaryFolder { folder in
            let path = folder.path + "/kaipan-suppressions.yml"
            try Data(text.replacing("RULE", with: Self.rule).utf8).write(to: URL(fileURLWithPath: path))
            let register = try SuppressionRegister(contentsOf: path)
            let settings = CheckSettings(asOf: try #require(CivilDate("2026-11-22")))
            var matcher = SuppressionMatcher(register, settings: settings, known: [Self.rule], roots: [folder.path])
            var report = try Self.report("好，稳赚不赔。\n零风险高回报。\n", folder.path + "/a.docx.txt")
            #expect(report.findings.filter { $0.rule == Self.rule }.count == 2)
            matcher.mark(&report)
            #expect(report.findings.filter { $0.rule == Self.rule && $0.suppression == nil }.count == open)
            #expect(matcher.report?.findings.map(\.rule) ?? [] == complaints)
            #expect(matcher.records.count { $0.state != nil } == complaints.count)
        }
    }

    @Test("A register's mistakes have a place", arguments: [
        ("rule: x\n", 1), ("- { rule: x, raeson: y }\n", 1), ("\n- { rule: x, reason: y, until: soon }\n", 2), ("- x\n", 1), ("- {\n", 2),
    ])
    func mistakes(_ text: String, _ line: Int) async throws {
        try await Project.withTemporaryFolder { folder in
            let path = folder.path + "/kaipan-suppressions.yml"
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            let error = #expect(throws: RuleError.self) { try SuppressionRegister(contentsOf: path) }
            #expect(error?.excerpt?.line == line)
        }
    }
}
