import KaipanArchive
import KaipanLog
import KaipanScene
import KaipanTestSupport
import KaipanText
import Testing

struct ComplaintDeskTests {
    private static let received = Timestamp("2026-05-01T01:00:00.000Z")!
    private static func after(_ minutes: Int64) -> Timestamp { received.advanced(by: minutes * 60_000) }
    private static let words = "当时销售说孩子肯定能上澜汀小学，还说有内部名额，现在学校不收。"

    private func complaints(_ desk: SceneDesk, _ role: MemberRole = .legal) throws -> ComplaintDesk {
        ComplaintDesk(try desk.session(role, purpose: .complaint))
    }

    private func proposal(_ desk: SceneDesk, grade: ComplaintGrade = .hot) -> ComplaintProposal {
        ComplaintProposal(
            text: Self.words, received: Self.received, customer: desk.customer, unit: desk.unit, project: desk.project, channel: .phone, grade: grade,
            cause: .salesPromise, claimed: 20_000)
    }

    @Test func `opening a complaint finds what it touches and holds it`() throws {
        let desk = try SceneDesk()
        let talk = try desk.converse(["您好，欢迎。", "学校怎么样？", "孩子肯定能上澜汀小学，我们有内部名额。", "真的吗？", "车位以后再说。"])
        let other = RecordID.new()
        try desk.archive.append([Draft(.customer, id: other)])
        let stranger = RecordID.new()
        try desk.archive.append([
            Draft(.conversation, id: stranger, links: [Link(.customer, other)], content: (.conversation(stranger), .object(["title": "别人"]))),
        ])
        let opened = try complaints(desk).open(proposal(desk), at: Self.after(2))
        #expect(opened.touched.conversations == [talk])
        #expect(opened.touched.isSearched)
        #expect(opened.touched.said == [TouchedRecords.Said(conversation: talk, utterance: 2)])
        let hold = try #require(opened.hold)
        #expect(try complaints(desk).holds(on: opened.id) == [hold])
        let record = try complaints(desk).record(of: opened.id)
        #expect(record.leaf.data["channel"] == "phone" && record.leaf.data["amount"]?.integer == 20_000)
        // The words stand nowhere in the open.
        #expect(!String(decoding: record.bytes, as: UTF8.self).contains("澜汀"))
        let stored = try #require(try complaints(desk).words(of: opened.id))
        #expect(stored.text == Self.words)
        #expect(try complaints(desk).touched(by: opened.id).said == opened.touched.said)
        #expect(try desk.archive.retention().first { $0.conversation == talk }?.isHeld == true)
        #expect(try desk.archive.verify().problems == [])
    }

    @Test(arguments: [
        ("办证拖延，说好90天", [2]), ("产权证一直没下来", [2]), ("说好190天", []), ("卫生间漏水", []), ("收房那天漏水", []), ("逾期半年了", [2]),
    ] as [(String, [Int])])
    func `words are found that say the same otherwise`(text: String, numbers: [Int]) throws {
        let desk = try SceneDesk()
        let talk = try desk.converse(["您好，欢迎。", "房子什么时候办证？", "交房后90天内办好房产证。", "好的。"])
        let proposal = ComplaintProposal(text: text, received: Self.received, customer: desk.customer)
        let opened = try complaints(desk).open(proposal, at: Self.after(2))
        #expect(opened.touched.said.map(\.conversation).allSatisfy { $0 == talk })
        #expect(Set(opened.touched.said.map(\.utterance)).isSubset(of: numbers) && opened.touched.said.isEmpty == numbers.isEmpty, "\(opened.touched.said)")
    }

