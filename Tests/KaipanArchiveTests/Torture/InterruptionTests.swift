import Foundation
import KaipanArchive
import KaipanLog
import KaipanTestSupport
import Testing

/// What is left of work that ended in its middle, made on purpose.
@Suite(.stores) struct InterruptionTests {
    @Test(arguments: StoreEngine.here)
    func `an erasure that is run again gives the first one's receipt`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        let conversation = try test.converse(["您好"])
        let privacy = try test.session(.privacy)
        let request = try privacy.requestErasure(of: [conversation], reason: .requested)
        for role in [MemberRole.legal, .manager] { try test.session(role).decide(request, approve: true) }
        let first = try privacy.erase(request)
        // Its keys are gone now, as after an interruption.
        #expect(try privacy.erase(request).positions == first.positions)
        #expect(try test.archive.verify().problems == [])
    }

    /// How far a creation came.
    enum Stage: Int, CaseIterable {
        case tables, keys, head
    }

    @Test(arguments: Stage.allCases)
    func `a creation that was interrupted is no archive, and can be gone on with`(stage: Stage) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-archive-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let place = ArchivePlace.folder(folder), master = try TestArchive.master()
        let databases = try place.databases(creating: true)
        try ArchiveSchema.migrate(databases.records)
        if stage != .tables { _ = try KeyRing(databases.keys, master: master, creating: true) }
        if stage == .head {
            _ = try databases.records.write { connection in
                try connection.run(
                    "insert into head (id, name, epoch, size, frontier) values (1, 'archive.example/old', 1, 0, $1)", [.bytes(TreeFrontier().encoded)])
            }
        }
        #expect(throws: ArchiveError.noArchive(place: folder)) { try Archive.open(place, master: master) }
        _ = try Archive.create(at: place, name: "archive.example/new", master: master)
        let archive = try Archive.open(place, master: master)
        #expect(archive.name == "archive.example/new")
        #expect(try archive.verify().problems == [])
        #expect(throws: ArchiveError.alreadyThere(place: folder)) {
            try Archive.create(at: place, name: "archive.example/new", master: master)
        }
    }

    @Test(arguments: StoreEngine.here)
    func `of several who name the first member at once one succeeds`(engine: StoreEngine) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-archive-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let place: ArchivePlace
        switch engine {
        case .sqlite: place = .folder(folder)
        case .postgres:
            let name = "m" + UUID().uuidString.lowercased().filter { $0 != "-" }
            place = .server(address: try #require(PostgresServer.current).database(name), journal: nil)
        }
        let archive = try Archive.create(at: place, name: "archive.example/first", master: TestArchive.master())
        let named = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 { group.addTask { (try? archive.nameFirst(MemberKey(), called: "管理员")) != nil } }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(named == 1)
        #expect(try archive.members().count == 1)
    }

    @Test(arguments: StoreEngine.here)
    func `half a line of a journal spoils neither the next line nor verification`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        let journal = try #require(test.archive.journals.first)
        func lines() throws -> [Data] { try #require(FileManager.default.contents(atPath: journal.path)).split(separator: 0x0A) }
        let line = try #require(try lines().last)
        for count in 1..<line.count {
            for zeros in [0, 5] {
                let file = try #require(FileHandle(forWritingAtPath: journal.path))
                try file.seekToEnd()
                try file.write(contentsOf: line.prefix(count) + Data(count: zeros))
                try file.close()
                try test.archive.append([Draft(.visit)])
            }
        }
        let report = try test.archive.verify()
        #expect(report.problems == [])
        #expect(report.notes.count == 2 * (line.count - 1))
        let size = try test.archive.size()
        #expect(try test.archive.marks().first?.line.size == size)
    }

    @Test func `a line of a journal in which any bit was changed is no half line`() throws {
        let test = try TestArchive(.sqlite)
        let journal = try #require(test.archive.journals.first)
        let whole = try #require(FileManager.default.contents(atPath: journal.path))
        let start = try #require(whole.dropLast().lastIndex(of: 0x0A)) + 1
        for place in start..<whole.count - 1 {
            for bit in 0..<8 {
                var changed = whole
                changed[place] ^= 1 << bit
                // A line after it, so that it is not taken for one that was being written.
                changed += whole[start...]
                try changed.write(to: URL(filePath: journal.path))
                #expect(try !test.archive.verify().isSound, "bit \(bit) of byte \(place - start)")
            }
        }
    }
}
