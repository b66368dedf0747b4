import Foundation
import KaipanArchive
import KaipanLog
import KaipanText
import Testing

/// What searches read, compared with the texts.
@Suite(.stores) struct IndexVerifyTests {
    private func indexed(_ engine: StoreEngine) throws -> TestArchive {
        let test = try TestArchive(engine)
        try test.converse(["您好，学区房", "有地铁吗", "以公布的为准"])
        try test.converse(["龘龘", "好的"])
        try test.archive.indexForSearch()
        return test
    }

    private func problems(_ test: TestArchive) throws -> [String] {
        try test.archive.verify().problems.map { "\($0.object): \($0.reason.en)" }
    }

    @Test(arguments: StoreEngine.here)
    func `an index that has what was said is sound`(engine: StoreEngine) throws {
        let test = try indexed(engine)
        let report = try test.archive.verify()
        #expect(report.problems == [])
        #expect(report.indexed == 5)
        #expect(try test.archive.verify(index: false).indexed == nil)
        // What was said since is no fault of the index: searches read it without.
        try test.converse(["新的"])
        #expect(try test.archive.verify().problems == [])
        // Findings come after what they are about.
        let conversation = try #require(try test.archive.records(.conversation).first)
        try test.archive.append([
            Draft(.finding, links: [Link(.conversation, conversation.leaf.id)], data: ["rule": "school", "utterance": 0])
        ])
        #expect(try test.archive.verify().problems == [])
        try test.archive.indexForSearch()
        #expect(try test.archive.verify().problems == [])
    }

    @Test(arguments: StoreEngine.here)
    func `without an index there is nothing to compare`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        try test.converse(["您好"])
        let report = try test.archive.verify()
        #expect(report.problems == [])
        #expect(report.indexed == nil)
    }

    /// Changes a row of the index so that it says what it was made to say, and is not damaged.
    private func change(
        _ test: TestArchive, _ gram: SearchGram, _ body: ([UInt16]) -> [UInt16]
    ) throws {
        let key = GramBucket.key(block: 0, bucket: gram.bucket)
        try test.archive.search.write { connection in
            let row = try #require(try connection.first("select grams from posting where id = $1", [.integer(key)]))
            let entries = try GramBucket(key: key, row: row.bytes(0)).entries().compactMap { entry -> (suffix: UInt64, posting: ArraySlice<UInt8>)? in
                guard entry.suffix == gram.suffix else { return entry }
                let places = body(PostingList.decoded(entry.posting) ?? [])
                return places.isEmpty ? nil : (entry.suffix, PostingList.encoded(places)[...])
            }
            if entries.isEmpty {
                try connection.run("delete from posting where id = $1", [.integer(key)])
            } else {
                try connection.run("update posting set grams = $1 where id = $2", [.bytes(GramBucket.row(key: key, entries)), .integer(key)])
            }
        }
    }

    @Test(arguments: StoreEngine.here)
    func `a word that the index lacks is named by its utterance, and comes back`(engine: StoreEngine) throws {
        let test = try indexed(engine)
        // The words of the fourth utterance can't be found any more.
        let gram = test.archive.searchIndex.hasher.gram(.scalar(0x9F98))
        try change(test, gram) { $0.filter { $0 != 4 } }
        #expect(try test.archive.hits(SearchQuery("龘")).hits.isEmpty)
        let conversation = try #require(try test.archive.records(.conversation).last).leaf.id
        #expect(try problems(test) == ["search index, utterance \(conversation) 0: 1 postings missing, 0 too many; mend: kaipan archive rebuild"])
        #expect(try test.archive.verify(index: false).problems == [])
        try test.archive.rebuildSearchIndex()
        #expect(try problems(test) == [])
        #expect(try test.archive.hits(SearchQuery("龘")).hits.map(\.text) == ["龘龘"])
    }

    @Test(arguments: StoreEngine.here)
    func `a word that the index has too much is named by its utterance`(engine: StoreEngine) throws {
        let test = try indexed(engine)
        try change(test, test.archive.searchIndex.hasher.gram(.scalar(0x9F98))) { ($0 + [2]).sorted() }
        let conversation = try #require(try test.archive.records(.conversation).first).leaf.id
        #expect(try problems(test) == ["search index, utterance \(conversation) 1: 0 postings missing, 1 too many; mend: kaipan archive rebuild"])
    }

    @Test(arguments: StoreEngine.here, [
        "delete from posting where id = (select min(id) from posting)",
        "update posting set grams = (select grams from posting order by id desc limit 1) where id = (select min(id) from posting)",
        "update posting set id = id + 81920000 where id = (select max(id) from posting)",
        "update state set utterances = 3", "update state set sounds = 0",
    ])
    func `rows of the index that are changed are found`(engine: StoreEngine, statement: String) throws {
        let test = try indexed(engine)
        #expect(try test.archive.search.write { try $0.run(statement) } == 1)
        let found = try problems(test)
        #expect(!found.isEmpty && found.allSatisfy { $0.hasPrefix("search index") && $0.hasSuffix("kaipan archive rebuild") }, "\(found)")
        #expect(try test.archive.verify().misspoken == [])
        try test.archive.rebuildSearchIndex(sounds: true)
        #expect(try problems(test) == [])
    }

    @Test(arguments: StoreEngine.here)
    func `an index of what an old backup lacks is built anew`(engine: StoreEngine) throws {
        let test = try indexed(engine)
        let backup = try TestBackup(test.archive)
        try test.converse(["丢失的话甲", "丢失的话乙"])
        try test.archive.indexForSearch()
        try backup.restore(test.archive)
        #expect(try test.archive.verify().indexed == nil)
        try test.session(.administrator).beginEpoch(reason: "磁盘损坏")
        // The log is longer than the lost one, and its utterances have the numbers of the lost ones.
        try test.converse(["后来的话一", "后来的话二", "后来的话三"])
        #expect(try test.archive.hits(SearchQuery("丢失")).hits.isEmpty)
        #expect(try test.archive.hits(SearchQuery("后来")).hits.map(\.text) == ["后来的话三", "后来的话二", "后来的话一"])
        try test.archive.indexForSearch()
        #expect(try test.archive.hits(SearchQuery("后来")).hits.count == 3)
        let report = try test.archive.verify()
        #expect(report.problems == [])
        #expect(report.indexed == 8)
    }

    @Test(arguments: StoreEngine.here)
    func `contract numbers that an old backup lacks do not hide later ones`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        func sign(_ number: String) throws {
            try test.archive.append([Draft(.signing, content: (.archive, .object(["contract_number": .string(number)])))])
        }
        func count(_ number: String) throws -> Int { try test.archive.signings(contract: number).count }
        try sign("甲-1")
        let backup = try TestBackup(test.archive)
        try sign("甲-2")
        #expect(try count("甲-2") == 1)
        try backup.restore(test.archive)
        try test.session(.administrator).beginEpoch(reason: "磁盘损坏")
        try sign("甲-3")
        #expect(try [count("甲-1"), count("甲-2"), count("甲-3")] == [1, 0, 1])
        #expect(try problems(test) == [])
        #expect(try test.archive.search.write { try $0.run("delete from bare_contract") } == 2)
        #expect(try problems(test).count { $0.contains("contract number missing") } == 2)
        try test.archive.rebuildSearchIndex()
        #expect(try problems(test) == [])
        #expect(try count("甲-3") == 1)
    }
}
