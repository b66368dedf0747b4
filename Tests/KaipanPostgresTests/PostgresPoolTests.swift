import Foundation
import KaipanPostgres
import KaipanTestSupport
import Synchronization
import Testing

@Suite(
    .enabled(if: PostgresServer.isWanted, "there is no PostgreSQL server on this machine (on Debian: postgresql)"), .postgresServer(),
    .serialized)
struct PostgresPoolTests {
    private let server: PostgresServer

    init() throws { server = try #require(PostgresServer.current) }

    private func pool(_ database: String = "postgres", limit: Int) throws -> PostgresPool {
        try PostgresPool(server.address(database: database), limit: limit)
    }

    /// The number of the server's process that serves a connection.
    private func process(_ pool: PostgresPool) throws -> Int64 {
        try pool.withConnection(converting: { $0 }) { connection throws(PostgresError) in
            try connection.query("select pg_backend_pid()")[0].integer(0) ?? 0
        }
    }

    @Test func `a connection is kept for the next user`() throws {
        let pool = try pool(limit: 3)
        let first = try process(pool)
        for _ in 0..<3 { #expect(try process(pool) == first) }
    }

    @Test func `many threads share few connections, each with one of its own`() throws {
        let pool = try pool(limit: 3)
        let seen = Seen()
        let threads = DispatchGroup()
        for _ in 0..<12 {
            threads.enter()
            Thread.detachNewThread {
                defer { threads.leave() }
                for _ in 0..<10 { seen.use(pool) }
            }
        }
        threads.wait()
        #expect(seen.uses == 120)
        #expect(!seen.wasShared)
        #expect((1...3).contains(seen.count))
    }

    /// The server's processes that were seen, and whether one had two users at once.
    private final class Seen: Sendable {
        private let state = Mutex<(busy: Set<Int64>, all: Set<Int64>, wasShared: Bool, uses: Int)>(([], [], false, 0))

        /// Counts the uses that succeed.
        func use(_ pool: PostgresPool) {
            try? pool.withConnection(converting: { $0 }) { connection throws(PostgresError) in
                let process = try connection.query("select pg_backend_pid()")[0].integer(0) ?? 0
                begin(process)
                defer { end(process) }
                _ = try connection.query("select count(*) from pg_class")
            }
        }

        private func begin(_ process: Int64) {
            state.withLock {
                if !$0.busy.insert(process).inserted { $0.wasShared = true }
                $0.all.insert(process)
            }
        }

        private func end(_ process: Int64) {
            state.withLock {
                $0.busy.remove(process)
                $0.uses += 1
            }
        }

        var wasShared: Bool { state.withLock { $0.wasShared } }
        var uses: Int { state.withLock { $0.uses } }
        var count: Int { state.withLock { $0.all.count } }
    }

    @Test func `says when all connections stay in use`() throws {
        let pool = try PostgresPool(server.address(database: "postgres"), limit: 1, patience: .milliseconds(1))
        let error = #expect(throws: PostgresError.self) {
            try pool.withConnection(converting: { $0 }) { _ throws(PostgresError) in
                try pool.withConnection(converting: { $0 }) { _ throws(PostgresError) in }
            }
        }
        #expect(error == .exhausted(server: "127.0.0.1:\(server.port)/postgres", connections: 1))
        // The place is free again after the error.
        #expect(try process(pool) > 0)
    }

    @Test func `a connection with an open transaction is not given to anybody`() throws {
        let pool = try pool(limit: 2)
        let first = try process(pool)
        try pool.withConnection(converting: { $0 }) { connection throws(PostgresError) in try connection.run("begin") }
        #expect(try process(pool) != first)
    }

    @Test func `a connection that the server ended is replaced`() throws {
        let pool = try pool(limit: 2)
        let first = try process(pool)
        // Waits for the end, so that the next use comes after it.
        try server.run("select pg_terminate_backend(\(first), 10000)")
        #expect(try process(pool) != first)
    }

    @Test func `new connections are set up`() throws {
        let pool = try PostgresPool(server.address(database: "postgres"), limit: 2) { connection throws(PostgresError) in
            try connection.run("set application_name = '开盘'")
        }
        let name = try pool.withConnection(converting: { $0 }) { connection throws(PostgresError) in
            try connection.query("show application_name")[0].text(0)
        }
        #expect(name != nil && name != "kaipan")
        #expect(throws: PostgresError.notAnAddress) { _ = try PostgresPool("names", limit: 1) }
    }

    @Test(arguments: [PostgresServer.Ending.fast, .immediate, .kill])
    func `work goes on after the server was started again, with all that was committed`(ending: PostgresServer.Ending) throws {
        let name = "again_\(ending)"
        let pool = try PostgresPool(try server.database(name), limit: 2)
        try pool.withConnection(converting: { $0 }) { connection throws(PostgresError) in
            try connection.run("create table t (a int8); insert into t values (1)")
        }
        let open = try PostgresConnection(server.address(database: name))
        try open.run("begin; insert into t values (2)")
        try server.restart(ending)
        #expect(!open.isUsable)
        let rows = try pool.withConnection(converting: { $0 }) { connection throws(PostgresError) in
            try connection.query("select a from t").map { $0.integer(0) }
        }
        #expect(rows == [1])
    }

    @Test func `a server that does not run is named without the password`() throws {
        let pool = try pool(limit: 1)
        _ = try process(pool)
        server.halt()
        defer { try? server.start() }
        let error = #expect(throws: PostgresError.self) { _ = try process(pool) }
        guard case .connection(let name, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(name == "127.0.0.1:\(server.port)/postgres")
        #expect(error.map { "\($0) \($0.message)".contains(PostgresServer.password) } == false)
    }
}
