import Foundation
import KaipanArchive
import KaipanChecks
import KaipanScene
import KaipanTestSupport
import KaipanText
import Testing

/// The scene of the fictional case as a package.
@Suite("The case's package of evidence", .serialized, .enabled(if: canBuildCase, "python3 is not installed"))
struct ScenePackageTests {
    private func export(_ folder: String, size: Int64, customer: RecordID? = nil) throws {
        let session = try CaseScene.session()
        let parts = try SceneParts.standard(
            session.archive, before: size, rules: Project.rules.get(), settings: CheckSettings(asOf: try #require(CivilDate("2026-10-31"))), language: .chinese)
        var scene = try SceneReader(session, parts: parts, size: size).scene(of: CaseScene.contract, variant: customer == nil ? .full : .customer)
        if let customer { try scene.keep(customer: customer) }
        let package = EvidencePackage(
            scene.evidence(copy: customer, language: .chinese), size: size,
            files: [
                EvidenceFile(path: "scene.json", bytes: Array(try SceneReport.json(scene).utf8)),
                EvidenceFile(path: "report.html", bytes: Array(SceneReport.html(scene, language: .chinese).utf8)),
            ])
        try package.write(from: session, to: folder)
    }

    private func verify(_ folder: String) throws -> (status: Int32, output: String) {
        let process = Process(), pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-B", folder + "/data/verify.py"]
        process.standardOutput = pipe
        process.standardError = pipe
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        ended.wait()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    private func files(_ folder: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder), !isFolder.boolValue else { continue }
            files[name] = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
        }
        return files
    }

    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-scene-package-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    @Test func `two exports at one checkpoint are the same bytes, and verify without us`() throws {
        try withFolder { folder in
            let size = try CaseScene.archive().size()
            try export(folder + "/a", size: size)
            // The first export, and the readings, are in the log by now.
            #expect(try CaseScene.archive().size() > size)
            try export(folder + "/b", size: size)
            let a = try files(folder + "/a"), b = try files(folder + "/b")
            #expect(a.keys.sorted() == b.keys.sorted())
            for (name, data) in a { #expect(b[name] == data, "\(name)") }
            let verified = try verify(folder + "/a")
            #expect(verified.status == 0, "\(verified.output.suffix(600))")
            for name in ["data/scene.json", "data/report.html", "data/verify.py", "data/VERIFY.md", "data/custody.csv", "data/gaps.json"] {
                #expect(a[name]?.isEmpty == false, "\(name)")
            }
            // Who read, held and erased is told.
            let custody = String(decoding: try #require(a["data/custody.csv"]), as: UTF8.self)
            for kind in ["access", "hold", "erasure"] { #expect(custody.contains(kind), "\(kind)") }
            #expect(a.keys.contains { $0.hasPrefix("data/transcripts/") && $0.hasSuffix(".vtt") })
        }
    }

    @Test func `a customer's copy verifies and holds nobody else's data`() throws {
        try withFolder { folder in
            let built = try CaseArchive.shared.get()
            let customer = try #require(built.ids["jiang"].flatMap { RecordID($0) })
            try export(folder + "/copy", size: try CaseScene.archive().size(), customer: customer)
            let verified = try verify(folder + "/copy")
            #expect(verified.status == 0, "\(verified.output.suffix(600))")
            // No stranger, and nobody who is no customer, gets one.
            for stranger in [RecordID.new(), try #require(built.ids["lu"].flatMap { RecordID($0) })] {
                #expect(throws: SceneError.self) { try export(folder + "/stranger", size: try CaseScene.archive().size(), customer: stranger) }
            }
            let others = try #require(CaseScene.expected()["others"] as? [String: Any])
            for word in try #require(others["words"] as? [String]) {
                for (name, data) in try files(folder + "/copy") {
                    #expect(data.range(of: Data(word.utf8)) == nil, "\(word) in \(name)")
                }
            }
        }
    }
}
