import Foundation
import GRDB

/// A database in a file, which several processes may have open.
package struct SQLiteDatabase: SQLDatabase {
    /// How the file is written.
    package enum Journal: Sendable {
        /// Readers go on while one writes, and a commit takes one sync.
        case ahead
        /// Deleted content is gone from the files at once.
        case rollback
        /// For what can be built again: a power cut may cost the last changes.
        case rebuildable
    }

    /// How long to wait for other processes.
    private static let patience = Duration.seconds(60)

    package let dialect = SQLDialect.sqlite
    private let writer: any DatabaseWriter
    private let journal: Journal
    /// For messages.
    private let file: String

    /// - Parameters:
    ///   - path: of a file; one that does not exist is created, its folder must exist.
    package init(path: String, journal: Journal) throws {
        var configuration = Configuration()
        configuration.label = "kaipan"
        // GRDB's default is to fail at once when another process writes.
        configuration.busyMode = .timeout(TimeInterval(Self.patience.components.seconds))
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { database in
            // Damaged cells are noticed when they are read, and deleted content is overwritten.
            try database.execute(sql: "pragma cell_size_check = on; pragma secure_delete = on; pragma trusted_schema = off")
        }
        self.journal = journal
        file = (path as NSString).lastPathComponent
        writer = try Self.naming(file) { try Self.open(path, journal, configuration) }
    }

    private static func open(_ path: String, _ journal: Journal, _ configuration: Configuration) throws -> any DatabaseWriter {
        switch journal {
        case .ahead, .rebuildable:
            let pool = try DatabasePool(path: path, configuration: configuration)
            // GRDB sets NORMAL when it opens the pool, after the configuration: that loses commits in a power cut.
            let level: Int64 = journal == .ahead ? 2 : 1
            try pool.writeWithoutTransaction { database in
                try database.execute(sql: "pragma synchronous = \(level)")
                // An append writes to seven pages, and moving the log into the file takes two syncs: every hundred appends would be often.
                try database.execute(sql: "pragma wal_autocheckpoint = 4000")
                guard try Int64.fetchOne(database, sql: "pragma synchronous") == level,
                    try String.fetchOne(database, sql: "pragma journal_mode") == "wal"
                else { throw ArchiveError.notDurable(path: path) }
            }
            return pool
        case .rollback:
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.writeWithoutTransaction { database in
                // EXTRA also syncs the folder after the journal is unlinked, without which a power cut can bring it back.
                try database.execute(sql: "pragma synchronous = extra")
                guard try Int64.fetchOne(database, sql: "pragma synchronous") == 3,
                    try String.fetchOne(database, sql: "pragma journal_mode") == "delete"
                else { throw ArchiveError.notDurable(path: path) }
            }
            return queue
        }
    }

    package func read<Result>(_ body: (any SQLConnection) throws -> Result) throws -> Result {
        // GRDB's closures escape the type checker's view of `body`, so that the result is carried out by hand.
        try Self.naming(file) { try writer.read { try body(SQLiteConnection(database: $0)) } }
    }

    package func write<Result>(_ body: (any SQLConnection) throws -> Result) throws -> Result {
        try Self.naming(file) {
            try writer.writeWithoutTransaction { database in
                var result: Result?
                try database.inTransaction(.immediate) {
                    result = try body(SQLiteConnection(database: database))
                    return .commit
                }
                return result!
            }
        }
    }

    /// Says which file an error of SQLite is about, and tells damage from the rest.
    private static func naming<Result>(_ file: String, _ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let error as DatabaseError {
            // What was asked for may hold content, so that only SQLite's own words are passed on.
            let reason = "\(error.message ?? "") (SQLite \(error.extendedResultCode.rawValue))"
            switch error.resultCode {
            // A schema that was changed by damage gives "no such column" and the like.
            case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR, .SQLITE_FORMAT: throw ArchiveError.damaged(object: file, reason: Damage.database(reason))
            default: throw ArchiveError.store(reason: "\(file): \(reason)")
            }
        }
    }

    package func wipe() throws {
        guard journal != .rollback else { return }
        let end = ContinuousClock.now + Self.patience
        // SQLite waits for readers, but not for another process that moves the log into the file just now.
        while try !truncateLog() {
            guard ContinuousClock.now < end else { throw ArchiveError.inUse }
            usleep(10_000)
        }
    }

    /// Without a truncated log the pages as they were stay readable in it.
    /// - Returns: false where another process is in the way.
    private func truncateLog() throws -> Bool {
        try Self.naming(file) {
            try writer.writeWithoutTransaction { try Row.fetchOne($0, sql: "pragma wal_checkpoint(truncate)")?[0] as Int64? == 0 }
        }
    }
}
