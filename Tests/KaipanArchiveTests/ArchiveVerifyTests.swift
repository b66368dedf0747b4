import Foundation
import KaipanLog
import KaipanText
import Testing

@testable import KaipanArchive

@Suite(.stores) struct ArchiveVerifyTests {
    @Test(arguments: StoreEngine.here)
    func `an archive that nobody touched is sound`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        try test.converse(["您好", "这里有地铁吗？", "以规划部门公布的为准"])
        let report = try test.archive.verify()
        #expect(report.problems == [])
        #expect(report.entries == (try test.archive.size()))
        #expect(report.utterances == 3)
        #expect(report.checkpoints > 5 && report.signatures > 5 && report.keys > 1)
    }

    /// Changes made with SQL behind the archive's back, and what must be named.
    @Test(arguments: StoreEngine.here, [
        ("update entry set leaf = (select leaf from entry where position = 2) where position = 3", "entry 3"),
        ("update entry set time = time + 1 where position = 2", "entry 2"),
        ("update entry set type = 'visit' where position = 2", "entry 2"),
        ("delete from entry where position = 4", "entry 4"),
        ("update utterance set body = (select body from utterance where id = 1) where id = 2", "utterance"),
        ("update utterance set role = 2 where id = 1", "root of the utterances"),
        ("update utterance set number = 7 where id = 3", "root of the utterances"),
        ("delete from utterance where id = 3", "utterances"),
        ("delete from link where relation = 'conversation'", "table link"),
        ("update checkpoint set size = size + 1000 where size = 3", "checkpoint 1003"),
        ("delete from checkpoint where size = (select size from head)", "head"),
        ("update head set name = 'archive.example/other'", "head"),
        ("update node set hash = (select hash from node order by id limit 1) where id <> (select min(id) from node)", "node"),
    ])
    func `a change behind the archive's back is named`(engine: StoreEngine, change: (statement: String, object: String)) throws {
        let test = try TestArchive(engine)
        try test.converse(["您好", "这里有地铁吗？", "以规划部门公布的为准"])
        let changed = try test.archive.database.write { try $0.run(change.statement) }
        #expect(changed > 0)
        let report = try test.archive.verify()
        #expect(report.problems.contains { "\($0.object): \($0.reason)".contains(change.object) }, "\(report.problems)")
    }

    @Test(arguments: StoreEngine.here)
    func `a key that is gone without an erasure is named`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        let conversation = try test.converse(["您好"])
        let key = try #require(try test.archive.keys.keys(of: .conversation(conversation)).first)
        try test.archive.keys.destroy([key])
        let report = try test.archive.verify()
        #expect(report.problems.contains { $0.reason.contains(key.description) })
    }
}
