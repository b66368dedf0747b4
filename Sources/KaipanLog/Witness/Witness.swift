import KaipanText

/// A witness of logs: it cosigns a checkpoint only if it continues the last one it cosigned.
///
/// C2SP tlog-witness v1.0.0. Decides and keeps nothing itself.
public struct Witness: Sendable {
    /// What the caller has to do, in this order.
    public struct Decision: Sendable, Hashable {
        /// To be made durable as the last known checkpoint of its log before the answer leaves; nil where nothing changes.
        public let persist: SignedCheckpoint?
        public let response: AddCheckpointResponse
        /// A checkpoint that the log did sign and that was not shown to continue the known one; worth keeping, as it may prove a fork.
        public let evidence: SignedCheckpoint?
    }

    private let key: CosigningKey

    /// - Parameter key: of this witness.
    public init(key: CosigningKey) { self.key = key }

    /// Decides on a request.
    ///
    /// Between reading `known` and writing what is to be persisted no other request for the same log may come: read, decide and write
    /// in one transaction, and answer only after it. Otherwise a smaller tree can overwrite a larger one, and both get cosigned.
    ///
    /// - Parameters:
    ///   - request: as received.
    ///   - logKeys: the keys that are trusted for the request's origin; none where the log is unknown.
    ///   - known: the last checkpoint that was cosigned for this origin; nil if there is none.
    ///   - time: of the cosignature.
    /// - Throws: `CheckpointError` only where the library cannot sign; nothing must be persisted then.
    /// - Precondition: `known` is of the request's origin.
    public func decide(
        _ request: AddCheckpointRequest, logKeys: [NoteVerifierKey], known: Checkpoint?, at time: Timestamp
    ) throws(CheckpointError) -> Decision {
        let signed = request.checkpoint, checkpoint = signed.checkpoint
        precondition(known.map { $0.origin.utf8.elementsEqual(checkpoint.origin.utf8) } ?? true, "the known checkpoint is of another log")
        guard !logKeys.isEmpty else { return Decision(refusing: .unknownLog) }
        guard (try? signed.note.verify(logKeys)) != nil else { return Decision(refusing: .forbidden) }
        guard request.oldSize <= checkpoint.size else {
            return Decision(refusing: .badRequest("old size \(request.oldSize) is larger than the checkpoint's, \(checkpoint.size)"))
        }
        // What a log without a known checkpoint began with is the empty tree.
        let knownSize = known?.size ?? 0, knownRoot = known?.root ?? MerkleTree.emptyRoot
        guard request.oldSize == knownSize else { return Decision(refusing: .conflict(size: knownSize)) }
        guard checkpoint.size > knownSize || checkpoint.root == knownRoot else {
            return Decision(refusing: .conflict(size: knownSize), evidence: signed)
        }
        let proof = ConsistencyProof(oldSize: knownSize, newSize: checkpoint.size, path: request.proof)
        guard (try? proof.verify(oldRoot: knownRoot, newRoot: checkpoint.root)) != nil else {
            return Decision(refusing: .inconsistent, evidence: signed)
        }
        let cosignature = try key.cosign(signed.note.text, at: time)
        return Decision(persist: signed, response: .cosigned([cosignature]), evidence: nil)
    }

    /// Decides on the body of a request that may be malformed.
    ///
    /// - Parameters:
    ///   - body: as received.
    ///   - log: asked once for the keys and the last known checkpoint of an origin, inside the caller's transaction; nil for a log
    ///     that is unknown.
    ///   - time: of the cosignature.
    /// - Throws: what `log` throws; `CheckpointError` where the library cannot sign.
    public func decide(
        body: [UInt8], at time: Timestamp, log: (_ origin: String) throws -> (keys: [NoteVerifierKey], known: Checkpoint?)?
    ) throws -> Decision {
        let request: AddCheckpointRequest
        do {
            request = try AddCheckpointRequest(parsing: body)
        } catch {
            return Decision(refusing: .badRequest(error.message.en))
        }
        guard let log = try log(request.origin) else { return Decision(refusing: .unknownLog) }
        return try decide(request, logKeys: log.keys, known: log.known, at: time)
    }
}

extension Witness.Decision {
    fileprivate init(refusing response: AddCheckpointResponse, evidence: SignedCheckpoint? = nil) {
        self.init(persist: nil, response: response, evidence: evidence)
    }
}
