import Foundation
import KaipanArchive
import KaipanScene
import KaipanTestSupport
import KaipanText
import Testing

@Suite("Reports of a scene", .enabled(if: canBuildCase, "python3 is not installed"))
struct SceneReportTests {
    /// The scene of the case with rows in every part, whoever judges them.
    private static let full = Result { () -> Scene in
        var scene = try CaseScene.shared.get()
        let built = try CaseArchive.shared.get()
        func citation(_ contact: Int, _ place: Int) -> SceneCitation {
            let spoken = scene.contacts[contact].utterances[place]
            return SceneCitation(text: spoken.text, source: spoken.source, time: spoken.time, start: spoken.start)
        }
        func clause(_ name: String, _ id: String) -> SceneCitation {
            let version = scene.versions.first { $0.id == built.ids[name] }
            return SceneCitation(
                text: version?.clauses.first { $0.id == id }?.text ?? "",
                source: SceneSource(record: built.ids[name] ?? "", type: "document", position: version?.source.position, clause: id))
        }
        let contradicted = LocalizedText(zh: "矛盾", en: "contradicted")
        scene.ledger = [
            SceneLedgerRow(
                promise: citation(0, 4), topic: "delivery", topicName: LocalizedText(zh: "交付时间", en: "delivery"),
                claim: LocalizedText(zh: "交付：2025-06-30 前", en: "delivery by 2025-06-30"), specificity: 80,
                relations: [
                    SceneLedgerRow.Relation(
                        side: .brochure, document: "楼书 第一版", record: built.ids["brochure-1"], relation: "stated", name: LocalizedText(zh: "写明", en: "stated"),
                        citation: clause("brochure-1", "2")),
                    SceneLedgerRow.Relation(
                        side: .contract, document: "合同", record: built.ids["contract"], relation: "contradicted", name: contradicted,
                        citation: clause("contract", "9")),
                ], overall: "contradicted", overallName: contradicted,
                questions: [
                    SceneLedgerRow.Question(
                        question: LocalizedText(zh: "是否具体确定？", en: "Is it specific?"), evidence: [citation(0, 4)],
                        note: LocalizedText(zh: "有日期", en: "it has a date"))
                ], notes: [LocalizedText(zh: "须律师判断", en: "for a lawyer to judge")],
                decision: SceneLedgerRow.Decision(
                    decision: .confirmed, by: "沈砚秋", time: scene.made, reason: "录音清楚",
                    source: SceneSource(record: built.ids["complaint"] ?? "", type: "promise-decision", position: 1)))
        ]
        let script = built.ids["script-2"] ?? "", talk = built.ids["c11"] ?? ""
        func row(_ clause: String, _ outcome: String, _ cited: [SceneCitation]) -> SceneAdherenceRow {
            SceneAdherenceRow(
                conversation: talk, clause: SceneSource(record: script, type: "script", position: 1, clause: clause), clauseName: clause, outcome: outcome,
                outcomeName: LocalizedText(zh: outcome, en: outcome), score: 0.9, citations: cited, rules: "test 1")
        }
        scene.adherence = [row("学区", "said", [citation(10, 2)]), row("不利因素", "missing", []), row("办证", "uncertain", [citation(10, 10)])]
        scene.acknowledgements = [
            SceneAcknowledgementRow(
                item: "学区", text: "以公布为准", strength: 4, reasons: [LocalizedText(zh: "签名、讲解、回答", en: "signed, explained, answered")],
                citations: [citation(10, 3)], source: SceneSource(record: built.ids["d-school"] ?? "", type: "disclosure", position: 98)),
            SceneAcknowledgementRow(
                item: "不利因素", text: "变电站", strength: 0, reasons: [LocalizedText(zh: "没有记录", en: "no record")], citations: [],
                source: SceneSource(record: built.ids["d-adverse-factors"] ?? "", type: "disclosure", position: 102)),
        ]
        return scene
    }

    private let scene: Scene

    init() throws { scene = try Self.full.get() }

    // MARK: - JSON

    @Test func `the keys of the JSON are those that are written down`() throws {
        let value = try JSONSerialization.jsonObject(with: Data(SceneReport.json(scene).utf8))
        var keys: Set<String> = []
        func walk(_ value: Any, _ path: String) {
            switch value {
            case let object as [String: Any]: for (key, member) in object { walk(member, path.isEmpty ? key : "\(path).\(key)") }
            case let list as [Any]: for member in list { walk(member, path + "[]") }
            case let number as NSNumber: keys.insert("\(path): \(String(cString: number.objCType) == "c" ? "boolean" : "number")")
            default: keys.insert("\(path): string")
            }
        }
        walk(value, "")
        try Golden.expect(keys.sorted().joined(separator: "\n") + "\n", at: Project.path("Fixtures/case/scene-keys.txt"))
    }

