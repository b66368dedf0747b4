import KaipanText
import KaipanTimeStamps

extension Archive {
    /// Verifies every time stamp against the checkpoint that it names, with the chains at the times that the tokens state.
    ///
    /// A renewed token must have been renewed while the certificate that signed it was valid (RFC 4998 section 5.3): by the end of what
    /// the renewal's accuracy leaves open, because it proves nothing earlier.
    ///
    /// - Parameter trust: whom to trust; nil leaves the chains out.
    /// - Returns: one finding a time stamp, in the order of the log.
    /// - Throws: where the database cannot be read.
    public func verifyTimeStamps(trusting trust: TimeStampTrust?) async throws -> [TimeStampFinding] {
        var findings: [TimeStampFinding] = []
        for stamp in try timeStamps() {
            do {
                let data = try stamped(by: stamp)
                let proof = try await TimeStampProof.verify(TimeStampToken(stamp.token), of: data, trusting: trust)
                if let old = findings.first(where: { $0.stamp.id == stamp.renewed }), case .success(let earlier) = old.result,
                    let signer = earlier.signer, !signer.validity.contains(proof.interval.upperBound)
                {
                    throw TimeStampError.outsideValidity(
                        subject: signer.subject, from: signer.validity.lowerBound, until: signer.validity.upperBound,
                        signed: proof.interval.upperBound)
                }
                findings.append(TimeStampFinding(stamp: stamp, result: .success(proof)))
            } catch {
                findings.append(TimeStampFinding(stamp: stamp, result: .failure(error)))
            }
        }
        return findings
    }
}
