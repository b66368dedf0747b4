import Foundation
import Testing

@Suite("kaipan rules diff")
struct RulesDiffTests {
    private static let old = """
        - id: promise
          title: { zh: 承诺升值, en: Promise of appreciation }
          control: sales-material
          severity: error
          basis: [{ law: 广告法, article: "26(1)", from: 2015-09-01, verified: true }]
          forbid: [升值空间, 稳赚]
          except: { clause: [<refused>] }
          message: { zh: 承诺升值, en: promises appreciation }
          tests: [{ bad: "[升值空间]" }, { ok: 空间 }]
        - id: gone
          title: { zh: 旧规则, en: Old rule }
          control: sales-material
          severity: notice
          basis: [{ law: 广告法, from: 2015-09-01, verified: true }]
          forbid: [第一]
          message: 旧
          tests: [{ bad: "[第一]" }, { ok: 其一 }]
        - id: same
          title: { zh: 不变, en: Unchanged }
          control: sales-material
          severity: warning
          basis: [{ law: 广告法, from: 2015-09-01, verified: true }]
          forbid: [唯一]
          message: 不变
          tests: [{ bad: "[唯一]" }, { ok: 其一 }]

        """

    private static let added = """
        - id: fresh
          title: { zh: 新规则, en: New rule }
          control: sales-material
          severity: notice
          basis: [{ law: 广告法, from: 2020-01-01, verified: true }]
          documents: [contract]
          forbid: [唯一]
          message: 新
          tests: [{ bad: "[唯一]", kind: contract }, { ok: 其一, kind: contract }]

        """

    private static var new: String {
        let gone = old.range(of: "- id: gone")!.lowerBound..<old.range(of: "- id: same")!.lowerBound
        return old.replacingCharacters(in: gone, with: "").replacingOccurrences(of: "[升值空间, 稳赚]", with: "[升值空间巨大, 升值空间]")
            .replacingOccurrences(of: "severity: warning", with: "severity: error") + added
    }

    private static let corpus = [
        "docs/a.txt": "未来升值空间巨大。\n\n买到就是稳赚。\n", "docs/b.txt": "全城唯一，全城第一。\n", "docs/c.txt": "不提升值空间。\n", "docs/d.txt": "平常的话。\n",
    ]

    private func with<Result>(_ old: String = Self.old, _ new: String = Self.new, words: String = "refused: [不提]\n", _ body: (Workspace) throws -> Result) throws -> Result {
        try Workspace.with(
            Self.corpus.merging(
                ["old/rules.yml": old, "old/words.yml": "refused: [不提]\n", "new/rules.yml": new, "new/words.yml": words], uniquingKeysWith: { $1 }), body)
    }

    private func diff(_ work: Workspace, _ arguments: [String] = []) throws -> KaipanProcess.Outcome {
        try KaipanProcess.run(["rules", "diff", "old", "new", "--corpus", "docs"] + arguments, in: work.folder)
    }

