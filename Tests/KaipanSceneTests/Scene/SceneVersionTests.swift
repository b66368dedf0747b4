import Foundation
import KaipanArchive
import KaipanChecks
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

    // MARK: - Verdicts

    private static let script = "# 口径\n\n## 【必须 交付】交付时间\n\n房屋在2025年12月31日前交付。\n\n## 【禁止 承诺】不得承诺\n\n- 买了就能上澜汀小学\n"
    private static let backdated = "# 新口径\n\n## 【必须 交付】交付时间\n\n房屋在2027年12月31日前交付。\n\n## 【必须 办证】办证时间\n\n交付后360日内办理不动产登记。\n"

    private func publish(_ text: String, _ name: String, supersedes: RecordID? = nil) throws -> RecordID {
        let manager = try desk.session(.manager)
        let request = try manager.propose(
            Array(text.utf8), name: name,
            ArchiveSession.ScriptProposal(topic: "口径", validFrom: Timestamp("2020-01-01T00:00:00.000Z")!, supersedes: supersedes), check: SceneDesk.check())
        for role in [MemberRole.legal, .quality] { try desk.session(role).decide(request, approve: true) }
        return try manager.publish(request)
    }

    /// A signing in which the seller keeps to the first script and says what it forbids.
    private func signWithWords(at moment: Timestamp) throws -> RecordID {
        let signing = try add(
            .signing, [Link(.unit, desk.unit), Link(.customer, desk.customer), Link(.project, desk.project)], ["time": .string(moment.description)],
            ["contract_number": "HT-2"])
        let id = RecordID.new()
        var transcript = Draft(.transcript, links: [Link(.conversation, id)], content: (.conversation(id), .object(["engine": "手工"])))
        transcript.utterances = [
            Utterance(number: 0, role: .seller, speaker: 0, time: moment, text: "房屋在2025年12月31日前交付。"),
            Utterance(number: 1, role: .customer, speaker: 1, time: moment, text: "好的。"),
            Utterance(number: 2, role: .seller, speaker: 0, time: moment, text: "您放心，买了就能上澜汀小学。"),
        ]
        try desk.archive.append(
            [
                Draft(
                    .conversation, id: id, links: [Link(.customer, desk.customer), Link(.unit, desk.unit), Link(.signing, signing)],
                    data: ["medium": "on-site"], content: (.conversation(id), .object(["title": "签约"]))),
                transcript,
            ], by: desk.members[.agent])
        try add(.disclosure, [Link(.signing, signing)], ["item": "delivery"], ["text": "2025年底交付", "clause": "交付"])
        return signing
    }

    private func judged(_ signing: RecordID) throws -> Scene {
        let parts = SceneParts.standard(
            desk.archive, rules: try Project.rules.get(), settings: CheckSettings(asOf: CivilDate("2026-03-08")!), language: .chinese)
        return try SceneReader(desk.session(.legal, purpose: .dispute), parts: parts).scene(of: signing.description)
    }

    @Test func `what was said is held against the script that was known then, whatever date a later one is given`() throws {
        let first = try publish(Self.script, "a.md")
        Thread.sleep(forTimeInterval: 0.02)
        let moment = Timestamp.now()
        Thread.sleep(forTimeInterval: 0.02)
        let signing = try signWithWords(at: moment), second = try publish(Self.backdated, "b.md", supersedes: first)
        let scene = try judged(signing), contact = try #require(scene.contacts.first { $0.isSigning })
        #expect(contact.inForce.contains(second.description) && contact.inForceAsKnownThen.contains(first.description))
        let rows = try #require(scene.adherence)
        #expect(rows.map(\.outcome) == ["said", "forbidden"], "\(rows)")
        #expect(rows.allSatisfy { $0.clause.record == first.description && !$0.isLate })
        let relation = try #require(scene.ledger?.first { $0.topic == "delivery" }?.relations.first { $0.side == .script })
        #expect(relation.relation == "allowed" && relation.record == first.description && relation.isLate == false)
        // What the later one requires was not due.
        let acknowledgements = try #require(scene.acknowledgements)
        #expect(acknowledgements.map(\.item) == ["delivery"] && acknowledgements.allSatisfy { !$0.isLate })
        #expect(acknowledgements[0].reasons.contains { $0.zh == "说辞核对：已说明" })
        #expect(scene.summary.bottomLine.contains { $0.text.zh.hasPrefix("说了当时说辞禁止的话") })
        #expect(!SceneReport.text(scene, language: .chinese).contains("（事后登记）"))
    }

    @Test func `where no script was known then, each verdict by one that was recorded later says so`() throws {
        let signing = try signWithWords(at: Timestamp("2020-06-01T02:00:00.000Z")!), first = try publish(Self.script, "a.md")
        let scene = try judged(signing), rows = try #require(scene.adherence)
        #expect(rows.map(\.outcome) == ["said", "forbidden"] && rows.allSatisfy { $0.clause.record == first.description && $0.isLate })
        let relation = try #require(scene.ledger?.first { $0.topic == "delivery" }?.relations.first { $0.side == .script })
        #expect(relation.isLate == true)
        let row = try #require(scene.acknowledgements?.first)
        #expect(row.isLate && row.reasons.contains { $0.zh == "核对所用的说辞为事后登记" })
        #expect(scene.summary.bottomLine.contains { $0.text.zh.hasPrefix("说了事后登记的说辞禁止的话") })
        for (language, mark) in [(Language.chinese, "（事后登记）"), (.english, "(recorded later)")] {
            let tables = try #require(SceneTables(scene: scene, language: language).promises)
            for report in [SceneReport.text(scene, language: language), SceneReport.html(scene, language: language), tables] { #expect(report.contains(mark)) }
        }
        #expect(try SceneReport.json(scene).contains("\"isLate\""))
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
        let withdrawal = try add(.documentWithdrawal, [Link(.document, first)], ["from": "2020-03-01T00:00:00.000Z"], ["reason": "登记错误"])
        try desk.converse(["您好。", "您好。"], at: moment)
        let scene = try scene(of: signing), contact = try #require(scene.contacts.first)
        #expect(!scene.gaps.contains { $0.kind == "late-version" })
        #expect(contact.inForce == [contract.description] && contact.inForceAsKnownThen == [first.description])
        let ends = scene.gaps.filter { $0.kind == "late-end" }
        #expect(ends.count == 1 && ends[0].sources.map(\.record) == [first.description, withdrawal.description] && ends[0].text.zh.contains("写成当时已经失效"))
        #expect(scene.records.contains { $0.id == withdrawal.description })
    }
}
