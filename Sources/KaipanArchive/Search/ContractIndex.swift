import Crypto
import KaipanText

/// Finds the signing of a contract number without opening them all.
///
/// Each number is folded, and hashed under a key of the index's own. What it gives is verified against the decrypted record; it lies beside the index
/// of what was said and can be built again like it.
struct ContractIndex: Sendable {
    private let archive: Archive
    private let database: any SQLDatabase
    private let key: SymmetricKey

    init(_ archive: Archive) {
        self.archive = archive
        database = archive.search
        key = HKDF<SHA256>.expand(pseudoRandomKey: archive.hashing, info: Array("kaipan contract index 3".utf8), outputByteCount: 32)
    }

    private static let statements = [
        LogAnchor.statement,
        "create table if not exists bare_contract \(columns)",
        "create table if not exists bare_contract_state (id {integer} primary key not null check (id = 1), entries {integer} not null){strict}",
    ]
    private static let columns = "(hash {bytes} not null, signing text not null, position {integer} not null, primary key (hash, signing)){strict-key}"

    /// Where earlier programs hash numbers as they are written, or folded less; they may still be in use beside this one.
    private static let earlier = ["contract", "folded_contract"]

    private func hash(_ number: String) -> SQLValue {
        .bytes(Array(HMAC<SHA256>.authenticationCode(for: Array(ContractNumber(number).key.utf8), using: key)))
    }

    /// The signings that had a contract number in one of their versions, however it was written.
    ///
    /// - Complexity: O(n) in the signings since the last time.
    func signings(of number: String) throws -> [RecordID] {
        try catchUp()
        return try database.read { connection in
            try connection.rows("select signing from bare_contract where hash = $1 order by position", [hash(number)]).compactMap { RecordID(try $0.text(0)) }
        }
    }

    /// Takes the signings of a customer out, whose content is erased.
    func forget(customer: RecordID) throws {
        let signings = Set(try archive.records(linkedTo: customer, .customer, type: .signing).map(\.leaf.id))
        guard !signings.isEmpty else { return }
        try database.write { connection in
            try make(connection)
            for table in Self.earlier { try connection.run(database.dialect.spelled("create table if not exists \(table) \(Self.columns)")) }
            for signing in signings {
                for table in ["bare_contract"] + Self.earlier { try connection.run("delete from \(table) where signing = $1", [.text(signing.description)]) }
            }
        }
    }

    private func make(_ connection: any SQLConnection) throws {
        for statement in Self.statements { try connection.run(database.dialect.spelled(statement)) }
    }

    private func catchUp() throws {
        let size = try archive.size()
        let done = try database.write { connection -> Int64 in
            try make(connection)
            let (entries, last) = try Self.state(connection)
            // The log that the index was built from may have lost its end to an old backup.
            guard try archive.database.read({ try LogAnchor.leaf(of: entries, $0) }) == last else {
                try connection.run("delete from bare_contract")
                return 0
            }
            return entries
        }
        guard done < size else { return }
        var rows: [[SQLValue]] = []
        for record in try archive.records(.signing, from: done, limit: Int(Int32.max)) where record.position < size {
            guard case .open(let body, _) = try archive.open(record), let number = body["contract_number"]?.string else { continue }
            rows.append([hash(number), .text(record.leaf.id.description), .integer(record.position)])
        }
        try database.write { connection in
            if !rows.isEmpty { try connection.insert(into: "bare_contract", ["hash", "signing", "position"], rows, replacing: ["hash", "signing"]) }
            try write(size, connection)
        }
    }

    private func write(_ entries: Int64, _ connection: any SQLConnection) throws {
        try connection.insert(into: "bare_contract_state", ["id", "entries"], [[.integer(1), .integer(entries)]], replacing: ["id"])
        try LogAnchor.write(archive.database.read { try LogAnchor.leaf(of: entries, $0) } ?? [], Self.anchor, connection)
    }

    private static let anchor = "bare_contract"

