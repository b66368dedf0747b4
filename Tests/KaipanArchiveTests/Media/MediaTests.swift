import Crypto
import Foundation
import KaipanArchive
import KaipanLog
import KaipanTestSupport
import KaipanText
import Testing

@Suite(.stores) struct MediaTests {
    private static let chunk = 16_384, row = 64 * 16_384

    private static func bytes(_ length: Int, seed: UInt64 = 1) -> [UInt8] {
        var random = SeededGenerator(seed: seed), bytes: [UInt8] = []
        bytes.reserveCapacity(length + 8)
        while bytes.count < length { withUnsafeBytes(of: random.next()) { bytes += $0 } }
        return Array(bytes.prefix(length))
    }

    /// An archive with one recording of a conversation.
    private struct Recorded {
        let test: TestArchive
        let text: [UInt8]
        let conversation: RecordID
        let media: RecordID

        init(_ engine: StoreEngine, length: Int) throws {
            test = try TestArchive(engine)
            text = MediaTests.bytes(length)
            conversation = try test.converse(["您好"])
            media = try test.session(.agent).addMedia(
                Recorded.file(text, in: test.folder), to: conversation, kind: "recording",
                alignment: MediaAlignment(offset: -250, duration: 60_000))
        }

        static func file(_ bytes: [UInt8], in folder: URL) throws -> String {
            let file = folder.appendingPathComponent("recording-\(UUID().uuidString).wav")
            try Data(bytes).write(to: file)
            return file.path
        }

        func reader() throws -> MediaReader {
            guard case .open(let reader) = try test.archive.media(test.archive.record(media)) else { throw ArchiveError.noKey(scope: "media") }
            return reader
        }

        func run(_ statement: String, _ values: [SQLValue] = []) throws {
            let changed = try test.archive.database.write { try $0.run(statement, values) }
            try #require(changed > 0)
        }

        var problems: [String] { get throws { try test.archive.verify().problems.map { "\($0.object): \($0.reason.en)" } } }
    }

    @Test(arguments: StoreEngine.here, [0, 1, chunk, row - 1, row, 5 * row + 17])
    func `what was staged is read back, whole and in parts`(engine: StoreEngine, length: Int) throws {
        let recorded = try Recorded(engine, length: length)
        let reader = try recorded.reader()
        #expect(reader.length == Int64(length))
        let path = recorded.test.folder.appendingPathComponent("copy").path
        try reader.write(to: path)
        #expect(try Data(contentsOf: URL(filePath: path)) == Data(recorded.text))
        #expect(throws: ArchiveError.alreadyThere(place: path)) { try reader.write(to: path) }

        var random = SeededGenerator(seed: UInt64(length))
        for _ in 0..<30 {
            let from = Int.random(in: 0...length, using: &random)
            let range = from..<Int.random(in: from...min(length, from + 3 * Self.chunk), using: &random)
            #expect(try reader.bytes(in: Int64(range.lowerBound)..<Int64(range.upperBound)) == Array(recorded.text[range]))
        }
        #expect(try reader.bytes(in: 0..<Int64(length)) == recorded.text)
        #expect(throws: ArchiveError.self) { try reader.bytes(in: 0..<Int64(length) + 1) }
        let report = try recorded.test.archive.verify()
        #expect(report.problems == [] && report.notes == [])
        #expect(report.chunks == length / Self.row + 1)
    }

    @Test(arguments: StoreEngine.here)
    func `the record says when the recording begins`(engine: StoreEngine) throws {
        let recorded = try Recorded(engine, length: 10)
        let data = try recorded.test.archive.record(recorded.media).leaf.data
        let alignment = try #require(MediaAlignment(data))
        #expect(alignment == MediaAlignment(offset: -250, duration: 60_000))
        #expect(alignment.place(of: 0) == 250)
        #expect(alignment.place(of: -251) == nil)
        #expect(alignment.place(of: 59_749) == 59_999)
        #expect(alignment.place(of: 59_750) == nil)
        #expect(alignment.place(of: .min) == nil)
        #expect(MediaAlignment(["kind": "image"]) == nil)
    }

