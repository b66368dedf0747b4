import Foundation
import KaipanTestSupport
import Testing

@Suite("kaipan evidence")
struct EvidenceCommandTests {
    /// An archive with a talk of four utterances; the body gets a runner and the conversation's id.
    private func withTalk(_ body: (Workspace, ([String]) throws -> KaipanProcess.Outcome, String) throws -> Void) throws {
        let talk = "置业顾问：您好，欢迎来到岚汀里。\n客户：这里有地铁吗？\n置业顾问：地铁以规划部门公布的为准。\n客户：好的，我电话13800000000。\n"
        try Workspace.with(["talk.txt": talk]) { work in
            var environment = ["KAIPAN_ARCHIVE": work.folder + "/archive", "KAIPAN_RULES": Project.path("Rules")]
            func run(_ arguments: [String]) throws -> KaipanProcess.Outcome {
                try KaipanProcess.run(arguments + ["--language", "en"], environment: environment, in: work.folder)
            }
            let made = try run(["archive", "init", "--name", "archive.example/test", "--key-file", "master.key", "--administrator", "admin.key"])
            #expect(made.status == 0, "\(made.err)")
            environment["KAIPAN_MASTER_KEY"] = try String(contentsOfFile: work.folder + "/master.key", encoding: .utf8)
            for role in ["manager", "legal", "privacy"] {
                let key = try run(["archive", "member", "key", "\(role).key"]).out.split(whereSeparator: \.isWhitespace).map(String.init)
                #expect(try run(["archive", "member", "add"] + key + ["--name", role, "--roles", role, "--as", "admin.key"]).status == 0)
            }
            let imported = try run(["archive", "import", "talk.txt", "--no-check", "--as", "manager.key"])
            let id = try #require(imported.out.split(whereSeparator: \.isWhitespace).map(String.init).first { $0.utf8.count == 26 })
            try body(work, run, id)
        }
    }