    @Test func `the same scene gives the same bytes`() throws {
        #expect(try SceneReport.json(scene) == SceneReport.json(scene))
        #expect(SceneReport.html(scene, language: .chinese) == SceneReport.html(scene, language: .chinese))
    }

    @Test func `a part that nobody supplied is not in the report`() throws {
        let bare = try CaseScene.shared.get()
        #expect(try !SceneReport.json(bare).contains("\"ledger\""))
        #expect(!SceneReport.html(bare, language: .english).contains("id=\"ledger\""))
        #expect(!SceneReport.text(bare, language: .english).contains("Ledger of promises"))
        #expect(SceneReport.text(scene, language: .english).contains("Ledger of promises"))
    }

    @Test(arguments: [Language.chinese, .english]) func `a title that ends in the version does not repeat it`(_ language: Language) throws {
        let titles = scene.versions.filter { version in version.version.map(version.title.contains) ?? false }
        #expect(titles.contains { $0.kind == "contract" } && titles.contains { $0.kind == "supplement" })
        for report in [SceneReport.text(scene, language: language), SceneReport.html(scene, language: language)] {
            #expect(report.contains("合同编号 \(CaseScene.contract)"))
            for version in titles.compactMap(\.version) {
                for between in [" ", " · ", "  "] { #expect(!report.contains(version + between + version), "\(version)") }
                #expect(!report.contains("（\(version)） \(version)"))
            }
        }
        // One that the title does not have is said.
        let others = scene.versions.filter { version in version.version.map { !version.title.contains($0) } ?? false }
        #expect(!others.isEmpty)
        for version in others { #expect(SceneReport.text(scene, language: language).contains("\(version.title) \(version.version ?? "")")) }
    }

    // MARK: - HTML

    private static func matches(_ pattern: String, in text: String) throws -> [String] {
        try text.matches(of: Regex(pattern)).compactMap { $0.output[1].substring.map(String.init) }
    }

    @Test(arguments: [Language.chinese, .english]) func `every link of the page leads somewhere, and no name stands twice`(_ language: Language) throws {
        let html = SceneReport.html(scene, language: language)
        let ids = try Self.matches(" id=\"([^\"]*)\"", in: html)
        #expect(Set(ids).count == ids.count)
        let links = try Self.matches("href=\"#([^\"]*)\"", in: html)
        #expect(links.count > 300)
        for link in Set(links) { #expect(ids.contains(link), "#\(link)") }
        #expect(try Self.matches("href=\"([^#\"][^\"]*)\"", in: html).isEmpty)
    }

    @Test(arguments: [1, 3, 4, 9]) func `contacts of one day do not cover each other in the drawing`(count: Int) throws {
        var scene = scene
        for index in scene.contacts.indices.prefix(count) { scene.contacts[index].start = scene.contacts[0].start }
        let html = SceneReport.html(scene, language: .chinese)
        let circles = html.matches(of: try Regex("<circle class=\"[a-z]*\" cx=\"([0-9.]+)\" cy=\"([0-9.]+)\" r=\"11\">", as: (Substring, Substring, Substring).self))
            .compactMap { match in Double(match.output.1).flatMap { x in Double(match.output.2).map { (x: x, y: $0) } } }
        // The signing is a square.
        #expect(circles.count == scene.contacts.count - 1)
        for (place, a) in circles.enumerated() {
            #expect(a.y >= 11)
            for b in circles[(place + 1)...] { #expect((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y) >= 22 * 22, "\(a) \(b)") }
        }
        let bars = html.matches(of: try Regex("<rect class=\"bar\" x=\"[0-9.]+\" y=\"([0-9.]+)\"", as: (Substring, Substring).self)).compactMap { Double($0.output.1) }
        #expect(try #require(bars.min()) > #require(circles.map(\.y).max()) + 11)
    }

    @Test func `nothing that people or documents said becomes markup`() throws {
        let hostile = "</p><script>alert(1)</script><img src=x onerror=alert(2)>\" onmouseover=\"alert(3)' &amp; \u{202E}"
        var scene = scene
        for index in scene.contacts.indices {
            for place in scene.contacts[index].utterances.indices {
                scene.contacts[index].utterances[place].text = hostile
                scene.contacts[index].utterances[place].speaker = hostile
            }
            scene.contacts[index].place = hostile
        }
        for index in scene.versions.indices {
            scene.versions[index].title = hostile
            scene.versions[index].version = hostile
            for place in scene.versions[index].clauses.indices { scene.versions[index].clauses[place].id += hostile }
        }
        scene.summary.project = hostile
        scene.summary.question = SceneStatement(zh: hostile, en: hostile)
        for index in scene.gaps.indices { scene.gaps[index].text = LocalizedText(zh: hostile, en: hostile) }
        let html = SceneReport.html(scene, language: .chinese)
        #expect(!html.contains("<script") && !html.contains("<img") && !html.contains("\u{202E}"))
        #expect(try Self.matches("(<[a-z][^>]* on[a-z]+=)", in: html).isEmpty)
        #expect(!SceneReport.text(scene, language: .chinese).contains("\u{202E}"))
    }

    @Test(.enabled(if: Browser.isWanted, "chromium is not installed")) func `a browser opens the page without a complaint`() throws {
        var scene = scene
        #expect(scene.contacts[1].media.count == 1)
        scene.contacts[1].media[0].file = "media/a.wav"
        for scene in [scene, self.scene] {
            let opened = try Browser.open(SceneReport.html(scene, language: .chinese))
            // A recording that is not there is not asked for before somebody plays it.
            #expect(opened.complaints.isEmpty)
            #expect(opened.html.contains("<svg class=\"line\""))
        }
    }

    @Test func `words lead to their moment in the recording when it lies beside the page`() throws {
        var scene = scene
        #expect(!SceneReport.html(scene, language: .chinese).contains("<audio"))
        scene.contacts[1].media[0].file = "media/a.wav"
        let html = SceneReport.html(scene, language: .chinese)
        #expect(html.contains("<audio id=\"a-\(scene.contacts[1].media[0].source.record)\" controls preload=\"none\" src=\"media/a.wav\">"))
        let moments = try Self.matches("href=\"media/a.wav#t=([0-9.]*)\"", in: html)
        #expect(moments.count == scene.contacts[1].utterances.count && moments.first == "1.2")
        #expect(html.contains("media-src &#39;self&#39; file:"))
    }

    // MARK: - The customer's copy

    @Test func `the customer's copy has the customers' own data and nobody else's`() throws {
        let parts = SceneParts(redact: CaseScene.redact)
        let copy = try SceneReader(CaseScene.session(), parts: parts).scene(of: CaseScene.contract, variant: .customer)
        let others = try #require(CaseScene.expected()["others"] as? [String: Any])
        let words = try #require(others["words"] as? [String]) + ["沈砚秋", "方叙白", "于思齐", "已与录音核对", "保全与本次签约"]
        let full = try CaseScene.shared.get()
        for report in [try SceneReport.json(copy), SceneReport.html(copy, language: .chinese), SceneReport.text(copy, language: .english)] {
            for word in words { #expect(!report.contains(word), "\(word)") }
            #expect(report.contains("江映荷") && report.contains("贺明远"))
        }
        let json = try SceneReport.json(full)
        for word in words { #expect(json.contains(word), "\(word)") }
        #expect(try SceneReport.json(copy).contains("13800000001"))
        #expect(copy.contacts.map(\.utterances.count) == full.contacts.map(\.utterances.count))
        #expect(copy.variant == .customer)
    }

    @Test func `a quality reviewer gets the scene without the customers' data, whatever is asked for`() throws {
        let full = try CaseScene.shared.get()
        let names = full.people.filter { $0.role == .customer }.flatMap { [$0.name, $0.phone].compactMap(\.self) }
        #expect(names.count > 2)
        for variant in [Scene.Variant.full, .customer] {
            let parts = SceneParts(redact: CaseScene.redact)
            let seen = try SceneReader(CaseScene.session("quality", purpose: .quality), parts: parts).scene(of: CaseScene.contract, variant: variant)
            #expect(seen.variant == .reviewer)
            for report in [try SceneReport.json(seen), SceneReport.html(seen, language: .chinese), SceneReport.text(seen, language: .english)] {
                for name in names { #expect(!report.contains(name), "\(name)") }
            }
            #expect(seen.contacts.map(\.utterances.count) == full.contacts.map(\.utterances.count))
            #expect(seen.contacts.allSatisfy { $0.media.isEmpty })
            // Who sold, and what was said of the home, stays.
            #expect(seen.people.filter { $0.role == .agent } == full.people.filter { $0.role == .agent })
            #expect(seen.contacts.flatMap(\.utterances).count { $0.text == "" } == full.contacts.flatMap(\.utterances).count { $0.text == "" })
        }
    }

    @Test func `there is no customer's copy without something that blacks out`() throws {
        #expect(throws: SceneError.noRedactor) { try SceneReader(CaseScene.session()).scene(of: CaseScene.contract, variant: .customer) }
    }
}