    @Test(.enabled("needs cryptography of PyPI") { Python.isWanted("cryptography") }, arguments: StoreEngine.here)
    func `an outsider checks a disclosed file with the salt alone`(engine: StoreEngine) throws {
        let recorded = try Recorded(engine, length: 50_000)
        let reader = try recorded.reader()
        let path = recorded.test.folder.appendingPathComponent("disclosed").path
        try reader.write(to: path)
        let result = try #require(
            Python.run([Project.path("Tests/Interop/media/chunked.py"), "commit", Hexadecimal.string(reader.salt), path]))
        let seal = try #require(try recorded.test.archive.record(recorded.media).leaf.seal)
        #expect(result.output.split(separator: "\n").map(String.init) == [Hexadecimal.string(seal.commitment)])
    }

    @Test(arguments: StoreEngine.here)
    func `a damaged chunk is named, and the others are read`(engine: StoreEngine) throws {
        let recorded = try Recorded(engine, length: 2 * Self.row)
        let id = SQLValue.text(recorded.media.description)
        var bytes = try recorded.test.archive.chunkBytes(of: recorded.media, row: 1)
        bytes[5 * 16_400 + 7] ^= 4
        try recorded.run("update chunk set bytes = $2 where object = $1 and number = 1", [id, .bytes(bytes)])
        let reader = try recorded.reader()
        let start = Int64(Self.row + 5 * Self.chunk)
        let damaged = ArchiveError.damaged(object: "chunk \(recorded.media) 1", reason: LocalizedText(
            zh: "第 69 个加密块未通过校验（AES-GCM）", en: "encrypted chunk 69 fails its check (AES-GCM)"))
        #expect(throws: damaged) { try reader.bytes(in: start..<start + 1) }
        #expect(try reader.bytes(in: start - 3..<start) == Array(recorded.text[Int(start) - 3..<Int(start)]))
        let path = recorded.test.folder.appendingPathComponent("copy").path
        #expect(throws: damaged) { try reader.write(to: path) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: recorded.test.folder.path).allSatisfy { !$0.hasPrefix("copy") })
        #expect(try recorded.problems.contains { $0.contains("chunk \(recorded.media) 1: encrypted chunk 69 fails its check") })
    }

    @Test(arguments: StoreEngine.here, [
        ("delete from chunk where number = 1", "missing"),
        ("delete from chunk where number = 2", "missing"),
        ("update chunk set number = number + 1 where number = 2", "missing"),
        ("update chunk set bytes = (select bytes from chunk where number = 0) where number = 1", "bytes"),
        ("insert into chunk (object, number, bytes) select object, 3, bytes from chunk where number = 2", "bytes"),
        ("insert into chunk (object, number, bytes) select object, 9, bytes from chunk where number = 2", "4 rows of chunks, 3 in order"),
        ("insert into chunk (object, number, bytes) select 'X', 0, bytes from chunk where number = 2", "no entry names it"),
        ("insert into staging (object, renewed) select object, 0 from chunk where number = 2", "table staging"),
    ])
    func `rows that are missing, moved or too many are named`(engine: StoreEngine, change: (statement: String, reason: String)) throws {
        let recorded = try Recorded(engine, length: 2 * Self.row + 5)
        try recorded.run(change.statement)
        let problems = try recorded.problems
        #expect(problems.contains { $0.contains(change.reason) }, "\(problems)")
        #expect(try recorded.test.archive.verify().misspoken == [])
    }

    @Test(arguments: StoreEngine.here)
    func `a file that is another record's does not open`(engine: StoreEngine) throws {
        let recorded = try Recorded(engine, length: 1000)
        let other = try recorded.test.session(.agent).addMedia(
            Recorded.file(Self.bytes(1000, seed: 2), in: recorded.test.folder), to: recorded.conversation, kind: "recording")
        try recorded.run(
            "update chunk set bytes = (select bytes from chunk where object = $1) where object = $2",
            [.text(other.description), .text(recorded.media.description)])
        #expect(throws: ArchiveError.damaged(object: "chunk \(recorded.media) 0", reason: Damage.keyCommitment)) { try recorded.reader() }
    }

    @Test(arguments: StoreEngine.here)
    func `a leaf that commits to another text is found with the key`(engine: StoreEngine) throws {
        let recorded = try Recorded(engine, length: 10)
        let archive = recorded.test.archive
        var draft = Draft(.media, links: [Link(.conversation, recorded.conversation)], data: ["kind": "recording"])
        let file = try Recorded.file(recorded.text, in: recorded.test.folder)
        var seal = try archive.stage(file: file, as: draft.id, under: .conversation(recorded.conversation))
        seal.commitment[0] ^= 1
        draft.staged = seal
        try archive.append([draft])
        #expect(try recorded.problems.contains { $0.contains("media \(draft.id): \(Damage.commitment.en)") })
        guard case .open(let reader) = try archive.media(archive.record(draft.id)) else { return #expect(Bool(false)) }
        #expect(throws: ArchiveError.damaged(object: "media \(draft.id)", reason: Damage.commitment)) { try reader.each { _ in } }
    }

    @Test(arguments: StoreEngine.here)
    func `erased media open no more and count as erased`(engine: StoreEngine) throws {
        let recorded = try Recorded(engine, length: 20_000)
        let test = recorded.test, privacy = try test.session(.privacy)
        let request = try privacy.requestErasure(of: [recorded.conversation], reason: .requested)
        for role in [MemberRole.legal, .manager] { try test.session(role).decide(request, approve: true) }
        try privacy.erase(request)
        guard case .erased = try test.reopened().media(test.archive.record(recorded.media)) else { return #expect(Bool(false)) }
        let report = try test.reopened().verify()
        #expect(report.problems == [])
        // The conversation, its transcript, its recording.
        #expect(report.erased == 3)
        // The ciphertext is still what the leaf says.
        try recorded.run("update chunk set bytes = (select body from entry where body is not null limit 1)")
        #expect(try recorded.problems.contains { $0.contains("chunk \(recorded.media) 0") })
    }

    // MARK: - Imports that end early

    @Test(arguments: StoreEngine.here)
    func `what an import left behind is noted and can be removed`(engine: StoreEngine) throws {
        let recorded = try Recorded(engine, length: 100)
        let archive = recorded.test.archive
        let file = try Recorded.file(Self.bytes(Self.row * 5), in: recorded.test.folder)
        var draft = Draft(.media, links: [Link(.conversation, recorded.conversation)], data: ["kind": "recording"])
        draft.staged = try archive.stage(file: file, as: draft.id, under: .conversation(recorded.conversation))
        var report = try archive.verify()
        #expect(report.problems == [] && report.notes.map(\.object) == ["chunk \(draft.id)"])
        #expect(try archive.removeOrphans() == 0)
        #expect(try archive.removeOrphans(olderThan: 0) == 1)
        report = try archive.verify()
        #expect(report.problems == [] && report.notes == [])
        #expect(try recorded.reader().bytes(in: 0..<100) == recorded.text)

        // The import was running after all: nothing of it is recorded.
        let size = try archive.size()
        #expect(throws: Archive.stagedIsGone(draft.id)) { try archive.append([Draft(.visit), draft]) }
        #expect(try archive.size() == size)
    }

    @Test(arguments: StoreEngine.here)
    func `a file that can't be read leaves nothing`(engine: StoreEngine) throws {
        let recorded = try Recorded(engine, length: 1)
        #expect(throws: ArchiveError.self) {
            try recorded.test.archive.stage(file: "/nowhere", as: .new(), under: .conversation(recorded.conversation))
        }
        #expect(throws: ArchiveError.self) {
            try recorded.test.archive.stage(file: "/tmp", as: .new(), under: .conversation(recorded.conversation))
        }
        #expect(try recorded.test.archive.verify().notes == [])
    }

    @Test(arguments: StoreEngine.here)
    func `the recording of a transcript is imported once with it`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        let text = Self.bytes(70_000)
        var context = ImportContext()
        context.recordings = [
            .init(path: try Recorded.file(text, in: test.folder), alignment: MediaAlignment(offset: 1500))
        ]
        let file = Array("1\n00:00:01,000 --> 00:00:02,000\n销售：您好\n".utf8)
        for isFirst in [true, false] {
            let summary = try test.session(.agent).importFile(file, name: "a.srt", context)
            #expect(summary.media == 1 && summary.repeated == !isFirst)
            let records = try test.archive.records(.media)
            #expect(records.count == 1)
            #expect(records.first?.leaf.data["offset_ms"]?.integer == 1500)
            let report = try test.archive.verify()
            #expect(report.problems == [] && report.notes == [] && report.chunks == 1)
        }
    }

    @Test(arguments: StoreEngine.here)
    func `a batch that comes again leaves no second copy`(engine: StoreEngine) throws {
        let recorded = try Recorded(engine, length: 10)
        let archive = recorded.test.archive, file = try Recorded.file(recorded.text, in: recorded.test.folder)
        for _ in 0..<2 {
            var draft = Draft(.media, links: [Link(.conversation, recorded.conversation)], data: ["kind": "recording"])
            draft.staged = try archive.stage(file: file, as: draft.id, under: .conversation(recorded.conversation))
            try archive.append([draft], repeatKey: "recording")
        }
        #expect(try archive.records(.media).count == 2)
        let report = try archive.verify()
        #expect(report.problems == [] && report.notes == [] && report.chunks == 2)
    }

    @Test func `the file is in no file of the archive`() throws {
        let recorded = try Recorded(.sqlite, length: 100_000)
        let needle = Data(recorded.text[50_000..<50_032])
        let folder = URL(filePath: recorded.test.place.description)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            #expect(try Data(contentsOf: folder.appendingPathComponent(name)).range(of: needle) == nil)
        }
    }
}
