import Foundation
import KaipanArchive
import KaipanLog
import KaipanTestSupport
import KaipanText
import Synchronization
import Testing

@Suite(.stores) struct ArchiveErasureTests {
    @Test(arguments: StoreEngine.here)
    func `an erasure takes two other members, and leaves every proof valid`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        let kept = try test.converse(["您好，这里是澜汀雅苑"]), erased = try test.converse(["我的电话是幺三八零零", "记下了"])
        let privacy = try test.session(.privacy)
        let request = try privacy.requestErasure(of: [erased], reason: .consentWithdrawn)
        #expect(throws: ArchiveError.self) { try privacy.erase(request) }
        #expect(throws: ArchiveError.self) { try privacy.decide(request, approve: true) }
        try test.session(.legal).decide(request, approve: true)
        // The same member twice is one member.
        try test.session(.legal).decide(request, approve: true)
        #expect(throws: ArchiveError.self) { try privacy.erase(request) }
        try test.session(.manager).decide(request, approve: true)
        try privacy.erase(request)

        let archive = try test.reopened()
        for stored in try archive.utterances(of: erased) { #expect(try archive.open(stored) == nil) }
        #expect(try archive.open(archive.record(erased)) == .erased)
        #expect(try archive.utterances(of: kept).compactMap { try archive.open($0)?.text } == ["您好，这里是澜汀雅苑"])
        let report = try archive.verify()
        #expect(report.problems == [])
        #expect(report.erased == 2)
        #expect(try archive.unfinishedErasures().isEmpty)
    }

