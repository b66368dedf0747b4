import KaipanLog
import KaipanText

extension Archive {
    /// Opens the long object of a record.
    ///
    /// - Throws: `ArchiveError.damaged` where header, key and leaf do not belong together.
    public func media(_ record: StoredRecord) throws -> MediaContent {
        guard let seal = record.leaf.seal, record.ciphertext == nil else { return .none }
        guard let key = try keys.key(seal.key) else { return .erased }
        return .open(try MediaReader(self, record, seal, key))
    }

    /// A row of a long object, or a part of it.
    ///
    /// - Throws: `ArchiveError.damaged` where there is no such row, or it ends before the range.
    package func chunkBytes(of id: RecordID, row: Int64, _ range: Range<Int>? = nil) throws -> [UInt8] {
        let found = try database.read { connection in
            // The same words for both engines: PostgreSQL takes places in bytes as 32-bit numbers only.
            let column = range == nil ? "bytes" : "substr(bytes, cast($3 as integer), cast($4 as integer))"
            let place: [SQLValue] = range.map { [.integer($0.lowerBound + 1), .integer($0.count)] } ?? []
            return try connection.first(
                "select \(column) from chunk where object = $1 and number = $2", [.text(id.description), .integer(row)] + place)
        }
        guard let bytes = try found?.bytes(0) else { throw ArchiveError.damaged(object: "chunk \(id) \(row)", reason: Damage.missing) }
        if let range, bytes.count != range.count { throw ArchiveError.damaged(object: "chunk \(id) \(row)", reason: Damage.length(bytes.count)) }
        return bytes
    }
}

extension ArchiveSession {
    /// Adds a recording, a picture or another long file to a conversation.
    ///
    /// - Parameters:
    ///   - path: of the file.
    ///   - kind: such as `recording`, `image`, `video`, `file`.
    ///   - utterance: that it came with; nil where it is of the whole conversation.
    ///   - alignment: of a recording, with the conversation's times.
    /// - Returns: the record's id.
    /// - Throws: `ArchiveError.notAllowed`, `.store` where the file can't be read.
    @discardableResult
    public func addMedia(
        _ path: String, to conversation: RecordID, kind: String, utterance: Int? = nil, alignment: MediaAlignment? = nil
    ) throws -> RecordID {
        try require(.record, on: [conversation])
        guard try archive.record(conversation).leaf.type == .conversation else { throw ArchiveError.noRecord(id: conversation.description) }
        var data: CanonicalObject = ["kind": .string(kind)]
        data["utterance"] = utterance.map { .integer(Int64($0)) }
        alignment?.write(to: &data)
        var draft = Draft(.media, links: [Link(.conversation, conversation)], data: data)
        draft.staged = try archive.stage(file: path, as: draft.id, under: .conversation(conversation))
        try append([draft])
        return draft.id
    }

    /// Opens the long object of a record, after the reading is in the log; reviewers get none.
    ///
    /// - Throws: `ArchiveError.notAllowed`, `.noPurpose`, `.damaged`.
    public func media(_ id: RecordID) throws -> MediaContent {
        try require(.read, on: [id])
        // A voice and a picture tell more than can be redacted.
        try requireWhole(.read, on: [id])
        try allow(.read, on: [id])
        return try archive.media(archive.record(id))
    }
}
