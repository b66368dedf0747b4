import Crypto
import Foundation
import KaipanLog
import KaipanText
import Synchronization

/// Records with their log: what was said, shown and approved, each entry provable.
///
/// An entry, the nodes that it completes in the tree and the checkpoint over it are one transaction. A checkpoint leaves this type after
/// the commit only.
public struct Archive: Sendable {
    package let database: any SQLDatabase
    package let keys: KeyRing
    /// What the log is called, without its epoch.
    public let name: String
    let signer: Curve25519.Signing.PrivateKey
    /// The high-water marks, the archive's own first.
    package let journals: [CheckpointJournal]
    /// What searches read; it can be built again from the rest.
    package let search: any SQLDatabase

    /// Derived from the archive's own data key: what idempotency keys and searched words are hashed under.
    let hashing: SymmetricKey

    // MARK: - Opening

    /// Makes an archive.
    ///
    /// - Parameters:
    ///   - place: where; a folder is created.
    ///   - name: of the log, as verifiers will see it; without spaces and plus signs.
    /// - Throws: `ArchiveError.alreadyThere`.
    public static func create(at place: ArchivePlace, name: String, master: MasterKey) throws -> Archive {
        guard NoteKeyName(name) != nil, !name.hasSuffix("/") else {
            throw ArchiveError.invalid(what: LocalizedText(
                zh: "日志名“\(name)”不能为空，不能有空格、加号或控制字符，不能以 / 结尾。",
                en: "The log's name “\(name)” must not be empty, have spaces, plus signs or control characters, or end in a slash."))
        }
        let databases = try place.databases(creating: true)
        try ArchiveSchema.migrate(databases.records)
        guard try !isComplete(databases.records) else { throw ArchiveError.alreadyThere(place: place.description) }
        // Each step may be done twice, so that what a creation left that was interrupted is gone on with.
        let keys = try KeyRing(databases.keys, master: master, creating: true)
        try databases.records.write { connection in
            if try connection.run("update head set name = $1 where size = 0", [.text(name)]) == 0 {
                guard try connection.first("select id from head") == nil else { throw ArchiveError.alreadyThere(place: place.description) }
                try connection.run(
                    "insert into head (id, name, epoch, size, frontier) values (1, $1, 1, 0, $2)",
                    [.text(name), .bytes(TreeFrontier().encoded)])
            }
        }
        let archive = try Archive(databases, keys: keys, journals: place.journals())
        let first = try Draft(
            .archive, data: ["name": .string(name), "format": .integer(1), "log_key": .string(archive.verifierKey(epoch: 1).description)])
        guard try !archive.append([first], repeatKey: "archive").repeated else { throw ArchiveError.alreadyThere(place: place.description) }
        return archive
    }

    /// Opens an archive.
    ///
    /// - Throws: `ArchiveError.noArchive`, `.wrongMasterKey`, `.noKeyDatabase`, `.serverNotDurable`, `.newer`, `.notDurable`; not where the database is behind: that stops signing only.
    public static func open(_ place: ArchivePlace, master: MasterKey) throws -> Archive {
        let databases = try place.databases(creating: false)
        try ArchiveSchema.migrate(databases.records)
        guard try isComplete(databases.records) else { throw ArchiveError.noArchive(place: place.description) }
        let keys = try KeyRing.opened { try KeyRing(databases.keys, master: master, creating: false) }
        return try Archive(databases, keys: keys, journals: place.journals())
    }

    /// Whether an archive was made to the end: its first entry is there.
    static func isComplete(_ records: any SQLDatabase) throws -> Bool {
        try records.read { try $0.first("select id from head where size > 0") } != nil
    }

    private init(_ databases: ArchiveDatabases, keys: KeyRing, journals: [CheckpointJournal]) throws {
        database = databases.records
        search = databases.search
        self.keys = keys
        self.journals = journals
        guard let row = try database.read({ try $0.first("select name, size from head") }) else { throw ArchiveError.noArchive(place: "head") }
        name = try row.text(0)
        let isNew = try row.integer(1) == 0
        let seed = try KeyRing.opened { try keys.seed("log", creating: isNew) }
        do { signer = try Curve25519.Signing.PrivateKey(rawRepresentation: seed) } catch let error as CryptoKitError {
            throw ArchiveError.damaged(object: "secret log", reason: Damage.words(error))
        }
        if !isNew { try Self.checkSigner(signer, name: name, database) }
        hashing = try KeyRing.opened { try keys.key(for: .archive) }.derived("hashing")
    }

    /// The keys of another archive under the same master key would sign another log, and encrypt what this one's could not read.
    private static func checkSigner(_ signer: Curve25519.Signing.PrivateKey, name: String, _ database: any SQLDatabase) throws {
        guard let row = try database.read({ try $0.first("select leaf from entry where position = 0") }),
            let first = try? Leaf(bytes: row.bytes(0)), let key = first.data["log_key"]?.string, let keyName = NoteKeyName("\(name)/1")
        else { return }
        guard key.utf8.elementsEqual(NoteSigningKey(name: keyName, privateKey: signer).verifierKey.description.utf8) else {
            throw ArchiveError.noKeyDatabase(reason: LocalizedText(zh: "它属于另一个档案", en: "it belongs to another archive"))
        }
    }

    // MARK: - Keys of the log

    /// What checkpoints of an epoch call the log.
    package func origin(epoch: Int64) -> String { "\(name)/\(epoch)" }

    /// The key that verifies the checkpoints of an epoch, as C2SP signed-note writes it.
    public func verifierKey(epoch: Int64) throws -> NoteVerifierKey { try signingKey(epoch: epoch).verifierKey }

    func signingKey(epoch: Int64) throws -> NoteSigningKey {
        guard let name = NoteKeyName(origin(epoch: epoch)) else { throw ArchiveError.damaged(object: "head", reason: Damage.malformed("name")) }
        return NoteSigningKey(name: name, privateKey: signer)
    }
}