    @Test(arguments: StoreEngine.here)
    func `a rejected request erases nothing`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        let conversation = try test.converse(["您好"])
        let privacy = try test.session(.privacy)
        let request = try privacy.requestErasure(of: [conversation], reason: .requested)
        try test.session(.legal).decide(request, approve: true)
        try test.session(.manager).decide(request, approve: true)
        try test.session(.quality).decide(request, approve: false)
        #expect(throws: ArchiveError.self) { try privacy.erase(request) }
        #expect(try test.archive.utterances(of: conversation).allSatisfy { try test.archive.open($0) != nil })
    }

    @Test(arguments: StoreEngine.here)
    func `a hold on the project keeps its conversations until two members release it`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        let project = Draft(.project), unit = Draft(.unit, links: [Link(.project, project.id)])
        try test.archive.append([project, unit])
        let conversation = try test.converse(["您好"], links: [Link(.unit, unit.id)])
        let legal = try test.session(.legal), privacy = try test.session(.privacy)
        let hold = try legal.placeHold(on: [project.id], reason: "业主起诉")
        #expect(throws: ArchiveError.self) { try privacy.requestErasure(of: [conversation], reason: .requested) }
        let release = try legal.requestRelease(of: hold)
        try test.session(.manager).decide(release, approve: true)
        #expect(throws: ArchiveError.self) { try legal.release(release) }
        try test.session(.privacy).decide(release, approve: true)
        try legal.release(release)
        #expect(try test.archive.holds().isEmpty)
        let request = try privacy.requestErasure(of: [conversation], reason: .requested)
        // A hold that comes after the approvals counts as well.
        try test.session(.manager).decide(request, approve: true)
        try test.session(.quality).decide(request, approve: true)
        _ = try legal.placeHold(on: [conversation], reason: "投诉")
        #expect(throws: ArchiveError.self) { try privacy.erase(request) }
        #expect(try test.archive.open(test.archive.record(conversation)) != .erased)
    }

    @Test func `an erasure that was interrupted is finished by the next opening`() throws {
        let test = try TestArchive(.sqlite)
        let conversation = try test.converse(["您好"])
        let key = try #require(try test.archive.keys.keys(of: .conversation(conversation)).first)
        // What a process leaves that is killed after the decision and before the keys are gone.
        try test.archive.append([
            Draft(.erasure, links: [Link(.subject, conversation)], data: ["keys": .array([.string(key.description)])])
        ])
        #expect(try test.archive.verify().problems.isEmpty == false)
        let archive = try test.reopened()
        #expect(try archive.unfinishedErasures().count == 1)
        try archive.finishErasures()
        #expect(try archive.unfinishedErasures().isEmpty)
        #expect(try archive.verify().problems == [])
    }

    /// Whether a file has some bytes.
    private func files(in folder: URL, with needles: [[UInt8]]) throws -> [String] {
        let paths = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        return paths.filter { path in
            guard let data = FileManager.default.contents(atPath: path.path) else { return false }
            return needles.contains { data.firstRange(of: $0) != nil }
        }.map(\.lastPathComponent)
    }

    @Test func `neither the text nor its key is in any file after an erasure`() throws {
        let test = try TestArchive(.sqlite)
        let text = "暗号是蓝鲸跃出水面七次"
        let conversation = try test.converse([text])
        let keyID = try #require(try test.archive.keys.keys(of: .conversation(conversation)).first)
        let wrapped = try test.archive.keys.database.read { connection in
            try #require(try connection.first("select wrapped from data_key where id = $1", [.text(keyID.description)])).bytes(0)
        }
        let folder = URL(filePath: test.place.description)
        // The wrapped key is there now, the text never was.
        #expect(try files(in: folder, with: [wrapped]) == ["keys.db"])
        #expect(try files(in: folder, with: [Array(text.utf8)]) == [])
        let privacy = try test.session(.privacy)
        let request = try privacy.requestErasure(of: [conversation], reason: .requested)
        for role in [MemberRole.legal, .manager] { try test.session(role).decide(request, approve: true) }
        try privacy.erase(request)
        #expect(try files(in: folder, with: [wrapped, Array(text.utf8), Array("蓝鲸".utf8)]) == [])
    }

    @Test func `an erasure does not wait for those who read the records`() throws {
        let test = try TestArchive(.sqlite)
        let conversation = try test.converse(["您好"])
        let other = try test.reopened()
        let privacy = try test.session(.privacy)
        let request = try privacy.requestErasure(of: [conversation], reason: .requested)
        for role in [MemberRole.legal, .manager] { try test.session(role).decide(request, approve: true) }
        // A reader that does not end before the erasure did.
        try other.database.read { connection in
            let before = try connection.first("select count(*) from entry")
            _ = try privacy.erase(request)
            #expect(try connection.first("select count(*) from entry")?.values == before?.values)
        }
        #expect(try test.archive.unfinishedErasures().isEmpty)
        #expect(try test.archive.open(test.archive.record(conversation)) == .erased)
    }

    @Test(.enabled(if: PostgresServer.isWanted))
    func `on a server no table's file has the key after an erasure, and the write-ahead log has it until it is written over`() throws {
        let server = try #require(PostgresServer.current)
        let test = try TestArchive(.postgres)
        let text = "暗号是蓝鲸跃出水面九次", name = "欧阳蓝鲸九"
        // So many that the server samples them where it may.
        let conversation = try (0..<40).map { _ in try test.converse([text]) }[0], customer = RecordID.new()
        try test.archive.append([Draft(.customer, id: customer, content: (.customer(customer), .object(["name": .string(name)])))])
        guard case .server(let address, _) = test.place else { return }
        let database = String(address[address.index(after: try #require(address.lastIndex(of: "/")))...])
        try server.run("analyze", database: database)
        let scopes: [KeyScope] = [.conversation(conversation), .customer(customer)]
        let wrapped = try test.archive.keys.database.read { connection in
            try scopes.map { try connection.first("select wrapped from data_key where scope = $1", [.text($0.description)])?.bytes(0) ?? [] }
        }
        let plain = [text, name].flatMap { text -> [[UInt8]] in
            let units = Array(text.utf16)
            return [
                Array(text.utf8), units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] },
                units.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] },
            ]
        }
        /// The files of the cluster that have one of some byte strings; without those of the write-ahead log, or these alone.
        func files(with needles: [[UInt8]], log: Bool) throws -> [String] {
            let paths = FileManager.default.enumerator(atPath: server.data.path)?.compactMap { $0 as? String } ?? []
            return paths.filter { path in
                guard path.hasPrefix("pg_wal") == log, let data = FileManager.default.contents(atPath: server.data.appendingPathComponent(path).path)
                else { return false }
                return needles.contains { data.range(of: Data($0)) != nil }
            }
        }
        try server.run("checkpoint")
        // The keys are there now, so that looking for them can find them; the texts never were.
        #expect(try files(with: wrapped, log: false).count >= 1)
        #expect(try files(with: plain, log: false) + files(with: plain, log: true) == [])

        let privacy = try test.session(.privacy)
        let request = try privacy.requestErasure(of: [conversation, customer], reason: .requested)
        for role in [MemberRole.legal, .manager] { try test.session(role).decide(request, approve: true) }
        // A transaction of another database and a reader of this one that do not end before the erasure did.
        let other = try test.reopened()
        try TestArchive(.postgres, roles: []).archive.database.write { writing in
            _ = try writing.rows("select pg_current_xact_id()::text")
            try other.database.read { reading in
                _ = try reading.rows("select count(*) from entry")
                try privacy.erase(request)
            }
        }
        #expect(try files(with: wrapped + plain, log: false) == [])
        #expect(try files(with: plain, log: true) == [])
        #expect(try other.verify().problems == [])
        // Segments that wait to be used again still have what they had. A switch fills what is left of one with zeros.
        for _ in 0..<200 {
            guard try !files(with: wrapped, log: true).isEmpty else { break }
            try server.run("select pg_logical_emit_message(false, 'kaipan', ''); select pg_switch_wal()")
        }
        #expect(try files(with: wrapped, log: true) == [])
        #expect(try test.archive.verify().problems == [])
    }

    /// What an archive lacks that was made before there were a gate and keys without samples.
    @Test(.enabled(if: PostgresServer.isWanted))
    func `an older archive on a server gets what an erasure needs`() throws {
        let server = try #require(PostgresServer.current)
        let test = try TestArchive(.postgres)
        let conversation = try (0..<40).map { _ in try test.converse(["您好"]) }[0]
        guard case .server(let address, _) = test.place else { return }
        let database = String(address[address.index(after: try #require(address.lastIndex(of: "/")))...])
        try server.run(
            "drop table kaipan_keys.gate; alter table kaipan_keys.data_key alter column wrapped set statistics -1; analyze kaipan_keys.data_key",
            database: database)
        let samples = "select count(*) from pg_stats where schemaname = 'kaipan_keys' and attname = 'wrapped'"
        #expect(try server.run(samples, database: database) == "1")
        let indexes = "select string_agg(indexdef, ';' order by indexdef) from pg_indexes where schemaname = 'kaipan_keys'"
        let before = try server.run(indexes, database: database)

        let archive = try test.reopened()
        let privacy = try ArchiveSession(archive, key: #require(test.members[.privacy]), purpose: .dispute)
        let request = try privacy.requestErasure(of: [conversation], reason: .requested)
        for role in [MemberRole.legal, .manager] { try test.session(role).decide(request, approve: true) }
        try privacy.erase(request)
        #expect(try server.run(samples, database: database) == "0")
        #expect(try server.run("analyze kaipan_keys.data_key; \(samples)", database: database) == "0")
        #expect(try server.run(indexes, database: database) == before)
        #expect(try archive.verify().problems == [])
    }

    @Test(.enabled(if: PostgresServer.isWanted))
    func `whoever waits for a wipe on a server reads what it leaves`() throws {
        let server = try #require(PostgresServer.current)
        let test = try TestArchive(.postgres)
        try test.converse(["您好"])
        guard case .server(let address, _) = test.place else { return }
        let database = String(address[address.index(after: try #require(address.lastIndex(of: "/")))...])
        func waitUntil(waiting count: Int) throws {
            for _ in 0..<2000 {
                let waiting = "select count(*) from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())"
                if try server.run(waiting, database: database) == "\(count)" { return }
                usleep(10_000)
            }
            Issue.record("nobody waits")
        }
        @Sendable func keys(_ connection: any SQLConnection) throws -> Int64 {
            try #require(try connection.first("select count(*) from data_key")).integer(0)
        }
        let archives = try (test.reopened(), test.reopened(), test.reopened())
        let found = Mutex<[Result<Int64, any Error>]>([]), done = DispatchGroup()
        let before = try archives.0.keys.database.read { connection in
            let before = try keys(connection)
            // The wipe waits for this reader, and the other reader for the wipe.
            done.enter()
            Thread.detachNewThread {
                defer { done.leave() }
                let result = Result { try archives.1.keys.database.wipe() }
                found.withLock { $0.append(result.map { before }) }
            }
            try waitUntil(waiting: 1)
            done.enter()
            Thread.detachNewThread {
                defer { done.leave() }
                let result = Result { try archives.2.keys.database.read(keys) }
                found.withLock { $0.append(result) }
            }
            try waitUntil(waiting: 2)
            return before
        }
        done.wait()
        #expect(before > 0)
        #expect(try found.withLock { try $0.map { try $0.get() } } == [before, before])
    }

    /// Otherwise one reader that stays would keep all others out for as long as the wipe waits.
    @Test(.enabled(if: PostgresServer.isWanted))
    func `a wipe on a server gives way to readers, and may be repeated`() throws {
        let test = try TestArchive(.postgres)
        try test.converse(["您好"])
        let archives = try (test.reopened(), test.reopened(), test.reopened())
        @Sendable func keys(_ connection: any SQLConnection) throws -> Int64 {
            try #require(try connection.first("select count(*) from data_key")).integer(0)
        }
        let wiped = Mutex<Result<Void, any Error>?>(nil), done = DispatchGroup()
        let before = try archives.0.keys.database.read { connection in
            let before = try keys(connection)
            done.enter()
            Thread.detachNewThread {
                defer { done.leave() }
                let result = Result { try archives.1.keys.database.wipe() }
                wiped.withLock { $0 = result }
            }
            // Some of these come while the wipe waits, and only return because it gives up its place.
            for _ in 0..<3 {
                #expect(try archives.2.keys.database.read(keys) == before)
                usleep(200_000)
            }
            #expect(wiped.withLock { $0 == nil })
            return before
        }
        done.wait()
        try wiped.withLock { try #require($0).get() }
        try archives.1.keys.database.wipe()
        #expect(try archives.1.keys.database.read(keys) == before)
        #expect(try test.archive.verify().problems == [])
    }

    @Test(arguments: StoreEngine.here)
    func `rotation wraps every key anew, and an old copy of the keys opens nothing new`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        let conversation = try test.converse(["您好"])
        #expect(try test.archive.keys.rotate() == 2)
        let archive = try test.reopened()
        #expect(try archive.utterances(of: conversation).compactMap { try archive.open($0)?.text } == ["您好"])
        #expect(try archive.verify().problems == [])
        #expect(try archive.keys.database.read { try $0.rows("select id from epoch").map { try $0.integer(0) } } == [2])
    }
}
