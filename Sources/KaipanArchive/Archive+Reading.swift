import Crypto
import Foundation
import KaipanLog
import KaipanText

extension Archive {
    private static let columns = "entry.position, entry.leaf, entry.body"

    private func stored(_ row: SQLRow) throws -> StoredRecord {
        let position = try row.integer(0), bytes = try row.bytes(1)
        do {
            return StoredRecord(position: position, leaf: try Leaf(bytes: bytes), bytes: bytes, ciphertext: try row.optionalBytes(2))
        } catch let error as CanonicalJSONError {
            throw ArchiveError.damaged(object: "entry \(position)", reason: Damage.words(error))
        }
    }

    /// How many entries the log has.
    public func size() throws -> Int64 { Int64(try database.read { try Head($0).tree.size }) }

    /// The entry at a position.
    /// - Throws: `ArchiveError.noRecord`.
    public func record(at position: Int64) throws -> StoredRecord {
        try database.read { connection in
            guard let row = try connection.first("select \(Self.columns) from entry where position = $1", [.integer(position)]) else {
                throw ArchiveError.noRecord(id: "\(position)")
            }
            return try stored(row)
        }
    }

    /// The newest version of a record.
    /// - Throws: `ArchiveError.noRecord`.
    public func record(_ id: RecordID) throws -> StoredRecord {
        guard let newest = try versions(of: id).last else { throw ArchiveError.noRecord(id: id.description) }
        return newest
    }

    /// All versions of a record, in the order in which they were recorded.
    public func versions(of id: RecordID) throws -> [StoredRecord] {
        try database.read { connection in
            try connection.rows("select \(Self.columns) from entry where id = $1 order by position", [.text(id.description)]).map(stored)
        }
    }

    /// All records of a type, in the order in which they were recorded.
    ///
    /// - Parameter end: only entries before this position, which is what was known then.
    public func records(_ type: RecordType, before end: Int64 = .max) throws -> [StoredRecord] {
        try database.read { connection in
            try connection.rows(
                "select \(Self.columns) from entry where type = $1 and position < $2 order by position", [.text(type.rawValue), .integer(end)]
            ).map(stored)
        }
    }

    /// The records that name another one, in the order in which they were recorded.
    ///
    /// - Parameters:
    ///   - relation: only links of this kind.
    ///   - type: only records of this type.
    public func records(
        linkedTo target: RecordID, _ relation: Relation? = nil, type: RecordType? = nil, before end: Int64 = .max
    ) throws -> [StoredRecord] {
        var condition = "link.target = $1 and link.position < $2"
        var values: [SQLValue] = [.text(target.description), .integer(end)]
        if let relation {
            values.append(.text(relation.rawValue))
            condition += " and link.relation = $\(values.count)"
        }
        if let type {
            values.append(.text(type.rawValue))
            condition += " and entry.type = $\(values.count)"
        }
        return try database.read { connection in
            // Where few records name it, they are looked at one by one; SQLite would rather go through all of the type.
            let named = relation == nil ? "target = $1" : "target = $1 and relation = $2"
            let few = try connection.first(
                "select count(*) from (select 1 as one from link where \(named) limit \(Self.fewLinks + 1)) as named",
                [.text(target.description)] + (relation.map { [.text($0.rawValue)] } ?? []))
            let join = try (few?.integer(0) ?? 0) <= Self.fewLinks ? "link cross join entry" : "link, entry"
            return try connection.rows(
                "select distinct \(Self.columns) from \(join) where entry.position = link.position and \(condition) order by entry.position", values
            ).map(stored)
        }
    }

    /// How many links are worth following one by one.
    private static let fewLinks: Int64 = 1000

    // MARK: - Content

    /// Decrypts what a record hides.
    ///
    /// - Throws: `ArchiveError.damaged` where the ciphertext, the key or the text is not what the leaf commits to.
    public func open(_ record: StoredRecord) throws -> SealedContent {
        guard let seal = record.leaf.seal, let ciphertext = record.ciphertext else { return .none }
        let object = "entry \(record.position) (\(record.leaf.type.rawValue) \(record.leaf.id))"
        guard let key = try keys.key(seal.key) else { return .erased }
        guard Array(SHA256.hash(data: ciphertext)) == seal.digest else { throw ArchiveError.damaged(object: object, reason: Damage.digest) }
        guard key.commitment == seal.keyCommitment else { throw ArchiveError.damaged(object: object, reason: Damage.keyCommitment) }
        let (salt, text) = try opened(ciphertext, key, context(record.leaf.type, record.leaf.id), object)
        guard DataKey.commitment(to: text, salt: salt) == seal.commitment else {
            throw ArchiveError.damaged(object: object, reason: Damage.commitment)
        }
        do { return .open(try CanonicalJSON(parsing: text), salt: salt) } catch {
            throw ArchiveError.damaged(object: object, reason: Damage.words(error))
        }
    }

    func opened(_ ciphertext: [UInt8], _ key: DataKey, _ context: [UInt8], _ object: String) throws -> (salt: [UInt8], text: [UInt8]) {
        do { return try key.open(ciphertext, context: context) } catch is CryptoKitError {
            throw ArchiveError.damaged(object: object, reason: Damage.decryption)
        }
    }

    // MARK: - Utterances

    static let utteranceColumns =
        "id, position, conversation, number, role, kind, speaker, start, finish, time, flags, digest, commitment, body"

    /// What was said in a conversation, in its order; of several transcripts the newest of each utterance.
    public func utterances(of conversation: RecordID) throws -> [StoredUtterance] {
        let rows = try database.read { connection in
            try connection.rows(
                "select \(Self.utteranceColumns) from utterance where conversation = $1 order by number, position",
                [.text(conversation.description)])
        }
        var result: [StoredUtterance] = []
        for row in rows {
            let utterance = try StoredUtterance(row)
            if result.last?.utterance.number == utterance.utterance.number { result.removeLast() }
            result.append(utterance)
        }
        return result
    }

    /// An utterance with its text.
    /// - Returns: nil where its key was destroyed.
    /// - Throws: `ArchiveError.damaged`.
    public func open(_ stored: StoredUtterance) throws -> Utterance? {
        guard let scope = try keys.keys(of: .conversation(stored.conversation)).first, let key = try keys.key(scope) else { return nil }
        return try open(stored, key)
    }

    func open(_ stored: StoredUtterance, _ key: DataKey) throws -> Utterance {
        let object = "utterance \(stored.conversation) \(stored.utterance.number)"
        let (salt, body) = try opened(stored.ciphertext, key, context(stored.conversation, stored.utterance.number), object)
        guard DataKey.commitment(to: body, salt: salt) == stored.commitment else { throw ArchiveError.damaged(object: object, reason: Damage.commitment) }
        guard let value = try? CanonicalJSON(parsing: body), case .object(var object_) = value, case .string(let text) = object_["text"] else {
            throw ArchiveError.damaged(object: object, reason: Damage.noJSON)
        }
        object_["text"] = nil
        var utterance = stored.utterance
        utterance.text = text
        utterance.details = object_
        return utterance
    }
}
