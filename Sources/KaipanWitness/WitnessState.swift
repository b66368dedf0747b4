import Foundation
import GRDB
import KaipanLog
import KaipanText

/// What a witness remembers: of each log the last checkpoint that it cosigned, and the checkpoints that contradicted one.
///
/// One SQLite file, which several processes may have open. A transaction is durable when it returns.
struct WitnessState: Sendable {
    private static let version = 1
    /// So many contradictions of one log are kept; one is enough to prove a fork.
    private static let evidenceLimit = 100

    private let queue: DatabaseQueue
    let path: String

    /// Opens the file, or makes it.
    ///
    /// - Throws: `WitnessServiceError`.
    init(path: String) throws(WitnessServiceError) {
        self.path = path
        do {
            var configuration = Configuration()
            configuration.label = "kaipan-witness"
            configuration.busyMode = .timeout(30)
            configuration.prepareDatabase { try $0.execute(sql: "pragma cell_size_check = on; pragma trusted_schema = off") }
            queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.writeWithoutTransaction { database in
                // EXTRA also syncs the folder after the journal is unlinked, without which a power cut can bring it back.
                try database.execute(sql: "pragma synchronous = extra")
                guard try Int.fetchOne(database, sql: "pragma synchronous") == 3,
                    try String.fetchOne(database, sql: "pragma journal_mode") == "delete"
                else { throw WitnessServiceError.notDurable(path: path) }
                try database.inTransaction(.immediate) {
                    try Self.prepare(database)
                    return .commit
                }
            }
        } catch let error as WitnessServiceError {
            throw error
        } catch {
            throw .store(path: path, reason: "\(error)")
        }
    }

    private static func prepare(_ database: Database) throws {
        let found = try Int.fetchOne(database, sql: "pragma user_version") ?? 0
        guard found <= version else { throw WitnessServiceError.newer(found: found, known: version) }
        guard found == 0 else { return }
        try database.execute(sql: """
            create table log (origin blob primary key not null, note blob not null, time integer not null) strict, without rowid;
            create table evidence (id integer primary key not null, origin blob not null, note blob not null, time integer not null) strict;
            create index evidence_origin on evidence (origin);
            pragma user_version = \(version);
            """)
    }

    /// Runs a body between the reading and the writing of which no other request comes, in all processes.
    func write<Result: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Result) async throws -> Result {
        try await queue.writeWithoutTransaction { database in
            var result: Result?
            try database.inTransaction(.immediate) {
                result = try body(Transaction(database: database, path: path))
                return .commit
            }
            return result!
        }
    }

    /// The state as one request sees and changes it. Origins are kept as bytes, which is how logs are told apart.
    struct Transaction {
        fileprivate let database: Database
        fileprivate let path: String

        /// The last checkpoint of a log that was cosigned.
        func known(_ origin: String) throws -> Checkpoint? {
            guard let note = try Data.fetchOne(database, sql: "select note from log where origin = ?", arguments: [Data(origin.utf8)]) else {
                return nil
            }
            do { return try SignedCheckpoint.read(note).checkpoint } catch {
                throw WitnessServiceError.damaged(path: path, reason: "\(origin): \(error.message.en)")
            }
        }

        func persist(_ signed: SignedCheckpoint, at time: Timestamp) throws {
            try database.execute(
                sql: "insert into log (origin, note, time) values (?, ?, ?) on conflict (origin) do update set note = excluded.note, time = excluded.time",
                arguments: [Data(signed.checkpoint.origin.utf8), Data(signed.bytes), time.milliseconds])
        }

        /// Keeps a checkpoint that contradicts the known one.
        func keep(evidence signed: SignedCheckpoint, at time: Timestamp) throws {
            let origin = Data(signed.checkpoint.origin.utf8), note = Data(signed.bytes)
            try database.execute(
                sql: """
                    insert into evidence (origin, note, time) select ?, ?, ?
                    where not exists (select 1 from evidence where origin = ? and note = ?) and (select count(*) from evidence where origin = ?) < ?
                    """,
                arguments: [origin, note, time.milliseconds, origin, note, origin, WitnessState.evidenceLimit])
        }

        /// Every log with the note that was cosigned last.
        func logs() throws -> [(note: [UInt8], time: Timestamp)] {
            try Row.fetchAll(database, sql: "select note, time from log order by origin").map { row in
                (Array(row[0] as Data), Timestamp(milliseconds: row[1]))
            }
        }

        func evidence(_ origin: String) throws -> [[UInt8]] {
            try Data.fetchAll(database, sql: "select note from evidence where origin = ? order by id", arguments: [Data(origin.utf8)]).map(Array.init)
        }
    }
}
