import Foundation
import KaipanArchive
import KaipanChecks
import KaipanLog
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
        let scene = try SceneReader(session, parts: parts, size: size).scene(of: CaseScene.contract, variant: customer == nil ? .full : .customer, customer: customer)
        let package = EvidencePackage(
            scene.evidence(copy: customer, language: .chinese), size: size,
            files: try scene.files(language: .chinese))
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
            for name in ["data/scene.json", "data/report.html", "data/verify.py", "data/VERIFY.md", "data/custody.csv", "data/gaps.json", "data/timeline.csv", "data/promises.csv"] {
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

    @Test func `a co-buyer's copy has what they took part in, and counts what it leaves out`() throws {
        let ids = try CaseArchive.shared.get().ids, session = try CaseScene.session()
        let customer = try #require(ids["he"].flatMap { RecordID($0) })
        let parts = try SceneParts.standard(
            session.archive, rules: Project.rules.get(), settings: CheckSettings(asOf: try #require(CivilDate("2026-10-31"))), language: .chinese)
        let scene = try SceneReader(session, parts: parts).scene(of: CaseScene.contract, variant: .customer, customer: customer)
        // The visit that he paid alone, and the signing.
        #expect(try scene.contacts.map { try $0.sources.map(CaseScene.spelled).joined(separator: " ") } == ["v07 c07", "v11 c11"])
        #expect(scene.summary.missing.contains { $0.text.zh.contains("另有 11 次接触只与其他买受人有关") }, "\(scene.summary.missing.map(\.text.zh))")
        #expect(scene.summary.question == nil)
        #expect(scene.people.filter { $0.role == .customer }.map(\.phone) == [nil, "13800000002"])
        #expect(scene.ledger?.isEmpty == false)
        try withFolder { folder in
            try export(folder + "/copy", size: try CaseScene.archive().size(), customer: customer)
            #expect(try verify(folder + "/copy").status == 0)
            func stems(_ names: [String]) throws -> [String] {
                try names.flatMap { name in
                    try session.archive.versions(of: #require(ids[name].flatMap { RecordID($0) })).map { "records/" + String("00000000\($0.position)".suffix(9)) + "-" }
                }
            }
            let own = try stems(["c07", "c11"]), others = try stems(["c01", "c03", "c04", "c09", "c10", "c13", "v01", "v05", "jiang", "complaint"])
            let copy = try files(folder + "/copy")
            for stem in own { #expect(copy.keys.contains { $0.contains(stem) }, "\(stem)") }
            for (name, data) in copy {
                for other in others { #expect(!name.contains(other), "\(other) in \(name)") }
                for words in ["您放心，买了肯定", "定金是五万元，对吗", "13800000001", "南面不会再盖楼，视野"] {
                    #expect(data.range(of: Data(words.utf8)) == nil, "\(words) in \(name)")
                }
            }
        }
        // The full scene, and the copy for all who bought together, have all of it.
        #expect(try SceneReader(session, parts: parts).scene(of: CaseScene.contract, variant: .customer).contacts.count == 13)
    }

    // MARK: - Tables

    /// A table as another program reads it.
    private func table(_ path: String) throws -> [[String: String]] {
        let code = "import csv,json,sys;print(json.dumps(list(csv.DictReader(open(sys.argv[1],encoding='utf-8-sig',newline=''),strict=True))))"
        let found = try #require(Python.run(["-c", code, path]))
        return try JSONDecoder().decode([[String: String]].self, from: Data(found.output.utf8))
    }

    @Test func `contacts and promises are tables that other programs read, and that the manifest covers`() throws {
        try withFolder { folder in
            let scene = try CaseScene.shared.get(), ids = try CaseArchive.shared.get().ids
            // Before anybody decided on a promise, as other tests do.
            let last = try #require(ids["hold"].flatMap { RecordID($0) })
            try export(folder + "/a", size: try CaseScene.archive().record(last).position + 1)
            let contacts = try table(folder + "/a/data/timeline.csv")
            #expect(contacts.map { $0["contact"] } == scene.contacts.map { "\($0.number)" })
            #expect(contacts.map { $0["start"] } == scene.contacts.map { $0.start?.inChina })
            #expect(contacts.filter { $0["is_signing"] == "yes" }.map { $0["contact"] } == ["11"] && contacts.filter { $0["erased"] == "yes" }.map { $0["contact"] } == ["6"])
            let promises = try table(folder + "/a/data/promises.csv")
            let wanted = try #require(CaseScene.expected()["promises"] as? [[String: Any]])
            let named = try wanted.map { promise in
                let source = try #require((promise["source"] as? String)?.split(separator: "/"))
                return "\(try #require(promise["topic"] as? String)) \(try #require(ids[String(source[0])])) \(source[1])"
            }
            #expect(Set(promises.map { "\($0["topic"] ?? "") \($0["record"] ?? "") \($0["utterance"] ?? "")" }) == Set(named) && promises.count == named.count)
            let delivery = try #require(promises.first { $0["record"] == ids["c01"] && $0["topic"] == "delivery" })
            #expect(delivery["overall"] == "contradicted" && delivery["contact"] == "1" && delivery["time"]?.hasPrefix("2023-03-04 14:05") == true)
            #expect(delivery["contract"]?.contains("与之不符：商品房买卖合同（预售） 合同编号 QCYS-2023-061802 9") == true, "\(delivery)")
            // Spreadsheet programs take a file for UTF-8 by its byte order mark alone.
            for name in ["timeline.csv", "promises.csv"] {
                let file = folder + "/a/data/" + name, data = try Data(contentsOf: URL(filePath: file))
                #expect(data.prefix(3) == Data([0xEF, 0xBB, 0xBF]) && data.suffix(2) == Data("\r\n".utf8))
                try (data + Data("x\r\n".utf8)).write(to: URL(filePath: file))
                let refused = try verify(folder + "/a")
                #expect(refused.status == 1 && refused.output.contains("FAIL  data/\(name)"), "\(refused.output.suffix(300))")
                try data.write(to: URL(filePath: file))
            }
            #expect(try verify(folder + "/a").status == 0)
        }
    }

    @Test(arguments: ["=HYPERLINK(\"http://a.example\")", "+1", "-2+3", "@SUM(A1)", "\t=1", "＝1", " =1"])
    func `what people said is no formula in a table`(text: String) throws {
        var scene = try CaseScene.shared.get()
        scene.contacts[0].place = text
        let source = scene.contacts[0].utterances[4].source
        scene.ledger = [
            SceneLedgerRow(
                promise: SceneCitation(text: text, source: source), topic: "delivery", topicName: LocalizedText(zh: text, en: text),
                claim: LocalizedText(zh: "a\nb,\"c\"", en: ""), relations: [], overall: "unknown", overallName: LocalizedText(zh: "待查", en: "unknown"))
        ]
        try withFolder { folder in
            for file in try scene.files(language: .chinese) where file.path.hasSuffix(".csv") {
                let path = folder + "/" + file.path
                try Data(file.bytes).write(to: URL(filePath: path))
                let row = try #require(try table(path).first)
                let cell = try #require(row[file.path == "timeline.csv" ? "place" : "words"])
                #expect(cell.hasPrefix("'") && cell.hasSuffix(String(text.suffix(1))), "\(cell)")
                if file.path == "promises.csv" { #expect(row["claim"] == "a b,\"c\"") }
            }
        }
    }

    // MARK: - The same checkpoint

    @Test func `a member's new name, a revoked member and a later script change nothing under an earlier checkpoint`() throws {
        let desk = try SceneDesk()
        func script(_ text: String) -> [UInt8] { Array("# 口径\n\n## 【必须 学校】学校\n\n\(text)\n".utf8) }
        let first = try desk.publish(script("学校以公布为准。"), name: "一.md", topic: "签约")
        let talk = try desk.converse(["学校以公布为准。", "好的。"])
        let signing = try #require(RecordSchema.of(.signing)).draft(
            links: [Link(.unit, desk.unit), Link(.customer, desk.customer)], data: ["time": "2026-03-02T02:05:00.000Z"], content: ["contract_number": "HT-3"])
        try desk.archive.append([signing], by: desk.members[.manager])
        try desk.session(.quality, purpose: .quality).allow(.read, on: [talk])
        let size = try desk.archive.size()
        func export(_ path: String) throws -> [String: Data] {
            let session = try desk.session(.legal, purpose: .dispute)
            let parts = SceneParts.standard(
                desk.archive, before: size, rules: try Project.rules.get(), settings: CheckSettings(asOf: CivilDate("2026-03-08")!), language: .chinese)
            let scene = try SceneReader(session, parts: parts, size: size).scene(of: "ht-3")
            try EvidencePackage(scene.evidence(language: .chinese), size: size, files: scene.files(language: .chinese)).write(from: session, to: path)
            return try files(path)
        }
        try withFolder { folder in
            let before = try export(folder + "/before")
            try desk.rename(.manager, to: "新经理")
            // A script of the same project that ends the first.
            let manager = try desk.session(.manager)
            let request = try manager.propose(
                script("学校另行通知。"), name: "二.md",
                ArchiveSession.ScriptProposal(topic: "签约", validFrom: Timestamp("2026-03-01T00:00:00.000Z")!, supersedes: first), check: SceneDesk.check())
            for role in [MemberRole.legal, .quality] { try desk.session(role).decide(request, approve: true) }
            try manager.publish(request)
            try desk.rename(.quality, to: "新质检", isActive: false)
            let after = try export(folder + "/after")
            #expect(before.keys.sorted() == after.keys.sorted())
            for (name, data) in before { #expect(after[name] == data, "\(name)") }
            let json = String(decoding: try #require(before["data/scene.json"]), as: UTF8.self)
            #expect(json.contains(MemberRole.manager.name.zh) && json.contains(MemberRole.quality.name.zh) && !json.contains("新经理"))
            // Without a checkpoint the names are those of today.
            let now = try SceneReport.json(SceneReader(desk.session(.legal, purpose: .dispute)).scene(of: "HT-3"))
            #expect(now.contains("新经理") && now.contains("新质检"))
        }
    }
}
