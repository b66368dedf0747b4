import Foundation
import KaipanArchive
import KaipanLog
import KaipanScene
import KaipanTestSupport
import KaipanText
import Testing

/// Whose copy has what, of two who bought together.
@Suite("Co-buyers' copies")
struct SceneBuyerTests {
    private let desk: SceneDesk
    private let jiang: RecordID, he: RecordID, signing: RecordID

    init() throws {
        let desk = try SceneDesk()
        self.desk = desk
        func add(_ type: RecordType, _ links: [Link], _ data: CanonicalObject, _ content: CanonicalObject) throws -> RecordID {
            let draft = try #require(RecordSchema.of(type)).draft(links: links, data: data, content: content)
            try desk.archive.append([draft])
            return draft.id
        }
        jiang = try add(.customer, [], [:], ["name": "江映荷", "phone": "13800000001", "identity": "990101199003072315"])
        he = try add(.customer, [], [:], ["name": "贺明远", "phone": "13800000002", "identity": "990101198802153013"])
        signing = try add(
            .signing, [Link(.unit, desk.unit), Link(.customer, jiang), Link(.customer, he), Link(.project, desk.project)],
            ["time": "2026-03-09T02:00:00.000Z"], [:])
    }

    /// Each line is of the participant with its number; the first one sells.
    private func talk(_ lines: [(Int, String)], _ labels: [String], of customers: [RecordID], medium: String = "on-site", days: Int = 1) throws -> RecordID {
        let id = RecordID.new()
        let conversation = Draft(
            .conversation, id: id, links: customers.map { Link(.customer, $0) } + [Link(.unit, desk.unit)], data: ["medium": .string(medium)],
            content: (.conversation(id), .object([
                "participants": .array(labels.enumerated().map { .object(["label": .string($1), "role": $0 == 0 ? "seller" : "customer"]) }),
            ])))
        var transcript = Draft(.transcript, links: [Link(.conversation, id)], content: (.conversation(id), .object(["engine": "手工"])))
        let start = try #require(Timestamp("2026-03-02T02:00:00.000Z"))
        transcript.utterances = lines.enumerated().map { number, line in
            Utterance(
                number: number, role: line.0 == 0 ? .seller : .customer, speaker: line.0, time: start.advanced(by: Int64(number % days) * 86_400_000), text: line.1)
        }
        try desk.archive.append([conversation, transcript])
        return id
    }

    private func copy(_ customer: RecordID?, _ variant: Scene.Variant = .customer) throws -> Scene {
        try SceneReader(desk.session(.legal, purpose: .dispute), parts: SceneParts(redact: CaseScene.redact))
            .scene(of: signing.description, variant: variant, customer: customer)
    }

    private func conversations(_ scene: Scene) -> Set<String> { Set(scene.records.filter { $0.type == "conversation" }.map(\.id)) }

    @Test func `where one of them alone speaks by name, it is theirs, whatever the import says`() throws {
        for label in ["贺明远", "贺先生", "13800000002"] {
            let talk = try talk([(0, "您好，请看房。"), (1, "我先看看户型。")], ["置业顾问", label], of: [jiang])
            #expect(try !conversations(copy(jiang)).contains(talk.description), "\(label)")
            #expect(try conversations(copy(he)).contains(talk.description), "\(label)")
        }
        #expect(try copy(jiang).summary.missing.contains { $0.text.zh.hasPrefix("另有 3 次接触") })
        // Both were asked by the import, one kept silent.
        let both = try talk([(0, "您好，请看房。"), (1, "我先看看户型。")], ["置业顾问", "贺明远"], of: [jiang, he])
        for customer in [jiang, he] { #expect(try conversations(copy(customer)).contains(both.description)) }
    }

    @Test func `where both speak it is in both copies, and an unnamed speaker is whom the import names`() throws {
        let both = try talk([(0, "请看合同。"), (1, "好。"), (2, "交房是哪天？")], ["置业顾问", "江映荷", "贺明远"], of: [jiang])
        let unnamed = try talk([(0, "请看合同。"), (1, "好。")], ["置业顾问", "客户"], of: [jiang])
        #expect(try conversations(copy(jiang)) == [both.description, unnamed.description])
        #expect(try conversations(copy(he)) == [both.description])
        #expect(try conversations(copy(nil, .full)) == [both.description, unnamed.description])
    }

    @Test func `what was opened to tell whose it is, is in the log`() throws {
        let talk = try talk([(0, "您好，请看房。"), (1, "我先看看户型。")], ["置业顾问", "贺明远"], of: [jiang])
        _ = try copy(jiang)
        let last = try #require(try desk.archive.records(.access).last)
        #expect(last.leaf.links.contains { $0.target == talk })
    }

    @Test func `a chat that is left out counts with each of its days`() throws {
        _ = try talk([(1, "在吗"), (1, "今天看房"), (0, "好的")], ["置业顾问", "贺明远"], of: [he], medium: "chat", days: 3)
        #expect(try copy(he).contacts.count == 3)
        #expect(try copy(jiang).summary.missing.contains { $0.text.zh == "另有 3 次接触只与其他买受人有关，不在本副本之内。" })
    }

    @Test func `a conversation that names the unit and no customer is a gap, and a copy says that it is left out`() throws {
        let unassigned = try talk([(0, "您好。"), (1, "楼王还有吗？")], ["置业顾问", "客户"], of: [])
        // Somebody else who saw the unit is no part of it.
        let stranger = try talk([(0, "您好。"), (1, "我再看看。")], ["置业顾问", "客户"], of: [desk.customer])
        let full = try copy(nil, .full)
        #expect(full.contacts.isEmpty)
        #expect(full.gaps.filter { $0.kind == "no-customer" }.map { $0.sources.map(\.record) } == [[unassigned.description]])
        #expect(!full.records.contains { $0.id == stranger.description })
        let copy = try copy(jiang)
        #expect(!copy.gaps.contains { $0.kind == "no-customer" })
        #expect(copy.summary.missing.contains { $0.text.zh == "另有 1 次会话登记了本房号而没有登记客户，不在本副本之内。" }, "\(copy.summary.missing.map(\.text.zh))")
        #expect(!copy.records.contains { [unassigned, stranger].map(\.description).contains($0.id) })
    }

    @Test func `a copy hides the numbers on record of everybody else, and shows its customer's own`() throws {
        _ = try talk(
            [(0, "请说号码。"), (1, "我的是990101199003072315"), (2, "990101 19880215 3013，他记的一三八零零零零零零零零")], ["置业顾问", "江映荷", "贺明远"], of: [jiang, he])
        let own = SceneReport.text(try copy(jiang), language: .chinese), other = SceneReport.text(try copy(he), language: .chinese)
        #expect(own.contains("990101199003072315") && !own.contains("19880215") && own.contains("〔身份证号〕"), "\(own)")
        #expect(other.contains("19880215 3013") && !other.contains("990101199003072315"), "\(other)")
        for text in [own, other] { #expect(!text.contains("一三八") && text.contains("〔手机号〕")) }
        let everybody = try SceneReport.json(copy(nil))
        #expect(everybody.contains("990101199003072315") && everybody.contains("19880215 3013"))
    }
}