    @Test func `who may not hold registers it all the same, and legal holds it later`() throws {
        let desk = try SceneDesk()
        try desk.converse(["孩子肯定能上澜汀小学。"])
        let opened = try complaints(desk, .agent).open(proposal(desk), at: Self.after(2))
        #expect(opened.hold == nil && !opened.touched.isSearched && opened.touched.conversations.count == 1)
        #expect(throws: ArchiveError.self) { try complaints(desk, .manager).hold(opened.id) }
        let hold = try complaints(desk).hold(opened.id)
        #expect(try complaints(desk).holds(on: opened.id) == [hold])
        #expect(throws: ArchiveError.self) { try complaints(desk, .auditor).open(proposal(desk), at: Self.after(2)) }
    }

    @Test func `steps are records in the member's name, and the close ends the complaint`() throws {
        let desk = try SceneDesk()
        let manager = try complaints(desk, .manager)
        let id = try manager.open(proposal(desk, grade: .general), at: Self.after(2)).id
        #expect(throws: ComplaintError.notYet(step: .close, before: .confirm)) { try manager.step(id, .close, at: Self.after(3)) }
        let received = try manager.complaint(id).received, before = received.advanced(by: -1)
        #expect(throws: ComplaintError.beforeReceipt(at: before, received: received)) { try manager.step(id, .confirm, at: before) }
        for (number, step) in ComplaintStep.allCases.enumerated().dropFirst() {
            try manager.step(
                id, step, note: "已办", grade: step == .assess ? .important : nil, cause: step == .assess ? .design : nil, at: Self.after(Int64(number) * 10))
        }
        let complaint = try manager.complaint(id)
        #expect(complaint.steps.map(\.step) == ComplaintStep.allCases)
        #expect(complaint.steps.allSatisfy { $0.member == manager.session.member.id })
        #expect(complaint.grade == .important && complaint.cause == .design && complaint.closed == Self.after(50) && complaint.next == nil)
        #expect(try manager.words(of: id)?.text == Self.words)
        #expect(try manager.words(of: id)?.outcome == "已办")
        #expect(try manager.complaints() == [complaint])
        #expect(throws: ComplaintError.noComplaint(id: desk.unit.description)) { try manager.complaint(desk.unit) }
    }

