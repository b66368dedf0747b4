import KaipanLog

extension Archive {
    /// Compares everything that there is with what commits to it: leaves, tree, checkpoints, content, keys, links, utterances.
    ///
    /// - Parameters:
    ///   - witnesses: whose cosignatures are verified.
    ///   - progress: called now and then with how many entries are done, and how many there are.
    /// - Complexity: O(n) in everything that is stored; each encrypted text is decrypted once.
    public func verify(
        witnesses: [NoteVerifierKey] = [], progress: @escaping (Int64, Int64) -> Void = { _, _ in }
    ) throws -> VerificationReport {
        var verifier = ArchiveVerifier(self, witnesses: witnesses, progress: progress)
        return try verifier.verify()
    }
}
