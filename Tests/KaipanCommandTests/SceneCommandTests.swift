import Foundation
import KaipanTestSupport
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
}
