import Foundation
import Testing

@Suite("kaipan rules")
struct RulesCommandTests {
    private func rules(_ work: Workspace, _ arguments: [String]) throws -> KaipanProcess.Outcome {
        try KaipanProcess.run(["rules", arguments[0], "--rules", work.pack] + arguments.dropFirst(), in: work.folder)
    }

    private let none: [String: String] = [:]

    // MARK: - list

    @Test func listNamesEveryRule() throws {
        try Workspace.with(none) { work in
            let outcome = try rules(work, ["list"])
            #expect(outcome.status == 0)
            let lines = outcome.out.split(separator: "\n")
            #expect(lines.map { $0.prefix { $0 != " " } }.prefix(6) == ["promise", "absolute", "opinion", "contract-only", "permit", "city-wording"])
            #expect(lines[5].contains("440100"))
            #expect(lines.last?.hasPrefix("6 rules, tried 1.0, digest ") == true)
        }
    }

    @Test func listIsJSONToo() throws {
        struct Entry: Decodable {
            var id: String
            var check: String
            var severity: String
            var documents: [String]
        }
        try Workspace.with(none) { work in
            let outcome = try rules(work, ["list", "--json"])
            let entries = try JSONDecoder().decode([Entry].self, from: Data(outcome.out.utf8))
            #expect(entries.count == 6)
            #expect(entries[3].documents == ["contract"])
            #expect(entries[4].check == "require")
            #expect(!entries[0].documents.contains("notice"))
        }
    }

    // MARK: - explain

    @Test func explainTellsReasonLawAndExamples() throws {
        try Workspace.with(none) { work in
            let outcome = try rules(work, ["explain", "promise"])
            #expect(outcome.status == 0)
            for words in ["promises appreciation", "广告法 26(1)", "2015-09-01", "未来[升值空间]巨大", "不承诺", "national/rules.yml:1", "advertisement"] {
                #expect(outcome.out.contains(words), "\(words)")
            }
        }
    }

    @Test(arguments: [("promis", "did you mean “promise”"), ("contract-onyl", "did you mean “contract-only”"), ("zzzzzzzzzzzz", "rules list")])
    func explainNamesTheNearest(_ id: String, _ hint: String) throws {
        try Workspace.with(none) { work in
            let outcome = try rules(work, ["explain", id])
            #expect(outcome.status == 2)
            #expect(outcome.err.contains(hint), "\(outcome.err)")
            #expect(outcome.out.isEmpty)
        }
    }

    // MARK: - test

    @Test func testTriesTheExamples() throws {
        try Workspace.with(none) { work in
            let outcome = try rules(work, ["test"])
            #expect(outcome.status == 0, "\(outcome.out)")
            #expect(outcome.out.hasPrefix("6 rules, 12 examples, "))
            #expect(outcome.out.hasSuffix(" 0 failed\n"))
        }
    }

    @Test func testOnlyOne() throws {
        try Workspace.with(none) { work in
            try #expect(rules(work, ["test", "--only", "promise"]).out.hasPrefix("1 rule, 2 examples, "))
            // A slip must not pass for success.
            for others in [[], ["--only", "promise"]] {
                let slip = try rules(work, ["test", "--only", "promis"] + others)
                #expect(slip.status == 2)
                #expect(slip.err.contains("did you mean “promise”"))
            }
        }
    }

    private static let wrong = """
        - id: wrong
          title: 错
          control: sales-material
          severity: error
          basis: [{ law: 广告法, from: 2015-09-01, verified: true }]
          forbid: [稳赚]
          message: 错
          tests:
            - bad: 投资[稳赚不赔]
            - ok: 稳赚

        """

    @Test func testShowsWhatFailed() throws {
        try Workspace.with(["wrong.yml": Self.wrong]) { work in
            let outcome = try rules(work, ["test", "wrong.yml"])
            #expect(outcome.status == 1)
            #expect(outcome.out.contains("wrong.yml:9:7: wrong  [plain]"))
            #expect(outcome.out.contains("expected: “稳赚不赔”"))
            #expect(outcome.out.contains("found: “稳赚”"))
            #expect(outcome.out.contains("wrong.yml:10:7: wrong  [plain]"))
            #expect(outcome.out.contains("1 rule, 2 examples"))
        }
    }

