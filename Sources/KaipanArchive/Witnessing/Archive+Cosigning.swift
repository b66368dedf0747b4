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
        try await cosign(by: [(client, key)], as: member)[0].get()
    }

    /// Has several witnesses cosign the newest checkpoint, the same for all, so that a quorum of them can stand under one proof.
    ///
    /// - Parameter witnesses: one at least, with their keys.
    /// - Returns: for each witness the record of its signature, or why there is none: a `CosigningError`. Those there are are kept.
    /// - Throws: where the database cannot be read or written.
    public func cosign(
        by witnesses: [(client: WitnessClient, key: NoteVerifierKey)], as member: MemberKey? = nil
    ) async throws -> [Result<StoredCosignature, CosigningError>] {
        let newest = try signedHead()
        var results: [Result<RecordID, CosigningError>] = [], drafts: [Draft] = []
        for (client, key) in witnesses {
            do throws(CosigningError) {
                let signature = try await signature(of: newest, by: client, key)
                let draft = StoredCosignature.draft(signature, size: newest.size, epoch: newest.epoch)
                drafts.append(draft)
                results.append(.success(draft.id))
            } catch {
                results.append(.failure(error))
            }
        }
        if !drafts.isEmpty { try append(drafts, by: member) }
        let stored = try cosignatures()
        return results.map { result in result.map { id in stored.last { $0.id == id }! } }
    }

    private func signature(
        of newest: (size: Int64, epoch: Int64, signed: SignedCheckpoint), by client: WitnessClient, _ key: NoteVerifierKey
    ) async throws(CosigningError) -> NoteSignature {
        guard key.algorithm == .cosignature else { throw .notAWitness(key: key.vkey) }
        let witness = key.name.description, size = newest.size
        // The last size that this archive has a signature for; the witness may know a later one.
        var known = try reading { try cosignatures().last { key.made($0.signature) && $0.epoch == newest.epoch }?.size ?? 0 }
        for isLast in [false, true] {
            let from = known
            let proof = try reading { try consistency(from: from, to: size) }
            switch try await client.add(AddCheckpointRequest(oldSize: Int(known), proof: proof.path, checkpoint: newest.signed)) {
            case .cosigned(let signatures):
                guard let signature = signatures.first(where: { key.verifies($0, of: newest.signed.checkpoint.text) }) else {
                    throw .unsigned(witness: witness)
                }
                return signature
            case .conflict(let seen):
                let seen = Int64(seen)
                // The size it was asked with, and yet a conflict: it knows another tree of the same size.
                if seen == known { throw .forked(witness: witness, size: size, seen: seen) }
                if seen > size {
                    // Another process may have added entries, and had them cosigned, since.
                    let now = try reading { try signedHead().size }
                    throw seen > now ? .behind(witness: witness, size: now, seen: seen) : .busy(witness: witness)
                }
                if isLast { throw .busy(witness: witness) }
                known = seen
            case .inconsistent: throw .forked(witness: witness, size: size, seen: known)
            case .unknownLog: throw .unknownLog(witness: witness, key: try reading { try verifierKey(epoch: newest.epoch).vkey })
            case .forbidden: throw .otherKey(witness: witness, key: try reading { try verifierKey(epoch: newest.epoch).vkey })
            case .badRequest(let reason): throw .refused(witness: witness, reason: reason)
            }
        }
        throw .busy(witness: witness)
    }

    /// The archive's own errors, which the caller cannot tell from a witness's otherwise.
    private func reading<Value>(_ body: () throws -> Value) throws(CosigningError) -> Value {
        do { return try body() } catch let error as ArchiveError { throw .archive(error) } catch { throw .archive(.store(reason: "\(error)")) }
    }

    /// The cosignatures, in the order in which they were recorded.
    public func cosignatures() throws -> [StoredCosignature] { try records(.cosignature).map(StoredCosignature.init) }

    /// The newest checkpoint that a witness cosigned, with every signature there is of it.
    ///
    /// - Parameter size: how many entries it has to cover at least.
    /// - Throws: `ArchiveError.notYet` where there is none.
    public func cosignedCheckpoint(atLeast size: Int64 = 0) throws -> SignedCheckpoint {
        let all = try cosignatures()
        guard let newest = all.last(where: { $0.size >= size }) else {
            throw ArchiveError.notYet(reason: LocalizedText(
                zh: "还没有见证人会签过覆盖第 \(size) 条的检查点。请先运行 kaipan archive witness cosign。",
                en: "No witness has cosigned a checkpoint over \(size) entries yet. Run kaipan archive witness cosign first."))
        }
        let row = try database.read { connection in
            try connection.first("select note from checkpoint where size = $1 and epoch = $2", [.integer(newest.size), .integer(newest.epoch)])
        }
        guard let row else { throw ArchiveError.damaged(object: "checkpoint \(newest.size) of epoch \(newest.epoch)", reason: Damage.missing) }
        let signed = try SignedCheckpoint.open(
            Array(row.text(0).utf8), key: verifierKey(epoch: newest.epoch), origin: origin(epoch: newest.epoch))
        // A witness that signed twice is asked for its last word.
        var signatures: [NoteSignature] = []
        for stored in all.reversed() where stored.size == newest.size && stored.epoch == newest.epoch {
            let isKnown = signatures.contains { $0.name == stored.signature.name && $0.keyID == stored.signature.keyID }
            if !isKnown { signatures.append(stored.signature) }
        }
        return try signed.adding(signatures)
    }

    /// Proves that the log has an entry, under the newest checkpoint that a witness cosigned.
    ///
    /// - Parameter position: of the entry, from 0.
    /// - Throws: `ArchiveError.notYet` where no witness cosigned the entry; as `proof`.
    public func cosignedProof(of position: Int64) throws -> EntryProof {
        let signed = try cosignedCheckpoint(atLeast: position + 1)
        var found = try proof(of: position, size: Int64(signed.checkpoint.size))
        found.proof = try TlogProof(inclusion: found.proof.inclusion, checkpoint: signed)
        return found
    }
}
