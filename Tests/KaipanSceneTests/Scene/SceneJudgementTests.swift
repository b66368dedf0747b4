import Foundation
import KaipanArchive
import KaipanChecks
import KaipanScene
import KaipanTestSupport
import KaipanText
import Testing

/// What the rules, the scripts and the records say of the fictional case, held against what is planted in it: these and nothing else.
@Suite("The case's promises, script and acknowledgements", .enabled(if: canBuildCase, "python3 is not installed"))
struct SceneJudgementTests {
    private static let scene = Result { () throws -> Scene in
        let session = try CaseScene.session()
        let parts = try SceneParts.standard(
            session.archive, rules: Project.rules.get(), settings: CheckSettings(asOf: try #require(CivilDate("2026-10-31"))), language: .chinese)
        return try SceneReader(session, parts: parts).scene(of: CaseScene.contract)
    }

    private let scene: Scene
    private let expected: [String: Any]

    init() throws {
        scene = try Self.scene.get()
        expected = try CaseScene.expected()
    }

    private func list(_ name: String) throws -> [[String: Any]] { try #require(expected[name] as? [[String: Any]]) }

    @Test func `the ledger has every planted promise, and no other`() throws {
        let rows = try #require(scene.ledger), wanted = try list("promises")
        let found = try Set(rows.map { "\($0.topic) \(try CaseScene.spelled($0.promise.source))" })
        #expect(found == Set(try wanted.map { "\(try #require($0["topic"] as? String)) \(try #require($0["source"] as? String))" }))
        for promise in wanted {
            let source = try #require(promise["source"] as? String)
            let row = try #require(try rows.first { try CaseScene.spelled($0.promise.source).utf8.elementsEqual(source.utf8) })
            // What matters of the words is inside, whether or not the rule takes in a word more.
            let words = try #require(promise["text"] as? String)
            #expect(words.contains(row.promise.text) || row.promise.text.contains(words), "\(source): \(row.promise.text)")
            if let overall = promise["overall"] as? String { #expect(row.overall == overall, "\(source)") }
            let contract = try #require(promise["contract"] as? [String: Any]), relation = try #require(contract["relation"] as? String)
            let relations = row.relations.filter { $0.side == .contract && $0.relation == relation }
            #expect(!relations.isEmpty, "\(source): \(row.relations.map(\.relation))")
            if let clause = contract["clause"] as? String {
                #expect(try relations.contains { try $0.citation.map { try CaseScene.spelled($0.source) } == clause }, "\(source)")
            }
            #expect(row.questions.count == 4, "\(source)")
        }
    }

    /// By counting in the files: who spoke of delivery, and who promised a date.
    @Test func `the four questions count over all contacts of the sale`() throws {
        let row = try #require(try scene.ledger?.first { try CaseScene.spelled($0.promise.source) == "c01/4" })
        let influence = row.questions[2], sources = try influence.evidence.map { try CaseScene.spelled($0.source) }
        #expect(sources.contains("c11/5"), "the other promise of a date is in another conversation")
        #expect(influence.note?.zh.contains("同类允诺另有 1 次") == true, "\(influence.note?.zh ?? "")")
        let words = ["交房", "交付", "交楼", "入住", "拿钥匙", "收房"]
        let spoken = scene.contacts.flatMap(\.utterances).filter { said in said.role == "customer" && words.contains(where: said.text.contains) }
        #expect(spoken.count > 1)
        // What the buyer asked right after the clause names none of the words, and is about it.
        #expect(sources.contains("c11/6"))
        #expect(influence.note?.zh.contains("客户谈到这一事项 \(spoken.count + 1) 次") == true, "\(influence.note?.zh ?? "")")
    }

    @Test func `every contradiction outside of the contract is named, and no other`() throws {
        var found: Set<String> = []
        for row in try #require(scene.ledger) {
            for relation in row.relations where relation.side == .brochure || relation.side == .notice {
                guard ["contradicted", "excluded"].contains(relation.relation), let citation = relation.citation else { continue }
                found.insert("\(try CaseScene.spelled(row.promise.source)) \(try CaseScene.spelled(citation.source)) \(relation.relation)")
            }
        }
        let wanted = try list("contradictions").map { entry in
            try ["source", "against", "relation"].map { try #require(entry[$0] as? String) }.joined(separator: " ")
        }
        #expect(found == Set(wanted))
    }

    @Test func `what the script in force forbade is found where it was said, and nowhere else`() throws {
        let rows = try #require(scene.adherence).filter { $0.outcome == "forbidden" }
        let found = try rows.map { row in
            "\(try CaseScene.spelled(try #require(row.citations.first).source)) \(try CaseScene.spelled(row.clause))"
        }
        let wanted = try list("forbidden").map { entry in
            "\(try #require(entry["source"] as? String)) \(try #require(entry["script"] as? String))/\(try #require(entry["clause"] as? String))"
        }
        #expect(Set(found) == Set(wanted))
        #expect(try #require(scene.adherence).allSatisfy { $0.outcome != "deviation" })
    }

    @Test func `each clause at the signing is judged as planted`() throws {
        let wanted = try #require(expected["adherence"] as? [String: [String: Any]])
        let rows = try #require(scene.adherence).filter { $0.outcome != "forbidden" }
        #expect(Set(rows.compactMap(\.clause.clause)) == Set(wanted.keys))
        for row in rows {
            let name = try #require(row.clause.clause), planted = try #require(wanted[name])
            #expect(row.outcome == planted["outcome"] as? String, "\(name)")
            if let source = planted["source"] as? String {
                #expect(try row.citations.contains { try CaseScene.spelled($0.source) == source }, "\(name)")
            }
        }
    }

    @Test func `a clause that is not among the archived words is uncertain where words are missing, and says which`() throws {
        let rows = try #require(scene.adherence)
        let row = try #require(rows.first { $0.clauseName == "不利因素" && $0.outcome == "uncertain" })
        let reason = try #require(row.reasons.first)
        #expect(reason.zh == "不在存档的文字里，可能在缺失的部分说过：时段内没有话语（2023-06-18 10:06:14 至 2023-06-18 10:48:00）", "\(reason.zh)")
        #expect(scene.summary.missing.contains { $0.text.zh.contains("“不利因素”，无法判断") })
        #expect(!scene.summary.missing.contains { $0.text.zh.contains("没有说") })
    }

    @Test func `each disclosure is as strong as what was done for it`() throws {
        let wanted = try #require(expected["acknowledgements"] as? [String: Int])
        let rows = try #require(scene.acknowledgements)
        #expect(try Dictionary(uniqueKeysWithValues: rows.map { (try CaseScene.spelled($0.source), $0.strength) }) == wanted)
        #expect(rows.allSatisfy { !$0.reasons.isEmpty })
    }

    @Test func `the confirmations agree with the script, and what is due is what it requires`() throws {
        let rows = try #require(scene.acknowledgements), script = try #require(scene.adherence)
        func row(_ name: String) throws -> SceneAcknowledgementRow { try #require(try rows.first { try CaseScene.spelled($0.source) == name }) }
        let delivery = try row("d-delivery"), sources = try delivery.citations.map { try CaseScene.spelled($0.source) }
        #expect(sources == ["c11/5", "c11/6"], "\(sources)")
        #expect(!delivery.reasons.contains { $0.zh == "没有说明" || $0.zh == "没有买受人的回答" })
        let clauses = [
            "d-school": "学区", "d-fit-out": "装修", "d-delivery": "交付", "d-property-fee": "物业费", "d-adverse-factors": "不利因素", "script-2/办证": "办证",
        ]
        // Whatever the script's table says of the clause stands here too.
        for (name, clause) in clauses {
            let told = try #require(script.first { $0.clause.clause == clause && $0.outcome != "forbidden" })
            #expect(try row(name).reasons.contains { $0.zh == "说辞核对：\(told.outcomeName.zh)" }, "\(name)")
        }
        let required = Set(script.filter { $0.outcome != "forbidden" }.compactMap(\.clause.clause)).count
        #expect(rows.count == required)
        #expect(scene.summary.bottomLine.contains { $0.text.zh == "应告知 \(required) 项，登记为告知事项 5 项，4 项有确认记录。" })
        #expect(scene.summary.missing.contains { $0.text.zh == "“办证时间”没有登记为告知事项，也没有确认记录" })
    }

    /// Each statement leads to its source: the words stand there.
    @Test func `every citation's words stand at its source`() throws {
        let archive = try CaseScene.archive()
        var citations: [SceneCitation] = []
        for row in try #require(scene.ledger) {
            citations.append(row.promise)
            citations += row.relations.compactMap(\.citation)
            citations += row.questions.flatMap(\.evidence)
        }
        citations += try #require(scene.adherence).flatMap(\.citations)
        citations += try #require(scene.acknowledgements).flatMap(\.citations)
        #expect(citations.count > 40)
        for citation in citations {
            let record = try #require(RecordID(citation.source.record))
            if let number = citation.source.utterance {
                let stored = try #require(try archive.utterances(of: record).first { $0.utterance.number == number })
                #expect(try archive.open(stored)?.text.contains(citation.text) == true, "\(citation)")
            } else if case .open(let content, _) = try archive.open(archive.record(record)) {
                #expect("\(content)".contains(citation.text), "\(citation)")
            }
        }
    }

    /// Nobody said it: the brochure that was in force promises by itself, in two versions once, and one that nobody saw not at all.
    @Test func `a promise that was only written is in the ledger, once`() throws {
        func brochure(_ id: String, _ text: String) throws -> SceneMaterial.Document {
            SceneMaterial.Document(
                id: id, kind: "brochure", title: "楼书", version: id, clauses: [SceneClause(id: "2", title: "交付", text: text, page: nil)],
                from: try #require(Timestamp("2023-02-01T00:00:00.000Z")), to: nil, isSigned: false)
        }
        let talk = SceneMaterial.Talk(
            conversation: "c", contact: 1, isSigning: false, start: nil,
            passages: [Passage(source: SourceReference(kind: .utterance, record: "c", part: "0"), role: .seller, text: "欢迎您来看房。")], inForce: ["b1", "b2"], shown: [])
        let material = SceneMaterial(
            talks: [talk],
            documents: [
                try brochure("b1", "交付时间：2025年6月30日前。"), try brochure("b2", "交付时间：2025年6月30日前。"), try brochure("b3", "交付时间：2024年6月30日前。"),
            ], scripts: [], disclosures: [], profile: nil, project: nil, unit: nil, signed: nil, places: [:], transcripts: [:])
        let extractor = PromiseExtractor(
            rules: try Project.rules.get(), settings: CheckSettings(asOf: try #require(CivilDate("2026-10-31"))))
        let rows = try SceneLedger(extractor: extractor) { _ in [] }.rows(material)
        #expect(rows.map(\.topic) == ["delivery"])
        #expect(rows.first?.promise.source.record == "b1" && rows.first?.promise.source.clause == "2")
        #expect(rows.first?.overall == "unknown")
    }

    @Test(arguments: [("5号楼0901室", true), ("3号楼 1802 室", false), ("3幢1单元1802", false), ("三栋1801", true), ("临街铺面", false)])
    func `a promise that names another home is marked, and counts for nothing`(unit: String, isOther: Bool) throws {
        let said = Passage(
            source: SourceReference(kind: .utterance, record: "c", part: "0"), role: .seller, text: "3栋1802这套建筑面积是118.6平方米。",
            time: try #require(Timestamp("2023-03-04T02:00:00.000Z")))
        let material = SceneMaterial(
            talks: [SceneMaterial.Talk(conversation: "c", contact: 1, isSigning: false, start: nil, passages: [said], inForce: [], shown: [])], documents: [],
            scripts: [], disclosures: [], profile: nil, project: nil, unit: unit, signed: nil, places: [:], transcripts: [:])
        let extractor = PromiseExtractor(rules: try Project.rules.get(), settings: CheckSettings(asOf: try #require(CivilDate("2026-10-31"))))
        let row = try #require(try SceneLedger(extractor: extractor) { _ in [] }.rows(material).first { $0.topic == "area" })
        #expect(row.isOfOtherUnit == isOther)
        #expect(row.notes.contains { $0.zh.contains("指别的房号") } == isOther)
        var scene = scene
        scene.ledger = [row]
        #expect(SceneReport.text(scene, language: .chinese).contains("指别的房号") == isOther)
    }

    // MARK: - Decisions

    @Test func `what a person rejects stays in the ledger as rejected, by whom and why, and counts for nothing`() throws {
        let manager = try CaseScene.session("manager"), rules = try Project.rules.get()
        let settings = CheckSettings(asOf: try #require(CivilDate("2026-10-31"))), archive = manager.archive
        let row = try #require(scene.ledger?.first { $0.topic == "metro" })
        let size = try archive.size()
        let proposed = try manager.proposePromises(
            of: try #require(RecordID(row.promise.source.record)), by: PromiseExtractor(rules: rules, settings: settings))
        let metro = try #require(proposed.first { $0.promise.topic?.rawValue == "metro" })
        func decided(_ variant: Scene.Variant = .full) throws -> Scene {
            let parts = SceneParts.standard(archive, rules: rules, settings: settings, language: .chinese)
            return try SceneReader(CaseScene.session(), parts: parts).scene(of: CaseScene.contract, variant: variant)
        }
        try manager.decide(.confirmed, on: metro.id, reason: "录音清楚")
        let confirmed = try #require(try decided().ledger?.first { $0.topic == "metro" })
        #expect(confirmed.status == "confirmed" && confirmed.decision?.by == "沈砚秋" && confirmed.decision?.reason == "录音清楚")
        try manager.decide(.rejected, on: metro.id, reason: "听错了")
        let after = try decided(), rejected = try #require(after.ledger?.first { $0.topic == "metro" }), decision = try #require(rejected.decision)
        #expect(rejected.status == "rejected" && decision.by == "沈砚秋" && decision.reason == "听错了" && decision.time >= confirmed.decision!.time)
        #expect(after.ledger?.count == scene.ledger?.count)
        // Its record is proved with the rest, and the summary neither counts nor hides it.
        #expect(after.records.contains { $0.id == decision.source.record && $0.type == "promise-decision" && $0.isProved })
        func told(_ scene: Scene) -> [SceneStatement] { scene.summary.bottomLine.filter { $0.text.zh.contains("地铁5号线") } }
        #expect(told(after).count == 1 && told(after)[0].text.zh.contains("驳回") && told(after)[0].sources.contains(decision.source))
        let count = try #require(scene.ledger).count
        #expect(scene.summary.bottomLine.contains { $0.text.zh.hasPrefix("找到 \(count) 项承诺") })
        #expect(after.summary.bottomLine.contains { $0.text.zh.hasPrefix("找到 \(count - 1) 项承诺") })
        for language in [Language.chinese, .english] {
            let tables = try #require(SceneTables(scene: after, language: language).promises)
            for report in [SceneReport.text(after, language: language), SceneReport.html(after, language: language), try SceneReport.json(after), tables] {
                #expect(report.contains("沈砚秋") && report.contains("听错了"))
                #expect(report.contains(language == .chinese ? "驳回" : "rejected"))
            }
        }
        // A customer learns that it was rejected, not who of the house said what.
        let copy = try decided(.customer), own = try #require(copy.ledger?.first { $0.topic == "metro" })
        #expect(own.status == "rejected" && own.decision?.by == nil && own.decision?.reason == nil && told(copy).count == 1)
        for report in [SceneReport.text(copy, language: .chinese), SceneReport.html(copy, language: .english), try SceneReport.json(copy)] {
            #expect(!report.contains("沈砚秋") && !report.contains("听错了"))
        }
        // As of before, nothing of it was known.
        let parts = SceneParts.standard(archive, before: size, rules: rules, settings: settings, language: .chinese)
        #expect(try SceneReader(CaseScene.session(), parts: parts, size: size).scene(of: CaseScene.contract).ledger == scene.ledger)
    }
}
