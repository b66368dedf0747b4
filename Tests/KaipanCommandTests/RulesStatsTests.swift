import Foundation
import Testing

@Suite("kaipan rules stats")
struct RulesStatsTests {
    private func stats(_ work: Workspace, _ arguments: [String]) throws -> KaipanProcess.Outcome {
        try KaipanProcess.run(["rules", "stats"] + arguments, in: work.folder)
    }

    private static let decisions = """
        {"rule":"promise","verdict":"wrong","why":"税","context":"应缴纳土地[增值]税款"}
        {"rule":"promise","verdict":"wrong","why":"税","context":"免征土地[增值]税，请咨询"}
        {"rule":"promise","verdict":"wrong","why":"税","context":"土地[增值]税由出卖人承担"}
        {"rule":"promise","verdict":"wrong","why":"否认","context":"我司从不承诺任何[增值]幅度"}
        {"rule":"promise","verdict":"wrong","why":"否认","text":"增值","before":"本公司不承诺项目","after":"前景"}

        {"rule":"promise","verdict":"right","excerpt":{"before":"投资首选，","match":"增值","after":"无忧"},"start":{"line":3},"basis":[{"law":"广告法"}],"part":null}
        {"rule":"promise","verdict":"right","context":"未来[增值]可期"}
        {"rule":"other","verdict":"right","fingerprint":"ab"}
        {"rule":"other","verdict":"","context":"[x]"}
        {"rule":"other"}

        """

