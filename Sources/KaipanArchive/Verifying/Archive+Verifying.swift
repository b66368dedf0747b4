import KaipanLog

extension Archive {
    /// Compares everything that there is with what commits to it: leaves, tree, checkpoints, content, keys, links, utterances.
    ///
    /// - Parameters:
    ///   - witnesses: whose cosignatures are verified.
    ///   - index: whether what searches read is compared with the texts too, which takes as long as building it.
    ///   - progress: called now and then with how many entries are done, and how many there are.
    /// - Complexity: O(n) in everything that is stored; each encrypted text is decrypted once.
    public func verify(
        witnesses: [NoteVerifierKey] = [], index: Bool = true, progress: @escaping (Int64, Int64) -> Void = { _, _ in }
    ) throws -> VerificationReport {
        var verifier = ArchiveVerifier(self, witnesses: witnesses, progress: progress)
        var report = try verifier.verify()
        if index { try IndexVerifier(archive: self).verify(&report) }
        return report
    }
}
