import Foundation
import KaipanNames
import KaipanPostgres
import KaipanTestSupport
import KaipanText
import Testing

@Suite(
    "PostgreSQL", .enabled(if: PostgresServer.isWanted, "there is no PostgreSQL server on this machine (on Debian: postgresql)"), .postgres)
struct PostgresTests {
    private let server: PostgresServer
    private let registers: MadeUpRegisters

    init() throws {
        let fixture = try #require(Fixture.current)
        server = fixture.server
        registers = fixture.registers
    }

    private func exported(_ name: String, _ path: String? = nil) throws -> String {
        let address = try server.database(name)
        _ = try PostgresExport(try NameIndex(contentsOf: path ?? registers.path)).write(to: address)
        return address
    }

    /// The error that the body ends with.
    private func failure(_ body: () throws -> Void) throws -> NameDatabaseError {
        do {
            try body()
        } catch NameIndexError.postgres(let error) {
            return error
        }
        throw CocoaError(.featureUnsupported)
    }

    // MARK: - Searching

    @Test("gives the same entries in the same order as the index, for queries of all kinds", arguments: [0..<70, 70..<140, 140..<210])
    func givesTheSame(_ numbers: Range<Int>) throws {
        let index = try NameIndex(contentsOf: registers.path)
        let file = try NameSearcher(index)
        let database = try PostgresNameSearcher(try exported("same\(numbers.lowerBound)"))
        #expect(database.rowCount == index.rowCount)
        #expect(try database.searchedBatches() == file.searchedBatches())
        var found = 0, cut = 0
        for number in numbers {
            let query = MadeUpRegisters.query(number)
            let expected = try file.search(query), actual = try database.search(query)
            let label: Comment = "query \(number): \(query.name)"
            #expect(actual.rows.map(Self.line) == expected.rows.map(Self.line), label)
            #expect((actual.rows == expected.rows) == true, label)
            #expect(actual.isTruncated == expected.isTruncated, label)
            #expect(actual.scored == expected.scored, label)
            found += expected.rows.count
            cut += expected.isTruncated ? 1 : 0
        }
        // Otherwise nothing would have been compared.
        #expect(found > 200)
        #expect(cut > 0)
    }

    /// What tells two entries apart, short enough to be read.
    private static func line(_ found: FoundRow) -> String { "\(found.score) \(found.name) \(found.row.key) \(found.sharing)" }

    @Test("lets names be reviewed as against the index", arguments: ["云澜府", "星晨花园", "长沙路", "鼎"])
    func reviews(_ name: String) throws {
        let address = try exported("review\(name.unicodeScalars.first!.value)")
        var context = NameContext(asOf: try #require(CivilDate("2026-02-01")))
        context.city = "330106"
        let expected = try NameReviewer(try NameIndex(contentsOf: registers.path), context: context).review(name)
        let actual = try NameReviewer(try PostgresNameSearcher(address), context: context).review(name)
        #expect(actual.hits == expected.hits)
        #expect(actual.searched == expected.searched)
        #expect(actual.rowCount == expected.rowCount)
        #expect(!actual.hits.isEmpty)
    }

    @Test("finds by the index on keys")
    func usesTheIndex() throws {
        _ = try exported("plan")
        let plan = try server.run(
            "set enable_seqscan = off; explain (format json) select id from kaipan_cores where keys && array[1, 2]", database: "plan")
        #expect(plan?.contains("kaipan_cores_keys") == true)
        let definition = try server.run("select indexdef from pg_indexes where indexname = 'kaipan_cores_keys'", database: "plan")
        #expect(definition?.contains("gin__int_ops") == true)
    }

    // MARK: - Exporting

    @Test("replaces the export before, also for those who are searching and for those who may only read")
    func replaces() throws {
        let address = try exported("again")
        try server.run(
            """
            create role reader login password '\(PostgresServer.password)';
            grant select on kaipan_export, kaipan_cores, kaipan_references, kaipan_names, kaipan_batches to reader
            """, database: "again")
        let reader = try PostgresNameSearcher(server.address(database: "again", user: "reader"))
        let old = try reader.search(MadeUpRegisters.query(3))
        let same = try PostgresExport(try NameIndex(contentsOf: registers.path)).write(to: address)
        #expect(same.rows == reader.rowCount)
        #expect(try reader.search(MadeUpRegisters.query(3)).rows == old.rows)
        let small = try MadeUpRegisters(rows: [RegisterRow(register: .project, key: "1", name: "云澜府")])
        defer { small.remove() }
        let outcome = try PostgresExport(try NameIndex(contentsOf: small.path)).write(to: address)
        #expect(outcome.rows == 1)
        #expect(try reader.search(NameQuery("云岚府")).rows.map(\.row.key) == ["1"])
        #expect(reader.rowCount == 1)
        #expect(try reader.searchedBatches().map(\.file) == ["rows.csv"])
        let left = try server.run("select count(*) from pg_class where relname like '%\\_new'", database: "again")
        #expect(left == "0")
    }

    @Test("shows those who search the old or the new export, nothing between")
    func replacesAtOnce() async throws {
        let many = try MadeUpRegisters(rows: (0..<400).map { RegisterRow(register: .project, key: "\($0)", name: "云澜府") })
        let one = try MadeUpRegisters(rows: [RegisterRow(register: .project, key: "1", name: "云澜府")])
        defer {
            many.remove()
            one.remove()
        }
        let address = try exported("between", many.path)
        let path = one.path
        let export = Task.detached { try PostgresExport(try NameIndex(contentsOf: path)).write(to: address) }
        let searcher = try PostgresNameSearcher(address)
        var query = NameQuery("云澜府")
        query.limit = 1000
        var counts: [Int] = []
        while counts.last != 1 {
            counts.append(try searcher.search(query).rows.count)
            // Without a pause the searches would keep the export, which is slower than they are, from its thread.
            try await Task.sleep(for: .milliseconds(5))
        }
        _ = try await export.value
        #expect(Set(counts).isSubset(of: [1, 256]))
        #expect(counts == counts.sorted(by: >))
    }

    @Test("leaves the export as it was where the index is damaged")
    func refusesDamage() throws {
        let address = try exported("damage")
        let searcher = try PostgresNameSearcher(address)
        let old = try searcher.search(MadeUpRegisters.query(3))
        let copy = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-damaged-\(UUID().uuidString).nmx")
        var bytes = try Data(contentsOf: URL(fileURLWithPath: registers.path))
        bytes[4096 + 100] ^= 1
        try bytes.write(to: copy)
        defer { try? FileManager.default.removeItem(at: copy) }
        #expect(throws: NameIndexError.damaged(path: copy.path, page: 1)) {
            try PostgresExport(try NameIndex(contentsOf: copy.path)).write(to: address)
        }
        #expect(try searcher.search(MadeUpRegisters.query(3)).rows == old.rows)
    }

