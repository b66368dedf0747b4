import KaipanArchive
import KaipanLog
import KaipanScene
import KaipanTestSupport
import KaipanText
import Testing

struct SigningSessionTests {
    private static let begin = Timestamp("2026-03-05T01:00:00.000Z")!
    private static let own = "就是以合同写的为准，口头的不算"

    /// A signing with everything in it that is archived differently.
    private static let events: [SigningEvent] = [
        .unclear("你好"), .consented("同意"), .asked("物业费怎么收？"), .acknowledged("是"), .explained(own), .acknowledged("是"), .explained("好的"), .explained("嗯"),
        .asked("小区里有游泳池吗？"), .personTookOver, .personSpoke("规划里没有游泳池。"), .buyerSpoke("知道了"), .personReturned, .paused, .resumed,
        .acknowledged("是"), .explained("北边有垃圾站，我去看过"), .objected("晚交房赔得太少，我不认可"), .resumed, .acknowledged("是"), .explained("晚交房按合同赔"),
    ]

    private func desk(_ server: PostgresServer? = nil) throws -> SceneDesk {
        let desk = try SceneDesk(on: server)
        try desk.publish(SigningFixture.bytes(SigningFixture.clauses), name: SigningFixture.clauses, topic: "签约")
        try desk.publish(SigningFixture.bytes(SigningFixture.answers), name: SigningFixture.answers, topic: "答疑")
        return desk
    }

    private func start(_ desk: SceneDesk, _ role: MemberRole = .agent, language: Language = .chinese) throws -> SigningSession {
        try SigningSession.start(
            desk.session(role), SigningSession.Parties(unit: desk.unit, customer: desk.customer), language: language, at: Self.begin, again: true)
    }

    private func time(_ number: Int) -> Timestamp { Self.begin.advanced(by: Int64(number + 1) * 10_000) }

    /// What the archive has of a conversation.
    private func said(_ desk: SceneDesk, _ id: RecordID) throws -> [Utterance] {
        try desk.archive.utterances(of: id).compactMap { try desk.archive.open($0) }
    }

