import Foundation
import KaipanArchive
import KaipanLog
import KaipanScene
import KaipanTestSupport
import KaipanText
import Testing

/// What the archive does not have of a signing although nobody recorded a gap.
struct SceneSilenceTests {
    /// When the visit of the signing begins.
    private static let begin = Timestamp("2026-03-08T02:00:00.000Z")!

    /// A moment by the minutes since the visit began.
    private static func at(_ minute: Int) -> Timestamp { begin.advanced(by: Int64(minute) * 60_000) }

    /// A signing with one visit, as a test wants it.
    private struct Sale {
        /// Who speaks in which minute: a place in `speakers`.
        var said: [(minute: Int, speaker: Int)] = [(1, 0), (2, 1), (40, 0), (41, 1)]
        var speakers: [(label: String, role: Utterance.Role)] = [("置业顾问", .seller), ("客户", .customer)]
        var signed = 48
        /// Who consents, and whether they do.
        var consents: [(name: String, given: Bool)] = [("周予安", true)]
        var present = ["周予安"]
        var gap: (from: Int, to: Int)?
        var hasVisit = true
        var length: Int64 = 2000
    }

    private func scene(_ sale: Sale, _ desk: SceneDesk, parts: SceneParts = SceneParts(), variant: Scene.Variant = .full) throws -> Scene {
        let archive = desk.archive
        func draft(_ type: RecordType, links: [Link] = [], data: CanonicalObject = [:], content: CanonicalObject = [:]) throws -> Draft {
            try #require(RecordSchema.of(type)).draft(links: links, data: data, content: content)
        }
        let spouse = try draft(.customer, links: [Link(.customer, desk.customer)], content: ["name": "许知秋", "phone": "13800000001"])
        let ids = ["周予安": desk.customer, "许知秋": spouse.id]
        var drafts = [spouse], visitLinks: [Link] = []
        if sale.hasVisit {
            let visit = try draft(
                .visit, links: [Link(.project, desk.project), Link(.customer, desk.customer)],
                data: [
                    "channel": "on-site", "start": .string(Self.begin.description),
                    "consents": .array(try sale.consents.map { consent in
                        [
                            "person": .string(try #require(ids[consent.name]).description), "to": "recording", "given": .bool(consent.given),
                            "time": .string(Self.begin.description),
                        ]
                    }),
                ])
            drafts.append(visit)
            visitLinks = [Link(.visit, visit.id)]
        }
        let id = RecordID.new()
        drafts.append(Draft(
            .conversation, id: id, links: [Link(.customer, desk.customer), Link(.unit, desk.unit)] + visitLinks,
            data: ["medium": "on-site", "started": .string(Self.begin.description)],
            content: (.conversation(id), .object(["participants": .array(sale.speakers.map { ["label": .string($0.label), "role": .string($0.role.name)] })]))))
        var transcript = Draft(.transcript, links: [Link(.conversation, id)], content: (.conversation(id), .object(["engine": "手工"])))
        transcript.utterances = sale.said.enumerated().map { number, said in
            Utterance(
                number: number, role: sale.speakers[said.speaker].role, speaker: said.speaker, start: Int64(said.minute) * 60_000,
                end: Int64(said.minute) * 60_000 + sale.length, time: Self.at(said.minute), text: "第\(number)句")
        }
        drafts.append(transcript)
        if let gap = sale.gap {
            drafts.append(try draft(
                .gap, links: [Link(.conversation, id)], data: ["kind": "device-off", "from": .string(Self.at(gap.from).description), "to": .string(Self.at(gap.to).description)],
                content: ["detail": "没电"]))
        }
        let signing = try draft(
            .signing, links: [Link(.unit, desk.unit), Link(.customer, desk.customer), Link(.customer, spouse.id), Link(.project, desk.project)] + visitLinks,
            data: ["time": .string(Self.at(sale.signed).description)],
            content: ["contract_number": "HT-1", "parties": ["岚汀置业", "周予安", "许知秋"], "present": .array(sale.present.map { .string($0) })])
        drafts.append(signing)
        try archive.append(drafts, by: #require(desk.members[.manager]))
        return try SceneReader(desk.session(.legal, purpose: .dispute), parts: parts).scene(of: signing.id.description, variant: variant)
    }

    private func gaps(_ kind: String, _ sale: Sale) throws -> [SceneGap] { try scene(sale, SceneDesk()).gaps.filter { $0.kind == kind } }

    // MARK: - Stretches

    /// Ten minutes are none; the stretch goes from the end of what was said last to the signature.
    @Test(arguments: [(37, true), (38, false), (47, false), (20, true)])
    func `a long stretch before the signature is a gap, with what was said last`(minute: Int, isGap: Bool) throws {
        var sale = Sale()
        sale.said = [(1, 0), (8, 1), (15, 0), (minute, 1)].filter { $0.0 <= minute }
        sale.said += minute > 26 ? [(25, 0), (30, 1), (36, 0)] : []
        sale.said += minute > 46 ? [(45, 1)] : []
        sale.said.sort { $0.minute < $1.minute }
        let found = try gaps("no-words", sale)
        #expect(found.count == (isGap ? 1 : 0), "\(found)")
        guard isGap, let gap = found.first else { return }
        #expect(gap.from == Self.at(minute).advanced(by: 2000) && gap.to == Self.at(48))
        #expect(gap.sources.map(\.type) == ["conversation", "signing"] && gap.sources[0].utterance == sale.said.count - 1)
        #expect(gap.text.zh.contains("最后一句") && gap.text.zh.contains("签约时刻") && gap.text.en.contains("\(48 - minute - 1) minutes"))
    }

    @Test func `a long stretch before the first words, and one between words, are gaps`() throws {
        var sale = Sale()
        sale.said = [(15, 0), (20, 1), (40, 0), (45, 1)]
        let found = try gaps("no-words", sale)
        #expect(found.map(\.from) == [Self.begin, Self.at(20).advanced(by: 2000)])
        #expect(found.map(\.to) == [Self.at(15), Self.at(40)])
        #expect(found[0].text.zh.contains("到场") && found[1].sources.compactMap(\.utterance) == [1, 2])
    }

    @Test func `words that last are no stretch, and a recorded gap is not declared twice`() throws {
        var sale = Sale()
        sale.length = 12 * 60_000
        sale.said = [(1, 0), (14, 1), (27, 0), (40, 1)]
        #expect(try gaps("no-words", sale).isEmpty)
        sale = Sale()
        sale.gap = (3, 39)
        #expect(try gaps("no-words", sale).isEmpty)
        // Only what it covers.
        sale.gap = (3, 20)
        #expect(try gaps("no-words", sale).map(\.from) == [Self.at(20)])
    }

    @Test func `a signing without a contact of its own is said to have none`() throws {
        var sale = Sale()
        sale.hasVisit = false
        sale.signed = 24 * 60
        let gap = try #require(try gaps("no-words", sale).first)
        #expect(gap.from == Self.at(41).advanced(by: 2000) && gap.to == Self.at(24 * 60) && gap.sources[0].utterance == 3)
        #expect(gap.text.zh.contains("没有存档的接触"))
        // Ten minutes after the last words it is that talk that led to it.
        sale.signed = 50
        #expect(try gaps("no-words", sale).isEmpty)
        sale.said = []
        let none = try #require(try gaps("no-words", sale).first)
        #expect(none.from == nil && none.text.en.contains("before the time of the signature"))
    }

    // MARK: - Parties

    private static let seller = (label: "置业顾问", role: Utterance.Role.seller)

    @Test func `a buyer who is present and never speaks is named`() throws {
        var sale = Sale()
        sale.present = ["周予安", "许知秋", "置业顾问"]
        sale.speakers = [Self.seller, ("周予安", .customer)]
        let gap = try #require(try gaps("silent-party", sale).first)
        #expect(gap.text.zh.contains("许知秋") && !gap.text.zh.contains("周予安") && gap.text.en.contains("no utterance of theirs is archived"))
        #expect(gap.sources.map(\.type) == ["visit", "conversation", "signing"])
        // By the visit's record alone.
        sale.present = []
        sale.consents = [("周予安", true), ("许知秋", true)]
        #expect(try gaps("silent-party", sale).count == 1)
        // Who refused is declared as that.
        sale.consents = [("周予安", true), ("许知秋", false)]
        #expect(try gaps("silent-party", sale).isEmpty)
        #expect(try gaps("no-consent", sale).count == 1)
        // Also where the signing's record names them among those who were there.
        sale.present = ["周予安", "许知秋"]
        #expect(try gaps("silent-party", sale).isEmpty)
    }

    /// - Parameter names: what a source calls those who speak, beside the seller.
    @Test(arguments: [(["客户"], 1), (["客户1", "客户2"], 0), (["周予安", "客户"], 0), (["周予安", "许知秋"], 0), (["客户周予安"], 1), ([], 2)])
    func `of speakers without a name nothing more is said than can be known`(names: [String], silent: Int) throws {
        var sale = Sale()
        sale.present = ["周予安", "许知秋"]
        sale.speakers = [Self.seller] + names.map { ($0, .customer) }
        sale.said = sale.speakers.indices.map { (30 + $0, $0) } + [(39, 0)]
        let found = try gaps("silent-party", sale)
        #expect(found.count == (silent > 0 ? 1 : 0), "\(found)")
        if names == ["客户"] { #expect(found[0].text.zh.contains("无法确定") && found[0].text.en.contains("cannot be told")) }
        if names.isEmpty { #expect(found[0].text.zh.contains("周予安、许知秋")) }
    }

    @Test func `the words of a speaker without a name are given to neither of two buyers`() throws {
        var sale = Sale()
        sale.consents = [("周予安", true), ("许知秋", true)]
        sale.speakers = [Self.seller, ("2", .customer)]
        let two = try scene(sale, SceneDesk())
        #expect(two.contacts[0].utterances.filter { $0.role == "customer" }.map(\.speaker) == [nil, nil])
        sale.consents = [("周予安", true)]
        let one = try scene(sale, SceneDesk())
        #expect(one.contacts[0].utterances.filter { $0.role == "customer" }.map(\.speaker) == ["周予安", "周予安"])
    }

    // MARK: - Where it is said

    @Test(arguments: [Scene.Variant.full, .customer]) func `both are in text, JSON and page, and in the customer's copy`(variant: Scene.Variant) throws {
        var sale = Sale()
        sale.present = ["周予安", "许知秋"]
        sale.speakers = [Self.seller, ("周予安", .customer)]
        let scene = try scene(sale, SceneDesk(), parts: SceneParts(redact: CaseScene.redact), variant: variant)
        #expect(Set(scene.gaps.map(\.kind)).isSuperset(of: ["no-words", "silent-party"]))
        for report in [
            SceneReport.text(scene, language: .chinese), SceneReport.html(scene, language: .chinese), try SceneReport.json(scene),
        ] {
            #expect(report.contains("许知秋登记为在场，没有存档的话语是其所说") && report.contains("没有存档的话语，也没有登记原因"))
        }
        #expect(scene.summary.missing.contains { $0.text.zh.contains("在场而无话语") })
        #expect(scene.checklist.first { $0.article == "93(4)" }?.facts.contains { $0.text.zh.contains("时段内没有话语") } == true)
    }
}
