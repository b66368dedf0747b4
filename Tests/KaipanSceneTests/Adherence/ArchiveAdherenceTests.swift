import Foundation
import KaipanArchive
import KaipanChecks
import KaipanLog
import KaipanScene
import KaipanTestSupport
import KaipanText
import Testing

/// The archive with its scripts, a conversation, and members.
struct ArchiveAdherenceTests {
    private final class Place {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-adherence-\(UUID().uuidString)")
        let archive: Archive
        let administrator = MemberKey(), manager = MemberKey(), legal = MemberKey(), privacy = MemberKey(), quality = MemberKey()

        init() throws {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            archive = try Archive.create(
                at: .folder(folder.appendingPathComponent("archive").path), name: "archive.example/adherence", master: MasterKey([UInt8](repeating: 5, count: 32)))
            try archive.nameFirst(administrator, called: "管理员", roles: [.administrator])
            let session = try ArchiveSession(archive, key: administrator)
            for (key, role) in [(manager, MemberRole.manager), (legal, .legal), (privacy, .privacy), (quality, .quality)] {
                try session.setMember(key.id, publicKey: key.publicKey, name: role.name.zh, roles: [role])
            }
        }

        deinit { try? FileManager.default.removeItem(at: folder) }

        func session(_ key: MemberKey, purpose: AccessPurpose? = .quality) throws -> ArchiveSession { try ArchiveSession(archive, key: key, purpose: purpose) }

        func publish(_ text: String, from: String, to: String? = nil) throws -> RecordID {
            let check = ConversationCheck(rules: try Project.rules.get(), settings: CheckSettings(asOf: CivilDate("2026-03-01")!))
            func moment(_ day: String) throws -> Timestamp { try #require(Timestamp(day + "T00:00:00.000Z")) }
            let request = try session(manager).propose(
                Array(text.utf8), name: "签约.md",
                ArchiveSession.ScriptProposal(topic: "签约", validFrom: moment(from), validTo: try to.map(moment)), check: check)
            try session(legal).decide(request, approve: true)
            try session(privacy).decide(request, approve: true)
            return try session(manager).publish(request)
        }

        /// A chat, or what comes of it with another file: a version of the conversation and a transcript that goes on from the last one.
        func chat(_ id: RecordID, _ lines: [(Utterance.Role, String, Utterance.Flags)], from first: Int, on day: String) throws {
            let began = try #require(Timestamp(day + "T02:00:00.000Z"))
            let conversation = Draft(
                .conversation, id: id, data: ["medium": "chat", "started": .string(began.description)],
                content: (.conversation(id), .object(["title": "聊天"])))
            var transcript = Draft(
                .transcript, links: [Link(.conversation, id)], data: ["first": .integer(Int64(first))], content: (.conversation(id), .object(["file": .string(day)])))
            transcript.utterances = lines.enumerated().map { number, line in
                Utterance(
                    number: first + number, role: line.0, kind: .text, time: began.advanced(by: Int64(number) * 60_000), flags: line.2, text: line.1)
            }
            try session(manager).append([conversation, transcript])
        }

        func converse(_ lines: [(Utterance.Role, String)], on day: String) throws -> RecordID {
            let id = RecordID.new()
            let conversation = Draft(
                .conversation, id: id, data: ["medium": "on-site", "started": .string(day + "T02:00:00.000Z")],
                content: (.conversation(id), .object(["title": "签约"])))
            var transcript = Draft(.transcript, links: [Link(.conversation, id)], content: (.conversation(id), .object(["engine": "手工"])))
            transcript.utterances = lines.enumerated().map { number, line in
                Utterance(number: number, role: line.0, start: Int64(number) * 4000, end: Int64(number) * 4000 + 3500, text: line.1)
            }
            try session(manager).append([conversation, transcript])
            return id
        }
    }

    private static let script = """
        # 签约话术

        ## 【必须 学区】学区口径

        本项目对应的学校以教育主管部门当年公布的招生范围为准，我们不承诺入读任何学校。

        - 要点：教育主管部门｜教育局；不承诺｜不保证
        - 不得说：保证入学

        ## 【必须 定金】定金

        您支付的定金为五万元。

        ## 【禁止 承诺】不得说的话

        - 保证入学
        """

