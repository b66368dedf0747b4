import Foundation
import KaipanArchive
import KaipanChecks
import KaipanTestSupport
import KaipanText
import Testing

/// An archive that a test has for itself, with members, a project, a unit and a customer.
final class SceneDesk {
    let folder: URL
    let place: ArchivePlace
    let archive: Archive
    private(set) var members: [MemberRole: MemberKey] = [:]
    private let administrator = MemberKey()
    let project: RecordID, unit: RecordID, customer: RecordID

    static func master() throws -> MasterKey { try MasterKey([UInt8](repeating: 7, count: 32)) }

    static func check() throws -> ConversationCheck {
        ConversationCheck(rules: try Project.rules.get(), settings: CheckSettings(asOf: CivilDate("2026-03-01")!))
    }

    /// - Parameter server: a PostgreSQL server; nil for SQLite.
    init(on server: PostgresServer? = nil) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-scene-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        if let server {
            let name = "s" + UUID().uuidString.lowercased().filter { $0 != "-" }
            place = .server(address: try server.database(name), journal: folder.appendingPathComponent("checkpoints").path)
        } else {
            place = .folder(folder.appendingPathComponent("archive").path)
        }
        archive = try Archive.create(at: place, name: "archive.example/scene", master: Self.master())
        try archive.nameFirst(administrator, called: "管理员", roles: [.administrator])
        let session = try ArchiveSession(archive, key: administrator)
        for role in MemberRole.allCases where role != .administrator {
            let key = MemberKey()
            members[role] = key
            try session.setMember(key.id, publicKey: key.publicKey, name: role.name.zh, roles: [role])
        }
        let archive = archive
        func add(_ type: RecordType, links: [Link] = [], content: [String: String]) throws -> RecordID {
            let schema = try #require(RecordSchema.of(type))
            let draft = try schema.draft(links: links, data: [:], content: .init(content.map { ($0.key, .string($0.value)) }))
            try archive.append([draft])
            return draft.id
        }
        project = try add(.project, content: ["name": "岚汀里"])
        unit = try add(.unit, links: [Link(.project, project)], content: ["label": "3 号楼 1201"])
        customer = try add(.customer, content: ["name": "周予安", "phone": "13800000000"])
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func session(_ role: MemberRole, purpose: AccessPurpose? = .service, reopened: Bool = false) throws -> ArchiveSession {
        let archive = reopened ? try Archive.open(place, master: Self.master()) : archive
        return try ArchiveSession(archive, key: #require(members[role]), purpose: purpose)
    }

    /// Gives a member another name, and takes the right to sign away where it is asked for.
    func rename(_ role: MemberRole, to name: String, isActive: Bool = true) throws {
        let key = try #require(members[role])
        try ArchiveSession(archive, key: administrator).setMember(key.id, publicKey: key.publicKey, name: name, roles: [role], isActive: isActive)
    }

    @discardableResult
    func publish(_ bytes: [UInt8], name: String, topic: String) throws -> RecordID {
        let manager = try session(.manager)
        let request = try manager.propose(
            bytes, name: name, ArchiveSession.ScriptProposal(topic: topic, validFrom: Timestamp(milliseconds: 0)), check: Self.check())
        for role in [MemberRole.legal, .quality] { try session(role).decide(request, approve: true) }
        return try manager.publish(request)
    }

    /// A contract whose clause 学校 stands on page 7.
    @discardableResult
    func addContract() throws -> RecordID {
        let draft = try #require(RecordSchema.of(.document)).draft(
            links: [Link(.project, project)], data: ["kind": "contract", "valid_from": "2026-01-01T00:00:00.000Z"],
            content: [
                "title": "商品房买卖合同",
                "clauses": .array([.object(["id": "学校", "text": "学校以公布为准", "page": 7, "box": .array([80, 400, 440, 60])])]),
            ])
        try archive.append([draft])
        return draft.id
    }

    /// A conversation with the customer about the unit, alternately of the seller and the customer.
    @discardableResult
    func converse(_ texts: [String], with customer: RecordID? = nil, at time: Timestamp = Timestamp("2026-03-02T02:00:00.000Z")!) throws -> RecordID {
        let id = RecordID.new()
        let conversation = Draft(
            .conversation, id: id, links: [Link(.customer, customer ?? self.customer), Link(.unit, unit)], data: ["medium": "on-site"],
            content: (.conversation(id), .object(["title": "现场接待"])))
        var transcript = Draft(.transcript, links: [Link(.conversation, id)], content: (.conversation(id), .object(["engine": "手工"])))
        transcript.utterances = texts.enumerated().map { number, text in
            Utterance(number: number, role: number % 2 == 0 ? .seller : .customer, speaker: number % 2, time: time, text: text)
        }
        try archive.append([conversation, transcript], by: members[.agent])
        return id
    }
}
