import Foundation
import KaipanArchive
import KaipanChecks
import KaipanDocuments
import KaipanTestSupport
import KaipanText
import Testing

@Suite(.stores) struct ScriptTests {
    private static func fixture(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: Project.path("Fixtures/scripts/\(name)"))))
    }

    private static func check() throws -> ConversationCheck {
        ConversationCheck(rules: try Project.rules.get(), settings: CheckSettings(asOf: CivilDate("2026-03-01")!))
    }

    private func moment(_ text: String) throws -> Timestamp { try #require(Timestamp(text + "T00:00:00.000Z")) }

    private static func read(_ text: String, _ name: String) throws -> Script {
        try Script(DocumentFormat(path: name)!.read(Array(text.utf8), path: name))
    }

    @Test func `clauses are read with their kind, name and words`() throws {
        let script = try Script(DocumentFormat.markdown.read(Self.fixture("学区-1.md"), path: "学区-1.md"))
        #expect(script.title == "学区口径")
        #expect(script.clauses.map(\.id) == ["政策", "周边", "承诺", "入学"])
        #expect(script.clauses.map(\.kind) == [.required, .optional, .forbidden, .answer])
        #expect(script.clauses[2].text == "买了就能上澜汀小学\n保证入学")
        #expect(script.clauses[3].title == "孩子能上澜汀小学吗？")
    }

    @Test(arguments: [
        ("s.html", "<h1>口径</h1><h2>[required a] 地铁</h2><p>以规划部门公布的为准。</p><h2>【禁止】面积</h2><ul><li>买一层送一层</li></ul>"),
        ("s.xml", "<s><t>【必须 a】地铁</t><p>以规划部门公布的为准。</p><t>【禁止】面积</t><p>买一层送一层</p></s>"),
        ("s.txt", "【必说 a】地铁\n\n以规划部门公布的为准。\n\n【不得说】面积\n\n买一层送一层\n"),
    ])
    func `other formats say the same`(name: String, text: String) throws {
        let script = try Self.read(text, name)
        #expect(script.clauses == [
            ScriptClause(id: "a", kind: .required, title: "地铁", text: "以规划部门公布的为准。"),
            ScriptClause(id: "面积", kind: .forbidden, title: "面积", text: "买一层送一层"),
        ])
    }

    @Test(arguments: [
        ("# 口径\n\n正文\n", ScriptError.noClause),
        ("# 口径\n\n## 【必须】甲\n\n## 【可选】乙\n\n话\n", .emptyClause(title: "甲", line: 3)),
        ("# 口径\n\n## 【必需】甲\n\n话\n", .unknownMark("必需", line: 3)),
        ("## 【必须 甲】一\n\n话\n\n## 【可选 甲】二\n\n话\n", .sameClause(id: "甲", line: 5)),
    ])
    func `what is no script is refused at its line`(text: String, error: ScriptError) throws {
        #expect(throws: error) { try Self.read(text, "s.md") }
    }

    @Test func `errors of the rules are refused, but not what the forbidden clauses quote`() throws {
        let test = try TestArchive(.sqlite)
        let manager = try test.session(.manager)
        let proposal = ArchiveSession.ScriptProposal(topic: "学区", validFrom: try moment("2026-03-01"))
        _ = try manager.propose(Self.fixture("学区-1.md"), name: "学区-1.md", proposal, check: Self.check())
        let bad = "# 口径\n\n## 【必须】升值\n\n本项目升值潜力无限，稳赚不赔。\n"
        let error = try #require(throws: ScriptError.self) {
            try manager.propose(Array(bad.utf8), name: "s.md", proposal, check: Self.check())
        }
        guard case .findings(let places) = error else { return #expect(Bool(false), "\(error)") }
        #expect(places.allSatisfy { $0.line == 5 })
        #expect(places.contains { $0.text.contains("升值") })
    }

    @Test(arguments: StoreEngine.here)
    func `a script takes two approvals, and replaces its predecessor at its time`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        let manager = try test.session(.manager)
        func publish(_ name: String, from: String, over: RecordID? = nil) throws -> RecordID {
            let request = try manager.propose(
                Self.fixture(name), name: name,
                ArchiveSession.ScriptProposal(topic: "学区", validFrom: moment(from), supersedes: over), check: Self.check())
            #expect(throws: ArchiveError.self) { try manager.publish(request) }
            try test.session(.legal).decide(request, approve: true)
            try test.session(.quality).decide(request, approve: true)
            let id = try manager.publish(request)
            // Twice is once.
            #expect(try manager.publish(request) == id)
            return id
        }
        let first = try publish("学区-1.md", from: "2026-03-01")
        let before = Timestamp.now()
        Thread.sleep(forTimeInterval: 0.005)
        let second = try publish("学区-2.md", from: "2026-05-01", over: first)
        let archive = test.archive
        #expect(try archive.scriptsInForce(at: moment("2026-02-28")).isEmpty)
        #expect(try archive.scriptsInForce(at: moment("2026-04-30")).map(\.id) == [first])
        #expect(try archive.scriptsInForce(at: moment("2026-05-01")).map(\.id) == [second])
        // Before the second was recorded, the first was what held for May.
        #expect(try archive.scriptsInForce(at: moment("2026-05-01"), asKnownAt: before).map(\.id) == [first])
        try manager.withdraw(second, from: moment("2026-06-01"), reason: "口径有误")
        #expect(try archive.scriptsInForce(at: moment("2026-06-01")).isEmpty)
        #expect(try archive.scriptsInForce(at: moment("2026-05-31"), topic: "学区").map(\.id) == [second])
        #expect(try archive.scriptsInForce(at: moment("2026-05-31"), topic: "地铁").isEmpty)
        let difference = ScriptDifference(from: try archive.script(first).script.clauses, to: try archive.script(second).script.clauses)
        let kinds = difference.changes.map { change in
            switch change {
            case .same(let clause): "=\(clause.id)"
            case .added(let clause): "+\(clause.id)"
            case .removed(let clause): "-\(clause.id)"
            case .changed(_, let clause): "~\(clause.id)"
            }
        }
        #expect(kinds == ["~政策", "+落户", "-周边", "~承诺", "=入学"])
        #expect(try archive.verify().problems == [])
    }
}
