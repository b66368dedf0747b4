import Foundation
import KaipanArchive
import KaipanChecks
import KaipanLog
import KaipanTestSupport
import KaipanText
import Testing

@Suite(.stores) struct ArchiveImportTests {
    private static func fixture(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: Project.path("Fixtures/conversations/\(name)"))))
    }

    private static func message(_ seq: Int, _ id: String, from: String, room: String, _ text: String) -> String {
        """
        {"seq":\(seq),"msgid":"\(id)","action":"send","from":"\(from)","tolist":["chenlan","wmABC"],"roomid":"\(room)","msgtime":\(1_767_000_000_000 + seq * 1000),"msgtype":"text","text":{"content":"\(text)"}}
        """
    }

    @Test(arguments: StoreEngine.here, ["wecom.json", "tencent.json", "call.vtt", "visit.csv", "chat.xml", "whisper.json"])
    func `what a file says is read back, its bytes too`(engine: StoreEngine, name: String) throws {
        let test = try TestArchive(engine)
        let bytes = try Self.fixture(name)
        let read = try ConversationImporter().read(bytes, name: name)
        let summary = try test.session(.manager).importFile(bytes, name: name, ImportContext())
        #expect(summary.utterances == read.utteranceCount)
        for (id, conversation) in zip(summary.conversations, read.conversations) {
            let stored = try test.archive.utterances(of: id)
            #expect(try stored.compactMap { try test.archive.open($0)?.text } == conversation.utterances.map(\.text))
            #expect(stored.map(\.utterance.role.name) == conversation.utterances.map { conversation.role(of: $0).rawValue })
        }
        let importID = try #require(try test.archive.records(.importBatch).first?.leaf.id)
        #expect(try test.archive.original(of: importID) == bytes.map(Optional.init))
        #expect(try test.archive.verify().problems == [])
    }

    @Test(arguments: StoreEngine.here)
    func `the same file is imported once`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        let bytes = try Self.fixture("call.txt")
        let session = try test.session(.agent)
        let first = try session.importFile(bytes, name: "call.txt", ImportContext())
        let size = try test.archive.size()
        let again = try session.importFile(bytes, name: "other name.txt", ImportContext())
        #expect(again.repeated && !first.repeated)
        #expect(again.positions.lowerBound == first.positions.lowerBound)
        #expect(try test.archive.size() == size)
    }

    @Test func `a room goes on from file to file, without what is known, and a hole between the files is a gap`() throws {
        let test = try TestArchive(.sqlite)
        let session = try test.session(.manager)
        let one = [Self.message(1, "a", from: "chenlan", room: "r1", "您好"), Self.message(2, "b", from: "wmABC", room: "r1", "在吗")]
        let two = [Self.message(2, "b", from: "wmABC", room: "r1", "在吗"), Self.message(9, "c", from: "chenlan", room: "r1", "在的")]
        let three = [Self.message(12, "d", from: "chenlan", room: "r1", "好")]
        let files = [one, two, three].map { Array($0.joined(separator: "\n").utf8) }
        let summaries = try files.enumerated().map { try session.importFile($1, name: "\($0).jsonl", ImportContext()) }
        #expect(Set(summaries.flatMap(\.conversations)).count == 1)
        #expect(summaries.map(\.utterances) == [2, 1, 1])
        #expect(summaries.map(\.known) == [0, 1, 0])
        let room = summaries[0].conversations[0]
        let texts = try test.archive.utterances(of: room).compactMap { try test.archive.open($0)?.text }
        #expect(texts == ["您好", "在吗", "在的", "好"])
        let holes = try test.archive.records(.gap).filter { $0.leaf.data["kind"]?.string == "sequence-hole" }
        #expect(holes.map { [$0.leaf.data["first"]?.integer, $0.leaf.data["last"]?.integer] } == [[3, 8], [10, 11]])
    }

    @Test func `the erasure of one room leaves the other's original bytes`() throws {
        let test = try TestArchive(.sqlite)
        let lines = [
            Self.message(1, "a", from: "chenlan", room: "r1", "甲的话"), Self.message(2, "b", from: "chenlan", room: "r2", "乙的话"),
            Self.message(3, "c", from: "wmABC", room: "r1", "甲的第二句"),
        ]
        let bytes = Array(lines.joined(separator: "\n").utf8)
        let summary = try test.session(.manager).importFile(bytes, name: "m.jsonl", ImportContext())
        let privacy = try test.session(.privacy)
        let request = try privacy.requestErasure(of: [summary.conversations[0]], reason: .requested)
        for role in [MemberRole.legal, .manager] { try test.session(role).decide(request, approve: true) }
        try privacy.erase(request)
        let importID = try #require(try test.archive.records(.importBatch).first?.leaf.id)
        let left = try test.archive.original(of: importID)
        let text = String(decoding: left.map { $0 ?? UInt8(ascii: "_") }, as: UTF8.self)
        #expect(text.contains("乙的话") && !text.contains("甲的"))
        // Words in the same room afterwards are a conversation of their own.
        let more = Array(Self.message(4, "d", from: "chenlan", room: "r1", "又来").utf8)
        let again = try test.session(.manager).importFile(more, name: "n.jsonl", ImportContext())
        #expect(again.conversations != [summary.conversations[0]])
        #expect(try test.archive.verify().problems == [])
    }

    @Test func `the seller's words are checked, the customer's are not`() throws {
        let test = try TestArchive(.sqlite)
        var context = ImportContext()
        context.check = ConversationCheck(rules: try Project.rules.get(), settings: CheckSettings(asOf: CivilDate("2026-03-01")!))
        let text = "客户：这里升值潜力大吗？你保证升值吗？\n置业顾问：您放心，升值潜力无限，稳赚不赔。\n客户：好。\n置业顾问：合同里会写清楚。\n"
        let summary = try test.session(.agent).importFile(Array(text.utf8), name: "t.txt", context)
        let findings = try test.archive.records(linkedTo: summary.conversations[0], .conversation, type: .finding)
        #expect(!findings.isEmpty)
        #expect(Set(findings.compactMap { $0.leaf.data["utterance"]?.integer }) == [1])
        // The leaf says which rule and where, not the words.
        #expect(findings.allSatisfy { !String(decoding: $0.bytes, as: UTF8.self).contains("升值") })
    }

    @Test func `files that messages name are kept, and those that are missing are gaps`() throws {
        let test = try TestArchive(.sqlite)
        let media = test.folder.appendingPathComponent("media")
        try FileManager.default.createDirectory(at: media, withIntermediateDirectories: true)
        let picture = [UInt8](repeating: 0xA7, count: 40_000)
        try Data(picture).write(to: media.appendingPathComponent("id1"))
        let lines = [
            #"{"seq":1,"msgid":"a","action":"send","from":"chenlan","tolist":["wmABC"],"roomid":"","msgtime":1767000000000,"msgtype":"image","image":{"sdkfileid":"id1","md5sum":"","filesize":40000}}"#,
            #"{"seq":2,"msgid":"b","action":"send","from":"chenlan","tolist":["wmABC"],"roomid":"","msgtime":1767000001000,"msgtype":"image","image":{"sdkfileid":"id2","md5sum":"","filesize":7}}"#,
        ]
        var context = ImportContext()
        context.mediaFolder = media.path
        let summary = try test.session(.agent).importFile(Array(lines.joined(separator: "\n").utf8), name: "m.jsonl", context)
        #expect(summary.media == 1)
        let gaps = try test.archive.records(.gap).filter { $0.leaf.data["kind"]?.string == "failed-media" }
        #expect(gaps.map { $0.leaf.data["utterance"]?.integer } == [1])
        #expect(try test.archive.verify().problems == [])
    }

    @Test func `no name, number or word of a conversation stands in a leaf`() throws {
        let test = try TestArchive(.sqlite)
        for name in ["wecom.json", "chat.html", "visit.csv", "call.txt"] {
            _ = try test.session(.manager).importFile(Self.fixture(name), name: name, ImportContext())
        }
        for position in 0..<(try test.archive.size()) {
            let leaf = String(decoding: try test.archive.record(at: position).bytes, as: UTF8.self)
            // What is Chinese in a leaf would be somebody's words.
            #expect(leaf.unicodeScalars.allSatisfy { $0.value < 0x80 }, "\(leaf)")
        }
    }
}
