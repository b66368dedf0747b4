/// The tables of the archive, as steps forward from version to version.
///
/// A step that has been released never changes; what comes later is a step of its own.
package enum ArchiveSchema {
    /// The statements that lead from version n to n + 1, at place n.
    static let steps: [[String]] = [
        [
            // One row: what the next transaction needs to go on.
            """
            create table head (id {integer} primary key not null check (id = 1), name text not null, epoch {integer} not null,
            size {integer} not null, frontier {bytes} not null){strict}
            """,
            """
            create table entry (position {integer} primary key not null, type text not null, id text not null, time {integer} not null,
            leaf {bytes} not null, body {bytes}, repeat_key {bytes}){strict}
            """,
            "create index entry_id on entry (id)",
            "create index entry_type on entry (type, position)",
            "create unique index entry_repeat_key on entry (repeat_key) where repeat_key is not null",
            """
            create table link (target text not null, relation text not null, position {integer} not null,
            primary key (target, relation, position)){strict-key}
            """,
            // Complete subtrees of level 1 and more; those of level 0 are the hashes of the leaves.
            "create table node (id {integer} primary key not null, hash {bytes} not null){strict}",
            "create table checkpoint (size {integer} not null, epoch {integer} not null, note text not null, primary key (size, epoch)){strict-key}",
            """
            create table utterance (id {integer} primary key not null, position {integer} not null, conversation text not null,
            number {integer} not null, role {integer} not null, kind text not null, speaker {integer} not null,
            start {integer}, finish {integer}, time {integer}, flags {integer} not null, digest {bytes} not null, commitment {bytes} not null,
            body {bytes} not null){strict}
            """,
            "create unique index utterance_place on utterance (position, number)",
            "create index utterance_conversation on utterance (conversation, number)",
            // Content too long for one row, in chunks of whole encrypted chunks.
            "create table chunk (object text not null, number {integer} not null, bytes {bytes} not null, primary key (object, number)){strict-key}",
            // Objects in chunks that no entry names yet, and when somebody last wrote to them.
            "create table staging (object text primary key not null, renewed {integer} not null){strict-key}",
        ]
    ]

    /// The version that this program writes.
    static var version: Int { steps.count }

    /// Brings a database to the newest version; one transaction a step.
    ///
    /// - Throws: `ArchiveError.newer` where it is of a version that is not known here.
    package static func migrate(_ database: any SQLDatabase) throws {
        _ = try database.write { connection in
            try connection.run(
                database.dialect.spelled("create table if not exists kaipan_schema (version {integer} primary key not null){strict}"))
        }
        while true {
            let done = try database.write { connection in
                let version = try version(connection)
                guard version <= steps.count else { throw ArchiveError.newer(found: version, known: steps.count) }
                guard version < steps.count else { return true }
                for statement in steps[version] { try connection.run(database.dialect.spelled(statement)) }
                try connection.run("insert into kaipan_schema (version) values ($1)", [.integer(version + 1)])
                return false
            }
            if done { return }
        }
    }

    /// The version that a database has; 0 where it has no tables.
    static func version(_ connection: any SQLConnection) throws -> Int {
        try connection.first("select coalesce(max(version), 0) from kaipan_schema").map { Int(try $0.integer(0)) } ?? 0
    }
}
