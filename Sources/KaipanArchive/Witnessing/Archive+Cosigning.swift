import KaipanLog
import KaipanText

extension Archive {
    /// Has a witness cosign the newest checkpoint, and keeps the signature as a record: from then on the witness refuses every other history.
    ///
    /// - Parameters:
    ///   - client: of the witness.
    ///   - key: of the witness, as it published it.
    ///   - member: who asks for it; nil for the archive itself.
    /// - Throws: `CosigningError`, `.behind` and `.forked` where the log is not the one that the witness knows.
    /// - Complexity: O(log n) nodes are read.
    public func cosign(by client: WitnessClient, key: NoteVerifierKey, as member: MemberKey? = nil) async throws -> StoredCosignature {
        guard key.algorithm == .cosignature else { throw CosigningError.notAWitness(key: key.vkey) }
        let witness = key.name.description
        var newest = try newestCheckpoint()
        // The last size that this archive has a signature for; the witness may know a later one.
        var known = try cosignatures().last { key.made($0.signature) && $0.epoch == newest.epoch }?.size ?? 0
        for isLast in [false, true] {
            let size = newest.size
            let checkpoint = try SignedCheckpoint.open(newest.note, key: verifierKey(epoch: newest.epoch), origin: origin(epoch: newest.epoch))
            let proof = try database.read { try StoredNodes(connection: $0).consistencyProof(from: Int(known), to: Int(size)) }
            switch try await client.add(AddCheckpointRequest(oldSize: Int(known), proof: proof.path, checkpoint: checkpoint)) {
            case .cosigned(let signatures):
                guard let signature = signatures.first(where: { key.verifies($0, of: checkpoint.checkpoint.text) }) else {
                    throw CosigningError.unsigned(witness: witness)
                }
                let receipt = try append([StoredCosignature.draft(signature, size: size, epoch: newest.epoch)], by: member)
                return try StoredCosignature(record(at: receipt.positions.lowerBound))
            case .conflict(let seen):
                let seen = Int64(seen)
                // The size it was asked with, and yet a conflict: it knows another tree of the same size.
                if seen == known { throw CosigningError.forked(witness: witness, size: size, seen: seen) }
                // Another process may have added entries, and had them cosigned, since.
                newest = try newestCheckpoint()
                guard seen <= newest.size else { throw CosigningError.behind(witness: witness, size: newest.size, seen: seen) }
                if isLast { throw CosigningError.busy(witness: witness) }
                known = seen
            case .inconsistent: throw CosigningError.forked(witness: witness, size: size, seen: known)
            case .unknownLog: throw CosigningError.unknownLog(witness: witness, key: try verifierKey(epoch: newest.epoch).vkey)
            case .forbidden: throw CosigningError.otherKey(witness: witness, key: try verifierKey(epoch: newest.epoch).vkey)
            case .badRequest(let reason): throw CosigningError.refused(witness: witness, reason: reason)
            }
        }
        throw CosigningError.busy(witness: witness)
    }

    /// The cosignatures, in the order in which they were recorded.
    public func cosignatures() throws -> [StoredCosignature] { try records(.cosignature).map(StoredCosignature.init) }
}