    @Test func `settlements add up to the tier, and who may settle more is named`() throws {
        let desk = try SceneDesk()
        let agent = try complaints(desk, .agent)
        let id = try agent.open(proposal(desk), at: Self.after(2)).id
        try agent.settle(id, amount: 400, note: "维修补偿", at: Self.after(60))
        #expect(throws: ComplaintError.aboveAuthority(amount: 200, settled: 400, limit: 500, may: [.manager, .legal], highest: 50_000)) {
            try agent.settle(id, amount: 200, at: Self.after(61))
        }
        #expect(try agent.members(for: 600).map(\.name) == ["案场经理", "法务"])
        #expect(try complaints(desk, .manager).settle(id, amount: 200, at: Self.after(62)).settled == 600)
        #expect(try agent.complaint(id).settlements.map(\.amount) == [400, 200])
    }

    @Test func `the plan is ticked for major complaints`() throws {
        let desk = try SceneDesk()
        let legal = try complaints(desk)
        let id = try legal.open(proposal(desk), at: Self.after(2)).id
        #expect(throws: ComplaintError.notMajor(grade: .hot)) { try legal.tick(id, "1.1", at: Self.after(5)) }
        try legal.step(id, .confirm, at: Self.after(5))
        try legal.step(id, .assess, grade: .major, at: Self.after(6))
        try legal.tick(id, "1.1", note: "小组已成立", at: Self.after(7))
        try legal.tick(id, "1.1", at: Self.after(9))
        #expect(try legal.complaint(id).planned == ["1.1": Self.after(7)])
        #expect(throws: ComplaintError.noPlanItem("9.9")) { try legal.tick(id, "9.9", at: Self.after(7)) }
    }

    @Test func `statistics tell which rule would have caught the words, and which phrase none does`() throws {
        let desk = try SceneDesk()
        let legal = try complaints(desk)
        for (number, text) in ["买了我们的房子保证升值，稳赚不赔。", "稳赚不赔的，后山那片林子划给业主私享。", "您放心，后山那片林子划给业主私享。"].enumerated() {
            let customer = RecordID.new()
            try desk.archive.append([Draft(.customer, id: customer)])
            try desk.converse([text], with: customer)
            let words = number == 0 ? "说买了房子升值稳赚不赔" : "说好后山的林子划给业主，稳赚不赔"
            try legal.open(
                ComplaintProposal(text: words, received: Self.received, customer: customer, grade: .important, cause: .salesPromise), at: Self.after(2))
        }
        let all = try legal.complaints()
        let statements = try legal.statements(of: all.map(\.id))
        #expect(statements.count == 3)
        let feedback = try ComplaintFeedback(statements, check: SceneDesk.check())
        let most = try #require(feedback.caught.first)
        #expect(most.complaints == 2 && most.title.zh.isEmpty == false)
        // What stands beside words that a rule finds counts too; those words themselves are no proposal.
        #expect(feedback.uncaught == 1)
        #expect(feedback.phrases.map(\.text) == ["后山那片林子划给业主私享"])
        #expect(feedback.phrases.first?.complaints == 2)

        let customer = RecordID.new()
        try desk.archive.append([Draft(.customer, id: customer)])
        try desk.converse(["悄悄跟您讲，后山那片林子划给业主私享。"], with: customer)
        try legal.open(ComplaintProposal(text: "后山的林子没有划给业主", received: Self.received, customer: customer), at: Self.after(3))
        let again = try ComplaintFeedback(legal.statements(of: legal.complaints().map(\.id)), check: SceneDesk.check())
        #expect(again.phrases.map(\.text) == ["后山那片林子划给业主私享"])
        #expect(again.phrases.first?.complaints == 3)
    }

    @Test func `a sentence counts once however many complaints are about it, and approved words are no proposal`() throws {
        func source(_ number: Int) -> SourceReference { SourceReference(kind: .utterance, record: "conversation", part: "\(number)") }
        let complaints = (0..<3).map { _ in RecordID.new() }
        var statements = complaints.map { ComplaintStatement(complaint: $0, source: source(1), text: "保证升值，后山那片林子划给业主私享。") }
        let once = try ComplaintFeedback(statements, check: SceneDesk.check())
        #expect(once.statements == 1)
        #expect(once.caught.first?.statements == 1)
        #expect(once.caught.first?.complaints == 3)
        #expect(once.phrases.isEmpty)

        statements.append(ComplaintStatement(complaint: complaints[1], source: source(2), text: "后山那片林子划给业主私享。"))
        let twice = try ComplaintFeedback(statements, check: SceneDesk.check())
        #expect(twice.phrases.map(\.text) == ["后山那片林子划给业主私享"])
        let approved = ["请客户留意：后山那片林子划给业主私享的说法以规划为准。"]
        let known = try ComplaintFeedback(statements, approved: approved, check: SceneDesk.check())
        #expect(known.phrases.isEmpty)
    }

    @Suite(.enabled(if: PostgresServer.isWanted), .postgresServer()) struct OnPostgres {
        @Test func `complaints are handled`() throws {
            let tests = ComplaintDeskTests()
            let desk = try SceneDesk(on: try #require(PostgresServer.current))
            try desk.converse(["孩子肯定能上澜汀小学，我们有内部名额。"])
            let legal = try tests.complaints(desk)
            let id = try legal.open(tests.proposal(desk), at: ComplaintDeskTests.after(2)).id
            try legal.step(id, .confirm, at: ComplaintDeskTests.after(20))
            try legal.settle(id, amount: 50_000, at: ComplaintDeskTests.after(30))
            #expect(try legal.complaints().map(\.settled) == [50_000])
            #expect(try legal.touched(by: id).said.count == 1)
            #expect(try desk.archive.verify().problems == [])
        }
    }
}
