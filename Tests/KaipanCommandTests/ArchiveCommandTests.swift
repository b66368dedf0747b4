import Foundation
import KaipanTestSupport
import Testing

@Suite("kaipan archive")
struct ArchiveCommandTests {
    private struct Desk {
        let work: Workspace
        let environment: [String: String]

        func run(_ arguments: [String], input: String = "") throws -> KaipanProcess.Outcome {
            try KaipanProcess.run(
                arguments + ["--language", "en"], input: Array(input.utf8), environment: environment, in: work.folder)
        }

        /// A command that must succeed; its first line of output.
        @discardableResult
        func first(_ arguments: [String]) throws -> String {
            let outcome = try run(arguments)
            #expect(outcome.status == 0, "\(arguments): \(outcome.err)")
            return outcome.out.split(separator: "\n").first.map(String.init) ?? ""
        }
    }

    /// An archive with a member of each role, whose keys are `<role>.key`.
    private func withArchive(_ files: [String: String] = [:], _ body: (Desk) throws -> Void) throws {
        try Workspace.with(files) { work in
            let environment = ["KAIPAN_ARCHIVE": work.folder + "/archive", "KAIPAN_RULES": Project.path("Rules")]
            let made = try KaipanProcess.run(
                ["archive", "init", "--name", "archive.example/test", "--key-file", "master.key", "--administrator", "admin.key", "--language", "en"],
                environment: environment, in: work.folder)
            #expect(made.status == 0, "\(made.err)")
            let master = try String(contentsOfFile: work.folder + "/master.key", encoding: .utf8)
            let desk = Desk(work: work, environment: environment.merging(["KAIPAN_MASTER_KEY": master]) { $1 })
            for role in ["manager", "legal", "privacy", "quality", "agent"] {
                let key = try desk.first(["archive", "member", "key", "\(role).key"]).split(separator: " ").map(String.init)
                try desk.first(["archive", "member", "add"] + key + ["--name", role, "--roles", role, "--as", "admin.key"])
            }
            try body(desk)
        }
    }

    private let talk = "置业顾问：您好，欢迎来到澜汀雅苑。\n客户：这里有地铁吗？\n置业顾问：地铁以规划部门公布的为准。\n客户：好的。\n"

    @Test func `a drop folder is watched, and a file waits until nobody writes to it`() throws {
        try withArchive(["drop/early.txt": talk]) { desk in
            let late = desk.work.folder + "/drop/late.txt", half = talk.replacingOccurrences(of: "客户：好的。\n", with: "")
            var written = 0
            let outcome = try KaipanProcess.run(
                ["archive", "import", "drop", "--watch", "--as", "manager.key", "--language", "en"], environment: desk.environment,
                in: desk.work.folder
            ) { output in
                if written == 0, output.contains("early.txt") {
                    try Data(half.utf8).write(to: URL(fileURLWithPath: late))
                    written = 1
                } else if written > 0, written < 25 {
                    // Somebody copies slowly: the file changes for more than two seconds.
                    try Data((half + String(repeating: "\n", count: written)).utf8).write(to: URL(fileURLWithPath: late))
                    written += 1
                } else if written == 25 {
                    try Data((half + "客户：好的，我再想想。\n").utf8).write(to: URL(fileURLWithPath: late))
                    written += 1
                }
                return output.contains("late.txt")
            }
            #expect(outcome.isDone, "\(outcome.output)")
            #expect(outcome.output.contains("early.txt: ") && outcome.output.contains("4 utterances"), "\(outcome.output)")
            let found = try desk.run(["archive", "search", "再想想", "--as", "manager.key", "--purpose", "quality"])
            #expect(found.status == 0 && found.out.contains("我再想想"), "\(found.err)")
        }
    }

    @Test func `a talk is imported once, found again, and everything verifies`() throws {
        try withArchive(["talk.txt": talk]) { desk in
            let first = try desk.run(["archive", "import", "talk.txt", "--as", "manager.key"])
            #expect(first.status == 0 && first.out.contains("4 utterances"), "\(first.err)")
            let again = try desk.run(["archive", "import", "talk.txt", "--as", "manager.key"])
            #expect(again.out.contains("imported before"))
            for query in ["铁", "地铁", "地铁 role:seller", "\"规划部门\" NOT 学区"] {
                let found = try desk.run(["archive", "search", query, "--as", "manager.key", "--purpose", "quality"])
                #expect(found.status == 0 && found.out.contains("以规划部门公布的为准"), "\(query): \(found.err)")
            }
            let none = try desk.run(["archive", "search", "学区", "--as", "manager.key", "--purpose", "quality"])
            #expect(none.status == 1 && none.out == "nothing was found for “学区”\n", "\(none.out)")
            let json = try desk.run(["archive", "search", "地铁", "--format", "json", "--as", "manager.key", "--purpose", "quality"])
            let object = try #require(try JSONSerialization.jsonObject(with: Data(json.out.utf8)) as? [String: Any])
            #expect((object["hits"] as? [Any])?.count == 2)
            let verified = try desk.run(["archive", "verify"])
            #expect(verified.status == 0 && verified.out.contains("everything is what was written"), "\(verified.out)")
        }
    }

