import KaipanPostgres
import KaipanText

/// Writes the registers of an index to a PostgreSQL database, where many machines search them with `PostgresNameSearcher`.
public struct PostgresExport {
    private let index: NameIndex

    /// - Parameter index: the registers, with what came since in the delta.
    public init(_ index: NameIndex) {
        self.index = index
    }

    /// What was written.
    public struct Outcome: Sendable, Hashable {
        /// Entries, without those that a later import replaced.
        public var rows: Int
        /// Distinct cores.
        public var cores: Int
    }

    /// Writes everything in one transaction; an export that is there is in force until the end and is replaced then.
    ///
    /// - Parameter address: a URL `postgresql://…` or `keyword=value` pairs. The user needs the right to create tables and, where
    ///   `intarray` is not there yet, to create that extension (PostgreSQL 13 or later: any user who may create in the database).
    /// - Throws: `postgres`, and errors of the index where a page of it is damaged; the database is unchanged then.
    /// - Complexity: O(n) in the index's size in time, constant in memory.
    public func write(to address: String) throws(NameIndexError) -> Outcome {
        let connection = try Self.wrap { () throws(PostgresError) in try PostgresConnection(address) }
        let parts = [Part(IndexReader(index.base), number: 0)] + (index.delta.map { [Part(IndexReader($0), number: 1)] } ?? [])
        return try connection.transaction(converting: NameIndexError.postgres) { () throws(NameIndexError) in
            do throws(NameDatabaseError) { try Self.prepare(connection) } catch { throw .postgres(error) }
            let rows = try copyNames(parts, connection)
            let cores = try copyCores(parts, connection)
            try copyReferences(parts, connection)
            let batches = try index.batches()
            try Self.wrap { () throws(PostgresError) in
                try copyBatches(batches, connection)
                try connection.copy(into: "kaipan_export_new (version, id, rows, cores)", converting: { $0 }) { copy throws(PostgresError) in
                    try copy.row(fields: 4)
                    copy.add(PostgresTables.version)
                    copy.add(Int64.random(in: 1...Int64.max))
                    copy.add(Int64(rows))
                    copy.add(Int64(cores))
                }
            }
            // Before anything is in force: a damaged page would otherwise leave rows out in silence.
            for part in parts { try part.reader.requireIntact() }
            try Self.wrap { () throws(PostgresError) in try Self.finish(connection) }
            return Outcome(rows: rows, cores: cores)
        }
    }

    /// A file of the index, and the number that sets its rows and cores apart.
    private struct Part {
        let reader: IndexReader
        let number: Int

        init(_ reader: IndexReader, number: Int) {
            self.reader = reader
            self.number = number
        }

        func id(_ index: Int) -> Int64 { Int64(number) << 32 | Int64(index) }
    }

    private static func wrap<Result>(_ body: () throws(PostgresError) -> Result) throws(NameIndexError) -> Result {
        do throws(PostgresError) { return try body() } catch { throw .postgres(.database(error)) }
    }

    // MARK: - Tables

    private static func prepare(_ connection: PostgresConnection) throws(NameDatabaseError) {
        try NameDatabaseError.wrap { () throws(PostgresError) in
            _ = try connection.query("select pg_advisory_xact_lock($1)::text", [.integer(PostgresTables.lock)])
            let encoding = try connection.query("select current_setting('server_encoding')").text(0, 0)
            guard encoding == "UTF8" else { throw .encoding(server: connection.server, found: encoding) }
        }
        do throws(PostgresError) {
            try connection.run("create extension if not exists intarray")
        } catch {
            guard case .server(let server, _, let message) = error else { throw .database(error) }
            throw .missingExtension(server: server, reason: message)
        }
        try connection.requireIntarray()
        try NameDatabaseError.wrap { () throws(PostgresError) in try connection.run(PostgresTables.creation) }
    }

    private static func finish(_ connection: PostgresConnection) throws(PostgresError) {
        try connection.run("set local maintenance_work_mem = '256MB'")
        for index in PostgresTables.indexes {
            let kind = index.isUnique ? "unique index" : "index"
            try connection.run("create \(kind) \(index.name)\(PostgresTables.pending) on \(index.definition)")
        }
        for table in PostgresTables.names {
            try connection.run("analyze \(table)\(PostgresTables.pending)")
            try connection.run(try rights(table, connection))
        }
        try connection.run("drop table if exists " + PostgresTables.names.joined(separator: ", "))
        for table in PostgresTables.names { try connection.run("alter table \(table)\(PostgresTables.pending) rename to \(table)") }
        for index in PostgresTables.indexes {
            try connection.run("alter index \(index.name)\(PostgresTables.pending) rename to \(index.name)")
        }
        try connection.run(PostgresTables.comments)
    }

