import KaipanLog

extension Archive {
    /// Opens all utterances of a transcript, each with what proves it under the root in the transcript's entry.
    ///
    /// Whoever hands them on decides which; the hash of an entry tells nothing, because the commitment in it is salted.
    ///
    /// - Parameter transcript: the record.
    /// - Returns: in the order of the transcript's tree; nil where the conversation was erased.
    /// - Throws: `ArchiveError.damaged` where they are not what the entry commits to.
    /// - Complexity: O(n) in the utterances.
    public func openings(of transcript: StoredRecord) throws -> [UtteranceOpening]? {
        let name = "transcript \(transcript.leaf.id)"
        guard transcript.leaf.type == .transcript, let seal = transcript.leaf.seal else { throw ArchiveError.damaged(object: name, reason: Damage.malformed("seal")) }
        guard let key = try keys.key(seal.key) else { return nil }
        let rows = try database.read { connection in
            try connection.rows(
                "select \(Self.utteranceColumns) from utterance where position = $1 order by number", [.integer(transcript.position)])
        }
        var tree = TreeFrontier(), openings: [UtteranceOpening] = []
        for row in rows {
            let stored = try StoredUtterance(row), leaf = try stored.leaf()
            tree.append(MerkleTree.leafHash(leaf))
            let (salt, body) = try opened(stored.ciphertext, key, context(stored.conversation, stored.utterance.number), name)
            openings.append(UtteranceOpening(utterance: try open(stored, key), leaf: leaf, body: body, salt: salt))
        }
        // A transcript without utterances names no root.
        guard openings.isEmpty || transcript.leaf.data["utterances_root"]?.string == tree.root.hex else {
            throw ArchiveError.damaged(object: name, reason: Damage.utteranceRoot)
        }
        return openings
    }
}