    @Test(arguments: ["en", "zh"], [
        ("update entry set time = time + 1 where position = 2", "✗ entry 2", "column time"),
        ("delete from node where id = (select max(id) from node)", "✗ node", "hash"),
        ("update utterance set body = x'00' where number = 1", "✗ utterance", "SHA-256"), ("delete from link where relation = 'conversation'", "✗ entry", "table link"),
    ])
    func `what verify finds is told in the language that is asked for`(
        language: String, damage: (statement: String, object: String, word: String)
    ) throws {
        try withArchive(["talk.txt": talk]) { desk in
            try desk.first(["archive", "import", "talk.txt", "--as", "manager.key"])
            let script = "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); assert c.execute(sys.argv[2]).rowcount > 0; c.commit()"
            let changed = try #require(Python.run(["-c", script, desk.work.folder + "/archive/records.db", damage.statement]))
            #expect(changed.status == 0, "\(changed.output)")
            let verified = try KaipanProcess.run(["archive", "verify", "--language", language], environment: desk.environment, in: desk.work.folder)
            #expect(verified.status == 1)
            let problems = verified.out.split(separator: "\n").filter { $0.hasPrefix("✗") }
            #expect(problems.contains { $0.hasPrefix(damage.object) && $0.contains(damage.word) }, "\(verified.out)")
            for problem in problems {
                let isChinese = problem.unicodeScalars.contains { (0x3400...0x9FFF).contains($0.value) }
                #expect(isChinese == (language == "zh"), "\(problem)")
            }
        }
    }

    @Test func `who may not, or says no purpose, is told so with status 2`() throws {
        try withArchive(["talk.txt": talk]) { desk in
            try desk.first(["archive", "import", "talk.txt", "--as", "agent.key"])
            let agent = try desk.run(["archive", "search", "地铁", "--as", "agent.key", "--purpose", "quality"])
            #expect(agent.status == 2 && agent.err.contains("Not allowed"))
            let purpose = try desk.run(["archive", "search", "地铁", "--as", "legal.key"])
            #expect(purpose.status == 2 && purpose.err.contains("--purpose"))
            let nobody = try desk.run(["archive", "search", "地铁"])
            #expect(nobody.status == 2 && nobody.err.contains("KAIPAN_MEMBER"))
        }
    }

    @Test func `an erasure goes from the request over two approvals to the end`() throws {
        try withArchive(["talk.txt": talk]) { desk in
            let out = try desk.run(["archive", "import", "talk.txt", "--as", "manager.key"]).out
            let conversation = try #require(out.split(separator: "\n").dropFirst().first).trimmingCharacters(in: .whitespaces)
            let request = try desk.first(["archive", "erase", conversation, "--reason", "consent-withdrawn", "--as", "privacy.key"])
            #expect(try desk.run(["archive", "erase", "--run", request, "--as", "privacy.key"]).status == 2)
            #expect(try desk.first(["archive", "approve"]).hasPrefix(request))
            for role in ["legal", "manager"] { try desk.first(["archive", "approve", request, "--as", "\(role).key"]) }
            try desk.first(["archive", "erase", "--run", request, "--as", "privacy.key"])
            let shown = try desk.run(["archive", "show", conversation, "--as", "legal.key", "--purpose", "dispute"])
            #expect(shown.out.contains("the content was erased") && !shown.out.contains("地铁"))
            #expect(try desk.run(["archive", "search", "地铁", "--as", "manager.key", "--purpose", "quality"]).status == 1)
            #expect(try desk.run(["archive", "verify"]).status == 0)
        }
    }

    @Test func `a script is checked, approved, published and in force at its time`() throws {
        let script = try String(contentsOfFile: Project.path("Fixtures/scripts/学区-1.md"), encoding: .utf8)
        try withArchive(["s.md": script, "bad.md": "# 口径\n\n## 【必须】升值\n\n本项目升值潜力无限，稳赚不赔。\n"]) { desk in
            let base = ["script", "publish", "--topic", "学区", "--valid-from", "2026-03-01", "--as", "manager.key"]
            let refused = try desk.run(base + ["bad.md"])
            #expect(refused.status == 2 && refused.err.contains("5:") && refused.err.contains("升值"))
            let request = try desk.first(base + ["s.md"])
            for role in ["legal", "quality"] { try desk.first(["archive", "approve", request, "--as", "\(role).key"]) }
            let id = try desk.first(["script", "publish", "--request", request, "--as", "manager.key"])
            #expect(try desk.first(["script", "in-force", "--at", "2026-03-01T08:00"]).hasPrefix(id))
            #expect(try desk.first(["script", "in-force", "--at", "2026-02-28"]).contains("no script"))
            #expect(try desk.first(["script", "list"]).hasPrefix(id))
            #expect(try desk.run(["script", "diff", id, id]).status == 0)
        }
    }

    @Test(arguments: [
        (["archive", "status"], "there is no archive"),
        (["archive", "init", "--name", "a b", "--administrator", "x.key"], "must not be empty, have spaces"),
    ])
    func `mistakes are said with what to do`(arguments: [String], words: String) throws {
        try Workspace.with([:] as [String: String]) { work in
            let key = Data(repeating: 1, count: 32).base64EncodedString()
            let outcome = try KaipanProcess.run(
                arguments + ["--language", "en"], environment: ["KAIPAN_MASTER_KEY": key, "KAIPAN_ARCHIVE": work.folder + "/none"], in: work.folder)
            #expect(outcome.status == 2 && outcome.err.contains(words), "\(outcome.err)")
        }
    }
}