    @Test func `every turn, showing, disclosure and acknowledgement is in the archive`() throws {
        let desk = try desk()
        let contract = try desk.addContract()
        var signing = try start(desk)
        let id = signing.conversation
        #expect(try said(desk, id).map(\.text) == [FixedPrompt.notice.text.zh])
        #expect(try desk.archive.versions(of: id).last?.leaf.data["started"]?.string == Self.begin.description)
        for (number, event) in Self.events.enumerated() {
            let shown = try signing.take(event, at: time(number))
            // What is shown is archived by then.
            #expect(try said(desk, id).filter { $0.speaker == 0 }.suffix(shown.count).map(\.text) == shown.map(\.text))
        }
        #expect(signing.signing.state == .ended(.completed))
        let archive = desk.archive, utterances = try said(desk, id)
        #expect(utterances.map(\.number) == Array(0..<utterances.count))
        // The words before the consent are not kept.
        #expect(!utterances.contains { $0.text == "你好" })
        #expect(utterances.first { $0.text == Self.own }?.role == .customer)
        let answer = try #require(utterances.first { $0.details["approved"]?["clause"]?.string == "物业费" })
        #expect(answer.details["approved"]?["script"]?.string == signing.signing.script.answers[0].source.script)

        let shown = try archive.records(linkedTo: id, .conversation, type: .shown)
        #expect(shown.allSatisfy { $0.leaf.links.contains(Link(.document, contract)) } && !shown.isEmpty)
        let signed = try #require(try archive.records(.signing).first)
        #expect(signed.leaf.links.contains(Link(.unit, desk.unit)) && signed.leaf.links.contains(Link(.customer, desk.customer)))
        #expect(try archive.versions(of: id).last?.leaf.links.contains(Link(.signing, signed.leaf.id)) == true)
        let linked = try archive.records(linkedTo: signed.leaf.id, .signing, type: .acknowledgement)
        #expect(linked.count == 4)
        #expect(try archive.records(linkedTo: signed.leaf.id, .signing, type: .disclosure).map { $0.leaf.data["item"]?.string } == ["合同为准", "学校", "不利因素", "交付"])
        // An answer counts where it was the buyer's own: not where it was 好的 and 嗯.
        #expect(linked.map { $0.leaf.data["answer_from"] != nil } == [true, false, true, true])
        let explained = try linked.map { try #require($0.leaf.data["explained_from"]?.integer) }
        #expect(explained.map { utterances[Int($0)].text } == signing.signing.script.clauses.map(\.text))
        let gaps = try archive.records(linkedTo: id, .conversation, type: .gap).compactMap { $0.leaf.data["kind"]?.string }
        #expect(gaps == ["unanswered-question", "signing-objection"])
        #expect(try archive.verify().problems == [])
        let overview = try #require(try SigningOverview(archive, id))
        #expect(overview.ending == .completed && overview.acknowledged == 4 && overview.clauses == 4 && overview.signing == signed.leaf.id)
        #expect(overview.utterances == utterances.count)
    }

    /// Killed behind each event, it goes on from the archive alone and comes to the same words.
    @Test func `killed anywhere it goes on where it was`() throws {
        let desk = try desk()
        try desk.addContract()
        var whole = try start(desk)
        for (number, event) in Self.events.enumerated() { try whole.take(event, at: time(number)) }
        let expected = try said(desk, whole.conversation).map(\.text)

        var signing = try start(desk)
        let id = signing.conversation
        for (number, event) in Self.events.enumerated() {
            let resumed = try SigningSession.resume(desk.session(.agent, reopened: true), id)
            #expect(resumed.signing.state == signing.signing.state)
            #expect(resumed.latest == signing.latest)
            #expect(resumed.signing.openQuestions == signing.signing.openQuestions)
            signing = resumed
            try signing.take(event, at: time(number))
        }
        #expect(try said(desk, id).map(\.text) == expected)
        let signed = try desk.archive.versions(of: id).last?.leaf.links.first { $0.relation == .signing }
        #expect(try desk.archive.records(linkedTo: try #require(signed?.target), .signing, type: .acknowledgement).count == 4)
        #expect(try desk.archive.verify().problems == [])
    }

    @Test(arguments: [
        (SigningEvent.consentRefused, "signing-no-consent"), (.consentWithdrawn, "signing-consent-withdrawn"), (.ended, "signing-abandoned"),
    ])
    func `what is not completed is a declared gap and no signing`(event: SigningEvent, kind: String) throws {
        let desk = try desk()
        var signing = try start(desk)
        if event.kind != .consentRefused { try signing.take(.consented("同意"), at: time(0)) }
        try signing.take(event, at: time(1))
        #expect(try desk.archive.records(linkedTo: signing.conversation, .conversation, type: .gap).map { $0.leaf.data["kind"]?.string } == [kind])
        #expect(try desk.archive.records(.signing).isEmpty)
        #expect(throws: SigningError.unexpected(event: .acknowledged, state: .ended)) { try signing.take(.acknowledged("是"), at: time(2)) }
        // Resumed, it is at its end still.
        #expect(try SigningSession.resume(desk.session(.agent), signing.conversation).signing.state == signing.signing.state)
    }

    @Test func `a script that came into force later changes nothing in a signing that began`() throws {
        let desk = try desk()
        var signing = try start(desk)
        try signing.take(.consented("同意"), at: time(0))
        try desk.publish(Array("# 新口径\n\n## 【必须 新】新的一条\n\n以合同为准。\n".utf8), name: "s.md", topic: "新")
        let resumed = try SigningSession.resume(desk.session(.agent), signing.conversation)
        #expect(resumed.signing.script == signing.signing.script)
        #expect(try start(desk).signing.script.clauses.count == signing.signing.script.clauses.count + 1)
    }

    @Test func `a unit that was signed for, or whose signing is open, takes an explicit word`() throws {
        let desk = try desk()
        let parties = SigningSession.Parties(unit: desk.unit, customer: desk.customer)
        func begin(again: Bool = false, with parties: SigningSession.Parties) throws -> SigningSession {
            try SigningSession.start(desk.session(.agent), parties, language: .chinese, at: Self.begin, again: again)
        }
        var open = try begin(with: parties)
        let opened = SigningError.Earlier(id: open.conversation.description, time: Self.begin, isSameCustomer: true)
        let unfinished = SigningError.alreadySigned(unit: desk.unit.description, signings: [], open: [opened])
        #expect(throws: unfinished) { try begin(with: parties) }
        // Nobody has signed anything.
        #expect(unfinished.message.zh.contains("没讲完的引导签约") && !unfinished.message.zh.contains("已有签约") && unfinished.message.zh.contains("resume \(opened.id)"))
        #expect(!unfinished.message.en.contains("has been signed for"))
        // Once it was ended, the next may begin.
        try open.take(.ended, at: time(0))
        var next = try begin(with: parties)
        for (number, event) in Self.events.enumerated() { try next.take(event, at: time(number)) }
        let signed = try #require(try desk.archive.records(.signing).first).leaf
        var signing = SigningError.Earlier(id: signed.id.description, time: time(Self.events.count - 1), isSameCustomer: true)
        #expect(throws: SigningError.alreadySigned(unit: desk.unit.description, signings: [signing], open: [])) { try begin(with: parties) }
        // Another customer is told that it is one.
        let other = try #require(RecordSchema.of(.customer)).draft(links: [], data: [:], content: ["name": "许知秋"])
        try desk.archive.append([other])
        signing.isSameCustomer = false
        let others = SigningSession.Parties(unit: desk.unit, customer: other.id)
        let error = SigningError.alreadySigned(unit: desk.unit.description, signings: [signing], open: [])
        #expect(throws: error) { try begin(with: others) }
        #expect(error.message.zh.contains("已有签约") && error.message.zh.contains("--again") && error.message.zh.contains("其他客户") && error.message.en.contains(signing.id))
        let before = try desk.archive.size()
        #expect(throws: error) { try begin(with: others) }
        #expect(try desk.archive.size() == before)
        #expect(try begin(again: true, with: others).signing.state == .consent)
    }

    @Test func `two who go on with one signing do not both write`() throws {
        let desk = try desk()
        var first = try start(desk)
        try first.take(.consented("同意"), at: time(0))
        var second = try SigningSession.resume(desk.session(.agent), first.conversation)
        try first.take(.acknowledged("是"), at: time(1))
        #expect(throws: ArchiveError.self) { try second.take(.asked("物业费怎么收？"), at: time(2)) }
        let texts = try said(desk, first.conversation).map(\.text)
        #expect(!texts.contains("物业费怎么收？"))
        #expect(texts.count == first.signing.utteranceCount)
    }

    @Test func `whoever may not record does not begin, and what is no signing is not resumed`() throws {
        let desk = try desk()
        #expect(throws: ArchiveError.self) { try start(desk, .auditor) }
        #expect(throws: SigningError.noScript(topic: "没有")) {
            try SigningSession.start(
                desk.session(.agent), SigningSession.Parties(unit: desk.unit, customer: desk.customer), topic: "没有", language: .chinese, at: Self.begin)
        }
        let talk = try desk.converse(["您好"])
        #expect(throws: SigningError.notGuided(id: talk.description)) { try SigningSession.resume(desk.session(.agent), talk) }
        let signing = try start(desk)
        // Another agent's signing is not read, and reading takes a purpose.
        #expect(throws: ArchiveError.self) { try SigningSession.resume(desk.session(.agent, purpose: nil), signing.conversation) }
    }

    @Suite(.enabled(if: PostgresServer.isWanted), .postgresServer()) struct OnPostgres {
        @Test func `a signing is archived and resumed`() throws {
            let tests = SigningSessionTests()
            let desk = try tests.desk(try #require(PostgresServer.current))
            var signing = try tests.start(desk, language: .english)
            for (number, event) in SigningSessionTests.events.enumerated() {
                signing = try SigningSession.resume(desk.session(.agent, reopened: true), signing.conversation)
                try signing.take(event, at: tests.time(number))
            }
            #expect(signing.signing.state == .ended(.completed))
            #expect(try desk.archive.verify().problems == [])
        }
    }
}
