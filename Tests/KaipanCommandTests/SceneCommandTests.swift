import Foundation
import KaipanTestSupport
import KaipanText
import Testing

@Suite("kaipan scene", .enabled(if: Python.run(["--version"])?.status == 0, "python3 is not installed"))
struct SceneCommandTests {
    private let built: CaseArchive

    init() throws { built = try CaseArchive.shared.get() }

    private func scene(_ arguments: String..., as member: String = "legal", purpose: String? = "complaint", in folder: String? = nil) throws -> KaipanProcess.Outcome {
        try KaipanProcess.run(
            ["scene"] + arguments + ["--archive", built.archive, "--key-file", built.masterKey, "--as", built.key(of: member), "--language", "en"]
                + (purpose.map { ["--purpose", $0] } ?? []), in: folder)
    }

    @Test func `a contract number gives the scene as text`() throws {
        let outcome = try scene("QCYS-2023-061802")
        #expect(outcome.status == 0 && outcome.err.isEmpty)
        #expect(outcome.out.hasPrefix("The scene of a signing\n"))
        #expect(outcome.out.contains("买了肯定能上岚汀小学"))
    }

    @Test func `a contract number in another spelling gives the same scene, and its export has the tables`() async throws {
        let outcome = try scene("ｑｃｙｓ－2023－ 061802")
        #expect(outcome.status == 0 && outcome.out.contains("contract: QCYS-2023-061802"), "\(outcome.err)")
        try await Project.withTemporaryFolder { folder in
            let exported = try KaipanProcess.run(
                ["scene", "export", "qcys-2023-061802", "--to", "package", "--archive", built.archive, "--key-file", built.masterKey, "--as", built.key(of: "legal"),
                 "--purpose", "dispute", "--language", "en"], in: folder.path)
            #expect(exported.status == 0, "\(exported.err)")
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("package/data").path)
            #expect(Set(files).isSuperset(of: ["scene.json", "report.html", "report.txt", "timeline.csv", "promises.csv"]))
            let verified = try #require(Python.run([folder.appendingPathComponent("package/data/verify.py").path]))
            #expect(verified.status == 0 && verified.output.contains("NOTE  data/timeline.csv"), "\(verified.output.suffix(300))")
        }
    }

    @Test func `the ending of the file decides the format, and recordings are put beside the page`() async throws {
        try await Project.withTemporaryFolder { folder in
            let page = try scene("QCYS-2023-061802", "--output", "scene.html", "--media", "recordings", in: folder.path)
            #expect(page.status == 0 && page.out.isEmpty && page.err.isEmpty)
            let html = try String(contentsOf: folder.appendingPathComponent("scene.html"), encoding: .utf8)
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("recordings").path)
            #expect(files.count == 2)
            for file in files { #expect(html.contains("src=\"recordings/\(file)\"")) }
            let json = try scene("QCYS-2023-061802", "--output", "scene.json", in: folder.path)
            #expect(json.status == 0)
            let value = try JSONSerialization.jsonObject(with: Data(contentsOf: folder.appendingPathComponent("scene.json"))) as? [String: Any]
            #expect(value?["format"] as? String == "kaipan-scene" && value?["version"] as? Int == 1)
        }
    }

    @Test(.enabled(if: Browser.isWanted, "chromium is not installed")) func `a PDF is printed`() async throws {
        try await Project.withTemporaryFolder { folder in
            let outcome = try scene("QCYS-2023-061802", "--output", "scene.pdf", in: folder.path)
            #expect(outcome.status == 0 && outcome.err.isEmpty)
            #expect(try Data(contentsOf: folder.appendingPathComponent("scene.pdf")).starts(with: Array("%PDF".utf8)))
        }
    }

    @Test func `what cannot be done is said, with status 2`() throws {
        let unknown = try scene("QCYS-1999")
        #expect(unknown.status == 2 && unknown.err.contains("QCYS-1999"))
        let bare = try scene("QCYS-2023-061802", purpose: nil)
        #expect(bare.status == 2 && bare.out.isEmpty && bare.err.contains("purpose"))
        let administrator = try scene("QCYS-2023-061802", as: "administrator")
        #expect(administrator.status == 2 && administrator.out.isEmpty)
        let outside = try scene("QCYS-2023-061802", "--output", "/tmp/scene-of-nobody/scene.html", "--media", "/var/recordings")
        #expect(outside.status == 2 && outside.err.contains("--media"))
    }

    @Test(arguments: [("scene.docx", nil), ("scene", nil), ("scene.pdf", "text"), ("scene.html", "json"), ("scene.docx", "text")] as [(String, String?)])
    func `a name that disagrees with the format is refused before anything is read`(name: String, format: String?) async throws {
        try await Project.withTemporaryFolder { folder in
            // Without a purpose a reading would be refused in other words.
            let outcome = try KaipanProcess.run(
                ["scene", "QCYS-2023-061802", "--output", name] + (format.map { ["--format", $0] } ?? []) + [
                    "--archive", built.archive, "--key-file", built.masterKey, "--as", built.key(of: "legal"), "--language", "en",
                ], in: folder.path)
            #expect(outcome.status == 2 && outcome.out.isEmpty && outcome.err.contains(name) && outcome.err.contains("--format"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        }
    }

    @Test func `a file that is there is overwritten with --force alone`() async throws {
        try await Project.withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("scene.txt")
            try Data("mine".utf8).write(to: file)
            let refused = try scene("QCYS-2023-061802", "--output", "scene.txt", in: folder.path)
            #expect(refused.status == 2 && refused.err.contains("--force"))
            #expect(try String(contentsOf: file, encoding: .utf8) == "mine")
            let forced = try scene("QCYS-2023-061802", "--output", "scene.txt", "--force", in: folder.path)
            #expect(forced.status == 0)
            #expect(try String(contentsOf: file, encoding: .utf8).hasPrefix("The scene of a signing\n"))
            // A device holds nothing to overwrite.
            #expect(try scene("QCYS-2023-061802", "--output", "/dev/null").status == 0)
        }
    }

    @Test(arguments: [40, 60, 100]) func `text fits the width that the environment names`(columns: Int) throws {
        let outcome = try KaipanProcess.run(
            ["scene", "QCYS-2023-061802", "--purpose", "complaint", "--archive", built.archive, "--key-file", built.masterKey, "--as", built.key(of: "legal"),
                "--language", "zh"], environment: ["COLUMNS": "\(columns)"])
        #expect(outcome.status == 0)
        let lines = outcome.out.split(separator: "\n")
        #expect(lines.allSatisfy { DisplayWidth.columns(of: $0) <= columns })
        #expect(lines.contains { DisplayWidth.columns(of: $0) > columns - 4 })
    }

    @Test(arguments: ["zh", "en"]) func `a member's key that is not there is told from the master key`(language: String) throws {
        let outcome = try KaipanProcess.run(
            ["scene", "QCYS-2023-061802", "--archive", built.archive, "--key-file", built.masterKey, "--as", "nope.key", "--language", language])
        #expect(outcome.status == 2 && outcome.err.contains("nope.key") && outcome.err.contains("--as"))
        #expect(!outcome.err.contains("主密钥") && !outcome.err.contains("master key"))
    }

    @Test(arguments: ["zh", "en"]) func `a copy asked for by a name says which ids the sale has`(language: String) throws {
        let ids = try ["jiang", "he"].map { try #require(built.ids[$0]) }
        let base = ["--archive", built.archive, "--key-file", built.masterKey, "--as", built.key(of: "legal"), "--purpose", "dispute", "--language", language]
        for command in [["scene", "export", "QCYS-2023-061802", "--to", "never", "--customer-copy", "贺明远"], ["scene", "QCYS-2023-061802", "--customer-copy", "贺明远"]] {
            let outcome = try KaipanProcess.run(command + base)
            #expect(outcome.status == 2 && outcome.out.isEmpty && outcome.err.contains("“贺明远”"), "\(outcome.err)")
            for (id, name) in zip(ids, ["江映荷", "贺明远"]) { #expect(outcome.err.contains("\(id) \(name)"), "\(outcome.err)") }
        }
        // The beginning of an id is enough, and the copy is that customer's.
        let unique = String(ids[1].prefix(zip(ids[0], ids[1]).prefix { $0 == $1 }.count + 6))
        let copy = try KaipanProcess.run(["scene", "QCYS-2023-061802", unique, "--customer-copy"] + base)
        #expect(copy.status == 0 && !copy.out.contains("您放心，买了肯定") && copy.out.contains("90天"), "\(copy.err)")
        let bare = try KaipanProcess.run(["scene", "QCYS-2023-061802", unique] + base)
        #expect(bare.status == 2 && bare.err.contains("--customer-copy"))
    }

    @Test(arguments: ["QCYS2023061802", "qcys 2023 061802", "QCYS—2023—061802"]) func `a number is found without its hyphens`(number: String) throws {
        let outcome = try scene(number)
        #expect(outcome.status == 0 && outcome.out.contains("contract: QCYS-2023-061802"), "\(outcome.err)")
    }

    @Test func `another archive's key is told from one that nobody has`() async throws {
        try await Project.withTemporaryFolder { folder in
            let key = folder.appendingPathComponent("other.key").path
            #expect(try KaipanProcess.run(["archive", "member", "key", key]).status == 0)
            for (language, words) in [("zh", "多半是另一个档案的密钥"), ("en", "probably another archive's")] {
                let outcome = try KaipanProcess.run(
                    ["scene", "QCYS-2023-061802", "--archive", built.archive, "--key-file", built.masterKey, "--as", key, "--purpose", "dispute", "--language", language])
                #expect(outcome.status == 2 && outcome.err.contains(words) && outcome.err.contains("--as"), "\(outcome.err)")
            }
        }
    }

    @Test func `a chat of two files is compared with the scripts of both its days`() throws {
        let chat = try #require(built.ids["c03"])
        let outcome = try KaipanProcess.run(
            ["adherence", chat, "--archive", built.archive, "--key-file", built.masterKey, "--as", built.key(of: "quality"), "--purpose", "quality", "--language", "zh"])
        #expect(outcome.status == 1, "\(outcome.err)")
        #expect(outcome.out.contains("禁止用语  入学  “买了肯定能上岚汀小学”"), "\(outcome.out)")
        for name in ["script-1", "script-2"] { #expect(outcome.out.contains(try #require(built.ids[name])), "\(name)") }
        #expect(outcome.out.components(separatedBy: "依据转写：@").count == 3)
    }

    @Test func `a visit with a recorded gap misses no clause`() throws {
        let visit = try #require(built.ids["c10"])
        let outcome = try KaipanProcess.run(
            ["adherence", visit, "--archive", built.archive, "--key-file", built.masterKey, "--as", built.key(of: "quality"), "--purpose", "quality", "--language", "zh"],
            environment: ["COLUMNS": "400"])
        #expect(outcome.status == 0 && !outcome.out.contains("未说明"), "\(outcome.out)")
        #expect(outcome.out.contains("不在存档的文字里") && outcome.out.contains("设备未开启（2023-06-11 14:20:00 至 2023-06-11 14:35:00）"))
    }

    @Test func `a file that an earlier run left behind is not emptied`() async throws {
        try await Project.withTemporaryFolder { folder in
            let left = folder.appendingPathComponent("scene.txt.part")
            try Data("mine".utf8).write(to: left)
            let outcome = try scene("QCYS-2023-061802", "--output", "scene.txt", in: folder.path)
            #expect(outcome.status == 0, "\(outcome.err)")
            #expect(try String(contentsOf: left, encoding: .utf8) == "mine")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["scene.txt", "scene.txt.part"])
            #expect(try String(contentsOf: folder.appendingPathComponent("scene.txt"), encoding: .utf8).hasPrefix("The scene of a signing\n"))
        }
    }
}
