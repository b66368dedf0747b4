import KaipanPostgres

/// A schema of a PostgreSQL database, which many machines may share.
struct PostgresDatabase: SQLDatabase {
    let dialect = SQLDialect.postgres
    private let pool: PostgresPool
    private let schema: String

    /// - Parameters:
    ///   - address: `postgresql://…` or `keyword=value` pairs.
    ///   - schema: of small letters and underscores.
    ///   - durable: whether a commit waits for the disk; only what can be built again need not.
    init(address: String, schema: String, durable: Bool, creating: Bool) throws {
        self.schema = schema
        pool = try PostgresPool(address, limit: 8) { (connection: PostgresConnection) throws(PostgresError) in
            // A server's own default may be off, which loses commits in a crash.
            try connection.run("set synchronous_commit = \(durable ? "on" : "off"); set search_path to \(schema)")
        }
        if durable { try requireDurability() }
        if creating {
            try use { connection throws in
                try connection.run("create schema if not exists \(schema)")
                // Databases of several encodings exist; all text here is UTF-8.
                let encoding = try connection.query("select pg_encoding_to_char(encoding) from pg_database where datname = current_database()")
                let found = encoding[0].text(0) ?? ""
                guard found == "UTF8" else { throw ArchiveError.store(reason: "encoding \(found), UTF8 expected") }
            }
            try makeGate()
        } else {
            let hasGate = try use { connection throws in
                let rows = try connection.query("select to_regclass('\(schema).\(Self.gate)')::text from pg_namespace where nspname = '\(schema)'")
                guard rows.count == 1 else { throw ArchiveError.noArchive(place: "PostgreSQL") }
                return rows[0].text(0) != nil
            }
            if !hasGate { try makeGate() }
        }
    }

    private func makeGate() throws {
        try write { _ = try $0.run("create table if not exists \(Self.gate) ()") }
    }

    /// A commit that the server reports must still be there when its machine comes back: that takes all of these, whatever a backup costs without.
    private func requireDurability() throws {
        try use { connection throws in
            let names = ["fsync", "full_page_writes", "synchronous_commit"]
            let rows = try connection.query(
                "select name, setting from pg_settings where setting = 'off' and name in (\(names.map { "'\($0)'" }.joined(separator: ", "))) order by name")
            let off = rows.map { "\($0.text(0) ?? "")=\($0.text(1) ?? "")" }
            guard off.isEmpty else { throw ArchiveError.serverNotDurable(settings: off) }
        }
    }

    /// The databases of an archive: three schemas of one server.
    static func archive(at address: String, creating: Bool) throws -> ArchiveDatabases {
        let records = try PostgresDatabase(address: address, schema: "kaipan_records", durable: true, creating: creating)
        return ArchiveDatabases(
            records: records,
            keys: try PostgresDatabase(address: address, schema: "kaipan_keys", durable: true, creating: creating),
            search: try PostgresDatabase(address: address, schema: "kaipan_search", durable: false, creating: creating))
    }

    func read<Result>(_ body: (any SQLConnection) throws -> Result) throws -> Result {
        // A snapshot from before a `wipe` would find its tables empty. The lock takes none, so that whoever waits for a `wipe` here sees
        // what it left, and a `wipe` waits for whoever came before it.
        try transaction("isolation level repeatable read read only; lock table \(Self.gate) in access share mode", body)
    }

    func write<Result>(_ body: (any SQLConnection) throws -> Result) throws -> Result {
        try transaction("isolation level read committed") { connection in
            // Whoever writes waits here for whoever wrote before, as with SQLite's lock.
            try connection.run("select pg_advisory_xact_lock(hashtext($1))", [.text("kaipan \(schema)")])
            return try body(connection)
        }
    }

    func wipe() throws {
        let end = ContinuousClock.now + Self.patience
        while try !writeAnew() {
            guard ContinuousClock.now < end else { throw ArchiveError.inUse }
        }
        // The files that had the rows go with the next checkpoint, and so does what the write-ahead log had of them: into segments
        // that are removed, or written over in their turn. Whoever may not ask for it gets both in the server's own time.
        try use { connection throws in
            for statement in ["select pg_switch_wal()", "checkpoint"] {
                do { try connection.run(statement) } catch let error as PostgresError {
                    guard case .server = error, error.code == Self.insufficientPrivilege else { throw error }
                }
            }
        }
    }

    /// Writes the rows of every table anew.
    ///
    /// VACUUM keeps a deleted row as long as any transaction of the server is older than the deletion, an analysis of its own for
    /// instance; TRUNCATE gives a table another file, whoever still looks. Whoever took a snapshot before and looks afterwards finds
    /// nothing: readers of this program wait at the gate, a dump does not. No table may have foreign keys or generated columns.
    /// - Returns: false where a reader does not leave; others may go on then before the next attempt.
    private func writeAnew() throws -> Bool {
        do {
            try write { connection in
                try connection.run("set local lock_timeout = '5s'")
                try connection.run("lock table \(Self.gate) in access exclusive mode")
                for table in try tables(connection) {
                    try connection.run("create unlogged table kaipan_kept as table \(table)")
                    try connection.run("truncate \(table)")
                    try connection.run("insert into \(table) table kaipan_kept")
                    try connection.run("drop table kaipan_kept")
                    try forgetSamples(of: table, connection)
                }
            }
            return true
        } catch let error as PostgresError {
            guard case .server = error, error.code == Self.lockNotAvailable else { throw error }
            return false
        }
    }

    /// Deletes what the server's statistics have of a table's bytes, and lets them have none from now on.
    private func forgetSamples(of table: String, _ connection: any SQLConnection) throws {
        let columns = try connection.rows(
            """
            select quote_ident(attname) from pg_attribute where attrelid = $1::text::regclass and attnum > 0 and not attisdropped
            and atttypid = 'bytea'::regtype and coalesce(attstattarget, -1) <> 0
            """, [.text(table)])
        for column in try columns.map({ try $0.text(0) }) {
            // A change of the type deletes the samples, and one to the same type nothing else.
            try connection.run("alter table \(table) alter column \(column) set statistics 0, alter column \(column) type bytea")
        }
    }

    private func tables(_ connection: any SQLConnection) throws -> [String] {
        try connection.rows(
            "select quote_ident(tablename) from pg_tables where schemaname = $1 and tablename <> $2 order by 1", [.text(schema), .text(Self.gate)]
        ).map { try $0.text(0) }
    }

    /// The empty table that whoever reads locks first; what reads and what wipes meet there.
    private static let gate = "gate"

    private static let insufficientPrivilege = "42501"
    private static let lockNotAvailable = "55P03"
    /// As with SQLite.
    private static let patience = Duration.seconds(60)

    private func transaction<Result>(_ mode: String, _ body: (any SQLConnection) throws -> Result) throws -> Result {
        try use { connection throws in
            try connection.transaction(mode, converting: { $0 as any Error }) { () throws(any Error) in
                try body(PostgresTransaction(connection: connection))
            }
        }
    }

    private func use<Result>(_ body: (PostgresConnection) throws -> Result) throws -> Result {
        try pool.withConnection(converting: { $0 as any Error }) { (connection) throws(any Error) in try body(connection) }
    }
}
