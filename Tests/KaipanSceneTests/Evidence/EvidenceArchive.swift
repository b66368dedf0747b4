import Foundation
import KaipanArchive
import KaipanLog
import KaipanTestSupport
import KaipanText
import KaipanTimeStamps
import Testing

/// An archive with a fictional sale: what a package takes from, and what it must keep to itself.
final class EvidenceArchive {
    let folder: URL
    let archive: Archive
    private(set) var members: [MemberRole: MemberKey] = [:]
    private(set) var project = RecordID.new()
    private(set) var customer = RecordID.new()
    private(set) var document = RecordID.new()
    private(set) var signing = RecordID.new()

    static let witness = CosigningKey(name: NoteKeyName("witness.example/lvsuo")!, privateKey: .init())

    static let said = [
        "您好，欢迎来到岚汀里。", "这里有学区吗？", "学区以教育部门公布的为准。", "我的电话是一三八零零零零零零零零", "陈云岭的电话是13900000001，您记一下。", "首付三十万够不够？",
        "够的，<b>首付三成</b> & 贷款二十年。", "那好。",
    ]
    static let other = ["云岭府还有房吗？", "没有了。", "退定金要几天？", "七个工作日。"]

    /// - Parameter name: of the log.
    init(_ engine: ArchivePlaceKind = .sqlite) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-evidence-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let place: ArchivePlace
        switch engine {
        case .sqlite: place = .folder(folder.appendingPathComponent("archive").path)
        case .postgres:
            let server = try #require(PostgresServer.current)
            let address = try server.database("e" + UUID().uuidString.lowercased().filter { $0 != "-" })
            place = .server(address: address, journal: folder.appendingPathComponent("checkpoints").path)
        }
        archive = try Archive.create(at: place, name: "archive.example/lantingli", master: MasterKey([UInt8](repeating: 7, count: 32)))
        for role in MemberRole.allCases { members[role] = MemberKey() }
        try archive.nameFirst(members[.administrator]!, called: "管理员", roles: [.administrator])
        for role in MemberRole.allCases where role != .administrator {
            try session(.administrator).setMember(members[role]!.id, publicKey: members[role]!.publicKey, name: role.name.zh, roles: [role])
        }
        project = try add(.project, content: ["name": "岚汀里"])
        let unit = try add(.unit, links: [Link(.project, project)], content: ["label": "3-2-1101"])
        customer = try add(.customer, content: ["name": "欧阳小岚", "phone": "13800000000", "identity": "11010519491231002X", "note": "由陈云岭接待"])
        document = try add(
            .document, links: [Link(.project, project)], data: ["kind": "brochure", "valid_from": "2026-03-01T00:00:00.000Z"],
            content: ["title": "岚汀里楼书", "version": "2", "text": "本项目不含学区承诺。"])
        signing = try add(
            .signing, links: [Link(.unit, unit), Link(.customer, customer)], data: ["time": "2026-03-08T06:00:00.000Z"],
            content: ["contract_number": "HT-2026-0308", "parties": ["欧阳小岚"], "present": ["陈云岭"], "note": "见证人电话13900000001"])
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    enum ArchivePlaceKind: String, CaseIterable, CustomTestStringConvertible {
        case sqlite, postgres

        var testDescription: String { rawValue }

        static var here: [Self] { PostgresServer.isWanted ? allCases : [.sqlite] }
    }

