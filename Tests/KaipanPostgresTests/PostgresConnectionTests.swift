import Foundation
import KaipanPostgres
import KaipanTestSupport
import Testing

/// Commits of sessions that ask for it wait for a standby that never comes, which leaves time to end them in between.
@Suite(
    .enabled(if: PostgresServer.isWanted, "there is no PostgreSQL server on this machine (on Debian: postgresql)"),
    .postgresServer("synchronous_standby_names=nobody", "synchronous_commit=local"))
struct PostgresConnectionTests {
    private let server: PostgresServer

    init() throws { server = try #require(PostgresServer.current) }

    private func connection(_ database: String = "postgres") throws -> PostgresConnection {
        try PostgresConnection(server.address(database: database))
    }

    /// A connection to a new database.
    private func fresh(_ name: String, _ statements: String = "") throws -> PostgresConnection {
        let connection = try PostgresConnection(try server.database(name))
        if !statements.isEmpty { try connection.run(statements) }
        return connection
    }

    private func integer(_ connection: PostgresConnection, _ statement: String) throws -> Int64? {
        try connection.query(statement)[0].integer(0)
    }

    // MARK: - Values

    @Test(arguments: [
        (PostgresValue.integer(.min), "bigint"), (.integer(-1), "bigint"), (.integer(.max), "bigint"), (.text(""), "text"),
        (.text("云澜𠮷e\u{301}\u{0}".replacing("\u{0}", with: "")), "text"), (.bytes([]), "bytea"), (.bytes([0, 255, 0, 1]), "bytea"),
    ])
    func `a value comes back as it went, with its type`(value: PostgresValue, type: String) throws {
        let row = try connection().query("select $1, pg_typeof($1)::text", [value])[0]
        switch value {
        case .integer(let number): #expect(row.integer(0) == number)
        case .text(let text): #expect(Array(try #require(row.text(0)).utf8) == Array(text.utf8))
        case .bytes(let bytes): #expect(row.bytes(0) == bytes)
        default: Issue.record("\(value)")
        }
        #expect(row.text(1) == type)
        #expect(!row.isNull(0))
    }

    @Test(arguments: [
        (PostgresValue.integers([]), "bigint[]", "{}"), (.integers([.min, 0, 7]), "bigint[]", "{-9223372036854775808,0,7}"),
        (.shortIntegers([1, .max]), "integer[]", "{1,-1}"),
        (.texts(["", "a,\"b", "澜"]), "text[]", "{\"\",\"a,\\\"b\",澜}"), (.texts([]), "text[]", "{}"),
        (.byteArrays([[], [0, 255]]), "bytea[]", "{\"\\\\x\",\"\\\\x00ff\"}"), (.byteArrays([]), "bytea[]", "{}"),
    ])
    func `an array arrives with all its elements`(value: PostgresValue, type: String, spelled: String) throws {
        let row = try connection().query("select $1::text, pg_typeof($1)::text", [value])[0]
        #expect(row.text(0) == spelled)
        #expect(row.text(1) == type)
    }

    @Test func `null is neither empty nor zero`() throws {
        let connection = try fresh("nulls", "create table t (a int8, b text, c bytea)")
        for values in [[PostgresValue.null, .null, .null], [.integer(0), .text(""), .bytes([])]] {
            #expect(try connection.query("insert into t values ($1, $2, $3)", values).changedCount == 1)
        }
        let rows = try connection.query("select a, b, c from t order by a nulls first")
        #expect(rows.count == 2)
        #expect(rows[0].integer(0) == nil && rows[0].text(1) == nil && rows[0].bytes(2) == nil && rows[0].isNull(2))
        #expect(rows[1].integer(0) == 0 && rows[1].text(1)?.isEmpty == true && rows[1].bytes(2) == [])
    }

    @Test func `integers of all widths are read`() throws {
        let statement = "select (-2)::int2, (-3)::int4, (-4)::int8, true, 4000000000::oid, null::int4, count(*) from pg_am"
        let row = try connection().query(statement)[0]
        #expect((0..<6).map { row.integer($0) } == [-2, -3, -4, 1, 4_000_000_000, nil])
        #expect(try #require(row.integer(6)) > 0)
    }

    @Test func `a text with a NUL is refused, not cut`() throws {
        let connection = try connection()
        let error = #expect(throws: PostgresError.self) { try connection.query("select $1", [.text("a\u{0}b")]) }
        #expect(error?.code == "22021")
        #expect(connection.isUsable)
    }

    // MARK: - Prepared statements

    @Test func `a statement is planned once for its text and types`() throws {
        let connection = try connection()
        for number in 0..<5 { #expect(try connection.query("select $1", [.integer(Int64(number))])[0].integer(0) == Int64(number)) }
        #expect(try connection.query("select $1", [.text("x")])[0].text(0) == "x")
        // One of them is the question itself.
        #expect(try integer(connection, "select count(*) from pg_prepared_statements") == 3)
        // Equal to `String`, not to the server.
        #expect(try connection.query("select '\u{E9}'::bytea")[0].bytes(0) == Array("\u{E9}".utf8))
        #expect(try connection.query("select 'e\u{301}'::bytea")[0].bytes(0) == Array("e\u{301}".utf8))
    }

    @Test func `any number of statements can be run`() throws {
        let connection = try connection()
        for _ in 0..<2 {
            for number in 0..<300 { #expect(try integer(connection, "select \(number)") == Int64(number)) }
        }
        let kept = try integer(connection, "select count(*) from pg_prepared_statements where name <> ''")
        #expect(kept == 256)
    }

    @Test func `a statement is planned anew after its table changed or the server forgot it`() throws {
        let connection = try fresh("changing", "create table t (a int8); insert into t values (1)")
        #expect(try integer(connection, "select * from t") == 1)
        try connection.run("alter table t add b text default 'x'")
        let error = #expect(throws: PostgresError.self) { try connection.query("select * from t") }
        #expect(error?.code == "0A000")
        #expect(try connection.query("select * from t")[0].text(1) == "x")
        try connection.run("deallocate all")
        #expect(throws: PostgresError.self) { try connection.query("select * from t") }
        #expect(try connection.query("select * from t")[0].text(1) == "x")
    }

    // MARK: - Rows one by one

    @Test func `many rows arrive one by one`() throws {
        let connection = try connection()
        var sum: Int64 = 0, count = 0
        try connection.forEachRow(
            of: "select n, convert_to(n::text, 'UTF8') from generate_series(1, $1) n", [.integer(100_000)], converting: { $0 }
        ) { row throws(PostgresError) in
            sum += row.integer(0) ?? 0
            count += row.bytes(1)?.count ?? 0
        }
        #expect(sum == 5_000_050_000)
        #expect(count == 9 + 180 + 2700 + 36_000 + 450_000 + 6)
        #expect(connection.isUsable)
    }

    @Test func `an error of the body ends the rows, and the connection can go on`() throws {
        struct Enough: Error {}
        let connection = try connection()
        var seen = 0
        #expect(throws: Enough.self) {
            try connection.forEachRow(
                of: "select generate_series(1, 1000000000::int8)", converting: { _ in Enough() }
            ) { _ throws(Enough) in
                seen += 1
                if seen == 3 { throw Enough() }
            }
        }
        #expect(seen == 3)
        #expect(connection.isUsable)
        #expect(try integer(connection, "select 7") == 7)
    }

    @Test func `an error after some rows is not lost`() throws {
        let connection = try connection()
        var seen: [Int64] = []
        let error = #expect(throws: PostgresError.self) {
            try connection.forEachRow(
                of: "select 12 / (3 - n) from generate_series(0, 9) n", converting: { $0 }
            ) { row throws(PostgresError) in
                seen.append(row.integer(0) ?? -1)
            }
        }
        #expect(error?.code == "22012")
        #expect(seen == [4, 6, 12])
        #expect(try integer(connection, "select 7") == 7)
    }

    // MARK: - Transactions

    @Test func `a transaction is there as a whole or not at all`() throws {
        let connection = try fresh("whole", "create table t (a int8)")
        try connection.transaction(converting: { $0 }) { () throws(PostgresError) in
            for number in [1, 2] { _ = try connection.query("insert into t values ($1)", [.integer(Int64(number))]) }
        }
        let error = #expect(throws: PostgresError.self) {
            try connection.transaction(converting: { $0 }) { () throws(PostgresError) in
                _ = try connection.query("insert into t values (3)")
                _ = try connection.query("insert into t values (1 / 0)")
            }
        }
        #expect(error?.code == "22012")
        #expect(try integer(connection, "select count(*) from t") == 2)
        #expect(connection.isUsable)
    }

