import Foundation
import KaipanArchive
import KaipanLog
import KaipanText
import Synchronization
import Testing

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
        #expect(report.problems.contains { "\($0.object): \($0.reason.en)".contains(change.object) }, "\(report.problems)")
        #expect(report.misspoken == [])
    }

    @Test(arguments: StoreEngine.here)
    func `a key that is gone without an erasure is named`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        let conversation = try test.converse(["您好"])
        let key = try #require(try test.archive.keys.keys(of: .conversation(conversation)).first)
        try test.archive.keys.destroy([key])
        let report = try test.archive.verify()
        #expect(report.problems.contains { $0.reason.en.contains(key.description) })
        #expect(report.misspoken == [])
    }

    @Test(arguments: StoreEngine.here)
    func `what others add meanwhile is no problem`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        let other = try test.reopened()
        let failure = Mutex<(any Error)?>(nil), done = DispatchSemaphore(value: 0)
        // A thread of its own: those of tests that wait for one another may all be in use.
        Thread.detachNewThread {
            defer { done.signal() }
            do {
                for number in 0..<60 {
                    let id = RecordID.new()
                    var transcript = Draft(.transcript, links: [Link(.conversation, id)], content: (.conversation(id), .object(["engine": "手工"])))
                    transcript.utterances = [Utterance(number: 0, role: .seller, speaker: 0, start: 0, end: 1, text: "第\(number)句")]
                    try other.append([Draft(.conversation, id: id, content: (.conversation(id), .object(["title": "甲"]))), transcript])
                }
            } catch { failure.withLock { $0 = error } }
        }
        repeat { #expect(try test.archive.verify().problems == []) } while done.wait(timeout: .now()) == .timedOut
        failure.withLock { #expect($0 == nil) }
        #expect(try test.archive.size() >= 120)
        #expect(try test.archive.verify().problems == [])
    }

    @Test func `a journal that is gone, changed at its end or not named any more is told`() throws {
        let test = try TestArchive(.sqlite)
        let outside = test.folder.appendingPathComponent("outside"), list = URL(filePath: test.place.description).appendingPathComponent("journals")
        try Data("\(outside.path)\n".utf8).write(to: list)
        let archive = try test.reopened()
        try archive.append([Draft(.visit)])
        #expect(try archive.verify().problems == [])
        let lines = try Data(contentsOf: outside)
        // Instead of the last newline another byte: the last line would not count any more.
        try (lines.dropLast() + Data([0x0B])).write(to: outside)
        #expect(try archive.verify().problems.map(\.object) == ["\(outside.path):1"])
        #expect(try archive.verify().misspoken == [])
        // Half a line is what a power cut leaves.
        try lines.dropLast(4).write(to: outside)
        #expect(try archive.verify().problems == [])
        #expect(try archive.verify().notes.map(\.object) == ["\(outside.path):1"])
        #expect(try archive.verify().misspoken == [])
        try FileManager.default.removeItem(at: outside)
        #expect(try archive.verify().problems.map(\.object) == [outside.path])
        #expect(try archive.verify().misspoken == [])
        try Data([0xFF, 0x0A]).write(to: list)
        #expect(throws: ArchiveError.damaged(object: list.path, reason: Damage.noText)) { try test.reopened() }
    }
}