    @Test("Examples of one side prove nothing", arguments: [("            - ok: 稳赚\n", "no ok example"), ("            - bad: 投资[稳赚]\n", "no bad example")])
    func testWantsBothSides(_ without: String, _ words: String) throws {
        let sound = Self.wrong.replacingOccurrences(of: "[稳赚不赔]", with: "[稳赚]").replacingOccurrences(of: "ok: 稳赚", with: "ok: 稳健")
        let line = without.trimmingCharacters(in: .whitespacesAndNewlines).replacingOccurrences(of: "ok: 稳赚", with: "ok: 稳健")
        try Workspace.with(["one.yml": sound.replacingOccurrences(of: "    \(line)\n", with: "")]) { work in
            let outcome = try rules(work, ["test", "one.yml"])
            #expect(outcome.status == 1)
            #expect(outcome.out.contains(words), "\(outcome.out)")
        }
    }

    // MARK: - lint

    private static let lintable = sound.replacingOccurrences(
        of: "    - bad: 投资[稳赚]\n    - ok: 投资\n",
        with: "    - bad: 投资[稳赚]\n    - bad: 包您[稳赚]\n    - bad: 一定[稳赚]\n    - ok: 投资\n    - ok: 稳健\n    - ok: 赚钱\n")

    @Test func lintHasNothingToSayOfSoundRules() throws {
        try Workspace.with(["rules.yml": Self.lintable]) { work in
            let outcome = try rules(work, ["lint", "rules.yml"])
            #expect(outcome.status == 0, "\(outcome.out)")
            #expect(outcome.out == "1 rule, 0 errors, 0 warnings\n")
        }
    }

    static let complaints: [(from: String, to: String, status: Int32, line: String)] = [
        ("    - bad: 投资[稳赚]\n    - bad: 包您[稳赚]\n    - bad: 一定[稳赚]\n", "", 1, "1:7: error: sound: no bad example"),
        ("    - ok: 投资\n    - ok: 稳健\n    - ok: 赚钱\n", "", 1, "1:7: error: sound: no ok example"),
        ("  basis: [{ law: 广告法, from: 2015-09-01, verified: true }]\n", "", 0, "1:7: warning: sound: no legal basis"),
        ("from: 2015-09-01", "from: 2015-09-01, to: 2014-01-01", 1, "5:11: error: sound: the basis “广告法” ends before it begins"),
        ("[稳赚]\n  m", "[稳赚, 稳赚]\n  m", 0, "6:16: warning: sound: the pattern “稳赚” stands here twice"),
        ("forbid: [稳赚]", "forbid: [稳赚, '稳.?赚']", 0, "6:12: warning: sound: the pattern “稳赚” is covered by “稳.?赚”"),
        ("  message:", "  except: { covering: [不相干] }\n  message:", 0, "7:24: warning: sound: the exception “不相干” contains nothing"),
    ]

    private static let sound = wrong.replacingOccurrences(of: "id: wrong", with: "id: sound")
        .replacingOccurrences(of: "投资[稳赚不赔]", with: "投资[稳赚]").replacingOccurrences(of: "- ok: 稳赚", with: "- ok: 投资")

    @Test(arguments: complaints)
    func lintComplains(_ from: String, to: String, status: Int32, line: String) throws {
        let text = Self.lintable.replacingOccurrences(of: from, with: to)
        try #require(text != Self.lintable)
        try Workspace.with(["rules.yml": text]) { work in
            let outcome = try rules(work, ["lint", "rules.yml"])
            #expect(outcome.status == status, "\(outcome.out)")
            #expect(outcome.out.hasPrefix("rules.yml:\(line)"), "\(outcome.out)")
            // The mark stands under the place.
            let lines = outcome.out.split(separator: "\n")
            #expect(lines[2].hasSuffix("^") && lines[3].contains("To do: "), "\(outcome.out)")
            // What is for the author to judge fails only where that is asked for.
            try #expect(rules(work, ["lint", "rules.yml", "--strict"]).status == 1)
        }
    }

