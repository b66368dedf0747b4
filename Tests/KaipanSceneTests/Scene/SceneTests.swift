import Foundation
import KaipanArchive
import KaipanLog
import KaipanTestSupport
import KaipanText
import Testing

import KaipanScene

/// Building the case runs a Python program.
let canBuildCase = Python.run(["--version"])?.status == 0 || ProcessInfo.processInfo.environment["CI"] == "true"

@Suite("The scene of the fictional case", .enabled(if: canBuildCase, "python3 is not installed"))
struct SceneTests {
    private let scene: Scene

    init() throws { scene = try CaseScene.shared.get() }

    private func list(_ name: String) throws -> [[String: Any]] { try #require(CaseScene.expected()[name] as? [[String: Any]]) }

    // MARK: - What is found

    @Test func `the timeline has every contact once, in the order of time`() throws {
        let contacts = try scene.contacts.map { try $0.sources.map(CaseScene.spelled).joined(separator: " ") }
        #expect(
            contacts == [
                "v01 c01", "v02 c02", "c03", "v04 c04", "v05", "v06 c06", "v07 c07", "c03", "v09 c09", "v10 c10", "v11 c11", "v12 c12", "v13 c13",
            ])
        #expect(scene.contacts.map(\.number) == Array(1...13))
        #expect(scene.contacts.filter(\.isSigning).map(\.number) == [11])
    }

    @Test func `each contact has what its file says`() throws {
        let counts = scene.contacts.map(\.utterances.count)
        #expect(counts == [8, 5, 6, 6, 0, 0, 6, 3, 5, 6, 13, 3, 4])
        #expect(scene.contacts.filter { !$0.isProved }.isEmpty)
        #expect(scene.contacts.filter(\.isErased).map(\.number) == [6])
    }

