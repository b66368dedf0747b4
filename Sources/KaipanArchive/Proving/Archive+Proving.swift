import KaipanLog
import KaipanText

extension Archive {
    /// The newest checkpoint, or the first that covers a number of entries, of whatever epoch.
    ///
    /// - Parameter size: how many entries it has to cover; nil for all.
    /// - Throws: `ArchiveError.noRecord` where there are not as many, `.damaged` where the signature does not hold.
    public func checkpoint(atLeast size: Int64? = nil) throws -> SignedCheckpoint {
        try database.read { connection in
            let row =
                if let size {
                    try connection.first("select epoch, size, note from checkpoint where size >= $1 order by size, epoch limit 1", [.integer(size)])
                } else {
                    try connection.first("select epoch, size, note from checkpoint order by epoch desc, size desc limit 1")
                }
            return try checkpoint(row, size)
        }
    }

    /// The checkpoint over exactly so many entries.
    ///
    /// - Parameter epoch: nil for the newest that has one.
    /// - Throws: `ArchiveError.noRecord` where none was signed over so many, `.damaged` where the signature does not hold.
    public func checkpoint(over size: Int64, epoch: Int64? = nil) throws -> SignedCheckpoint {
        try database.read { connection in
            let row =
                if let epoch {
                    try connection.first("select epoch, size, note from checkpoint where size = $1 and epoch = $2", [.integer(size), .integer(epoch)])
                } else {
                    try connection.first("select epoch, size, note from checkpoint where size = $1 order by epoch desc limit 1", [.integer(size)])
                }
            return try checkpoint(row, size)
        }
    }

    private func checkpoint(_ row: SQLRow?, _ size: Int64?) throws -> SignedCheckpoint {
        guard let row else { throw ArchiveError.noRecord(id: "checkpoint" + (size.map { " \($0)" } ?? "")) }
        let epoch = try row.integer(0), found = try row.integer(1)
        do {
            let signed = try SignedCheckpoint.open(Array(row.text(2).utf8), key: verifierKey(epoch: epoch), origin: origin(epoch: epoch))
            guard Int64(signed.checkpoint.size) == found else { throw ArchiveError.damaged(object: "checkpoint \(found)", reason: Damage.differs("size")) }
            return signed
        } catch let error as CheckpointError {
            throw ArchiveError.damaged(object: "checkpoint \(found)", reason: error.message)
        }
    }

    /// Proves that the log has an entry.
    ///
    /// - Parameters:
    ///   - position: of the entry, from 0.
    ///   - size: of the checkpoint that it is proved under; nil for the newest.
    /// - Throws: `ArchiveError.noRecord` where there is no such entry or checkpoint; `.damaged` where the proof would not hold.
    /// - Complexity: O(log n).
    public func proof(of position: Int64, size: Int64? = nil) throws -> EntryProof {
        let record = try record(at: position)
        let signed = try size.map { try checkpoint(over: $0) } ?? checkpoint()
        guard position < Int64(signed.checkpoint.size) else { throw ArchiveError.noRecord(id: "checkpoint ≥ \(position + 1)") }
        let inclusion = try database.read { connection in
            try StoredNodes(connection: connection).inclusionProof(index: Int(position), size: signed.checkpoint.size)
        }
        do {
            try inclusion.verify(leaf: MerkleTree.leafHash(record.bytes), root: signed.checkpoint.root)
        } catch {
            // Better no proof than one that fails in court.
            throw ArchiveError.damaged(object: "entry \(position)", reason: error.message)
        }
        return EntryProof(entry: record.bytes, proof: try TlogProof(inclusion: inclusion, checkpoint: signed))
    }

    /// Whether the log has each of some records as they are, under a checkpoint whose signature was verified.
    ///
    /// - Complexity: O(m log n) for m records.
    public func has(_ records: [StoredRecord], under checkpoint: Checkpoint) throws -> [Bool] {
        try database.read { connection in
            let nodes = StoredNodes(connection: connection)
            return try records.map { record in
                guard record.position < Int64(checkpoint.size) else { return false }
                let proof = try nodes.inclusionProof(index: Int(record.position), size: checkpoint.size)
                do { try proof.verify(leaf: MerkleTree.leafHash(record.bytes), root: checkpoint.root) } catch { return false }
                return true
            }
        }
    }

    /// Proves that the log of one size is the beginning of the log of another.
    ///
    /// - Parameters:
    ///   - old: the smaller number of entries.
    ///   - new: the larger one; nil for all.
    /// - Throws: `ProofError.sizes` where they are the wrong way round; `ArchiveError.noRecord` where there are not as many entries.
    public func consistency(from old: Int64, to new: Int64? = nil) throws -> ConsistencyProof {
        try database.read { connection in
            let size = try Head(connection).tree.size
            let new = new.map(Int.init) ?? size
            guard new <= size else { throw ArchiveError.noRecord(id: "\(new - 1)") }
            return try StoredNodes(connection: connection).consistencyProof(from: Int(old), to: new)
        }
    }

    /// Which log a verifier has to believe: that of one epoch, without witnesses.
    ///
    /// - Parameter epoch: nil for the newest.
    public func trustPolicy(epoch: Int64? = nil) throws -> TrustPolicy {
        let epoch = try epoch ?? self.epoch()
        return try TrustPolicy(logs: [.init(key: verifierKey(epoch: epoch))], quorum: .none)
    }

    /// The epoch that is signed in now, from 1.
    public func epoch() throws -> Int64 { try database.read { try Head($0).epoch } }
}