    @Test func tellsRulesAndFindings() throws {
        try with { work in
            let outcome = try diff(work)
            #expect(outcome.status == 1, "\(outcome.err)")
            let lines = outcome.out.split(separator: "\n").dropFirst(2).map(String.init)
            #expect(lines == [
                "rules:", "  ~ promise", "      forbid: 稳赚 → 升值空间巨大", "  ~ same", "      severity: warning → error", "  + fresh  New rule",
                "  - gone  Old rule", "docs/a.txt  [advertisement]", "  ~ 1:3  error  promise  未来[升值空间巨大]。  was [升值空间]",
                "  - 3:5  error  promise  买到就是[稳赚]。", "docs/b.txt  [advertisement]", "  ~ 1:3  warning → error  same  全城[唯一]，全城第一。",
                "  - 1:8  notice  gone  全城唯一，全城[第一]。", "            added   removed  severity     words",
                "gone            ·         1         ·         ·", "promise         ·         1         ·         1",
                "same            ·         ·         1         ·", "4 documents, 2 with changes: 0 added, 2 removed, 2 changed, 0 the same",
            ], "\(lines.joined(separator: "\n"))")
        }
    }

    @Test("The circumstances decide what is compared", arguments: [
        (["--kind", "contract"], "fresh", true), (["--kind", "contract", "--as-of", "2019-01-01"], "fresh", false), ([], "fresh", false),
    ])
    func circumstances(_ arguments: [String], _ rule: String, _ isAdded: Bool) throws {
        try with { work in
            let text = try diff(work, arguments).out
            #expect(text.contains("  + 1:3  notice  \(rule)") == isAdded, "\(text)")
        }
    }

    @Test func aCityIsACircumstance() throws {
        let city = Self.added.replacingOccurrences(of: "  documents: [contract]\n", with: "").replacingOccurrences(of: ", kind: contract", with: "")
        try Workspace.with(Self.corpus.merging([
            "old/national/rules.yml": Self.old.replacingOccurrences(of: "<refused>", with: "不提"), "new/national/rules.yml": Self.old.replacingOccurrences(of: "<refused>", with: "不提"),
            "new/cities/440100/pack.yml": "name: city\ncity: \"440100\"\noverride: [{ id: gone, severity: off, reason: 不管 }]\n", "new/cities/440100/rules.yml": city,
        ], uniquingKeysWith: { $1 })) { work in
            let anywhere = try diff(work)
            #expect(anywhere.status == 0, "\(anywhere.out)")
            #expect(anywhere.out.contains("  ~ gone\n      override: +“440100: off”"), "\(anywhere.out)")
            let there = try diff(work, ["--city", "440106"])
            #expect(there.status == 1)
            #expect(there.out.contains("  + 1:3  notice  fresh"))
            #expect(there.out.contains("  - 1:8  notice  gone"))
        }
    }

    @Test func isJSONToo() throws {
        struct Report: Decodable {
            struct Rule: Decodable {
                var id: String
                var change: String
            }
            struct Found: Decodable {
                var rule: String
                var text: String
                var severity: String
            }
            struct Change: Decodable {
                var change: String
                var old: Found?
                var new: Found?
            }
            struct Page: Decodable {
                var path: String
                var changes: [Change]
            }
            struct Summary: Decodable {
                var documents: Int
                var added: Int
                var removed: Int
                var severity: Int
                var words: Int
                var unchanged: Int
            }
            var rules: [Rule]
            var documents: [Page]
            var summary: Summary
        }
        try with { work in
            let outcome = try diff(work, ["--format", "json"])
            #expect(outcome.status == 1)
            let report = try JSONDecoder().decode(Report.self, from: Data(outcome.out.utf8))
            #expect(report.rules.map { "\($0.change) \($0.id)" } == ["changed promise", "changed same", "added fresh", "removed gone"])
            #expect(report.documents.map(\.path) == ["docs/a.txt", "docs/b.txt"])
            #expect(report.documents[0].changes.map(\.change) == ["words", "removed"])
            #expect(report.documents[0].changes[0].old?.text == "升值空间" && report.documents[0].changes[0].new?.text == "升值空间巨大")
            #expect(report.documents[0].changes[1].new == nil)
            #expect(report.documents[1].changes[0].old?.severity == "warning" && report.documents[1].changes[0].new?.severity == "error")
            #expect((report.summary.documents, report.summary.removed, report.summary.words) == (4, 2, 1))
        }
    }

    @Test func theSameIsZero() throws {
        try with(Self.old, Self.old) { work in
            let outcome = try diff(work)
            #expect(outcome.status == 0)
            #expect(outcome.out.contains("no rule differs"))
            #expect(outcome.out.hasSuffix("4 documents, 0 with changes: 0 added, 0 removed, 0 changed, 4 the same\n"))
        }
    }

    /// A word list changes a rule that does not change itself.
    @Test func aWordListIsPartOfTheRule() throws {
        try with(Self.old, Self.old, words: "refused: [不说]\n") { work in
            let outcome = try diff(work)
            #expect(outcome.status == 1)
            #expect(outcome.out.contains("      except.clause: ~“<refused>” (its word list)"), "\(outcome.out)")
            #expect(outcome.out.contains("  + 1:3  error  promise  不提[升值空间]"), "\(outcome.out)")
        }
    }

    /// Rules may differ where no document shows it.
    @Test func rulesThatDifferInNothingFoundAreZero() throws {
        try with(Self.old, Self.old + Self.added) { work in
            let outcome = try diff(work)
            #expect(outcome.status == 0)
            #expect(outcome.out.contains("  + fresh"))
        }
    }

    @Test func briefTellsCountsOnly() throws {
        try with { work in
            let outcome = try diff(work, ["--brief"])
            #expect(outcome.status == 1)
            #expect(!outcome.out.contains("docs/a.txt"))
            #expect(outcome.out.contains("0 added, 2 removed, 2 changed"))
        }
    }

    @Test func sameOrderWhateverTheThreads() throws {
        try with { work in
            let outputs = try ["1", "2", "8"].map { try diff(work, ["--jobs", $0]).out }
            #expect(outputs[0] == outputs[1] && outputs[1] == outputs[2])
        }
    }

    @Test("What cannot be compared is two", arguments: [["--corpus", "nowhere"], ["--corpus", "broken.docx"]])
    func trouble(_ arguments: [String]) throws {
        try with { work in
            try Data("PK".utf8).write(to: URL(fileURLWithPath: work.path("broken.docx")))
            let outcome = try diff(work, arguments)
            #expect(outcome.status == 2, "\(outcome.out)")
            // The others are compared nevertheless.
            #expect(outcome.out.contains("docs/a.txt"))
        }
    }

    @Test func brokenRulesAreTwoWithTheirPlace() throws {
        try with(Self.old, Self.new.replacingOccurrences(of: "<refused>", with: "<refuse>")) { work in
            let outcome = try diff(work)
            #expect(outcome.status == 2)
            #expect(outcome.out.isEmpty)
            #expect(outcome.err.contains("new/rules.yml:7:22") && outcome.err.contains("did you mean “refused”"), "\(outcome.err)")
        }
    }
}
