import KaipanLog
import KaipanText

extension Archive {
    /// What was said in a conversation with its words, in its order; of several transcripts the newest of each utterance.
    ///
    /// - Parameter end: only transcripts before this position, which is what was known then.
    /// - Returns: without its words where the key was destroyed.
    /// - Throws: `ArchiveError.damaged`.
    /// - Complexity: O(n); the conversation's key is read once.
    public func spoken(in conversation: RecordID, before end: Int64 = .max) throws -> [(stored: StoredUtterance, words: Utterance?)] {
        let rows = try database.read { connection in
            try connection.rows(
                "select \(Self.utteranceColumns) from utterance where conversation = $1 and position < $2 order by number, position",
                [.text(conversation.description), .integer(end)])
        }
        var newest: [StoredUtterance] = []
        for row in rows {
            let stored = try StoredUtterance(row)
            if newest.last?.utterance.number == stored.utterance.number { newest.removeLast() }
            newest.append(stored)
        }
        guard let scope = try keys.keys(of: .conversation(conversation)).first, let key = try keys.key(scope) else {
            return newest.map { ($0, nil) }
        }
        return try newest.map { ($0, try open($0, key)) }
    }

    /// The first records of a type from a place in the log on.
    ///
    /// - Parameters:
    ///   - start: the lowest position.
    ///   - limit: how many at most.
    public func records(_ type: RecordType, from start: Int64, limit: Int) throws -> [StoredRecord] {
        let positions = try database.read { connection in
            try connection.rows(
                "select position from entry where type = $1 and position >= $2 order by position limit $3",
                [.text(type.rawValue), .integer(start), .integer(Int64(limit))]
            ).map { try $0.integer(0) }
        }
        return try positions.map { try record(at: $0) }
    }

    /// The first time stamps that were recorded from a place in the log on.
    public func timeStamps(from start: Int64, limit: Int) throws -> [StoredTimeStamp] {
        try records(.timeStamp, from: start, limit: limit).map { try StoredTimeStamp($0, in: self) }
    }

    /// The first cosignatures that were recorded from a place in the log on.
    public func cosignatures(from start: Int64, limit: Int) throws -> [StoredCosignature] {
        try records(.cosignature, from: start, limit: limit).map(StoredCosignature.init)
    }
}