    private func files(_ folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).filter { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder) && !isFolder.boolValue
        }.sorted()
    }

    @Test(.enabled(if: Python.isWanted("hashlib"), "Python is not installed"))
    func `a package is written, verifies by itself, and comes out the same under its checkpoint`() throws {
        try withTalk { work, run, id in
            let legal = ["--as", "legal.key", "--purpose", "dispute"]
            let first = try run(["evidence", "export", "--conversation", "\(id):0,2-3", "--to", "one"] + legal)
            #expect(first.status == 0 && first.out.contains("3 utterances disclosed, 1 withheld"), "\(first.out)\(first.err)")
            let verified = try #require(Python.run(["\(work.folder)/one/data/verify.py"]))
            #expect(verified.status == 0 && verified.output.contains("\nVERIFIED 全部通过"), "\(verified.output)")
            let size = try #require(first.out.firstMatch(of: #/as of ([0-9]+) entries/#)?.1)
            let second = try run(["evidence", "export", "--conversation", "\(id):0,2-3", "--to", "two", "--checkpoint", String(size)] + legal)
            #expect(second.status == 0, "\(second.err)")
            let names = try files("\(work.folder)/one")
            #expect(names == (try files("\(work.folder)/two")) && names.count > 10)
            for name in names {
                #expect(FileManager.default.contentsEqual(atPath: "\(work.folder)/one/\(name)", andPath: "\(work.folder)/two/\(name)"), "\(name)")
            }
            #expect(try run(["archive", "verify"]).status == 0)
        }
    }

    @Test func `a customer's copy hides other persons' numbers`() throws {
        try withTalk { work, run, id in
            let made = try run(["archive", "record", "customer", "--content", #"{"name":"欧阳小岚","phone":"13900000001"}"#, "--as", "manager.key"])
            let customer = try #require(made.out.split(whereSeparator: \.isWhitespace).map(String.init).first { $0.utf8.count == 26 })
            let copy = try run(
                ["evidence", "export", "--conversation", id, "--customer-copy", customer, "--to", "copy", "--as", "privacy.key", "--purpose", "request"])
            #expect(copy.status == 0, "\(copy.err)")
            let everything = try files("\(work.folder)/copy").map { String(decoding: try Data(contentsOf: URL(filePath: "\(work.folder)/copy/\($0)")), as: UTF8.self) }.joined()
            #expect(everything.contains("我电话[phone]") && everything.contains("13900000001") && !everything.contains("13800000000"))
        }
    }

    @Test(arguments: ["99", "0,4", "2-7"]) func `an utterance that is not there is refused with how many there are`(numbers: String) throws {
        try withTalk { work, run, id in
            let legal = ["--as", "legal.key", "--purpose", "dispute", "--to", "one"]
            let refused = try run(["evidence", "export", "--conversation", "\(id):\(numbers)"] + legal)
            #expect(refused.status == 2 && refused.err.contains("has 4, numbered 0 to 3") && refused.err.contains(id), "\(refused.err)")
            #expect(!FileManager.default.fileExists(atPath: "\(work.folder)/one"))
            #expect(try run(["evidence", "export", "--conversation", "\(id):0-3"] + legal).status == 0)
        }
    }

    @Test func `records are named by the beginning of an id, and a signing by its contract number`() throws {
        try withTalk { work, run, id in
            func add(_ arguments: [String]) throws -> String {
                let made = try run(["archive", "record"] + arguments + ["--as", "manager.key"])
                return try #require(made.out.split(whereSeparator: \.isWhitespace).map(String.init).first { $0.utf8.count == 26 }, "\(made.err)")
            }
            let customer = try add(["customer", "--content", #"{"name":"欧阳小岚"}"#])
            let unit = try add(["unit", "--content", #"{"label":"1"}"#, "--link", "project=\(try add(["project", "--content", #"{"name":"岚汀里"}"#]))"])
            let signing = try add([
                "signing", "--link", "unit=\(unit)", "customer=\(customer)", "--data", #"{"time":"2026-03-08T06:00:00.000Z"}"#, "--content", #"{"contract_number":"HT-2026-Ab"}"#,
            ])
            let legal = ["--as", "legal.key", "--purpose", "dispute"]
            let named = try run(["evidence", "export", "--conversation", "\(id.prefix(20).lowercased()):0", "--records", "ｈｔ-2026-ab ", "--to", "one"] + legal)
            #expect(named.status == 0 && named.out.contains("1 utterance disclosed, 3 withheld"), "\(named.err)")
            let size = try #require(named.out.firstMatch(of: #/as of ([0-9]+) entries/#)?.1)
            let whole = try run(["evidence", "export", "--conversation", "\(id):0", "--records", signing, "--to", "two", "--checkpoint", String(size)] + legal)
            let names = try files("\(work.folder)/one")
            #expect(try whole.status == 0 && names == files("\(work.folder)/two"), "\(whole.err)")
            let twice = try run(["evidence", "export", "--conversation", id, "--conversation", String(id.prefix(20)), "--to", "three"] + legal)
            #expect(twice.status == 2 && twice.err.contains("twice"))
            let shared = zip(signing, unit).prefix { $0 == $1 }.count
            let ambiguous = try run(["archive", "show", String(signing.prefix(shared))] + legal)
            // Ids begin with the time: where much time lies between the two, more begin like both of them than are listed.
            let isListed = ambiguous.err.contains("\(signing) signing") && ambiguous.err.contains("\(unit) unit")
            #expect(ambiguous.status == 2 && (isListed || ambiguous.err.contains("\n  …")), "\(ambiguous.err)")
            let many = try run(["archive", "show", String(signing.prefix(6))] + legal)
            #expect(many.status == 2 && many.err.contains("more than one record"))
            let none = try run(["evidence", "export", "--records", "HT-2026-A", "--to", "three"] + legal)
            #expect(none.status == 2 && none.err.contains("HT-2026-A"))
        }
    }

    @Test func `who may not, a folder that is there, and a selection that is none end with status 2`() throws {
        try withTalk { work, run, id in
            let legal = ["--as", "legal.key", "--purpose", "dispute"], export = ["evidence", "export", "--to", "one", "--conversation"]
            let manager = try run(export + [id, "--as", "manager.key", "--purpose", "dispute"])
            #expect(manager.status == 2 && manager.err.contains("Not allowed"))
            #expect(try run(export + [id, "--as", "legal.key"]).status == 2)
            for choice in ["\(id):", "\(id):x", "\(id):3-1", "\(id):-1", "\(id):1,,2", "\(id):1:2", "no-id"] {
                #expect(try run(export + [choice] + legal).status == 2, "\(choice)")
            }
            #expect(try run(["evidence", "export", "--to", "one"] + legal).status == 2)
            #expect(try run(export + [id, "--checkpoint", "9999"] + legal).status == 2)
            #expect(!FileManager.default.fileExists(atPath: "\(work.folder)/one"))
            #expect(try run(export + [id] + legal).status == 0)
            let again = try run(export + [id] + legal)
            #expect(again.status == 2 && again.err.contains("one"))
        }
    }
}
