import Foundation
import KaipanArchive
import KaipanLog
import KaipanScene
import KaipanTestSupport
import KaipanText
import Testing

/// What was in force, as it is known now and as it was known then.
@Suite("Versions that are recorded later")
struct SceneVersionTests {
    private let desk: SceneDesk

    init() throws { desk = try SceneDesk() }

    @discardableResult
    private func add(_ type: RecordType, _ links: [Link], _ data: CanonicalObject, _ content: CanonicalObject = [:]) throws -> RecordID {
        let draft = try #require(RecordSchema.of(type)).draft(links: links, data: data, content: content)
        try desk.archive.append([draft])
        return draft.id
    }

    private func brochure(_ version: String, from: String, supersedes: RecordID? = nil) throws -> RecordID {
        try add(
            .document, [Link(.project, desk.project)] + (supersedes.map { [Link(.supersedes, $0)] } ?? []), ["kind": "brochure", "valid_from": .string(from)],
            ["title": "楼书", "version": .string(version), "clauses": .array([.object(["id": "1", "text": .string("绿化率\(version)")])])])
    }

    /// A signing at this very moment, with a visit.
    private func sign() throws -> (signing: RecordID, moment: Timestamp) {
        // The log has milliseconds.
        Thread.sleep(forTimeInterval: 0.02)
        let moment = Timestamp.now()
        Thread.sleep(forTimeInterval: 0.02)
        let visit = try add(
            .visit, [Link(.project, desk.project), Link(.customer, desk.customer)], ["channel": "on-site", "start": .string(moment.description)])
        let signing = try add(
            .signing, [Link(.unit, desk.unit), Link(.customer, desk.customer), Link(.visit, visit), Link(.project, desk.project)],
            ["time": .string(moment.description)], ["contract_number": "HT-1"])
        return (signing, moment)
    }

    private func scene(of signing: RecordID) throws -> Scene { try SceneReader(desk.session(.legal, purpose: .dispute)).scene(of: signing.description) }

    @Test func `a version that is recorded after the signing with an earlier date is flagged, with what was known then`() throws {
        let first = try brochure("A", from: "2020-01-01T00:00:00.000Z"), (signing, moment) = try sign()
        let second = try brochure("B", from: "2020-02-01T00:00:00.000Z", supersedes: first)
        let script = try desk.publish(Array("# 口径\n\n## 【必须 交付】交付时间\n\n房屋在2025年12月31日前交付。\n".utf8), name: "a.md", topic: "口径")
        let scene = try scene(of: signing), contact = try #require(scene.contacts.first { $0.isSigning })
        #expect(Set(contact.inForce) == [second.description, script.description])
        #expect(contact.inForceAsKnownThen == [first.description])
        let late = scene.gaps.filter { $0.kind == "late-version" }
        #expect(Set(late.map(\.sources[0].record)) == [second.description, script.description])
        #expect(late.allSatisfy { $0.from == moment && $0.to.map { $0 > moment } == true })
        let brochure = try #require(late.first { $0.sources[0].record == second.description })
        #expect(brochure.text.zh.contains("签约之后才登记") && brochure.text.zh.contains("楼书 A"), "\(brochure.text.zh)")
        #expect(brochure.text.en.contains("recorded after the signing") && brochure.sources.contains { $0.record == first.description })
        let missing = try #require(late.first { $0.sources[0].record == script.description })
        #expect(missing.text.zh.contains("没有登记有效的统一说辞") && missing.text.en.contains("had no script in force"))
        #expect(scene.integrity.doesNotProve.contains { $0.text.zh.contains("签约时已有其中 2 个版本") && Set($0.sources.map(\.record)) == [second.description, script.description] })
        #expect(scene.summary.missing.contains { $0.text.zh == "事后登记的版本：2 处" })
        let versions = Dictionary(uniqueKeysWithValues: scene.versions.map { ($0.id, $0.recorded) })
        #expect(try #require(versions[first.description]) < moment && #require(versions[second.description]) > moment)
        for (language, words) in [(Language.chinese, ["签约之后才登记", "接触 1 时档案尚未登记", "按当时所知）有效：楼书“楼书 A”"]), (.english, ["recorded after the signing", "not recorded yet at contact 1"])] {
            for report in [SceneReport.text(scene, language: language), SceneReport.html(scene, language: language)] {
                for word in words { #expect(report.contains(word), "\(word)") }
            }
        }
    }

    @Test func `versions that were recorded in time are not flagged`() throws {
        let first = try brochure("A", from: "2020-01-01T00:00:00.000Z"), second = try brochure("B", from: "2020-02-01T00:00:00.000Z", supersedes: first)
        let (signing, _) = try sign(), scene = try scene(of: signing), contact = try #require(scene.contacts.first { $0.isSigning })
        #expect(contact.inForce == [second.description] && contact.inForceAsKnownThen == contact.inForce)
        #expect(!scene.gaps.contains { $0.kind == "late-version" })
        #expect(!scene.integrity.doesNotProve.contains { $0.text.zh.contains("事后才登记") })
        let report = SceneReport.text(scene, language: .chinese)
        #expect(!report.contains("签约之后才登记") && !report.contains("尚未登记") && !report.contains("按当时所知"))
        // It took effect years before: that is said, and is no doubt about the signing.
        #expect(report.contains("生效后"))
    }

    @Test func `a contract that is recorded the day it is signed is not late, and a superseded version that is withdrawn later was in force as known then`() throws {
        let first = try brochure("A", from: "2020-01-01T00:00:00.000Z")
        Thread.sleep(forTimeInterval: 0.02)
        let moment = Timestamp.now()
        Thread.sleep(forTimeInterval: 0.02)
        let contract = try add(.document, [Link(.project, desk.project)], ["kind": "contract", "valid_from": .string(moment.description)], ["title": "合同"])
        let signing = try add(
            .signing, [Link(.unit, desk.unit), Link(.customer, desk.customer), Link(.document, contract), Link(.project, desk.project)],
            ["time": .string(moment.description)])
        // Somebody says afterwards that it was not in force any more.
        try add(.documentWithdrawal, [Link(.document, first)], ["from": "2020-03-01T00:00:00.000Z"], ["reason": "登记错误"])
        try desk.converse(["您好。", "您好。"], at: moment)
        let scene = try scene(of: signing), contact = try #require(scene.contacts.first)
        #expect(!scene.gaps.contains { $0.kind == "late-version" })
        #expect(contact.inForce == [contract.description] && contact.inForceAsKnownThen == [first.description])
    }
}