    // MARK: - Errors

    @Test(
        "refuses what is no address, without repeating it",
        arguments: ["", "names", "postgresql://kaipan:Mi%ma@host/names", "postgresql://kaipan:Mima@[::1/names", "host=a password='Mima", "Mima@host=1"])
    func refusesAddresses(_ address: String) throws {
        let error = try failure { _ = try PostgresNameSearcher(address) }
        #expect(error == .database(.notAnAddress))
        #expect(!error.message.en.contains("Mi"))
    }

    @Test("never shows a password")
    func hidesPasswords() throws {
        let wrong = "wrong-Mima-8"
        for address in [
            server.address(database: "postgres", password: wrong),
            "postgresql://kaipan:\(wrong)@127.0.0.1:1/\(wrong)", "host=/nowhere/\(wrong) password=\(wrong) dbname=x",
        ] {
            let error = try failure { _ = try PostgresNameSearcher(address) }
            guard case .database(.connection) = error else {
                Issue.record("\(error)")
                continue
            }
            #expect(!"\(error) \(error.message.zh) \(error.message.en)".contains(wrong))
        }
    }

    @Test("says where there is no export, and where it is of another version")
    func knowsItsVersion() throws {
        let empty = try server.database("empty")
        try server.run("create extension intarray", database: "empty")
        #expect(try failure { _ = try PostgresNameSearcher(empty) } == .noExport(server: "127.0.0.1:\(server.port)/empty"))
        let address = try exported("older")
        try server.run("update kaipan_export set version = '0.9'", database: "older")
        guard case .version(_, "0.9", _) = try failure({ _ = try PostgresNameSearcher(address) }) else {
            Issue.record("the version was not refused")
            return
        }
    }

    @Test("says where the extension cannot be had")
    func needsTheExtension() throws {
        _ = try server.database("bare")
        try server.run("create role nobody login password '\(PostgresServer.password)'")
        let index = try NameIndex(contentsOf: registers.path)
        let error = try failure { _ = try PostgresExport(index).write(to: server.address(database: "bare", user: "nobody")) }
        guard case .missingExtension = error else {
            Issue.record("\(error)")
            return
        }
        guard case .missingExtension = try failure({ _ = try PostgresNameSearcher(server.address(database: "bare")) }) else {
            Issue.record("a database without the extension was searched")
            return
        }
    }

    @Test("refuses a database whose encoding lacks characters")
    func needsUnicode() throws {
        let address = try server.database("narrow", "encoding 'EUC_CN'")
        let index = try NameIndex(contentsOf: registers.path)
        #expect(
            try failure { _ = try PostgresExport(index).write(to: address) }
                == .database(.encoding(server: "127.0.0.1:\(server.port)/narrow", found: "EUC_CN")))
    }

    @Test("passes on what the server says")
    func passesOn() throws {
        let address = try exported("held")
        try server.run("create view own as select name from kaipan_names", database: "held")
        let index = try NameIndex(contentsOf: registers.path)
        guard case .database(.server(_, "2BP01", let message)) = try failure({ _ = try PostgresExport(index).write(to: address) }) else {
            Issue.record("the table was taken from under a view")
            return
        }
        #expect(!message.isEmpty)
        #expect(try server.run("select count(*) > 0 from own", database: "held") == "t")
    }
}
