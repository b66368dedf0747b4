import KaipanLog
import KaipanText

extension Archive {
    /// Takes a checkpoint that left the archive for a high-water mark, so that nothing is signed that contradicts it.
    ///
    /// It comes from a witness, a time stamp, an evidence package: wherever one was kept. Where the database is behind it, an epoch can begin.
    ///
    /// - Parameter note: the signed note.
    /// - Returns: the checkpoint.
    /// - Throws: `CheckpointError` where this archive's key did not sign it; `ArchiveError.notYet` where there is no journal to write it to.
    @discardableResult
    public func learn(checkpoint note: [UInt8]) throws -> Checkpoint {
        let read = try SignedCheckpoint.read(note).checkpoint
        guard let epoch = epoch(ofOrigin: read.origin) else {
            throw CheckpointError.otherOrigin(expected: origin(epoch: try self.epoch()), found: read.origin)
        }
        let checkpoint = try SignedCheckpoint.open(note, key: verifierKey(epoch: epoch), origin: origin(epoch: epoch)).checkpoint
        guard !journals.isEmpty else {
            throw ArchiveError.notYet(reason: LocalizedText(
                zh: "没有检查点日志可写。请用 --journal 指定本机上的文件。", en: "There is no journal of checkpoints to write to. Name a file of this machine with --journal."))
        }
        // What is known already needs no second line, which would stand behind higher ones.
        let known = try marks().contains { ($0.epoch, $0.line.size) >= (epoch, Int64(checkpoint.size)) }
        let line = CheckpointJournal.Line(origin: checkpoint.origin, size: Int64(checkpoint.size), root: checkpoint.root)
        if !known { for journal in journals { try journal.append(line, durable: true) } }
        return checkpoint
    }
}
