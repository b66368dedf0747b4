import Foundation
import KaipanArchive
import KaipanLog
import KaipanText
import Testing

@Suite(.stores) struct SearchTests {
    @Test(arguments: StoreEngine.here)
    func `what is found is marked in the original text`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        try test.converse(["請問這裡有「學　區房」嗎？ＶＩＰ客戶優先，学区房。", "以教育部门公布的为准。", "成诺您，承诺您。"])
        func marked(_ query: String) throws -> [[String]] {
            try test.archive.hits(SearchQuery(query)).hits.map { hit in
                hit.matches.map { String(decoding: Array(hit.text.utf8)[$0], as: UTF8.self) }
            }
        }
        #expect(try marked("学区房") == [["學　區房", "学区房"]])
        #expect(try marked("vip") == [["ＶＩＰ"]])
        #expect(try marked("学区房 -贷款 问") == [["問", "學　區房", "学区房"]])
        #expect(try marked("sounds:程诺") == [["成诺", "承诺"]])
        #expect(try marked("role:customer") == [[]])
        #expect(try marked("客户 OR 教育") == [["教育"], ["客戶"]])
    }

    @Test(arguments: StoreEngine.here)
    func `pages follow one another to the end`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        try test.converse((0..<120).map { "第\($0)句，\($0 % 3 == 0 ? "学区" : "贷款")" })
        let query = try SearchQuery("学区")
        let first = try test.archive.hits(query, limit: 25)
        #expect(first.hits.map(\.number) == (0..<25).map { 117 - 3 * $0 })
        #expect(first.usedIndex)
        let second = try test.archive.hits(query, after: first.next, limit: 25)
        #expect(second.hits.map(\.number) == (0..<15).map { 42 - 3 * $0 })
        #expect(second.next == nil)
    }

    @Test(arguments: StoreEngine.here)
    func `a search is in the log before its results are seen, without its words`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        let conversation = try test.converse(["您好", "承诺收益"])
        let quality = try test.session(.quality)
        let query = try SearchQuery("承诺")
        #expect(try quality.search(query).hits.map(\.text) == ["承诺收益"])
        let entry = try #require(try test.archive.records(.access).last)
        #expect(entry.leaf.member == quality.member.id)
        #expect(entry.leaf.links == [Link(.subject, conversation)])
        #expect(entry.leaf.data == [
            "action": "search", "result": "granted", "purpose": "dispute", "results": .integer(1), "query": .string(test.archive.hash(of: query)),
            "redactor": .string(Redactor.version),
        ])
        #expect(!String(decoding: entry.bytes, as: UTF8.self).contains("承诺"))
        let before = try test.archive.size()
        #expect(throws: ArchiveError.self) { try test.session(.agent).search(query) }
        #expect(throws: ArchiveError.noPurpose) { try test.session(.legal, purpose: nil).search(query) }
        #expect(try test.archive.records(.access).suffix(2).map { $0.leaf.data["result"]?.string } == ["refused", "refused"])
        #expect(try test.archive.size() == before + 2)
    }

    @Test(arguments: StoreEngine.here)
    func `an erased conversation leaves nothing in the index`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        try test.converse(["学区房很好", "是的"])
        let project = RecordID.new()
        let erased = try test.converse(["龘龘我要买学区房", "好的"], links: [Link(.project, project)])
        try test.converse(["学区也好", "对"])
        let index = test.archive.searchIndex
        try index.catchUp()
        let only: [SearchGram] = [
            index.hasher.gram(.scalar(0x9F98)), index.hasher.gram(.pair(0x9F98, 0x9F98)), index.hasher.gram(.pair(0x9F98, 0x6211)),
            index.hasher.gram(.record(Link(.conversation, erased))), index.hasher.gram(.record(Link(.project, project))),
        ]
        func suffix(_ gram: SearchGram) -> Data { withUnsafeBytes(of: gram.suffix.bigEndian) { Data($0.suffix(SearchGram.suffixLength)) } }
        func files() throws -> Data {
            let folder = test.folder.appendingPathComponent("archive")
            return try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("search.db") }
                .reduce(Data()) { try $0 + Data(contentsOf: folder.appendingPathComponent($1)) }
        }
        if engine == .sqlite { for gram in only { #expect(try files().range(of: suffix(gram)) != nil) } }
        let places = try test.archive.utterances(of: erased).map(\.id)
        #expect(try !SearchPropertyTests.postings(of: places, test.archive).isEmpty)

        let privacy = try test.session(.privacy)
        let request = try privacy.requestErasure(of: [erased], reason: .requested)
        try test.session(.legal).decide(request, approve: true)
        try test.session(.quality).decide(request, approve: true)
        _ = try privacy.erase(request)
        #expect(try SearchPropertyTests.postings(of: places, test.archive).isEmpty)
        if engine == .sqlite {
            for gram in only { #expect(try files().range(of: suffix(gram)) == nil) }
            #expect(try files().range(of: Data("学区".utf8)) == nil)
        }
        for query in ["龘", "学区", "NOT 龘", "project:\(project)"] {
            let page = try test.archive.hits(SearchQuery(query))
            #expect(!page.hits.contains { $0.conversation == erased })
        }
        #expect(try test.archive.hits(SearchQuery("学区")).hits.map(\.text) == ["学区也好", "学区房很好"])
        try index.rebuild()
        #expect(try SearchPropertyTests.postings(of: places, test.archive).isEmpty)
    }

    @Test(arguments: StoreEngine.here)
    func `an utterance that does not decrypt is reported`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        let conversation = try test.converse(["学区一", "学区二", "学区三"])
        let damaged = try test.archive.utterances(of: conversation)[1].id
        try test.archive.searchIndex.catchUp()
        try test.archive.database.write { _ = try $0.run("update utterance set body = $1 where id = $2", [.bytes([1, 2, 3]), .integer(damaged)]) }
        for updating in [false, true] {
            let page = try test.archive.searchIndex.search(SearchQuery("学区"), updating: updating)
            #expect(page.hits.map(\.text) == ["学区三", "学区一"])
            #expect(page.unreadable == [damaged])
        }
    }

    @Test(arguments: StoreEngine.here)
    func `several processes keep one index`(engine: StoreEngine) async throws {
        let test = try TestArchive(engine)
        let archives = [test.archive, try test.reopened(), try test.reopened()]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, archive) in archives.enumerated() {
                group.addTask {
                    for round in 0..<8 {
                        let id = RecordID.new()
                        var transcript = Draft(.transcript, links: [Link(.conversation, id)], content: (.conversation(id), .object([:])))
                        transcript.utterances = (0..<5).map { Utterance(number: $0, role: .seller, text: "第\(number)\(round)\($0)句学区") }
                        try archive.append([Draft(.conversation, id: id), transcript])
                        if round % 3 == 2 { try archive.searchIndex.rebuild() } else { try archive.searchIndex.catchUp() }
                    }
                }
            }
            try await group.waitForAll()
        }
        try test.archive.searchIndex.catchUp()
        for query in ["句学区", "第1", "role:seller", "学区 -第2"] {
            let indexed = try test.archive.searchIndex.search(SearchQuery(query), limit: 500, updating: false)
            #expect(indexed.usedIndex && indexed.damagedBlocks.isEmpty)
            #expect(indexed.hits.count == (query == "第1" ? 40 : query == "学区 -第2" ? 80 : 120))
        }
        let fresh = try postings(test.archive)
        try test.archive.searchIndex.rebuild()
        #expect(try postings(test.archive) == fresh)
    }

    private func postings(_ archive: Archive) throws -> [SQLValue] {
        try archive.search.read { try $0.rows("select id, grams from posting order by id").flatMap(\.values) }
    }

    @Test func `a file that is no index is made anew`() throws {
        let test = try TestArchive(.sqlite)
        try test.converse(["学区房", "好"])
        try test.archive.searchIndex.catchUp()
        try test.archive.search.wipe()
        let path = test.place.description
        for name in ["search.db-wal", "search.db-shm"] { try? FileManager.default.removeItem(atPath: "\(path)/\(name)") }
        let copy = test.folder.appendingPathComponent("copy").path
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        try Data(repeating: 0x41, count: 9000).write(to: URL(fileURLWithPath: "\(copy)/search.db"))
        let opened = try Archive.open(.folder(copy), master: TestArchive.master())
        let page = try opened.hits(SearchQuery("学区"))
        #expect(page.hits.map(\.text) == ["学区房"])
    }
}