    func session(_ role: MemberRole, purpose: AccessPurpose? = .dispute) throws -> ArchiveSession {
        try ArchiveSession(archive, key: #require(members[role]), purpose: purpose)
    }

    @discardableResult
    func add(_ type: RecordType, links: [Link] = [], data: CanonicalObject = [:], content: CanonicalObject) throws -> RecordID {
        let draft = try #require(RecordSchema.of(type)).draft(links: links, data: data, content: content)
        try session(.manager).append([draft])
        return draft.id
    }

    // MARK: - What was said

    /// A recording with its transcript in WebVTT, read by the importer, and the sound beside it.
    func visit(_ texts: [String] = said) throws -> RecordID {
        var file = "WEBVTT\n"
        for (number, text) in texts.enumerated() {
            let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            file += "\n00:00:\(10 + number * 2).000 --> 00:00:\(11 + number * 2).500\n<v \(number % 2 == 0 ? "置业顾问" : "客户")>\(escaped)\n"
        }
        let sound = folder.appendingPathComponent("\(UUID().uuidString).wav").path
        var generator = SeededGenerator(seed: 5)
        try Data(Array("RIFF".utf8) + (0..<40_000).map { _ in UInt8.random(in: 0...255, using: &generator) }).write(to: URL(filePath: sound))
        var context = ImportContext()
        context.project = project
        context.customer = customer
        context.recordings = [.init(path: sound, alignment: MediaAlignment(offset: 0))]
        return try session(.manager).importFile(Array(file.utf8), name: "现场 接待.vtt", context).conversations[0]
    }

    /// Messages of two rooms in one file of WeCom, each with the texts given, and a hole before the second file.
    func rooms(_ first: [String], _ second: [String]) throws -> [RecordID] {
        func lines(_ texts: [String], _ room: String, from: Int) -> [String] {
            texts.enumerated().map { number, text in
                """
                {"seq":\(from + number * 2),"msgid":"m\(room)\(number)","action":"send","from":"\(number % 2 == 0 ? "chenyunling" : "wmXIAOLAN")","tolist":["wm\(room)"],"roomid":"\(room)","msgtime":\(1_772_000_000_000 + (from + number) * 1000),"msgtype":"text","text":{"content":"\(text)"}}
                """
            }
        }
        let all = lines(first, "r1", from: 11) + lines(second, "r2", from: 12)
        let sorted = all.sorted { Int($0.dropFirst(7).prefix { $0 != "," })! < Int($1.dropFirst(7).prefix { $0 != "," })! }
        _ = try session(.manager).importFile(
            Array(lines(["第一批"], "r9", from: 1)[0].utf8), name: "一.jsonl", ImportContext())
        return try session(.manager).importFile(Array(sorted.joined(separator: "\n").utf8), name: "企业微信.jsonl", ImportContext()).conversations
    }

    /// A conversation without a file, as a guided signing makes it.
    func converse(_ texts: [String]) throws -> RecordID {
        let id = RecordID.new()
        var transcript = Draft(.transcript, links: [Link(.conversation, id)], content: (.conversation(id), .object(["engine": "手工"])))
        transcript.utterances = texts.enumerated().map { number, text in
            Utterance(
                number: number, role: number % 2 == 0 ? .seller : .customer, speaker: number % 2, start: Int64(number) * 2000,
                end: Int64(number) * 2000 + 1500, text: text)
        }
        let conversation = Draft(
            .conversation, id: id, links: [Link(.customer, customer)], data: ["medium": "on-site"],
            content: (.conversation(id), .object(["title": "现场接待 陈云岭"])))
        try archive.append([conversation, transcript], by: members[.agent])
        return id
    }

    // MARK: - Anchors

    /// Records a witness's signature of the newest checkpoint.
    func cosign(by key: CosigningKey = witness) throws {
        let newest = try archive.signedHead()
        let signature = try key.cosign(newest.signed.checkpoint.text, at: .now())
        try archive.append([StoredCosignature.draft(signature, size: newest.size, epoch: newest.epoch)])
    }

    /// Records a time stamp of the newest checkpoint, or of the newest stamp.
    func stamp(by authority: TestAuthority, renewing: Bool = false) throws {
        let newest = try archive.signedHead(), old = renewing ? try archive.timeStamps().last : nil
        let data = old?.token ?? newest.signed.bytes
        let request = try TimeStampRequest(MessageImprint(of: data))
        let token = try TimeStampResponse(authority.reply(to: request.bytes)).token()
        try archive.append(
            [StoredTimeStamp.draft(token, of: data, size: old?.size ?? newest.size, epoch: newest.epoch, renewing: old?.id, checked: "signature")])
    }

    /// Some more entries, so that the tree has several levels of tiles.
    func grow(by count: Int) throws { try archive.append((0..<count).map { _ in Draft(.clock, data: ["device": "2026-03-01T00:00:00.000Z", "server": "2026-03-01T00:00:00.000Z"]) }) }

    func policy(quorum: Bool) throws -> TrustPolicy {
        try TrustPolicy(
            logs: [.init(key: archive.verifierKey(epoch: 1))], witnesses: [.init(name: "lvsuo", key: Self.witness.verifierKey)],
            quorum: quorum ? .named("lvsuo") : .none)
    }
}
