import Crypto
import Foundation
import KaipanText
import Synchronization

/// The data keys, each encrypted under the key of an epoch (AES-KW, RFC 3394), those under the master key, in a database of their own.
///
/// A key that is deleted here is gone, and with it everything that it encrypts, in backups too once their epoch is retired.
package final class KeyRing: Sendable {
    package let database: any SQLDatabase
    private let master: MasterKey
    private let cache = Mutex<[RecordID: DataKey]>([:])
    /// The key of what belongs to no person. It is never destroyed, so that nobody has to be asked whether it is still there.
    private let archiveKey = Mutex<DataKey?>(nil)

    private static let tables = [
        "create table if not exists epoch (id {integer} primary key not null, wrapped {bytes} not null){strict}",
        // The mark binds a row's other columns to its key.
        """
        create table if not exists data_key (id text primary key not null, scope text not null, epoch {integer} not null,
        wrapped {bytes} not null, created {integer} not null, mark {bytes} not null){strict-key}
        """,
        "create index if not exists data_key_scope on data_key (scope)",
        "create table if not exists secret (name text primary key not null, epoch {integer} not null, wrapped {bytes} not null){strict-key}",
    ]

    /// - Parameter creating: whether to make the tables and the first epoch.
    /// - Throws: `ArchiveError.wrongMasterKey` where the master key does not open the newest epoch.
    package init(_ database: any SQLDatabase, master: MasterKey, creating: Bool) throws {
        self.database = database
        self.master = master
        if creating {
            try database.write { connection in
                for statement in Self.tables { try connection.run(database.dialect.spelled(statement)) }
                // Samples would outlive the keys in the files of a catalogue.
                for table in ["epoch", "data_key", "secret"] {
                    if let statement = database.dialect.unsampled("wrapped", of: table) { try connection.run(statement) }
                }
                if try connection.first("select id from epoch limit 1") == nil { try newEpoch(1, connection) }
            }
        }
        _ = try database.read { try epochKey(nil, $0) }
    }

    /// Says that the keys cannot be used where their database is damaged as a whole.
    static func opened<Result>(_ body: () throws -> Result) throws -> Result {
        do { return try body() } catch ArchiveError.damaged(let object, let reason) {
            throw ArchiveError.noKeyDatabase(reason: LocalizedText(zh: "\(object) 残缺或已损坏：\(reason.zh)", en: "\(object) is cut short or damaged: \(reason.en)"))
        }
    }

    // MARK: - Data keys

    /// The newest key of a scope; a new one where it has none.
    func key(for scope: KeyScope) throws -> DataKey {
        guard let key = try keys(for: [scope])[scope] else { throw ArchiveError.noKey(scope: scope.description) }
        return key
    }

    /// The newest key of each scope; new ones, in one transaction, for those that have none.
    package func keys(for scopes: Set<KeyScope>) throws -> [KeyScope: DataKey] {
        var found: [KeyScope: DataKey] = [:]
        defer { if let key = found[.archive] { archiveKey.withLock { $0 = key } } }
        if scopes.contains(.archive) { found[.archive] = archiveKey.withLock { $0 } }
        guard found.count < scopes.count else { return found }
        func look(_ connection: any SQLConnection) throws {
            for scope in scopes where found[scope] == nil {
                found[scope] = try connection.first(Self.newest, [.text(scope.description)]).map { try unwrapped($0, connection) }
            }
        }
        try database.read(look)
        guard found.count < scopes.count else { return found }
        try database.write { connection in
            // Another process may have been faster.
            try look(connection)
            let (epoch, epochKey) = try epochKey(nil, connection)
            for scope in scopes where found[scope] == nil {
                let made = DataKey(id: .new(), key: SymmetricKey(size: .bits256)), created = Timestamp.now().milliseconds
                try connection.run(
                    "insert into data_key (id, scope, epoch, wrapped, created, mark) values ($1, $2, $3, $4, $5, $6)",
                    [
                        .text(made.id.description), .text(scope.description), .integer(epoch), .bytes(wrap(made.key, under: epochKey)),
                        .integer(created), .bytes(Self.mark(made, scope: scope.description, created: created)),
                    ])
                found[scope] = made
            }
        }
        return found
    }

    private static let newest = "select id, epoch, wrapped, scope, created, mark from data_key where scope = $1 order by created desc, id desc limit 1"

    /// A key by its name.
    /// - Returns: nil where it was destroyed.
    func key(_ id: RecordID) throws -> DataKey? {
        if let known = cache.withLock({ $0[id] }) { return known }
        return try database.read { connection in
            try connection.first("select id, epoch, wrapped, scope, created, mark from data_key where id = $1", [.text(id.description)])
                .map { try unwrapped($0, connection) }
        }
    }

    private func unwrapped(_ row: SQLRow, _ connection: any SQLConnection) throws -> DataKey {
        var epochKeys: [Int64: SymmetricKey] = [:]
        return try unwrapped(row, connection, &epochKeys)
    }

    /// - Parameter epochKeys: those that were read before in the same transaction.
    private func unwrapped(_ row: SQLRow, _ connection: any SQLConnection, _ epochKeys: inout [Int64: SymmetricKey]) throws -> DataKey {
        let name = try row.text(0)
        guard let id = RecordID(name) else { throw ArchiveError.damaged(object: "data_key \(name)", reason: Damage.malformed("ULID")) }
        if let known = cache.withLock({ $0[id] }) { return known }
        let epoch = try row.integer(1)
        let epochKey = try epochKeys[epoch] ?? self.epochKey(epoch, connection).1
        epochKeys[epoch] = epochKey
        guard let key = try? AES.KeyWrap.unwrap(row.bytes(2), using: epochKey) else {
            throw ArchiveError.damaged(object: "data_key \(id)", reason: Damage.wrapping)
        }
        let found = DataKey(id: id, key: key)
        guard try row.bytes(5) == Self.mark(found, scope: row.text(3), created: row.integer(4)) else {
            throw ArchiveError.damaged(object: "data_key \(id)", reason: Damage.malformed("scope, created"))
        }
        cache.withLock {
            // Bounds what stays in memory of a long import.
            if $0.count > 10_000 { $0.removeAll() }
            $0[id] = found
        }
        return found
    }

    /// Deletes keys for ever.
    /// - Returns: how many there were.
    @discardableResult
    package func destroy(_ ids: [RecordID]) throws -> Int {
        cache.withLock { for id in ids { $0[id] = nil } }
        let count = try database.write { connection in
            try ids.reduce(0) { try $0 + connection.run("delete from data_key where id = $1", [.text($1.description)]) }
        }
        try database.wipe()
        return count
    }

    /// The keys of a scope, oldest first.
    package func keys(of scope: KeyScope) throws -> [RecordID] {
        try database.read { connection in
            try connection.rows("select id from data_key where scope = $1 order by created, id", [.text(scope.description)])
                .compactMap { RecordID(try $0.text(0)) }
        }
    }

    /// The oldest key of each of many conversations, in few statements; none for those whose keys were destroyed.
    ///
    /// What was destroyed by another process is missing too: what is kept in memory spares the unwrapping only.
    package func keys(ofConversations conversations: [RecordID]) throws -> [RecordID: DataKey] {
        var found: [RecordID: DataKey] = [:]
        var rest = conversations[...]
        try database.read { connection in
            var epochKeys: [Int64: SymmetricKey] = [:]
            while !rest.isEmpty {
                // Statements of few lengths are planned once each.
                let part = rest.prefix(64)
                rest = rest.dropFirst(64)
                let names = part.map { SQLValue.text(KeyScope.conversation($0).description) }
                let rows = try connection.rows(
                    "select id, epoch, wrapped, scope, created, mark from data_key where scope in (\(SQLList.places(names.count))) order by created, id",
                    SQLList.padded(names))
                for row in rows {
                    guard let conversation = RecordID(String(try row.text(3).dropFirst(KeyScope.conversationPrefix.count))),
                        found[conversation] == nil
                    else { continue }
                    found[conversation] = try unwrapped(row, connection, &epochKeys)
                }
            }
        }
        return found
    }

    /// Every key that there is, with its scope, unwrapped; a damaged one is given as its error.
    func each(_ body: (RecordID, String, Result<DataKey, ArchiveError>) throws -> Void) throws {
        try database.read { connection in
            try connection.each("select id, epoch, wrapped, scope, created, mark from data_key order by id", []) { row in
                guard let id = RecordID(try row.text(0)) else { throw ArchiveError.damaged(object: "data_key", reason: Damage.malformed("ULID")) }
                let key: Result<DataKey, ArchiveError>
                do { key = .success(try unwrapped(row, connection)) } catch let error as ArchiveError { key = .failure(error) }
                try body(id, row.text(3), key)
                return true
            }
        }
    }

    // MARK: - Epochs

    /// Wraps every key anew under a new epoch's key and deletes the old one, so that what was destroyed is gone from old backups of the keys as well.
    ///
    /// - Returns: the new epoch's number.
    package func rotate() throws -> Int64 {
        let epoch = try database.write { connection in
            let (old, _) = try epochKey(nil, connection)
            let (_, fresh) = try newEpoch(old + 1, connection)
            for (table, key) in [("data_key", "id"), ("secret", "name")] {
                for row in try connection.rows("select \(key), epoch, wrapped from \(table)") {
                    let (_, under) = try epochKey(row.integer(1), connection)
                    guard let plain = try? AES.KeyWrap.unwrap(row.bytes(2), using: under) else {
                        throw ArchiveError.damaged(object: "\(table) \(try row.text(0))", reason: Damage.wrapping)
                    }
                    try connection.run(
                        "update \(table) set epoch = $1, wrapped = $2 where \(key) = $3",
                        [.integer(old + 1), .bytes(wrap(plain, under: fresh)), .text(row.text(0))])
                }
            }
            try connection.run("delete from epoch where id <= $1", [.integer(old)])
            return old + 1
        }
        try database.wipe()
        return epoch
    }

    @discardableResult
    private func newEpoch(_ number: Int64, _ connection: any SQLConnection) throws -> (Int64, SymmetricKey) {
        let key = SymmetricKey(size: .bits256)
        try connection.run(
            "insert into epoch (id, wrapped) values ($1, $2)", [.integer(number), .bytes(wrap(key, under: master.key))])
        return (number, key)
    }

    private func epochKey(_ number: Int64?, _ connection: any SQLConnection) throws -> (Int64, SymmetricKey) {
        let row =
            if let number { try connection.first("select id, wrapped from epoch where id = $1", [.integer(number)]) }
            else { try connection.first("select id, wrapped from epoch order by id desc limit 1") }
        guard let row else { throw ArchiveError.damaged(object: "epoch", reason: LocalizedText(zh: "没有这一代的密钥", en: "no key of the epoch")) }
        guard let key = try? AES.KeyWrap.unwrap(row.bytes(1), using: master.key) else { throw ArchiveError.wrongMasterKey }
        return (try row.integer(0), key)
    }

    private static func mark(_ key: DataKey, scope: String, created: Int64) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array("\(key.id)\n\(scope)\n\(created)".utf8), using: key.derived("row")))
    }

    // MARK: - Other secrets

    /// The seed of a signing key.
    ///
    /// - Parameter creating: whether to make one where there is none; an archive that has signed must never get another key.
    /// - Throws: `ArchiveError.damaged` where there is none.
    func seed(_ name: String, creating: Bool) throws -> [UInt8] {
        try database.write { connection in
            if let row = try connection.first("select epoch, wrapped from secret where name = $1", [.text(name)]) {
                let (_, under) = try epochKey(row.integer(0), connection)
                guard let seed = try? AES.KeyWrap.unwrap(row.bytes(1), using: under) else {
                    throw ArchiveError.damaged(object: "secret \(name)", reason: Damage.wrapping)
                }
                return seed.withUnsafeBytes { Array($0) }
            }
            guard creating else { throw ArchiveError.damaged(object: "secret \(name)", reason: Damage.missing) }
            let (epoch, under) = try epochKey(nil, connection)
            let seed = SymmetricKey(size: .bits256)
            try connection.run(
                "insert into secret (name, epoch, wrapped) values ($1, $2, $3)",
                [.text(name), .integer(epoch), .bytes(wrap(seed, under: under))])
            return seed.withUnsafeBytes { Array($0) }
        }
    }

    private func wrap(_ key: SymmetricKey, under wrapping: SymmetricKey) throws -> [UInt8] {
        [UInt8](try AES.KeyWrap.wrap(key, using: wrapping))
    }
}