    @Test func lintIsJSONToo() throws {
        struct Report: Decodable {
            struct Complaint: Decodable, Equatable {
                var rule: String
                var code: String
                var level: String
                var line: Int
                var column: Int
                var excerpt: String
            }
            var rules: Int
            var complaints: [Complaint]
            var summary: [String: Int]
        }
        let text = Self.lintable.replacingOccurrences(of: "verified: true", with: "verified: false")
        try Workspace.with(["rules.yml": text]) { work in
            let outcome = try rules(work, ["lint", "rules.yml", "--format", "json"])
            #expect(outcome.status == 0)
            let report = try JSONDecoder().decode(Report.self, from: Data(outcome.out.utf8))
            #expect(report.rules == 1)
            #expect(report.complaints == [
                .init(rule: "sound", code: "unread-basis", level: "notice", line: 5, column: 11, excerpt: "  basis: [{ law: 广告法, from: 2015-09-01, verified: false }]")
            ])
            #expect(report.summary == ["error": 0, "warning": 0, "notice": 1])
            // People see the number, and the rest where they ask.
            try #expect(rules(work, ["lint", "rules.yml"]).out == "1 rule, 0 errors, 0 warnings\n1 notice: 1 unread-basis (--notices lists them)\n")
            try #expect(rules(work, ["lint", "rules.yml", "--notices"]).out.hasPrefix("rules.yml:5:11: notice: sound: the basis “广告法” was not read"))
        }
    }

    @Test func lintOnlyOne() throws {
        try Workspace.with(["rules.yml": Self.lintable.replacingOccurrences(of: "    - ok: 稳健\n", with: "")]) { work in
            try #expect(rules(work, ["lint", "rules.yml", "--only", "sound"]).out.hasSuffix("1 rule, 0 errors, 1 warning\n"))
            let slip = try rules(work, ["lint", "--only", "promis"])
            #expect(slip.status == 2)
            #expect(slip.err.contains("did you mean “promise”"))
        }
    }

    @Test func lintFindsAnOverrideOfNoRule() throws {
        try Workspace.with(["pack.yml": "name: own\ncity: \"440100\"\noverride: [{ id: promis, severity: off }]\n", "rules.yml": Self.sound]) { work in
            let outcome = try rules(work, ["lint", work.folder])
            #expect(outcome.status == 1)
            #expect(outcome.out.contains("did you mean “promise”"), "\(outcome.out)")
        }
    }

    // MARK: - Broken rules

    @Test(arguments: [["list"], ["explain", "promise"], ["test"], ["lint"]])
    func aBrokenRuleIsTwoWithPlaceAndExcerpt(_ arguments: [String]) throws {
        try Workspace.with(["own.yml": Self.sound.replacingOccurrences(of: "稳赚]\n  m", with: "稳赚，]\n  m")]) { work in
            let outcome = try rules(work, arguments + ["--add-rules", "own.yml"])
            #expect(outcome.status == 2)
            #expect(outcome.out.isEmpty)
            #expect(outcome.err.contains("own.yml:6:12: pattern “稳赚，”: “，” can never match"), "\(outcome.err)")
            // The mark stands under the pattern.
            #expect(outcome.err.hasSuffix("      forbid: [稳赚，]\n" + String(repeating: " ", count: 15) + "^\n"), "\(outcome.err)")
        }
    }

    @Test func theMarkStandsUnderThePlaceBehindHanCharacters() throws {
        try Workspace.with(["own.yml": Self.sound.replacingOccurrences(of: "[稳赚]\n  m", with: "[房产稳赚, 學校]\n  m")]) { work in
            let lines = try rules(work, ["list", "--add-rules", "own.yml"]).err.split(separator: "\n")
            try #require(lines.count == 3)
            // 4 of indent, 11 of `  forbid: [`, 8 of four Han characters, 2 of the comma and the space.
            #expect(lines[2] == String(repeating: " ", count: 25) + "^")
        }
    }

    @Test func theBuiltInRulesAreSound() throws {
        let lint = try KaipanProcess.run(["rules", "lint"])
        #expect(lint.status == 0, "\(lint.out)")
        let test = try KaipanProcess.run(["rules", "test"])
        #expect(test.status == 0, "\(test.out)")
        #expect(test.out.contains(" 0 failed"))
    }
}
