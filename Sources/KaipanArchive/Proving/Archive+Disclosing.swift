import KaipanLog

extension Archive {
    /// Opens one utterance with all that proves it.
    ///
    /// - Parameters:
    ///   - number: in its conversation, from 0; of several transcripts the newest counts.
    ///   - size: of the checkpoint that it is proved under; nil for the newest.
    /// - Returns: nil where the conversation was erased.
    /// - Throws: `ArchiveError.noRecord`, `.damaged`.
    /// - Complexity: O(n) in the utterances of the transcript.
    public func disclose(utterance number: Int, of conversation: RecordID, size: Int64? = nil) throws -> UtteranceDisclosure? {
        let position = try database.read { connection in
            try connection.first(
                "select position from utterance where conversation = $1 and number = $2 order by position desc limit 1",
                [.text(conversation.description), .integer(number)])?.integer(0)
        }
        guard let position else { throw ArchiveError.noRecord(id: "\(conversation) \(number)") }
        let proved = try proof(of: position, size: size)
        let transcript = try Leaf(bytes: proved.entry)
        let name = "utterance \(conversation) \(number)"
        guard let seal = transcript.seal else { throw ArchiveError.damaged(object: name, reason: Damage.malformed("transcript")) }
        guard let key = try keys.key(seal.key) else { return nil }

        var tree = MerkleTree(), found: (index: Int, stored: StoredUtterance)?
        let rows = try database.read { connection in
            try connection.rows("select \(Self.utteranceColumns) from utterance where position = $1 order by number", [.integer(position)])
        }
        for (index, row) in rows.enumerated() {
            let stored = try StoredUtterance(row)
            tree.append(MerkleTree.leafHash(try stored.leaf()))
            if stored.utterance.number == number { found = (index, stored) }
        }
        guard let (index, stored) = found, transcript.data["utterances_root"]?.string == tree.root.hex else {
            throw ArchiveError.damaged(object: name, reason: Damage.utteranceRoot)
        }
        let (salt, body) = try opened(stored.ciphertext, key, context(conversation, number), name)
        guard DataKey.commitment(to: body, salt: salt) == stored.commitment else { throw ArchiveError.damaged(object: name, reason: Damage.commitment) }
        return UtteranceDisclosure(
            body: body, salt: salt, leaf: try stored.leaf(), inclusion: try tree.inclusionProof(index: index, size: tree.size),
            entry: proved.entry, proof: proved.proof)
    }
}

extension ArchiveSession {
    /// Opens one utterance with all that proves it, after the export is in the log.
    ///
    /// - Throws: `ArchiveError.notAllowed`, `.noPurpose`, `.noRecord`, `.damaged`.
    public func disclose(utterance number: Int, of conversation: RecordID) throws -> UtteranceDisclosure? {
        try allow(.export, on: [conversation])
        return try archive.disclose(utterance: number, of: conversation)
    }
}