    /// Statements that give those who may read the table in force the same right to the one that replaces it.
    private static func rights(_ table: String, _ connection: PostgresConnection) throws(PostgresError) -> String {
        let rows = try connection.query(
            """
            select format('grant select on \(table)\(PostgresTables.pending) to %s;',
                          case when acl.grantee = 0 then 'public' else quote_ident(role.rolname) end)
            from pg_class cross join aclexplode(relacl) acl left join pg_roles role on role.oid = acl.grantee
            where pg_class.oid = to_regclass('\(table)') and acl.privilege_type = 'SELECT' and acl.grantee <> relowner
            """)
        return (0..<rows.count).map { rows.text($0, 0) }.joined(separator: "\n")
    }

    // MARK: - Rows

    private func copyNames(_ parts: [Part], _ connection: PostgresConnection) throws(NameIndexError) -> Int {
        var count = 0
        let target = "kaipan_names_new (id, register, key, name, status, owner, division, classes, batch, row)"
        try connection.copy(into: target, converting: NameIndexError.postgres) { copy throws(NameIndexError) in
            var bytes: [UInt8] = []
            for part in parts {
                for number in 0..<part.reader.file.header.rowCount where !isReplaced(number, part, parts) {
                    guard let (row, batch) = part.reader.row(number) else {
                        try part.reader.requireIntact()
                        continue
                    }
                    bytes.removeAll(keepingCapacity: true)
                    RowCodec.encode(row, batch: batch, into: &bytes)
                    try Self.wrap { () throws(PostgresError) in try copy.row(fields: 10) }
                    copy.add(part.id(number))
                    copy.add(row.register.rawValue)
                    copy.add(row.key)
                    copy.add(row.name)
                    copy.add(String(describing: row.status))
                    copy.add(row.owner)
                    copy.add(row.division)
                    copy.add(array: row.classes.numbers.map { UInt32($0) })
                    copy.add(Int32(batch))
                    copy.add(bytea: bytes)
                    count += 1
                }
            }
        }
        return count
    }

    private func isReplaced(_ row: Int, _ part: Part, _ parts: [Part]) -> Bool {
        part.number == 0 && parts.count > 1 && parts[1].reader.replaces(row)
    }

    private func copyCores(_ parts: [Part], _ connection: PostgresConnection) throws(NameIndexError) -> Int {
        var count = 0
        let target = "kaipan_cores_new (id, core, keys, classes, provinces, kinds, sharing)"
        try connection.copy(into: target, converting: NameIndexError.postgres) { copy throws(NameIndexError) in
            for part in parts {
                for number in 0..<part.reader.file.header.coreCount {
                    let record = part.reader.record(number)
                    let core = (0..<Int(record.length)).map { record.character($0) }
                    try Self.wrap { () throws(PostgresError) in try copy.row(fields: 7) }
                    copy.add(part.id(number))
                    copy.add(String(String.UnicodeScalarView(core.compactMap { Unicode.Scalar($0) })))
                    copy.add(array: PostgresKeys.filed(core, isCantonese: record.provinces & CoreRecord.guangdong != 0))
                    copy.add(record.classes)
                    copy.add(record.provinces)
                    copy.add(Int16(record.kinds))
                    copy.add(Int32(part.reader.referenceCount(number)))
                    count += 1
                }
                try part.reader.requireIntact()
            }
        }
        return count
    }

    private func copyReferences(_ parts: [Part], _ connection: PostgresConnection) throws(NameIndexError) {
        let target = "kaipan_references_new (core, place, kind, name)"
        try connection.copy(into: target, converting: NameIndexError.postgres) { copy throws(NameIndexError) in
            for part in parts {
                for core in 0..<part.reader.file.header.coreCount {
                    for (place, reference) in part.reader.references(core, limit: IndexLayout.rowLimit).enumerated()
                    where !isReplaced(reference.row, part, parts) {
                        try Self.wrap { () throws(PostgresError) in try copy.row(fields: 4) }
                        copy.add(part.id(core))
                        copy.add(Int32(place))
                        copy.add(Int16(reference.kind))
                        copy.add(part.id(reference.row))
                    }
                }
                try part.reader.requireIntact()
            }
        }
    }

    private func copyBatches(_ batches: [RegisterBatch], _ connection: PostgresConnection) throws(PostgresError) {
        let target = "kaipan_batches_new (number, register, file, digest, as_of, rows, rejected)"
        try connection.copy(into: target, converting: { $0 }) { copy throws(PostgresError) in
            for (number, batch) in batches.enumerated() {
                try copy.row(fields: 7)
                copy.add(Int32(number))
                copy.add(batch.register.rawValue)
                copy.add(batch.file)
                copy.add(batch.digest)
                copy.add(batch.asOf)
                copy.add(Int64(batch.rows))
                copy.add(Int64(batch.rejected))
            }
        }
    }
}
