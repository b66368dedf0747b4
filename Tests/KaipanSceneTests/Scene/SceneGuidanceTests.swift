import KaipanArchive
import KaipanChecks
import KaipanLog
import KaipanScene
import KaipanTestSupport
import KaipanText
import Testing

/// A guided signing in the scene of a sale.
struct SceneGuidanceTests {
    private static let begin = Timestamp("2026-03-05T01:00:00.000Z")!

    private func desk() throws -> SceneDesk {
        let desk = try SceneDesk()
        try desk.publish(SigningFixture.bytes(SigningFixture.clauses), name: SigningFixture.clauses, topic: "签约")
        try desk.publish(SigningFixture.bytes(SigningFixture.answers), name: SigningFixture.answers, topic: "答疑")
        return desk
    }

    /// - Returns: the conversation.
    private func guide(_ desk: SceneDesk, _ events: [SigningEvent]) throws -> RecordID {
        var signing = try SigningSession.start(
            desk.session(.agent), SigningSession.Parties(unit: desk.unit, customer: desk.customer), language: .chinese, at: Self.begin)
        for (number, event) in events.enumerated() { try signing.take(event, at: Self.begin.advanced(by: Int64(number + 1) * 10_000)) }
        return signing.conversation
    }

    /// A signing of a contract, a day later.
    private func sign(_ desk: SceneDesk) throws -> RecordID {
        let draft = try #require(RecordSchema.of(.signing)).draft(
            links: [Link(.unit, desk.unit), Link(.customer, desk.customer)], data: ["time": .string(Self.begin.advanced(by: 86_400_000).description)],
            content: ["contract_number": "HT-2026-9"])
        try desk.archive.append([draft])
        return draft.id
    }

    private func scene(_ desk: SceneDesk, of id: RecordID) throws -> Scene {
        let parts = SceneParts.standard(
            desk.archive, rules: try Project.rules.get(), settings: CheckSettings(asOf: CivilDate("2026-03-08")!), language: .chinese)
        return try SceneReader(desk.session(.legal, purpose: .dispute), parts: parts).scene(of: id.description)
    }

    @Test(arguments: [
        ([SigningEvent.consented("同意"), .acknowledged("是"), .explained("就是以合同写的为准，口头的不算"), .ended], "signing-abandoned", "提前结束，已确认 1/4 条"),
        ([.consented("同意"), .consentWithdrawn], "signing-consent-withdrawn", "客户撤回同意，已确认 0/4 条"), ([.consentRefused], "signing-no-consent", "客户不同意记录"),
        ([.consented("同意"), .acknowledged("是")], "signing-interrupted", "中断，已确认 0/4 条"),
    ])
    func `one that was not finished is shown as that, and is not the signing`(events: [SigningEvent], gap: String, name: String) throws {
        let desk = try desk()
        let talk = try guide(desk, events), signing = try sign(desk)
        var scene = try self.scene(desk, of: signing)
        func expectUnfinished() throws {
            let contact = try #require(scene.contacts.first)
            #expect(scene.contacts.count == 1 && contact.sources.map(\.record) == [talk.description])
            #expect(!contact.isSigning && contact.guidance?.isCompleted == false)
            #expect(contact.channelName.zh.contains("未完成") && contact.channelName.zh.contains(name), "\(contact.channelName)")
            #expect(contact.channelName.en.contains("not finished"))
            // What was typed is compared with no sound.
            #expect(!scene.gaps.map(\.kind).contains("not-reviewed"))
            #expect(scene.gaps.map(\.kind).contains(gap) && scene.gaps.allSatisfy { $0.name.zh != $0.kind })
            // Clauses that it did not come to are not missing at the signing.
            #expect(scene.adherence?.contains { $0.outcome == "missing" || $0.outcome == "said" } == false)
            #expect(scene.signing?.moments.map(\.kind) == [.signed])
            #expect(scene.summary.bottomLine.contains { $0.text.zh.contains("1 次是没有完成的引导签约") && $0.sources.map(\.record) == [talk.description] })
            for report in [SceneReport.text(scene, language: .chinese), SceneReport.html(scene, language: .chinese), try SceneReport.json(scene)] {
                #expect(report.contains("引导签约，未完成"))
            }
        }
        try expectUnfinished()
        // Not even where somebody names it beside the signing.
        let newest = try desk.archive.record(talk)
        guard case .open(let body, _) = try desk.archive.open(newest) else { throw SigningError.erased(id: "") }
        try desk.archive.append([
            Draft(.conversation, id: talk, links: newest.leaf.links + [Link(.signing, signing)], data: newest.leaf.data, content: (.conversation(talk), body))
        ])
        scene = try self.scene(desk, of: signing)
        try expectUnfinished()
    }

    @Test func `one that was finished is the signing of its own record, and a guided signing in that of the contract`() throws {
        let desk = try desk()
        var events: [SigningEvent] = [.consented("同意")]
        for words in ["就是以合同写的为准，口头的不算", "学校看教育局，你们不保证", "北边有垃圾站，我去看过", "晚交房按合同赔"] {
            events += [.acknowledged("是"), .explained(words)]
        }
        let talk = try guide(desk, events)
        let own = try #require(try desk.archive.records(.signing).first).leaf.id
        // The end of it is the signing; the last acknowledgement, of the same moment, is a step as the others are.
        let moments = try #require(try scene(desk, of: own).signing).moments
        #expect(moments.filter { $0.kind == .signed }.map(\.text.zh) == ["讲解完毕"])
        #expect(moments.filter { $0.kind == .step && $0.text.zh.hasPrefix("确认：") }.count == 4)
        let guided = try #require(try scene(desk, of: own).contacts.first)
        #expect(guided.isSigning && guided.guidance?.isCompleted == true && guided.channelName.zh == "签约" && guided.sources.map(\.record) == [talk.description])
        // Nobody compared its clock, and no file came in: neither is shown by the archive.
        let states = Dictionary(uniqueKeysWithValues: try scene(desk, of: own).checklist.map { ($0.article, $0.state) })
        #expect(states["93(2)"] == .elsewhere && states["93(4)"] == .partly)
        let other = try scene(desk, of: sign(desk))
        let contact = try #require(other.contacts.first)
        #expect(!contact.isSigning && contact.channelName.zh == "引导签约（讲解完毕）")
        #expect(!other.summary.bottomLine.contains { $0.text.zh.contains("没有完成的引导签约") })
    }
}
