import Foundation
import KaipanArchive
import KaipanLog
import KaipanScene
import KaipanTestSupport
import KaipanText
import Testing

/// Promises in an archive, on SQLite and on PostgreSQL where this machine has one.
struct PromiseArchiveTests {
    private final class Place {
        let folder: URL
        let archive: Archive
        let agent = MemberKey(), manager = MemberKey(), privacy = MemberKey()

        init(server: PostgresServer?) throws {
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-promises-\(UUID().uuidString)")
            self.folder = folder
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let place = try server.map {
                ArchivePlace.server(address: try $0.database("promises"), journal: folder.appendingPathComponent("checkpoints").path)
            } ?? .folder(folder.appendingPathComponent("archive").path)
            archive = try Archive.create(at: place, name: "promises.example/test", master: MasterKey([UInt8](repeating: 5, count: 32)))
            let administrator = MemberKey()
            try archive.nameFirst(administrator, called: "管理员", roles: [.administrator])
            let session = try ArchiveSession(archive, key: administrator)
            for (key, role) in [(agent, MemberRole.agent), (manager, .manager), (privacy, .privacy)] {
                try session.setMember(key.id, publicKey: key.publicKey, name: role.name.zh, roles: [role])
            }
        }

        deinit { try? FileManager.default.removeItem(at: folder) }

        func converse(_ texts: [String]) throws -> RecordID {
            let id = RecordID.new()
            let conversation = Draft(.conversation, id: id, data: ["medium": "on-site", "started": .string(PromiseSupport.moment.description)], content: (.conversation(id), .object(["title": "接待"])))
            var transcript = Draft(.transcript, links: [Link(.conversation, id)], content: (.conversation(id), .object(["engine": "手工"])))
            transcript.utterances = texts.enumerated().map { number, text in
                Utterance(number: number, role: number % 2 == 0 ? .seller : .customer, start: Int64(number) * 2000, end: Int64(number) * 2000 + 1500, text: text)
            }
            try archive.append([conversation, transcript], by: agent)
            return id
        }

        func session(_ key: MemberKey, purpose: AccessPurpose? = .complaint) throws -> ArchiveSession { try ArchiveSession(archive, key: key, purpose: purpose) }
    }

    private static let lines = ["您看的3栋2单元1201，明年六月底交房", "孩子能上学吗", "放心，孩子肯定能上实验小学", "好", "送你两年物业费"]

    /// Runs on each database that there is here.
    private func everywhere(_ body: (Place) throws -> Void) throws {
        try body(Place(server: nil))
        guard PostgresServer.isWanted else { return }
        let server = try PostgresServer()
        defer { server.stop() }
        try body(Place(server: server))
    }

    @Test func `promises are proposed once, decided by members, and listed with the last word`() throws {
        let extractor = try PromiseSupport.extractor.get()
        try everywhere { place in
            let conversation = try place.converse(Self.lines)
            let manager = try place.session(place.manager)
            let proposed = try manager.proposePromises(of: conversation, by: extractor)
            #expect(proposed.map(\.promise.claim.attribute) == ["date", "admission", "gift"])
            #expect(proposed.map(\.promise.citation.source.part) == ["0", "2", "4"])
            #expect(proposed[0].promise.claim.date?.description == "2027-06-21…2027-06-30")
            #expect(proposed[0].promise.unit == "3栋2单元1201")
            #expect(proposed.allSatisfy { $0.decision == nil && $0.conversation == conversation })
            let size = try place.archive.records(.promise).count
            #expect(try manager.proposePromises(of: conversation, by: extractor) == proposed)
            #expect(try place.archive.records(.promise).count == size)

            try manager.decide(.confirmed, on: proposed[0].id, reason: "录音清楚")
            try manager.decide(.rejected, on: proposed[1].id, reason: "指的是别的学校")
            try manager.decide(.confirmed, on: proposed[1].id, reason: "重新听过，是这所学校")
            let listed = try manager.promises(of: conversation)
            #expect(listed.map(\.decision) == [.confirmed, .confirmed, nil])
            #expect(listed[1].decisions.map(\.decision) == [.rejected, .confirmed])
            #expect(listed[1].decisions.last?.reason == "重新听过，是这所学校")
            #expect(listed[1].decisions.last?.member == place.manager.id)
            #expect(try manager.promises() == listed)
        }
    }

    @Test func `a promise comes back from its record as it was found`() throws {
        let extractor = try PromiseSupport.extractor.get()
        let place = try Place(server: nil)
        let lines = PromiseLine.promises.map { MarkedText($0.marked).text }.flatMap { [$0, "嗯"] }
        let conversation = try place.converse(lines)
        let proposed = try place.session(place.manager).proposePromises(of: conversation, by: extractor)
        let passages = lines.enumerated().map { number, text in
            Passage(
                source: SourceReference(kind: .utterance, record: conversation.description, part: "\(number)"), role: number % 2 == 0 ? .seller : .customer,
                text: text, time: PromiseSupport.moment.advanced(by: Int64(number) * 2000), start: Int64(number) * 2000, end: Int64(number) * 2000 + 1500)
        }
        #expect(proposed.map(\.promise) == extractor.promises(in: passages))
    }

    /// The open part of a record stands in the log for ever: it must not tell what was said.
    @Test func `no words and no hash of words stand in the open`() throws {
        let place = try Place(server: nil)
        let conversation = try place.converse(Self.lines)
        let manager = try place.session(place.manager)
        let proposed = try manager.proposePromises(of: conversation, by: PromiseSupport.extractor.get())
        try manager.decide(.rejected, on: proposed[0].id, reason: "不是允诺")
        for record in try place.archive.records(.promise) + place.archive.records(.promiseDecision) {
            let text = String(decoding: record.bytes, as: UTF8.self)
            for word in ["实验小学", "交房", "物业费", "1201", "不是允诺"] + proposed.map(\.promise.id) { #expect(!text.contains(word)) }
        }
    }

    @Test func `who may not, does not, and a decision needs a promise and a reason`() throws {
        let extractor = try PromiseSupport.extractor.get()
        let place = try Place(server: nil)
        let conversation = try place.converse(Self.lines)
        #expect(throws: ArchiveError.self) { try place.session(place.privacy).proposePromises(of: conversation, by: extractor) }
        #expect(throws: ArchiveError.noPurpose) { try place.session(place.manager, purpose: nil).proposePromises(of: conversation, by: extractor) }
        let manager = try place.session(place.manager)
        let proposed = try manager.proposePromises(of: conversation, by: extractor)
        #expect(throws: ArchiveError.self) { try manager.decide(.confirmed, on: proposed[0].id, reason: "  ") }
        #expect(throws: ArchiveError.self) { try manager.decide(.confirmed, on: conversation, reason: "x") }
        #expect(try manager.promises(of: conversation).allSatisfy { $0.decisions.isEmpty })
    }
}
