import Foundation
import KaipanArchive
import KaipanLog
import KaipanText
import Testing

/// What quality reviewers see: how things were said, not to whom.
@Suite(.stores) struct ReviewerTests {
    private static let personal = [
        "丰若岚", "13800001234", "一三八零零零零一二三四", "11010519491231002X", "4111111111111111", "翠屏路8号3栋1101室", "桂A12345", "feng@example.com",
    ]
    private static let lines = [
        "丰若岚女士您好，欢迎看房", "我电话一三八零零零零一二三四，或者13800001234", "身份证11010519491231002X，卡号4111111111111111", "我住翠屏路8号3栋1101室，车是桂A12345",
        "丰 若 岚，三居室总价128万，合同号QCYS-2023-061802", "发到feng@example.com吧",
    ]

    private let test: TestArchive
    private let customer: RecordID, conversation: RecordID

    private init(_ engine: StoreEngine) throws {
        test = try TestArchive(engine)
        let draft = Draft.customer(name: "丰若岚、顾远", phone: "13800001234")
        customer = draft.id
        try test.session(.manager).append([draft])
        conversation = try test.converse(Self.lines, links: [Link(.customer, customer)])
    }

    init() throws { try self.init(.sqlite) }

    private func read(_ session: ArchiveSession, _ id: RecordID) throws -> String {
        let reading = try session.read(id)
        var text = reading.utterances.map { $0.spoken?.text ?? "" }.joined(separator: "\n")
        if case .open(let body, let salt) = reading.content {
            text += String(decoding: try body.serialized(), as: UTF8.self)
            #expect(salt.isEmpty == reading.isRedacted)
        }
        return text
    }

    @Test(arguments: StoreEngine.here)
    func `a reviewer reads what was said without the data of persons`(engine: StoreEngine) throws {
        let other = try ReviewerTests(engine)
        let seen = try other.read(other.test.session(.quality), other.conversation), whole = try other.read(other.test.session(.manager), other.conversation)
        for word in Self.personal {
            #expect(whole.contains(word), "\(word)")
            #expect(!seen.contains(word), "\(word): \(seen)")
        }
        // What was said of the home stays.
        for word in ["欢迎看房", "三居室总价128万", "QCYS-2023-061802", "〔手机号〕", "〔姓名〕", "〔身份证号〕", "〔银行卡号〕", "〔地址〕", "〔车牌号〕", "〔邮箱〕"] {
            #expect(seen.contains(word), "\(word): \(seen)")
        }
    }

    @Test func `of a customer's record a reviewer sees nothing, of the participants only whose side they are on`() throws {
        let seen = try read(test.session(.quality), customer)
        #expect(!seen.contains("岚") && !seen.contains("顾远") && !seen.contains("1380") && seen.contains(ReviewerView.mark))
        #expect(try read(test.session(.legal), customer).contains("13800001234"))
        let id = RecordID.new()
        try test.session(.manager).append([Draft(.conversation, id: id, content: (.conversation(id), .object(["participants": .array([
            .object(["label": "小王销售", "role": "seller"]), .object(["label": "岚岚妈妈", "role": "customer", "user": "wm_lan"]),
        ]), "title": "微信", "number": .integer(13_800_001_234)])))])
        let content = try read(test.session(.quality), id)
        #expect(content.contains("小王销售") && content.contains("customer") && !content.contains("岚岚妈妈") && !content.contains("wm_lan"))
        #expect(!content.contains("13800001234"))
    }

    @Test func `the log says that the reading was redacted`() throws {
        for (role, isRedacted) in [(MemberRole.quality, true), (.manager, false)] {
            _ = try test.session(role).read(conversation)
            #expect(try (test.archive.records(.access).last?.leaf.data["redactor"]?.string == Redactor.version) == isRedacted)
            _ = try test.session(role).search(SearchQuery("三居室"))
            #expect(try (test.archive.records(.access).last?.leaf.data["redactor"]?.string == Redactor.version) == isRedacted)
        }
        #expect(throws: ArchiveError.noPurpose) { try test.session(.quality, purpose: nil).read(conversation) }
    }

