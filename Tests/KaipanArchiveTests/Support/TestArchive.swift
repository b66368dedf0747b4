import Foundation
import KaipanArchive
import KaipanTestSupport
import KaipanText
import Testing

/// An archive that a test has for itself, with members of all roles.
final class TestArchive {
    let folder: URL
    let place: ArchivePlace
    let archive: Archive
    /// A key of each role, and a second one of those who approve.
    private(set) var members: [MemberRole: MemberKey] = [:]
    let secondLegal = MemberKey()
    private static let masterBytes = [UInt8](repeating: 7, count: 32)

    static func master() throws -> MasterKey { try MasterKey(masterBytes) }

    /// - Parameters:
    ///   - roles: of the members; the first is always an administrator.
    ///   - parent: where the archive's folder is made.
    init(
        _ engine: StoreEngine, roles: [MemberRole] = MemberRole.allCases, in parent: URL = FileManager.default.temporaryDirectory
    ) throws {
        folder = parent.appendingPathComponent("kaipan-archive-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        switch engine {
        case .sqlite: place = .folder(folder.appendingPathComponent("archive").path)
        case .postgres:
            let server = try #require(PostgresServer.current)
            let name = "a" + UUID().uuidString.lowercased().filter { $0 != "-" }
            place = .server(address: try server.database(name), journal: folder.appendingPathComponent("checkpoints").path)
        }
        archive = try Archive.create(at: place, name: "archive.example/\(engine.rawValue)", master: Self.master())
        for role in [.administrator] + roles { members[role] = MemberKey() }
        try archive.nameFirst(members[.administrator]!, called: "管理员", roles: [.administrator])
        let administrator = try session(.administrator)
        for role in roles where role != .administrator {
            try administrator.setMember(members[role]!.id, publicKey: members[role]!.publicKey, name: role.name.zh, roles: [role])
        }
        guard roles.count == MemberRole.allCases.count else { return }
        try administrator.setMember(secondLegal.id, publicKey: secondLegal.publicKey, name: "法务二", roles: [.legal])
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Opens the same archive again, as another process would.
    func reopened() throws -> Archive { try Archive.open(place, master: Self.master()) }

    func session(_ role: MemberRole, purpose: AccessPurpose? = .dispute) throws -> ArchiveSession {
        try ArchiveSession(archive, key: #require(members[role]), purpose: purpose)
    }

    /// A conversation with some utterances, alternately of the seller and the customer.
    @discardableResult
    func converse(_ texts: [String], links: [Link] = []) throws -> RecordID {
        let id = RecordID.new()
        let conversation = Draft(
            .conversation, id: id, links: links, data: ["medium": "on-site"], content: (.conversation(id), .object(["title": "现场接待"])))
        var transcript = Draft(
            .transcript, links: [Link(.conversation, id)], content: (.conversation(id), .object(["engine": "手工"])))
        transcript.utterances = texts.enumerated().map { number, text in
            Utterance(
                number: number, role: number % 2 == 0 ? .seller : .customer, speaker: number % 2, start: Int64(number) * 2000,
                end: Int64(number) * 2000 + 1500, text: text)
        }
        try archive.append([conversation, transcript], by: members[.agent])
        return id
    }
}