    @Test func `a conversation is compared with the script in force then, and the result kept once`() throws {
        let place = try Place()
        let old = try place.publish(Self.script, from: "2025-01-01", to: "2026-01-01")
        let new = try place.publish(Self.script.replacing("五万元", with: "六万元"), from: "2026-01-01")
        let conversation = try place.converse(
            [(.seller, "学校以教育局当年公布的招生范围为准"), (.customer, "那保证入学吗"), (.seller, "我们不保证的"), (.seller, "您支付的定金为五万元")], on: "2026-03-01")
        let results = try place.session(place.quality).adherence(of: conversation)
        #expect(results.map(\.script) == [new])
        let report = try #require(results.first).report
        #expect(report.clauses.map(\.outcome) == [.said, .contradicted])
        #expect(report.forbidden.isEmpty)

        let record = try place.archive.record(results[0].record)
        #expect(record.leaf.type == .adherence)
        #expect(record.leaf.data["version"]?.string == report.version)
        #expect(record.leaf.data["outcomes"]?.array?.count == 2)
        // No words stand in the open.
        #expect(!String(decoding: record.bytes, as: UTF8.self).contains("五万元"))
        guard case .open(let body, _) = try place.archive.open(record) else { return #expect(Bool(false)) }
        #expect(body == report.json)

        let again = try place.session(place.quality).adherence(of: conversation)
        #expect(again.map(\.record) == results.map(\.record))
        #expect(try place.archive.records(.adherence).count == 1)
        #expect(try place.session(place.quality).adherence(of: conversation, scripts: [old]).first?.report.clauses.map(\.outcome) == [.said, .said])
        #expect(try place.archive.records(.adherence).count == 2)
        #expect(results[0].report.version != (try place.session(place.quality).adherence(of: conversation, scripts: [old])[0].report.version))
    }

    @Test func `nobody is held to a script that was recorded afterwards, unless there was none`() throws {
        let place = try Place()
        let known = try place.publish(Self.script, from: "2025-01-01")
        let id = RecordID.new(), now = Timestamp.now()
        var transcript = Draft(.transcript, links: [Link(.conversation, id)], content: (.conversation(id), .object(["engine": "手工"])))
        transcript.utterances = [Utterance(number: 0, role: .seller, start: 0, end: 3000, text: "您支付的定金为五万元")]
        try place.session(place.manager).append([
            Draft(.conversation, id: id, data: ["medium": "on-site", "started": .string(now.description)], content: (.conversation(id), .object(["title": "签约"]))),
            transcript,
        ])
        let before = try place.converse([(.seller, "您支付的定金为五万元")], on: "2026-03-01")
        let backdated = try place.publish(Self.script.replacing("五万元", with: "六万元"), from: "2025-06-01")

        let results = try place.session(place.quality).adherence(of: id)
        #expect(results.map(\.script) == [known])
        #expect(results.map(\.isLate) == [false])
        let late = try place.session(place.quality).adherence(of: before)
        #expect(late.map(\.script) == [known, backdated])
        #expect(late.map(\.isLate) == [true, true])
    }

    @Test func `the reading needs leave and a purpose, and is in the log`() throws {
        let place = try Place()
        _ = try place.publish(Self.script, from: "2025-01-01")
        let conversation = try place.converse([(.seller, "您好")], on: "2026-03-01")
        #expect(throws: ArchiveError.noPurpose) { try place.session(place.quality, purpose: nil).adherence(of: conversation) }
        #expect(throws: ArchiveError.self) { try place.session(place.administrator).adherence(of: conversation) }
        #expect(try place.archive.records(.adherence).isEmpty)
        _ = try place.session(place.quality).adherence(of: conversation)
        let accesses = try place.archive.records(linkedTo: conversation, .subject, type: .access)
        #expect(accesses.last?.leaf.data["result"]?.string == "granted")
        #expect(accesses.last?.leaf.member == place.quality.id)
    }

    @Test func `a gap of the recording leaves it open`() throws {
        let place = try Place()
        _ = try place.publish(Self.script, from: "2025-01-01")
        let conversation = try place.converse([(.seller, "您好，请坐"), (.customer, "好"), (.seller, "喝点水")], on: "2026-03-01")
        #expect(try place.session(place.quality).adherence(of: conversation)[0].report.clauses.map(\.outcome) == [.missing, .missing])
        try place.session(place.manager).append([
            Draft(.gap, links: [Link(.conversation, conversation)], data: ["kind": "truncated"], content: (.conversation(conversation), .object(["detail": "断电"])))
        ])
        let after = try place.session(place.quality).adherence(of: conversation)
        #expect(after[0].report.clauses.map(\.outcome) == [.uncertain, .uncertain])
        #expect(try place.archive.records(.adherence).count == 2)
    }

    @Test func `what is no conversation is refused`() throws {
        let place = try Place()
        let script = try place.publish(Self.script, from: "2025-01-01")
        #expect(throws: ArchiveError.self) { try place.session(place.quality).adherence(of: script) }
    }

    @Test func `words that are told not to be said do not stand in a script's way`() throws {
        let place = try Place()
        _ = try place.publish(Self.script, from: "2025-01-01")
        let stored = try place.archive.scripts()[0].script
        #expect(stored.clauses[0].spokenText == "本项目对应的学校以教育主管部门当年公布的招生范围为准，我们不承诺入读任何学校。")
        #expect(AdherenceClause(stored.clauses[0]).directives.mustNot == ["保证入学"])
    }

    @Test func `a chat in two files is held against the scripts of its days, what was taken back included`() throws {
        let place = try Place()
        let first = try place.publish(Self.script, from: "2025-01-01", to: "2026-03-01")
        let second = try place.publish(Self.script.replacing("- 保证入学", with: "- 稳赚不赔").replacing("五万元", with: "六万元"), from: "2026-03-01")
        let chat = RecordID.new()
        try place.chat(
            chat, [(.customer, "孩子能上学吗", []), (.seller, "您放心，我们保证入学", .recalled), (.seller, "您支付的定金为五万元", [])], from: 0, on: "2026-02-01")
        try place.chat(chat, [(.customer, "定金多少", []), (.seller, "您支付的定金为六万元", []), (.seller, "这套稳赚不赔", [])], from: 3, on: "2026-04-01")
        let results = try place.session(place.quality).adherence(of: chat)
        #expect(results.map(\.script) == [first, second])
        #expect(results.map { $0.report.forbidden.map(\.phrase) } == [["保证入学"], ["稳赚不赔"]])
        #expect(results.map { $0.report.forbidden.compactMap(\.citation.source.part) } == [["1"], ["5"]])
        #expect(results.map { $0.report.clauses.last?.outcome } == [.said, .said])
        // What was taken back informed nobody.
        #expect(results[0].report.clauses[0].outcome != .said)
        let transcripts = try place.archive.records(linkedTo: chat, .conversation, type: .transcript).map(\.position)
        #expect(results.map(\.transcripts) == [[transcripts[0]], [transcripts[1]]])
        #expect(results[0].places == [0: transcripts[0], 1: transcripts[0], 2: transcripts[0], 3: transcripts[1], 4: transcripts[1], 5: transcripts[1]])
        // A script that is named is held against all of it.
        let named = try place.session(place.quality).adherence(of: chat, scripts: [first])
        #expect(named[0].transcripts == transcripts && named[0].report.clauses.last?.outcome == .contradicted)
    }

    @Test(arguments: [("device-off", "设备未开启", true), ("wrong-microphone", "wrong-microphone", true), ("recalled-message", "", false), ("clock-offset", "", false)])
    func `a gap that is recorded of the visit leaves it open by its name, and one that hides no words does not`(kind: String, name: String, isOpen: Bool) throws {
        let place = try Place()
        _ = try place.publish(Self.script, from: "2025-01-01")
        let visit = RecordID.new(), id = RecordID.new()
        let record = Draft(.visit, id: visit, data: ["start": "2026-03-01T02:00:00.000Z", "end": "2026-03-01T02:05:00.000Z", "channel": "on-site"])
        let conversation = Draft(
            .conversation, id: id, links: [Link(.visit, visit)], data: ["medium": "on-site", "started": "2026-03-01T02:00:00.000Z"],
            content: (.conversation(id), .object(["title": "接待"])))
        var transcript = Draft(.transcript, links: [Link(.conversation, id)], content: (.conversation(id), .object(["engine": "手工"])))
        transcript.utterances = [Utterance(number: 0, role: .seller, start: 0, end: 3000, text: "您好，请坐")]
        try place.session(place.manager).append([record, conversation, transcript])
        #expect(try place.session(place.quality).adherence(of: id)[0].report.clauses.map(\.outcome) == [.missing, .missing])
        let gap = try #require(RecordSchema.of(.gap)).draft(
            links: [Link(.visit, visit)], data: ["kind": .string(kind), "from": "2026-03-01T02:01:00.000Z", "to": "2026-03-01T02:04:00.000Z"], content: [:])
        try place.session(place.manager).append([gap])
        let clauses = try place.session(place.quality).adherence(of: id)[0].report.clauses
        #expect(clauses.map(\.outcome) == (isOpen ? [.uncertain, .uncertain] : [.missing, .missing]))
        for clause in clauses where isOpen {
            let reason = try #require(clause.reasons.first)
            #expect(reason.zh.contains("不在存档的文字里") && reason.zh.contains("\(name)（2026-03-01 10:01:00 至 2026-03-01 10:04:00）"), "\(reason.zh)")
        }
    }

    @Test func `a phone number near a clause does not hide that half an hour has no words`() throws {
        let talk = try #require(try CaseArchive.shared.get().ids["c07"].flatMap { RecordID($0) })
        let clause = try #require(try CaseScene.session().adherence(of: talk).flatMap(\.report.clauses).first { $0.clause == "不利因素" })
        #expect(clause.outcome == .uncertain)
        #expect(clause.reasons.first?.zh.contains("不在存档的文字里") == true, "\(clause.reasons)")
        #expect(clause.reasons.last?.zh == "有相近的说法，不足以认定", "\(clause.reasons)")
    }
}
