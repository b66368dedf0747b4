import KaipanLog

extension Archive {
    /// The newest checkpoint, a signed note.
    public func newestCheckpoint() throws -> String {
        try database.read { connection in
            guard let row = try connection.first("select note from checkpoint order by epoch desc, size desc limit 1") else {
                throw ArchiveError.damaged(object: "checkpoint", reason: "missing")
            }
            return try row.text(0)
        }
    }

    /// The proof that an entry is in the log of some size (RFC 6962, section 2.1.1); O(log n) nodes are read.
    ///
    /// - Parameters:
    ///   - position: of the entry, from 0.
    ///   - size: of the log, in entries, as a checkpoint says it.
    /// - Throws: `ProofError.index`; `ArchiveError.damaged` where a node is missing.
    public func inclusionProof(of position: Int64, size: Int64) throws -> InclusionProof {
        try database.read { try StoredNodes(connection: $0).inclusionProof(index: Int(position), size: Int(size)) }
    }

    /// The proof that the log of one size is the beginning of the log of another (RFC 6962, section 2.1.2); O(log n) nodes are read.
    ///
    /// - Throws: `ProofError.sizes`; `ArchiveError.damaged` where a node is missing.
    public func consistencyProof(from old: Int64, to size: Int64) throws -> ConsistencyProof {
        try database.read { try StoredNodes(connection: $0).consistencyProof(from: Int(old), to: Int(size)) }
    }
}