    /// How many entries the index knows, and the last of them.
    private static func state(_ connection: any SQLConnection) throws -> (entries: Int64, last: [UInt8]?) {
        let entries = try connection.first("select entries from bare_contract_state where id = 1")?.integer(0) ?? 0
        return (entries, entries == 0 ? [] : try LogAnchor.read(anchor, connection))
    }

    /// Builds the index again from the records.
    func rebuild() throws {
        try database.write { connection in
            try make(connection)
            try connection.run("delete from bare_contract")
            try write(0, connection)
        }
        try catchUp()
    }

    /// Compares the index with what building it now would give.
    ///
    /// Where there is none, or one of another log, the next search builds it anew, and there is nothing to compare.
    /// - Parameter report: called with a signing of which a contract number is missing or too many.
    func verify(_ report: (_ signing: String, _ isMissing: Bool) -> Void) throws {
        // Without its tables nobody has searched for a contract yet.
        guard let (entries, last) = try? database.read({ try Self.state($0) }),
            try archive.database.read({ try LogAnchor.leaf(of: entries, $0) }) == last
        else { return }
        var expected: Set<[SQLValue]> = []
        for record in try archive.records(.signing, before: entries) {
            guard case .open(let body, _)? = try? archive.open(record), let number = body["contract_number"]?.string else { continue }
            expected.insert([hash(number), .text(record.leaf.id.description)])
        }
        let found = Set(try database.read { try $0.rows("select hash, signing from bare_contract").map(\.values) })
        for (rows, isMissing) in [(expected.subtracting(found), true), (found.subtracting(expected), false)] {
            for row in rows { if case .text(let signing) = row[1] { report(signing, isMissing) } }
        }
    }
}

extension Archive {
    var contractIndex: ContractIndex { ContractIndex(self) }

    /// The signings of a contract number, newest known version of each, in the order of the log.
    ///
    /// Case, width, white space and signs make no difference, but the finest spelling that any of them agrees in leaves the others out: where
    /// HT-12 3 and HT-1 23 are there, HT123 means both of them, and ht-12 3 the first.
    ///
    /// - Parameter end: only what stands before this place in the log.
    public func signings(contract number: String, before end: Int64 = .max) throws -> [StoredRecord] {
        let wanted = ContractNumber(number)
        guard !wanted.key.isEmpty else { return [] }
        var seen: Set<RecordID> = [], found: [(record: StoredRecord, closeness: Int)] = []
        for id in try contractIndex.signings(of: number) where seen.insert(id).inserted {
            guard let newest = try versions(of: id).last(where: { $0.position < end }), let own = try contractNumber(of: newest),
                let closeness = ContractNumber(own).closeness(to: wanted)
            else { continue }
            found.append((newest, closeness))
        }
        let finest = found.map(\.closeness).min()
        return found.filter { $0.closeness == finest }.map(\.record)
    }

    /// The contract number of a signing, as it was recorded; nil where there is none, or its content was erased.
    public func contractNumber(of signing: StoredRecord) throws -> String? {
        guard case .open(let body, _) = try open(signing) else { return nil }
        return body["contract_number"]?.string
    }

    /// Signings as candidates of an ambiguous name: id, type and when it was, which are open. The numbers are content.
    public func candidates(_ signings: [StoredRecord]) -> [String] {
        signings.map { "\($0.leaf.id) \($0.leaf.type.rawValue)\($0.leaf.data["time"]?.string.flatMap { Timestamp($0) }.map { " \($0.inChina)" } ?? "")" }
    }

    /// The one signing of a contract number.
    /// - Throws: `ArchiveError.noRecord`, `.ambiguous`.
    public func signing(contract number: String) throws -> StoredRecord {
        let found = try signings(contract: number)
        guard let only = found.first else { throw ArchiveError.noRecord(id: number) }
        guard found.count == 1 else { throw ArchiveError.ambiguous(text: number, candidates: candidates(found), isCut: false) }
        return only
    }
}