    /// Neither hits nor their absence may tell what is hidden, with and without an index.
    @Test(arguments: StoreEngine.here, [false, true])
    func `a reviewer finds only what a reviewer sees`(engine: StoreEngine, isIndexed: Bool) throws {
        let other = try ReviewerTests(engine)
        if isIndexed { try other.test.archive.indexForSearch() }
        func hits(_ role: MemberRole, _ query: String) throws -> [Int] { try other.test.session(role).search(SearchQuery(query)).hits.map(\.number).sorted() }
        for query in ["一三八", "1380", "丰若岚", "若岚", "4111", "翠屏路", "sounds:若兰"] {
            #expect(try !hits(.manager, query).isEmpty, "\(query)")
            #expect(try hits(.quality, query) == [], "\(query)")
            // How many lie below would tell it too.
            #expect(try other.test.session(.quality).search(SearchQuery(query)).scanned == 0, "\(query)")
        }
        #expect(try hits(.quality, "128万") == [4])
        // Whoever may not see a digit must not learn by leaving it out either.
        for (query, whole) in [("卡号 NOT 4111", [Int]()), ("电话 NOT 四", []), ("女士 NOT 岚", [])] {
            #expect(try hits(.manager, query) == whole, "\(query)")
            #expect(try hits(.quality, query).count == 1, "\(query)")
        }
        let hit = try #require(try other.test.session(.quality).search(SearchQuery("三居室")).hits.first)
        #expect(hit.text.hasPrefix("〔姓名〕，三居室"))
        #expect(hit.matches.map { String(decoding: Array(hit.text.utf8)[$0], as: UTF8.self) } == ["三居室"])
    }

    @Test func `recordings are refused to reviewers, because a voice can't be redacted`() throws {
        let file = test.folder.appendingPathComponent("talk.wav")
        try Data([1, 2, 3]).write(to: file)
        let media = try test.session(.agent).addMedia(file.path, to: conversation, kind: "recording")
        #expect {
            try test.session(.quality).media(media)
        } throws: { error in
            if case ArchiveError.notAllowed(_, _, let needed) = error { !needed.contains("quality") } else { false }
        }
        let last = try test.archive.records(.access).last?.leaf.data
        #expect(last?["result"]?.string == "refused")
        if case .open = try test.session(.legal).media(media) {} else { Issue.record("legal hears it") }
    }

    @Test(arguments: [([MemberRole.quality], true), ([.quality, .agent], true), ([.quality, .manager], false), ([.quality, .legal], false), ([.quality, .auditor], true)])
    func `another role that sees everything goes before`(roles: [MemberRole], isRedacted: Bool) throws {
        let key = MemberKey()
        try test.session(.administrator).setMember(key.id, publicKey: key.publicKey, name: "甲", roles: roles)
        let session = try ArchiveSession(test.archive, key: key, purpose: .quality)
        #expect(try session.read(conversation).isRedacted == isRedacted)
        guard roles.contains(.agent) else { return }
        // Who led a conversation has heard it.
        let own = try test.converse(["我电话13800001234"], links: [Link(.agent, key.id)])
        #expect(try read(session, own).contains("13800001234"))
        // What they had found in others' conversations is in their name, and quotes those.
        func finding(of talk: RecordID) throws -> RecordID {
            let id = RecordID.new()
            let draft = Draft(.annotation, id: id, links: [Link(.subject, talk), Link(.conversation, talk)], content: (.conversation(talk), .object(["text": "他说13800001234"])))
            try session.append([draft])
            return id
        }
        #expect(try !read(session, finding(of: conversation)).contains("13800001234"))
        #expect(try read(session, finding(of: own)).contains("13800001234"))
    }
}

extension Draft {
    fileprivate static func customer(name: String, phone: String) -> Draft {
        let id = RecordID.new()
        return Draft(.customer, id: id, content: (.customer(id), .object(["name": .string(name), "phone": .string(phone)])))
    }
}
