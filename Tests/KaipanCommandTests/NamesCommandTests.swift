import Foundation
import Testing

@Suite("kaipan names")
struct NamesCommandTests {
    private let registers = [
        "places.csv": """
            标准名称,地名类别,省,市,区县,地名代码
            听松家园,住宅区,浙江省,杭州市,西湖区,33010621800000000001
            听松路,街路巷,浙江省,杭州市,西湖区,33010621600000000002
            """,
        "marks.csv": """
            注册号,国际分类,商标名称,申请人名称,类似群,当前状态
            90000001,36,云里归,山外置业有限公司,3604,已注册
            90000001,37,云里归,山外置业有限公司,3702,已注册
            90000002,30,云里归,山外食品有限公司,3002,已注册
            """,
    ]

    private func names(_ work: Workspace, _ arguments: [String]) throws -> KaipanProcess.Outcome {
        try KaipanProcess.run(["names"] + arguments + ["--language", "en"], in: work.folder)
    }

    private func withIndex(_ files: [String: String] = [:], _ body: (Workspace) throws -> Void) throws {
        try Workspace.with(registers.merging(files) { $1 }) { work in
            for (file, register) in [("places.csv", "place"), ("marks.csv", "trademark")] {
                let outcome = try names(work, ["import", file, "--as", register, "--as-of", "2026-06-01"])
                #expect(outcome.status == 0, "\(outcome.err)")
            }
            try body(work)
        }
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test("an import can be repeated, and says what it did")
    func importIsIdempotent() throws {
        try withIndex { work in
            let again = try names(work, ["import", "marks.csv", "--as", "trademark", "--as-of", "2026-06-01"])
            #expect(again.out.contains("3 rows (0 new, 3 replaced, 0 removed), 0 refused"))
            let status = try names(work, ["status"])
            #expect(status.status == 0)
            #expect(status.out.contains("5 rows"))
        }
    }

    @Test("rows without a name are listed with line and reason")
    func rejectedRows() throws {
        try withIndex(["broken.csv": "商标名称,注册号\n云外,90000009\n,90000010\n"]) { work in
            let outcome = try names(work, ["import", "broken.csv", "--as", "trademark", "--rejected", "refused.csv"])
            #expect(outcome.status == 0)
            #expect(outcome.out.contains("1 refused, see refused.csv"))
            let refused = try String(contentsOfFile: work.folder + "/refused.csv", encoding: .utf8)
            #expect(refused.contains("\n3,"))
        }
    }

    @Test("a name is graded, and what was searched is said", arguments: [
        ("听松家园", 1, "prohibited", "place"), ("云里归", 1, "high", "trademark"),
    ])
    func checkGrades(_ name: String, _ status: Int32, _ grade: String, _ register: String) throws {
        try withIndex { work in
            let outcome = try names(work, ["check", name, "--city", "330100", "--format", "json"])
            #expect(outcome.status == status, "\(outcome.err)")
            let answer = try object(outcome.out)
            let hits = try #require(answer["hits"] as? [[String: Any]])
            #expect(hits.first?["grade"] as? String == grade)
            #expect(hits.first?["register"] as? String == register)
            #expect((answer["searched"] as? [Any])?.count == 2)
            #expect(answer["notSearched"] as? [String] == ["project"])
            #expect(answer["truncated"] as? Bool == false)
            for key in ["alignment", "facts", "reasons", "counterArguments", "score", "relation"] { #expect(hits.first?[key] != nil, "\(key)") }
        }
    }

    @Test("lines break between words")
    func linesBreakBetweenWords() throws {
        try withIndex { work in
            let outcome = try names(work, ["compare", "云里归", "云里桂"])
            let text = outcome.out.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(text.contains("for the same or similar services and likely to confuse"), "\(outcome.out)")
        }
    }

    @Test("nothing found is never leave to use a name")
    func nothingFound() throws {
        try withIndex { work in
            let outcome = try names(work, ["check", "明溪雅苑", "--city", "330100"])
            #expect(outcome.status == 0, "\(outcome.out)\(outcome.err)")
            #expect(outcome.out.contains("Nothing equal or similar was found in these registers."))
            #expect(outcome.out.contains("nothing imported, not searched"))
        }
    }

    @Test("class and owner decide", arguments: [(["--class", "30"], "high"), (["--owner", "山外"], "note")])
    func options(_ arguments: [String], _ grade: String) throws {
        try withIndex { work in
            let outcome = try names(work, ["check", "云里归", "--format", "json"] + arguments)
            let hits = try #require(try object(outcome.out)["hits"] as? [[String: Any]])
            #expect(hits.first?["grade"] as? String == grade)
        }
    }

    @Test("compare gives one hit")
    func compare() throws {
        try Workspace.with([String: String]()) { work in
            let outcome = try names(work, ["compare", "听松里", "云间听松里", "--format", "json"])
            #expect(outcome.status == 1)
            let hits = try #require(try object(outcome.out)["hits"] as? [[String: Any]])
            #expect(hits.count == 1)
            #expect(hits[0]["relation"] as? String == "contained")
        }
    }

    @Test("names are read line by line from standard input")
    func standardInput() throws {
        try withIndex { work in
            let outcome = try KaipanProcess.run(
                ["names", "check", "-", "--format", "json"], input: Array("听松家园\n\n云里归\n".utf8), in: work.folder)
            let lines = outcome.out.split(separator: "\n")
            #expect(try lines.map { try object(String($0))["name"] as? String } == ["听松家园", "云里归"])
        }
    }

    @Test("mistakes are named with what to do", arguments: [
        (["check", "听松", "--index", "none.nmx"], "kaipan names import"),
        (["check", "听松", "--city", "33"], "six digits"),
        (["check", "听松", "--class", "46"], "1 to 45"),
        (["compare", "听松", " "], "at least one character"),
        (["import", "none.csv", "--as", "place"], "none.csv"),
    ])
    func mistakes(_ arguments: [String], _ words: String) throws {
        try withIndex { work in
            let outcome = try names(work, arguments)
            #expect(outcome.status == 2)
            #expect(outcome.err.contains(words), "\(outcome.err)")
        }
    }

    @Test("a damaged index gives no answer")
    func damage() throws {
        try withIndex { work in
            let path = work.folder + "/names.nmx"
            var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            bytes[4096 + 20] ^= 1
            try bytes.write(to: URL(fileURLWithPath: path))
            let outcome = try names(work, ["status"])
            #expect(outcome.status == 2)
            #expect(outcome.err.contains("page 1"))
        }
    }

    // MARK: - kaipan check

    private let configuration = """
        kinds: [{ files: "names.txt", kind: name }]
        city: "330100"
        names: { index: names.nmx, promotion: [松间里], filed: 松间雅苑 }
        """

    @Test("hits become findings with the register's row, and names of one run are compared")
    func checkFindsConflicts() throws {
        try withIndex([".kaipan.yml": configuration, "names.txt": "听松家园\n明溪雅苑\n鸣溪雅苑\n"]) { work in
            let outcome = try KaipanProcess.run(["check", "names.txt", "--format", "json", "--language", "zh"], in: work.folder)
            let documents = try #require(try object(outcome.out)["documents"] as? [[String: Any]])
            let findings = try #require(documents.first?["findings"] as? [[String: Any]])
            let conflict = try #require(findings.first { $0["rule"] as? String == "name-conflict" })
            #expect(conflict["text"] as? String == "听松家园")
            #expect(conflict["severity"] as? String == "error")
            #expect((conflict["start"] as? [String: Any])?["line"] as? Int == 1)
            #expect(((conflict["notes"] as? [[String: Any]])?.first?["message"] as? String)?.contains("33010621800000000001") == true)
            #expect((conflict["hit"] as? [String: Any])?["grade"] as? String == "prohibited")
            let clash = try #require(findings.first { $0["rule"] as? String == "name-clash" })
            #expect(clash["text"] as? String == "鸣溪雅苑")
            #expect(((clash["notes"] as? [[String: Any]])?.first?["start"] as? [String: Any])?["line"] as? Int == 2)
        }
    }

    @Test("a promotion name wants the filed name beside it", arguments: [
        ("<h1>松间里 开放</h1>", 1), ("<h1>松间里（备案名：松间雅苑）</h1>", 0), ("<h1>云里归</h1>", 0),
    ])
    func promotionName(_ html: String, _ count: Int) throws {
        try withIndex([".kaipan.yml": configuration, "ad.html": "<html><body>\(html)</body></html>"]) { work in
            let outcome = try KaipanProcess.run(["check", "ad.html", "--format", "json"], in: work.folder)
            let documents = try #require(try object(outcome.out)["documents"] as? [[String: Any]])
            let findings = try #require(documents.first?["findings"] as? [[String: Any]])
            #expect(findings.filter { $0["rule"] as? String == "name-promotion-only" }.count == count, "\(outcome.out)")
        }
    }

    @Test("a name that a document states is judged like one of a list")
    func statedName() throws {
        try withIndex([".kaipan.yml": configuration, "ad.html": "<html><body><p>项目名称：巴黎听松苑，欢迎垂询。</p><p>我们去过巴黎。</p></body></html>"]) { work in
            let outcome = try KaipanProcess.run(["check", "ad.html", "--format", "json"], in: work.folder)
            let documents = try #require(try object(outcome.out)["documents"] as? [[String: Any]])
            let findings = try #require(documents.first?["findings"] as? [[String: Any]])
            let foreign = findings.filter { $0["rule"] as? String == "name-foreign" }
            #expect(foreign.map { $0["text"] as? String } == ["巴黎"])
            #expect((foreign.first?["start"] as? [String: Any])?["column"] as? Int == 21)
        }
    }
}
