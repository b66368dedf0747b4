import KaipanArchive
import KaipanLog
import KaipanText

/// What the archive holds as passages, for the rules to read.
enum PromisePassages {
    /// What was said in a conversation; what was erased is left out.
    static func conversation(_ id: RecordID, in archive: Archive) throws -> [Passage] {
        let started = try archive.record(id).leaf.data["started"]?.string.flatMap { Timestamp($0) }
        return try archive.utterances(of: id).compactMap { stored in
            guard let utterance = try archive.open(stored), !utterance.text.isEmpty else { return nil }
            let role: Passage.Role =
                switch utterance.role {
                case .seller: .seller
                case .customer: .customer
                case .other: .other
                case .unknown: .unknown
                }
            // A recording tells the day by when it began.
            let time = utterance.time ?? started.map { $0.advanced(by: utterance.start ?? 0) }
            return Passage(
                source: SourceReference(kind: .utterance, record: id.description, part: "\(utterance.number)"), role: role, text: utterance.text, time: time,
                start: utterance.start, end: utterance.end, isDoubtful: utterance.flags.contains(.doubtful))
        }
    }

    /// The clauses of a document, else its text.
    static func document(_ record: StoredRecord, in archive: Archive) throws -> [Passage] {
        guard case .open(let content, _) = try archive.open(record) else { return [] }
        let time = (record.leaf.data["valid_from"]?.string ?? record.leaf.data["published"]?.string).flatMap { Timestamp($0) }
        let isContract = ["contract", "supplement"].contains(record.leaf.data["kind"]?.string ?? "")
        let id = record.leaf.id.description
        let clauses = (content["clauses"]?.array ?? []).compactMap { clause -> Passage? in
            guard let part = clause["id"]?.string, let text = clause["text"]?.string, !text.isEmpty else { return nil }
            return Passage(source: SourceReference(kind: isContract ? .clause : .document, record: id, part: part), role: .seller, text: text, time: time)
        }
        guard clauses.isEmpty, let text = content["text"]?.string, !text.isEmpty else { return clauses }
        return [Passage(source: SourceReference(kind: isContract ? .clause : .document, record: id), role: .seller, text: text, time: time)]
    }
}
