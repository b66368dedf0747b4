import KaipanArchive
import KaipanLog
import KaipanText

/// Reads records and their content once each, and remembers which a scene rests on.
struct SceneCollector {
    let archive: Archive
    /// Only what stands before this place in the log is known.
    let horizon: Int64
    /// Newest known version of each record that was looked at.
    private(set) var records: [RecordID: StoredRecord] = [:]
    private var contents: [RecordID: SealedContent] = [:]
    private var names: [RecordID: String] = [:]
    private var missing: Set<RecordID> = []

    init(_ archive: Archive, horizon: Int64) {
        self.archive = archive
        self.horizon = horizon
    }

    /// The newest known version of a record; nil where there is none.
    mutating func record(_ id: RecordID) throws -> StoredRecord? {
        if let known = records[id] { return known }
        guard !missing.contains(id), let newest = try archive.versions(of: id).last(where: { $0.position < horizon }) else {
            missing.insert(id)
            return nil
        }
        records[id] = newest
        return newest
    }

    /// Forgets the records that a scene does not rest on after all.
    mutating func keepOnly(where isKept: (StoredRecord) -> Bool) { records = records.filter { isKept($0.value) } }

    /// Takes a record that was read otherwise.
    mutating func keep(_ record: StoredRecord) { records[record.leaf.id] = record }

    /// The records that name another one, newest known version of each, in the order of the log.
    mutating func linked(to target: RecordID, _ relation: Relation, _ type: RecordType) throws -> [StoredRecord] {
        var seen: Set<RecordID> = [], found: [StoredRecord] = []
        for old in try archive.records(linkedTo: target, relation, type: type, before: horizon) where seen.insert(old.leaf.id).inserted {
            guard let newest = try record(old.leaf.id), newest.leaf.links.contains(Link(relation, target)) else { continue }
            found.append(newest)
        }
        return found
    }

    /// What a record hides; nil where it hides nothing, or where it was erased.
    mutating func content(_ record: StoredRecord) throws -> CanonicalObject? {
        guard case .open(let body, _) = try sealed(record) else { return nil }
        return body.object
    }

    mutating func isErased(_ record: StoredRecord) throws -> Bool { try sealed(record) == .erased }

    private mutating func sealed(_ record: StoredRecord) throws -> SealedContent {
        if let known = contents[record.leaf.id] { return known }
        let content = try archive.open(record)
        contents[record.leaf.id] = content
        return content
    }

    /// The name that a member had by then.
    mutating func name(of member: RecordID?) throws -> String? {
        guard let member else { return nil }
        if let known = names[member] { return known }
        let name = try archive.name(of: member, before: horizon) ?? member.description
        names[member] = name
        return name
    }

    func source(_ record: StoredRecord, utterance: Int? = nil, clause: String? = nil) -> SceneSource {
        SceneSource(
            record: record.leaf.id.description, type: record.leaf.type.rawValue, position: record.position, utterance: utterance, clause: clause)
    }
}

extension Leaf {
    /// The records that it names in one relation.
    func named(_ relation: Relation) -> [RecordID] { links.filter { $0.relation == relation }.map(\.target) }

    func moment(_ name: String) -> Timestamp? { data[name]?.string.flatMap { Timestamp($0) } }
}

extension CanonicalObject {
    func text(_ name: String) -> String? { self[name]?.string }
    func texts(_ name: String) -> [String] { self[name]?.array?.compactMap(\.string) ?? [] }
}
