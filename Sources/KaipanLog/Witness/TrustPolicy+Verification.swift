import Foundation

extension TrustPolicy {
    /// Checks a checkpoint: a log of this policy signed it, and enough witnesses cosigned it.
    ///
    /// - Parameters:
    ///   - checkpoint: the bytes of the note.
    ///   - logs: further logs that are known from elsewhere.
    /// - Throws: `PolicyError.checkpoint` for a bad note or signature, `.unknownLog`, `.quorum`.
    public func verify(_ checkpoint: some ContiguousBytes, logs: [NoteVerifierKey] = []) throws(PolicyError) -> VerifiedCheckpoint {
        let signed: SignedCheckpoint
        do {
            signed = try SignedCheckpoint.read(checkpoint)
        } catch {
            throw .checkpoint(error)
        }
        return try verify(signed, logs: logs)
    }

    /// Checks a checkpoint that was read but not yet verified.
    ///
    /// - Throws: `PolicyError.checkpoint` for a bad signature, `.unknownLog`, `.quorum`.
    public func verify(_ signed: SignedCheckpoint, logs: [NoteVerifierKey] = []) throws(PolicyError) -> VerifiedCheckpoint {
        let origin = signed.checkpoint.origin
        let logKeys = (self.logs.map(\.key) + logs).filter { $0.algorithm == .ed25519 && $0.name.matches(origin) }
        guard !logKeys.isEmpty else { throw .unknownLog(origin) }
        let verified: [VerifiedSignature]
        do {
            verified = try signed.note.verify(logKeys + witnesses.map(\.key))
        } catch {
            throw .checkpoint(.note(error))
        }
        guard let log = verified.first(where: { logKeys.contains($0.key) }) else {
            throw .checkpoint(.note(.noKnownSignature(signed.note.signatures.map(\.name))))
        }
        let statements = verified.compactMap { signature in
            witnesses.first { $0.key == signature.key }.flatMap { witness in
                signature.cosignature.map { VerifiedCheckpoint.Statement(witness: witness.name, cosignature: $0) }
            }
        }
        let cosigners = Set(statements.map(\.witness))
        guard isMet(by: cosigners) else {
            throw .quorum(quorum, cosigners: cosigners.sorted { $0.octets.lexicographicallyPrecedes($1.octets) })
        }
        return VerifiedCheckpoint(signed: signed, log: log.key, statements: statements)
    }
}
