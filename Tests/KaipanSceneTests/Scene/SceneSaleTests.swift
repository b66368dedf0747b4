import Foundation
import KaipanArchive
import KaipanLog
import KaipanScene
import KaipanTestSupport
import KaipanText
import Testing

/// Two sales of one project, and the complaints of one.
@Suite("A sale beside others")
struct SceneSaleTests {
    private let desk: SceneDesk
    private let moment = "2026-03-02T02:00:00.000Z"

    init() throws { desk = try SceneDesk() }

    @discardableResult
    private func add(_ type: RecordType, _ links: [Link], _ data: CanonicalObject = [:], _ content: CanonicalObject = [:]) throws -> RecordID {
        let draft = try #require(RecordSchema.of(type)).draft(links: links, data: data, content: content)
        try desk.archive.append([draft])
        return draft.id
    }

    private func document(_ kind: String, _ words: String) throws -> RecordID {
        try add(
            .document, [Link(.project, desk.project)], ["kind": .string(kind), "valid_from": "2026-03-01T00:00:00.000Z"],
            ["title": .string("文件\(words)"), "clauses": .array([.object(["id": "1", "text": .string(words)])])])
    }

    private func sign(_ unit: RecordID, _ customer: RecordID, _ documents: [RecordID]) throws -> RecordID {
        try add(
            .signing, [Link(.unit, unit), Link(.customer, customer), Link(.project, desk.project)] + documents.map { Link(.document, $0) }, ["time": .string(moment)])
    }

    private func scene(_ name: RecordID, _ variant: Scene.Variant = .full) throws -> Scene {
        try SceneReader(desk.session(.legal, purpose: .dispute), parts: SceneParts(redact: CaseScene.redact)).scene(of: name.description, variant: variant)
    }

    // MARK: - Contracts

    @Test(arguments: [Scene.Variant.full, .customer]) func `the contract of another sale is not in the scene, though it was in force in the project`(_ variant: Scene.Variant) throws {
        let unit = try add(.unit, [Link(.project, desk.project)], [:], ["label": "5 号楼 902"])
        let customer = try add(.customer, [Link(.project, desk.project)], [:], ["name": "秦望舒"])
        let own = try document("contract", "本户赠送阁楼"), ownSupplement = try document("supplement", "本户车位另购")
        let others = try document("contract", "别家赠送露台"), otherSupplement = try document("supplement", "别家车位半价")
        // What no sale has signed is a form for all of them.
        let form = try document("contract", "合同示范文本"), notice = try document("notice", "北侧规划道路")
        let signing = try sign(desk.unit, desk.customer, [own, ownSupplement]), other = try sign(unit, customer, [others, otherSupplement])
        try desk.converse(["您好，请看合同。", "好的。"])
        let scene = try scene(signing, variant), contact = try #require(scene.contacts.first)
        #expect(Set(contact.inForce) == Set([own, ownSupplement, form, notice].map(\.description)))
        #expect(Set(scene.versions.map(\.id)) == Set([own, ownSupplement, form, notice].map(\.description)))
        let absent = Set([others, otherSupplement, other, customer, unit].map(\.description))
        #expect(absent.isDisjoint(with: scene.records.map(\.id)))
        let reports = [try SceneReport.json(scene), SceneReport.html(scene, language: .chinese), SceneReport.text(scene, language: .chinese)]
        for report in reports + (try scene.files(language: .chinese).map { String(decoding: $0.bytes, as: UTF8.self) }) {
            for words in ["别家赠送露台", "别家车位半价", "秦望舒", "5 号楼 902"] { #expect(!report.contains(words), "\(words)") }
            for id in absent { #expect(!report.contains(id)) }
        }
        for report in reports.prefix(2) { #expect(report.contains("本户赠送阁楼") && report.contains("合同示范文本")) }
        // The evidence of the copy opens neither.
        let selection = scene.evidence(copy: variant == .customer ? desk.customer : nil, language: .chinese)
        #expect(Set(selection.records.map(\.description)).isDisjoint(with: absent))
        // From the other side it is the other way round.
        let across = try self.scene(other, variant)
        #expect(Set(across.versions.map(\.id)).isSuperset(of: [others, otherSupplement].map(\.description)))
        #expect(Set(across.records.map(\.id)).isDisjoint(with: [own, ownSupplement, signing, desk.customer, desk.unit].map(\.description)))
    }

    // MARK: - Questions

    private func complain(_ text: String, _ signing: RecordID) throws -> RecordID {
        try add(
            .complaint, [Link(.customer, desk.customer), Link(.unit, desk.unit), Link(.signing, signing)], ["opened": "2026-09-14T01:10:00.000Z"], ["text": .string(text)])
    }

    @Test func `a complaint's scene answers that complaint, a signing's scene all of them, numbered`() throws {
        let signing = try sign(desk.unit, desk.customer, [])
        let first = try complain("交房晚了半年。", signing), second = try complain("上不了小学。", signing)
        for (complaint, text) in [(first, "交房晚了半年。"), (second, "上不了小学。")] {
            let question = try #require(try scene(complaint).summary.question)
            #expect(question.text.zh == text && question.sources.map(\.record) == [complaint.description])
        }
        let all = try #require(try scene(signing).summary.question)
        #expect(all.text.zh == "(1) 交房晚了半年。 (2) 上不了小学。")
        #expect(all.sources.map(\.record) == [first, second].map(\.description))
        #expect(SceneReport.text(try scene(second), language: .chinese).contains("问题：上不了小学。"))
    }

    @Test func `one complaint is not numbered, and a sale without one asks nothing`() throws {
        let signing = try sign(desk.unit, desk.customer, [])
        #expect(try scene(signing).summary.question == nil)
        _ = try complain("交房晚了半年。", signing)
        #expect(try scene(signing).summary.question?.text.zh == "交房晚了半年。")
    }
}