    @Test func measuresAndSuggests() throws {
        try Workspace.with(["d.ndjson": Self.decisions]) { work in
            let outcome = try stats(work, ["d.ndjson"])
            #expect(outcome.status == 0, "\(outcome.err)")
            #expect(outcome.out == """
                          right   wrong   precision     95 % interval
                promise       2       5       28.6%        8.2%–64.1%
                other         1       0      100.0%      20.7%–100.0%

                promise: 5 wrong (税 3, 否认 2)
                  except:
                    covering:
                      - 土地增值税  # 3 of 5 wrong contexts, 0 of 2 right ones
                    clause:
                      - 不承诺  # 2 of 5 wrong contexts, 0 of 2 right ones

                2 rules, 3 right, 5 wrong, 2 undecided

                """)
        }
    }

    @Test func isJSONToo() throws {
        struct Report: Decodable {
            struct Rule: Decodable {
                struct Candidate: Decodable, Equatable {
                    var key: String
                    var yaml: String
                    var excepted: Int
                }
                var rule: String
                var right: Int
                var wrong: Int
                var precision: Double
                var candidates: [Candidate]
            }
            var rules: [Rule]
            var undecided: Int
        }
        try Workspace.with(["d.ndjson": Self.decisions]) { work in
            let report = try JSONDecoder().decode(Report.self, from: Data(stats(work, ["d.ndjson", "--format", "json"]).out.utf8))
            #expect(report.rules.map(\.rule) == ["promise", "other"])
            #expect(report.rules[0].precision == 0.2857)
            #expect(report.rules[0].candidates == [.init(key: "covering", yaml: "土地增值税", excepted: 3), .init(key: "clause", yaml: "不承诺", excepted: 2)])
            #expect(report.undecided == 2)
        }
    }

    @Test("A row that cannot be understood has a place", arguments: [
        ("d.ndjson", "{\"rule\":\"a\",\"verdict\":\"righ\"}", "1:23: “verdict” cannot be “righ”; did you mean “right”?"),
        ("d.ndjson", "{\"rule\":\"a\",\"verdict\":\"maybe\"}", "1:23: “verdict” cannot be “maybe”; expected right or wrong"),
        ("d.ndjson", "\n{\"rule\":\"a\",\"verdit\":\"right\"}", "2:22: unknown key “verdit”; did you mean “verdict”?"),
        ("d.ndjson", "{\"rule\":\"a\",\"verdit\":1}", "1:13: unknown key “verdit”"),
        ("d.ndjson", "{\"rule\":\"a\" \"verdict\":\"right\"}", "1:13: expected a comma or }"),
        ("d.ndjson", "{\"verdict\":\"right\"}", "1:1: “rule” is missing"),
        ("d.ndjson", "{\"rule\":\"甲\",\"verdict\":true}", "1:23: “verdict” must be a text"),
        ("d.ndjson", "{\"rule\":\"a\",\"verdict\":\"right\",\"context\":\"无\"}", "1:41: “context” marks the words found"),
        ("d.ndjson", "[{\"rule\":\"a\"}]", "1:1: expected a JSON object"), ("d.ndjson", "{\"rule\":\"a\"} x", "1:14: something follows the object"),
        ("d.ndjson", "{\"rule\":\"a", "1:9: the quotation does not end"), ("d.ndjson", "{\"rule\":\"\\ud800\"}", "1:10: expected four hexadecimal digits"),
        ("d.ndjson", "{\"rule\":\"\\x\"}", "1:10: there is no escape \\x"), ("d.ndjson", "{\"rule\":oops}", "1:9: expected a JSON value"),
        ("d.csv", "rule,verdit\na,right\n", "1:6: there is no column “verdict”; should “verdit” be “verdict”?"),
        ("d.csv", "rule;why\na;b\n", "1:1: there is no column “verdict”"), ("d.csv", "", "1:1: is empty"),
        ("d.csv", "rule,verdict\na,right,x\n", "2:9: has 3 cells for 2 columns"), ("d.csv", "rule,verdict\na,\"right\n", "2:3: the quotation does not end"),
        ("d.csv", "rule,verdict\na,\"right\"x\n", "2:10: expected a separator"), ("d.csv", "rule,verdict,why\n\"a\n\nb\",right,\n,wrong,为何\n", "5:1: “rule” is missing"),
        ("d.csv", "rule,verdict\na,有错\n", "2:3: “verdict” cannot be “有错”"),
    ])
    func mistakes(_ name: String, _ text: String, _ message: String) throws {
        try Workspace.with([name: text]) { work in
            let outcome = try stats(work, [name])
            #expect(outcome.status == 2)
            #expect(outcome.out.isEmpty)
            #expect(outcome.err.hasPrefix("\(name):\(message)"), "\(outcome.err)")
        }
    }

    @Test func everyMistakeIsToldUpToALimit() throws {
        try Workspace.with(["d.ndjson": String(repeating: "{\"rule\":\"a\",\"verdict\":\"?\"}\n", count: 50)]) { work in
            let outcome = try stats(work, ["d.ndjson"])
            #expect(outcome.err.split(separator: "\n").count { $0.hasPrefix("d.ndjson:") } == 20)
        }
    }

    @Test("Spreadsheets store tables in many ways", arguments: [",", ";", "\t"])
    func tables(_ separator: String) throws {
        let rows = [
            ["\u{FEFF}Rule", "VERDICT", "why", "context"], ["a", "对", "", "\"x \"\"[y]\"\" z\""], ["a", " wrong ", "\"两\n行\"", "'=[y]"], ["", "", "", ""], ["a", "错", "", ""],
        ]
        let text = rows.map { $0.joined(separator: separator) + "\r\n" }.joined()
        try Workspace.with(["d.csv": text]) { work in
            let outcome = try stats(work, ["d.csv"])
            #expect(outcome.status == 0, "\(outcome.err)")
            #expect(outcome.out.contains("a          1       2       33.3%"), "\(outcome.out)")
            #expect(outcome.out.contains("a: 2 wrong (两 行 1)"))
        }
    }

    @Test func decidedBothWaysIsTold() throws {
        let text = "{\"rule\":\"a\",\"verdict\":\"right\",\"fingerprint\":\"f1\"}\n{\"rule\":\"a\",\"verdict\":\"wrong\",\"fingerprint\":\"f1\"}\n"
        try Workspace.with(["d.jsonl": text]) { work in
            let outcome = try stats(work, ["d.jsonl"])
            #expect(outcome.status == 0)
            #expect(outcome.out.contains("decided both ways:\n  a  f1\n"), "\(outcome.out)")
        }
    }

    /// What is suggested can be pasted: the rule then loads and is silent.
    @Test func suggestionsAreRules() throws {
        let contexts = ["满100%[稳赚]了不", "满100%[稳赚]的没"]
        let lines = contexts.map { "{\"rule\":\"own\",\"verdict\":\"wrong\",\"context\":\"\($0)\"}\n" }.joined()
            + "{\"rule\":\"own\",\"verdict\":\"wrong\",\"context\":\"\(contexts[0])\"}\n"
        try Workspace.with(["d.ndjson": lines]) { work in
            let out = try stats(work, ["d.ndjson", "--language", "zh"]).out
            // The same context counts once.
            let line = try #require(out.split(separator: "\n").first { $0.contains("      - ") })
            #expect(line == "      - 满100  # 错的 2 处中 2 处，对的 0 处中 0 处", "\(out)")
            let rule = """
                - id: own
                  title: 测
                  control: sales-material
                  severity: error
                  forbid: [稳赚]
                  except:
                    clause:
                \(line)
                  message: 测
                  tests: [{ bad: "[稳赚]" }, { ok: 满100%稳赚 }]

                """
            try Data(rule.utf8).write(to: URL(fileURLWithPath: work.path("own.yml")))
            let test = try KaipanProcess.run(["rules", "test", "own.yml"], in: work.folder)
            #expect(test.status == 0, "\(test.out)\(test.err)")
        }
    }

    // MARK: - sheet

    @Test func aSheetIsWhatStatsReads() throws {
        try Workspace.with(["a.txt": "未来升值空间[巨大]，\"=1\"。\n", "b.txt": "未来升值空间，不承诺升值空间。\n", "c.bin": "\u{0}"]) { work in
            let sheet = try KaipanProcess.run(["rules", "sheet", "--rules", work.pack, "."], in: work.folder)
            #expect(sheet.status == 0, "\(sheet.err)")
            let rows = sheet.out.split(separator: "\r\n")
            #expect(rows.count == 3, "\(sheet.out)")
            #expect(rows[0] == "\u{FEFF}verdict,why,rule,severity,text,context,path,line,fingerprint")
            #expect(rows[1].hasPrefix(",,promise,error,升值空间,"))
            // Not decided yet.
            try Data(sheet.out.utf8).write(to: URL(fileURLWithPath: work.path("d.csv")))
            try #expect(stats(work, ["d.csv"]).out.hasSuffix("0 rules, 0 right, 0 wrong, 2 undecided\n"))
            let decided = sheet.out.replacingOccurrences(of: "\r\n,,", with: "\r\nwrong,引用,")
            try Data(decided.utf8).write(to: URL(fileURLWithPath: work.path("d.csv")))
            let outcome = try stats(work, ["d.csv"])
            #expect(outcome.status == 0, "\(outcome.err)")
            #expect(outcome.out.contains("promise: 2 wrong (引用 2)\n  except:\n    covering:\n      - 未来升值空间  # 2 of 2"), "\(outcome.out)")
        }
    }

    @Test func aSheetOfOneRule() throws {
        try Workspace.with(["a.txt": "未来升值空间，全城第一。\n"]) { work in
            let run = { (arguments: [String]) in try KaipanProcess.run(["rules", "sheet", "--rules", work.pack, "a.txt"] + arguments, in: work.folder) }
            try #expect(run([]).out.split(separator: "\r\n").count == 3)
            try #expect(run(["--only", "absolute"]).out.split(separator: "\r\n").count == 2)
            try #expect(run(["--only", "absolut"]).status == 2)
        }
    }
}
