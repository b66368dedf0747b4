import KaipanArchive
import KaipanLog
import KaipanText

/// The records of a package, as of its checkpoint, and which of them are opened.
struct EvidenceCollection {
    private let archive: Archive
    private let selection: EvidenceSelection
    private let size: Int64
    /// By their position in the log.
    private(set) var records: [Int64: StoredRecord] = [:]
    /// Positions of the records that tell who did what with the others.
    private(set) var custody: [Int64] = []
    /// Positions of the records whose content may be opened at all.
    private var chosen: Set<Int64> = []
    /// The numbers of the utterances of a conversation of which some are chosen, of all its transcripts.
    private var numbers: [RecordID: Set<Int>] = [:]

    private static let parts: Set<RecordType> = [.transcript, .gap, .shown, .media, .original, .annotation]
    private static let custodyTypes: Set<RecordType> = [.access, .export, .hold, .holdRelease, .approvalRequest, .erasure, .erased]
    /// What a customer's copy opens, other persons redacted: no conversation's participants, no script, no finding.
    private static let copied: Set<RecordType> = [
        .document, .signing, .unit, .project, .complaint, .acknowledgement, .disclosure, .clause, .gap, .visit,
    ]

    init(_ archive: Archive, _ selection: EvidenceSelection, size: Int64) throws {
        self.archive = archive
        self.selection = selection
        self.size = size
        for id in Set(selection.records).sorted() { add(try versions(of: id)) }
        for id in selection.conversations.keys.sorted() { try add(conversation: id) }
        var told: Set<Int64> = []
        func tell(of id: RecordID) throws {
            for record in try archive.records(linkedTo: id, .subject, before: size) where Self.custodyTypes.contains(record.leaf.type) {
                guard told.insert(record.position).inserted else { continue }
                records[record.position] = record
                // A release is about its hold.
                if record.leaf.type == .hold { try tell(of: record.leaf.id) }
            }
        }
        for id in selection.subjects { try tell(of: id) }
        custody = told.sorted()
    }

    private mutating func add(_ found: [StoredRecord]) {
        for record in found {
            records[record.position] = record
            chosen.insert(record.position)
        }
    }

    private func versions(of id: RecordID) throws -> [StoredRecord] {
        let found = try archive.versions(of: id).filter { $0.position < size }
        guard !found.isEmpty else { throw ArchiveError.noRecord(id: id.description) }
        return found
    }

    private mutating func add(conversation id: RecordID) throws {
        let found = try versions(of: id)
        guard found.contains(where: { $0.leaf.type == .conversation }) else { throw ArchiveError.noRecord(id: id.description) }
        let linked = try archive.records(linkedTo: id, .conversation, before: size).filter { Self.parts.contains($0.leaf.type) }
        add(found + linked)
        if case .numbers(let chosen) = selection.conversations[id] {
            var isErased = false
            for transcript in linked where transcript.leaf.type == .transcript {
                let openings = try archive.openings(of: transcript)
                isErased = isErased || openings == nil
                numbers[id, default: []].formUnion(openings?.map(\.utterance.number) ?? [])
            }
            // What was erased has no numbers any more; its place in the package says so.
            if !isErased { try require(chosen, of: id) }
        }
        // A hole between files is of the import, not of a conversation.
        let imports = Set((found + linked).flatMap(\.leaf.links).filter { $0.relation == .importBatch }.map(\.target))
        for batch in imports.sorted() {
            add(try versions(of: batch))
            add(try archive.records(linkedTo: batch, .importBatch, type: .gap, before: size).filter { Self.conversations(of: $0).isEmpty })
        }
    }

    /// Refuses numbers that no utterance has: whoever names one means another conversation, or counts otherwise.
    private func require(_ chosen: Set<Int>, of id: RecordID) throws {
        let known = numbers[id] ?? [], missing = chosen.subtracting(known).sorted()
        guard !missing.isEmpty else { return }
        let few = missing.prefix(5).map(String.init).joined(separator: ", ") + (missing.count > 5 ? "…" : "")
        guard let last = known.max() else {
            throw ArchiveError.invalid(what: LocalizedText(
                zh: "会话 \(id) 没有话语，不能选第 \(few) 句。", en: "Conversation \(id) has no utterances, so \(few) cannot be chosen."))
        }
        throw ArchiveError.invalid(what: LocalizedText(
            zh: "会话 \(id) 没有第 \(few) 句：截至这个检查点共 \(known.count) 句，编号 0 至 \(last)。",
            en: "Conversation \(id) has no utterance \(few): as of this checkpoint it has \(known.count), numbered 0 to \(last)."))
    }

    // MARK: - What is opened

    static func conversations(of record: StoredRecord) -> [RecordID] {
        record.leaf.links.filter { $0.relation == .conversation }.map(\.target)
    }

    /// Whether an utterance is opened.
    func discloses(_ number: Int, of conversation: RecordID) -> Bool {
        switch selection.conversations[conversation] {
        case .all: true
        case .numbers(let numbers): numbers.contains(number)
        case nil, .some(.none): false
        }
    }

    /// Whether all that was said in a conversation is opened, with nothing redacted.
    private func isWhole(_ conversation: RecordID) -> Bool {
        guard selection.copy == nil else { return false }
        switch selection.conversations[conversation] {
        case .all: return true
        case .numbers(let chosen): return numbers[conversation].map { !$0.isEmpty && $0.isSubset(of: chosen) } ?? false
        case nil, .some(.none): return false
        }
    }

    private func disclosesAnything(of conversation: RecordID) -> Bool {
        numbers[conversation]?.contains { discloses($0, of: conversation) } ?? false
    }

    /// Whether a record's content goes in: nothing that quotes or holds what is not disclosed.
    func opens(_ record: StoredRecord) throws -> Bool {
        guard chosen.contains(record.position) else { return false }
        let conversations = Self.conversations(of: record)
        if let copy = selection.copy {
            if record.leaf.type == .customer { return record.leaf.id == copy.customer }
            guard Self.copied.contains(record.leaf.type), conversations.isEmpty else { return false }
            // A gap of a whole import may name people of other conversations.
            if record.leaf.type == .gap, record.leaf.data["kind"]?.string != "sequence-hole" { return false }
            // What belongs to another customer is not for this one.
            return record.leaf.links.allSatisfy { $0.relation != .customer || $0.target == copy.customer }
        }
        switch record.leaf.type {
        case .conversation: return isWhole(record.leaf.id) || disclosesAnything(of: record.leaf.id)
        case .transcript:
            // Its body may quote what was said in it, and nothing else: a guided signing's has the buyer's words.
            if conversations.allSatisfy(isWhole) { return true }
            guard let own = try archive.openings(of: record), !own.isEmpty else { return false }
            return conversations.allSatisfy { conversation in own.allSatisfy { discloses($0.utterance.number, of: conversation) } }
        case .original where conversations.isEmpty, .gap where conversations.isEmpty && record.leaf.data["kind"]?.string != "sequence-hole":
            // What stands between the conversations of a file, and what could not be read of it, may tell of each of them.
            let batches = record.leaf.links.filter { $0.relation == .importBatch }.map(\.target)
            return try batches.flatMap { try archive.records(linkedTo: $0, .importBatch, type: .conversation, before: size) }
                .allSatisfy { isWhole($0.leaf.id) }
        default:
            guard let number = record.leaf.data["utterance"]?.integer, record.leaf.type != .original else {
                return conversations.allSatisfy(isWhole)
            }
            return conversations.allSatisfy { discloses(Int(number), of: $0) }
        }
    }
}
