import Foundation
import KaipanArchive
import KaipanLog
import KaipanText
import Testing

@Suite(.stores) struct ArchiveMemberTests {
    @Test(arguments: ArchiveAction.allCases)
    func `each action takes one of its roles, and a refusal is in the log`(action: ArchiveAction) throws {
        let test = try TestArchive(.sqlite)
        for role in MemberRole.allCases {
            let session = try test.session(role)
            let before = try test.archive.size()
            if action.roles.contains(role) {
                try session.require(action)
                #expect(try test.archive.size() == before)
            } else {
                #expect(throws: ArchiveError.self) { try session.require(action) }
                let refusal = try test.archive.record(at: before)
                #expect(refusal.leaf.type == .access)
                #expect(refusal.leaf.data["result"] == "refused")
                #expect(refusal.leaf.member == session.member.id)
            }
        }
    }

    @Test func `content is not shown without a purpose, and what is shown is in the log first`() throws {
        let test = try TestArchive(.sqlite)
        let conversation = try test.converse(["您好"])
        #expect(throws: ArchiveError.noPurpose) { try test.session(.legal, purpose: nil).allow(.read, on: [conversation]) }
        try test.session(.legal, purpose: .complaint).allow(.read, on: [conversation])
        let access = try #require(try test.archive.records(linkedTo: conversation, .subject, type: .access).last)
        #expect(access.leaf.data["purpose"] == "complaint")
        #expect(access.leaf.data["result"] == "granted")
    }

    @Test func `an agent reads their own conversations and no other's`() throws {
        let test = try TestArchive(.sqlite)
        let own = try test.converse(["您好"])
        let id = RecordID.new(), named = RecordID.new(), agent = try test.session(.agent, purpose: .service)
        try test.archive.append([Draft(.conversation, id: id)], by: test.members[.manager])
        try test.archive.append([Draft(.conversation, id: named, links: [Link(.agent, agent.member.id)])], by: test.members[.manager])
        try agent.allow(.read, on: [own])
        try agent.allow(.read, on: [named])
        #expect(throws: ArchiveError.self) { try agent.allow(.read, on: [id]) }
        #expect(throws: ArchiveError.self) { try agent.allow(.read, on: [own, id]) }
        try test.session(.manager, purpose: .service).allow(.read, on: [own, id])
        let refusal = try #require(try test.archive.records(linkedTo: id, .subject, type: .access).first)
        #expect(refusal.leaf.data["result"] == "refused")
    }

    @Test func `a member who was removed, or a stranger's key, opens no session`() throws {
        let test = try TestArchive(.sqlite)
        let administrator = try test.session(.administrator)
        let agent = try #require(test.members[.agent])
        try administrator.setMember(agent.id, publicKey: agent.publicKey, name: "离职", roles: [.agent], isActive: false)
        #expect(throws: ArchiveError.self) { try test.session(.agent) }
        #expect(throws: ArchiveError.self) { try ArchiveSession(test.archive, key: MemberKey()) }
        #expect(throws: ArchiveError.self) { try ArchiveSession(test.archive, key: MemberKey(id: administrator.member.id)) }
    }

    @Test func `there is one first member only, and only an administrator names the others`() throws {
        let test = try TestArchive(.sqlite)
        #expect(throws: ArchiveError.self) { try test.archive.nameFirst(MemberKey(), called: "甲") }
        let other = MemberKey()
        #expect(throws: ArchiveError.self) {
            try test.session(.legal).setMember(other.id, publicKey: other.publicKey, name: "乙", roles: [.administrator])
        }
    }

    @Test func `a member's file is readable by its owner only`() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("member-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let key = MemberKey()
        try key.write(to: path)
        #expect(try MemberKey(path: path).publicKey == key.publicKey)
        #expect(throws: ArchiveError.self) { try key.write(to: path) }
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        #expect(throws: ArchiveError.openToOthers(path: path)) { try MemberKey(path: path) }
    }
}