    @Test func `who speaks in a chat does not depend on the file that the message came in`() throws {
        for contact in scene.contacts where contact.channel == "chat" {
            for spoken in contact.utterances { #expect(spoken.speaker == (spoken.role == "seller" ? "陆知遥" : "江映荷"), "\(spoken.text)") }
        }
    }

    @Test func `what was in force at each moment is what was published then`() throws {
        for moment in try list("in_force") {
            let at = try #require(moment["at"] as? String)
            let contact = try #require(scene.contacts.first { $0.start.map { Self.local($0) == at } ?? false }, "\(at)")
            let wanted = [try #require(moment["script"] as? String)] + (try #require(moment["documents"] as? [String]))
            let built = try CaseArchive.shared.get()
            #expect(Set(contact.inForce.compactMap(built.name)) == Set(wanted), "\(at)")
        }
    }

    /// As a clock in China shows it, `2023-03-04T14:05`.
    private static func local(_ time: Timestamp) -> String { String(time.inChina.prefix(16)).replacing(" ", with: "T") }

    @Test func `versions are compared with those before and after them`() throws {
        func changes(_ name: String) throws -> [String: SceneChange.Kind] {
            let id = try #require(CaseArchive.shared.get().ids[name])
            let version = try #require(scene.versions.first { $0.id == id })
            return Dictionary(uniqueKeysWithValues: (version.changes ?? []).map { ($0.clause, $0.kind) })
        }
        #expect(try changes("script-2") == ["交付": .changed, "装修": .changed, "办证": .added, "视野": .added])
        #expect(try changes("brochure-2") == ["3": .changed])
        #expect(try changes("brochure-3") == ["2": .changed, "6": .added])
        #expect(try changes("price-2") == ["3-1802": .changed])
        let ids = try CaseArchive.shared.get().ids
        let second = try #require(scene.versions.first { $0.id == ids["brochure-2"] })
        #expect(second.before == ids["brochure-1"] && second.after == ids["brochure-3"])
    }

    @Test func `a change says whether its clause has to be said or must not be`() throws {
        let id = try #require(CaseArchive.shared.get().ids["script-2"])
        let version = try #require(scene.versions.first { $0.id == id }), changes = try #require(version.changes)
        #expect(Dictionary(uniqueKeysWithValues: changes.map { ($0.clause, $0.clauseKind) }) == ["交付": "required", "装修": "required", "办证": "required", "视野": "forbidden"])
        #expect(changes.allSatisfy { $0.clauseKindBefore == nil })
        #expect(Set(version.clauses.compactMap(\.kind)) == ["required", "optional", "forbidden", "answer"])
        #expect(scene.versions.filter { $0.kind != "script" }.allSatisfy { $0.clauses.allSatisfy { $0.kind == nil } })
        for language in [Language.chinese, .english] {
            let forbidden = language == .chinese ? "禁止" : "forbidden"
            #expect(SceneReport.text(scene, language: language).contains("【\(forbidden)】视野"))
            #expect(SceneReport.html(scene, language: language).contains("<span class=\"mark bad\">\(forbidden)</span> <span class=\"when\">视野</span>"))
        }
        #expect(try SceneReport.json(scene).contains("\"clauseKind\" : \"forbidden\""))
        let turned = SceneChange(kind: .changed, clause: "a", clauseKind: "optional", clauseKindBefore: "forbidden", old: "x", new: "x")
        #expect(turned.clauseKindName == LocalizedText(zh: "禁止 → 可选", en: "forbidden → optional"))
    }

    @Test func `the gaps are those that are planted, and no others`() throws {
        let wanted = try list("gaps").map { gap -> String in
            let first = (gap["first"] as? Int).map { " \($0)" } ?? ""
            return "\(gap["kind"] ?? "")\(first) \(gap["source"] ?? gap["file"] ?? "")"
        }
        let files = Dictionary(
            uniqueKeysWithValues: scene.custody.filter { $0.kind == .imported }.map { ($0.source.record, $0.text.zh.prefix { $0 != "，" }) })
        let archive = try CaseScene.archive()
        let found = try scene.gaps.map { gap -> String in
            if gap.kind == "sequence-hole" {
                let record = try archive.record(#require(RecordID(gap.sources[0].record)))
                let file = try #require(gap.sources.first { $0.type == "import" }.flatMap { files[$0.record] })
                return "\(gap.kind) \(record.leaf.data["first"]?.integer ?? 0) \(file)"
            }
            let source = gap.sources.first { ["conversation", "visit"].contains($0.type) } ?? gap.sources[0]
            return "\(gap.kind) \(try CaseScene.spelled(source))"
        }
        #expect(found.sorted() == wanted.sorted())
    }

    @Test func `a disclosure without an acknowledgement is missing, and no other`() throws {
        let wanted = try #require(CaseScene.expected()["missing_disclosures"] as? [String])
        let found = try scene.summary.missing.flatMap(\.sources).filter { $0.type == "disclosure" }.map(CaseScene.spelled)
        #expect(found == wanted)
    }

    @Test func `the question asked is the complaint's own`() throws {
        let question = try #require(scene.summary.question)
        #expect(question.text.zh.contains("变电站"))
        let sources = try question.sources.map(CaseScene.spelled)
        #expect(sources == ["complaint"])
        #expect(scene.summary.contractNumber == CaseScene.contract)
        #expect(scene.summary.customers == ["江映荷", "贺明远"])
    }

    @Test func `the signing goes minute by minute, with questions, answers and acknowledgements`() throws {
        let signing = try #require(scene.signing)
        #expect(signing.moments.map(\.time) == signing.moments.map(\.time).sorted())
        #expect(signing.moments.filter { $0.kind == .asked }.map(\.text.zh) == ["合同上是十二月底，是吧？"])
        #expect(signing.moments.filter { $0.kind == .answered }.map(\.text.zh) == ["是的。"])
        #expect(signing.moments.filter { $0.kind == .acknowledged }.count == 4)
        #expect(signing.moments.filter(\.isDoubtful).count == 1)
        #expect(signing.moments.filter { $0.kind == .signed }.count == 1)
    }

    @Test func `the checklist answers each factor of articles 93 and 94`() {
        #expect(scene.checklist.map(\.article) == (1...7).map { "93(\($0))" } + (1...5).map { "94(\($0))" } + ["94"])
        #expect(scene.checklist.allSatisfy { !$0.facts.isEmpty })
        // The visits of 4 March and 22 April, whose devices were compared, and the two days of the chat.
        #expect(scene.checklist[1].facts.first?.text.zh.hasPrefix("13 次接触中 4 次的时钟经核对或由消息服务器给出") == true)
    }

    /// One call was erased at the customer's request: its original is not kept.
    @Test func `the checklist does not count an erased original as kept`() throws {
        let fact = try #require(scene.checklist.first { $0.article == "93(4)" }?.facts.first)
        #expect(fact.text.zh.hasPrefix("导入 12 份文件，原文件 11 份逐字节保存、可核对摘要，1 份的原文件已按规定删除"), "\(fact.text.zh)")
        #expect(fact.text.en.hasPrefix("12 files were imported; 11 originals are kept"))
    }

    @Test func `custody has every file with the digest of its bytes, except what was erased`() throws {
        let files = scene.custody.filter { $0.kind == .imported }
        #expect(files.count == 12)
        for file in files {
            let name = String(file.text.zh.prefix { $0 != "，" })
            guard let digest = file.sha256 else {
                #expect(name == "—")
                continue
            }
            let run = try #require(Python.run(["-c", "import hashlib,sys;print(hashlib.sha256(open(sys.argv[1],'rb').read()).hexdigest())", Project.path("Fixtures/case/conversations/\(name)")]))
            #expect(run.output.trimmingCharacters(in: .whitespacesAndNewlines) == digest)
        }
        #expect(files.filter { $0.sha256 == nil }.count == 1)
        #expect(scene.custody.contains { $0.kind == .hold } && scene.custody.contains { $0.kind == .erasure } && scene.custody.contains { $0.kind == .access })
    }

    @Test func `a gap says in English what it says in Chinese`() {
        let lost = scene.gaps.first { $0.kind == "failed-media" }
        #expect(lost?.text.en == "The file 岚汀里楼书.pdf was not in the export.")
        let off = scene.gaps.first { $0.kind == "device-off" }
        #expect(off?.text.en == "as recorded, “工牌A-07电量耗尽，14:20至14:35没有录音。”")
        for gap in scene.gaps { #expect(!gap.text.en.utf8.elementsEqual(gap.name.en.utf8) && !gap.text.zh.utf8.elementsEqual(gap.name.zh.utf8), "\(gap.kind)") }
    }

    // MARK: - What it rests on

    @Test func `every statement's source is in the archive, at the place that it names`() throws {
        let archive = try CaseScene.archive()
        var sources = scene.summary.bottomLine.flatMap(\.sources) + scene.summary.missing.flatMap(\.sources)
        sources += scene.gaps.flatMap(\.sources) + scene.checklist.flatMap(\.facts).flatMap(\.sources) + scene.custody.map(\.source)
        sources += scene.contacts.flatMap { $0.sources + $0.utterances.map(\.source) + $0.shown.map(\.source) + $0.notes.flatMap(\.sources) }
        sources += scene.signing?.moments.flatMap(\.sources) ?? []
        sources += scene.versions.map(\.source)
        #expect(sources.count > 150)
        for source in Set(sources) {
            let position = try #require(source.position)
            let entry = try archive.record(at: position).leaf
            if source.utterance != nil, entry.type == .transcript {
                #expect(entry.links.contains { $0.relation == .conversation && $0.target.description == source.record })
            } else {
                #expect(entry.id.description == source.record && entry.type.rawValue == source.type)
            }
        }
    }

    @Test func `every record is proved under the checkpoint, and the log since the signing only grew`() throws {
        #expect(scene.integrity.proved == scene.integrity.records && scene.integrity.failed.isEmpty)
        #expect(scene.integrity.records == scene.records.count)
        #expect(scene.integrity.isConsistent == true)
        let archive = try CaseScene.archive()
        for record in scene.records {
            let proof = try archive.proof(of: record.position, size: scene.integrity.size)
            #expect(MerkleTree.leafHash(proof.entry).hex == record.leafHash)
        }
    }

    @Test func `what the log does not prove is said`() {
        #expect(scene.integrity.doesNotProve.contains { $0.text.zh.contains("登记之前") })
        #expect(scene.integrity.doesNotProve.contains { $0.text.en.contains("No time stamp") })
    }

    // MARK: - How it is asked for

    @Test(arguments: ["signing", "complaint"]) func `signing and complaint lead to the scene that the contract number leads to`(_ name: String) throws {
        let id = try #require(CaseArchive.shared.get().ids[name])
        let other = try SceneReader(CaseScene.session()).scene(of: id)
        #expect(other.contacts == scene.contacts)
        #expect(other.versions == scene.versions)
        #expect(other.signing == scene.signing)
        #expect(other.gaps == scene.gaps)
    }

    @Test(arguments: ["qcys-2023-061802", "ＱＣＹＳ－２０２３－０６１８０２", "  QCYS-2023-061802\t", "Qcys 2023".replacing(" ", with: "—") + "—0618 02", "QCYS-2023-\u{200B}061802", "qcys2023061802"])
    func `a contract number is found however it is typed, and shown as it is stored`(typed: String) throws {
        let found = try SceneReader(CaseScene.session()).scene(of: typed)
        #expect(found.subject == scene.subject && found.summary.contractNumber == CaseScene.contract)
    }

    @Test func `another number is not found by what is like it`() throws {
        for number in ["QCYS-2023-06180", "QCYS-2023-0618022", "QCYS202306180", "QCYS-2023-O61802", " ", ""] {
            #expect(throws: SceneError.notFound(number)) { try SceneReader(CaseScene.session()).scene(of: number) }
        }
    }

    @Test func `the beginning of an id is enough where only one has it, and else the candidates are listed`() throws {
        let ids = try CaseArchive.shared.get().ids, signing = try #require(ids["signing"]), complaint = try #require(ids["complaint"])
        let shared = zip(signing, complaint).prefix { $0 == $1 }.count
        for length in [shared + 1, 20, 25] {
            #expect(try SceneReader(CaseScene.session()).scene(of: String(signing.prefix(length)).lowercased()).subject == scene.subject)
        }
        #expect(try SceneReader(CaseScene.session()).scene(of: signing.lowercased()).subject == scene.subject)
        let error = try #require(throws: ArchiveError.self) { try SceneReader(CaseScene.session()).scene(of: String(signing.prefix(6))) }
        guard case .ambiguous(let text, let candidates, let isCut) = error else { throw error }
        #expect(text == signing.prefix(6) && candidates.contains("\(signing) signing") && candidates.contains("\(complaint) complaint") && !isCut)
        #expect(error.message.zh.contains(signing) && error.message.en.contains(complaint))
        // Five characters are no id.
        #expect(throws: SceneError.notFound(String(signing.prefix(5)))) { try SceneReader(CaseScene.session()).scene(of: String(signing.prefix(5))) }
        // What somebody else's record begins with is none of them.
        let unit = try #require(ids["unit"])
        #expect(throws: SceneError.notFound(String(unit.prefix(24)))) { try SceneReader(CaseScene.session()).scene(of: String(unit.prefix(24))) }
    }

    @Test func `two signings whose numbers differ in case only are told apart by the one that is typed so`() throws {
        let desk = try SceneDesk()
        func sign(_ number: String) throws -> RecordID {
            let draft = try #require(RecordSchema.of(.signing)).draft(
                links: [Link(.unit, desk.unit), Link(.customer, desk.customer)], data: ["time": "2026-03-02T02:05:00.000Z"], content: ["contract_number": .string(number)])
            try desk.archive.append([draft])
            return draft.id
        }
        let upper = try sign("（2023）HT〔7〕号"), lower = try sign("(2023)ht[7]号"), session = try desk.session(.legal, purpose: .dispute)
        #expect(try SceneReader(session).scene(of: "（2023）HT〔7〕号").subject.record == upper.description)
        #expect(try SceneReader(session).scene(of: "(2023)ht[7]号").subject.record == lower.description)
        #expect(throws: SceneError.severalSignings(number: "(2023)Ht(7)号", ids: ["\(upper) （2023）HT〔7〕号", "\(lower) (2023)ht[7]号"])) {
            try SceneReader(session).scene(of: "(2023)Ht(7)号")
        }
    }

    @Test func `what is no signing and no complaint is refused by name`() throws {
        let session = try CaseScene.session(), ids = try CaseArchive.shared.get().ids
        #expect(throws: SceneError.notFound("QCYS-1999")) { try SceneReader(session).scene(of: "QCYS-1999") }
        let unit = try #require(ids["unit"])
        #expect(throws: SceneError.noSubject(id: unit, type: "unit")) { try SceneReader(session).scene(of: unit) }
    }

    @Test func `the reading is in the log with its purpose, before the scene is given out`() throws {
        let session = try CaseScene.session(purpose: .dispute)
        let before = try session.archive.records(.access).count
        _ = try SceneReader(session).scene(of: CaseScene.contract)
        let entries = try session.archive.records(.access).dropFirst(before).filter { $0.leaf.member == session.member.id && $0.leaf.data["purpose"]?.string == "dispute" }
        let leaf = try #require(entries.last).leaf
        #expect(leaf.data["action"]?.string == "read" && leaf.data["result"]?.string == "granted")
        let signing = try #require(CaseArchive.shared.get().ids["signing"])
        #expect(leaf.links.contains { $0.target.description == signing })
    }

    @Test func `nobody reads without a purpose or without a role`() throws {
        #expect(throws: ArchiveError.self) { try SceneReader(CaseScene.session(purpose: nil)).scene(of: CaseScene.contract) }
        #expect(throws: ArchiveError.self) { try SceneReader(CaseScene.session("administrator")).scene(of: CaseScene.contract) }
    }

    @Test func `as known when the signing was recorded, nothing later is there`() throws {
        let archive = try CaseScene.archive(), id = try #require(CaseArchive.shared.get().ids["signing"].flatMap(RecordID.init))
        let recorded = try archive.record(id).leaf.time
        let earlier = try SceneReader(CaseScene.session(), asKnownAt: recorded).scene(of: CaseScene.contract)
        #expect(earlier.contacts.map(\.number) == Array(1...11))
        #expect(earlier.summary.question == nil)
        #expect(earlier.gaps.contains { $0.kind == "not-reviewed" && $0.from == earlier.contacts[0].start })
    }

    // MARK: - For the other parts

    @Test func `parts get passages that they can cite, with what was in force`() throws {
        let seen = Box()
        let parts = SceneParts(ledger: { material in
            seen.material = material
            return []
        })
        _ = try SceneReader(CaseScene.session(), parts: parts).scene(of: CaseScene.contract)
        let material = try #require(seen.material), ids = try CaseArchive.shared.get().ids
        #expect(material.talks.count == 11)
        let talk = try #require(material.talks.first { $0.isSigning })
        #expect(talk.conversation == ids["c11"] && talk.passages.count == 13 && talk.passages.filter(\.isDoubtful).count == 1)
        #expect(Set(material.documents.filter(\.isSigned).map(\.id)) == Set([ids["contract"], ids["supplement"]].compactMap { $0 }))
        #expect(material.scripts.map(\.id) == [ids["script-1"], ids["script-2"]].compactMap { $0 })
        #expect(material.disclosures.count == 5 && material.disclosures.filter(\.acknowledgements.isEmpty).map(\.item) == ["adverse-factors"])
        let cited = material.cite(Citation(talk.passages[4]))
        let spoken = try #require(scene.contacts[10].utterances.first { $0.source.utterance == 4 })
        #expect(cited.source == spoken.source && cited.text == spoken.text)
    }

    /// What a closure saw; a scene is put together on one thread.
    private final class Box: @unchecked Sendable { var material: SceneMaterial? }
}