    @Test func `a body that goes on after a failed statement is told that nothing was written`() throws {
        let connection = try fresh("swallowed", "create table t (a int8)")
        let error = #expect(throws: PostgresError.self) {
            try connection.transaction(converting: { $0 }) { () throws(PostgresError) in
                _ = try connection.query("insert into t values (1)")
                _ = try? connection.query("select 1 / 0")
            }
        }
        #expect(error?.code == "25P02")
        #expect(try integer(connection, "select count(*) from t") == 0)
        #expect(connection.isUsable)
    }

    @Test func `what COMMIT refuses is not written`() throws {
        let connection = try fresh("late", "create table t (a int8 unique deferrable initially deferred)")
        let error = #expect(throws: PostgresError.self) {
            try connection.transaction(converting: { $0 }) { () throws(PostgresError) in
                for _ in 0..<2 { _ = try connection.query("insert into t values (1)") }
            }
        }
        #expect(error?.code == "23505")
        #expect(error?.isSerializationFailure == false)
        #expect(try integer(connection, "select count(*) from t") == 0)
        #expect(connection.isUsable)
    }

    @Test func `a statement that fails beside BEGIN leaves no transaction behind`() throws {
        let connection = try fresh("beside", "create table t (a int8)")
        let error = #expect(throws: PostgresError.self) {
            try connection.transaction("read only; lock table nowhere in access share mode", converting: { $0 }) { () throws(PostgresError) in
                Issue.record("the body ran")
            }
        }
        #expect(error?.code == "42P01")
        #expect(connection.isUsable)
        try connection.transaction(converting: { $0 }) { () throws(PostgresError) in
            _ = try connection.query("insert into t values (1)")
        }
        #expect(try integer(connection, "select count(*) from t") == 1)
    }

    @Test func `a transaction that another one crossed may be run again`() throws {
        let first = try fresh("crossed", "create table t (a int8); insert into t values (1), (2)")
        let second = try connection("crossed")
        let mode = "isolation level serializable"
        let error = #expect(throws: PostgresError.self) {
            try first.transaction(mode, converting: { $0 }) { () throws(PostgresError) in
                _ = try first.query("select sum(a)::int8 from t")
                try second.transaction(mode, converting: { $0 }) { () throws(PostgresError) in
                    _ = try second.query("select sum(a)::int8 from t")
                    _ = try second.query("insert into t values (10)")
                }
                _ = try first.query("insert into t values (20)")
            }
        }
        #expect(error?.code == "40001")
        #expect(error?.isSerializationFailure == true)
        #expect(try integer(first, "select sum(a)::int8 from t") == 13)
    }

    @Test func `a connection that ends before COMMIT is an error with a known outcome`() throws {
        let connection = try fresh("before", "create table t (a int8)")
        let error = #expect(throws: PostgresError.self) {
            try connection.transaction(converting: { $0 }) { () throws(PostgresError) in
                _ = try connection.query("insert into t values (1)")
                _ = try connection.query("select pg_terminate_backend(pg_backend_pid())")
            }
        }
        guard case .connection? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(!connection.isUsable)
        #expect(try server.run("select count(*) from t", database: "before") == "0")
    }

    @Test func `a connection that ends in COMMIT leaves the outcome unknown, here nothing`() throws {
        let connection = try fresh(
            "lost",
            """
            create table t (a int8);
            create function leave() returns trigger language plpgsql as
                'begin perform pg_terminate_backend(pg_backend_pid()); return null; end';
            create constraint trigger leaving after insert on t deferrable initially deferred for each row execute function leave();
            """)
        try expectUnknown(connection)
        #expect(try server.run("select count(*) from t", database: "lost") == "0")
    }

    @Test func `a connection that ends in COMMIT leaves the outcome unknown, here all`() throws {
        let connection = try fresh("kept", "create table t (a int8)")
        try connection.run("set synchronous_commit = on")
        let process = try #require(try integer(connection, "select pg_backend_pid()"))
        // A thread, because the connection blocks this one, and tasks have few.
        Thread.detachNewThread { [server] in
            // Ends it once the transaction is written and waits for the standby.
            let end = "select pg_terminate_backend(pid) from pg_stat_activity where pid = \(process) and wait_event = 'SyncRep'"
            while (try? server.run(end)) != "t" { usleep(5000) }
        }
        try expectUnknown(connection)
        #expect(try server.run("select count(*) from t", database: "kept") == "1")
    }

    private func expectUnknown(_ connection: PostgresConnection) throws {
        let error = #expect(throws: PostgresError.self) {
            try connection.transaction(converting: { $0 }) { () throws(PostgresError) in
                _ = try connection.query("insert into t values (1)")
            }
        }
        guard case .outcomeUnknown(let name, let reason)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(name == connection.server)
        #expect(!reason.isEmpty)
        #expect(error?.isSerializationFailure == false)
        #expect(!connection.isUsable)
    }
}
