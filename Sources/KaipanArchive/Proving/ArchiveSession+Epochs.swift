import KaipanLog
import KaipanText

extension Archive {
    /// What checkpoints outside of the database say is missing from it; nil where the database has it all.
    public func lostRange() throws -> LostRange? {
        let head = try database.read { try Head($0) }
        guard let mark = try marks().max(by: { ($0.epoch, $0.line.size) < ($1.epoch, $1.line.size) }),
            mark.epoch > head.epoch || mark.epoch == head.epoch && mark.line.size > Int64(head.tree.size)
        else { return nil }
        return LostRange(size: Int64(head.tree.size), epoch: head.epoch, seen: mark.line.size, seenEpoch: mark.epoch, root: mark.line.root)
    }

    /// The highest lines of this log in each journal.
    package func marks() throws -> [(epoch: Int64, line: CheckpointJournal.Line)] {
        try journals.compactMap { try $0.highest { epoch(ofOrigin: $0) } }
    }
}

extension ArchiveSession {
    /// Lets an archive go on that was restored from an old backup: with an entry that says what is lost, under another origin.
    ///
    /// Checkpoints of the old epoch stay as they are; nobody who has one can be told that it was never signed.
    ///
    /// - Parameter reason: what happened; encrypted.
    /// - Returns: the entry's receipt, the first of the new epoch.
    /// - Throws: `ArchiveError.notAllowed`; `.notYet` where nothing is lost, so that the epoch has to go on.
    @discardableResult
    public func beginEpoch(reason: String) throws -> Receipt {
        do { try require(.keys) } catch ArchiveError.behind {
            // The refusal itself can't be signed now.
            throw ArchiveError.notAllowed(
                action: ArchiveAction.keys.rawValue, roles: member.roles.map(\.rawValue), needed: ArchiveAction.keys.roles.map(\.rawValue))
        }
        guard let lost = try archive.lostRange() else {
            throw ArchiveError.notYet(reason: LocalizedText(
                zh: "数据库不落后于任何已签出的检查点，没有理由开始新的纪元。",
                en: "The database is not behind any checkpoint that was signed; there is no reason to begin an epoch."))
        }
        let draft = Draft(
            .epoch,
            data: [
                "epoch": .integer(lost.next), "previous": .integer(lost.epoch), "size": .integer(lost.size), "seen": .integer(lost.seen),
                "seen_epoch": .integer(lost.seenEpoch), "root": .string(lost.root.hex),
                "log_key": .string(try archive.verifierKey(epoch: lost.next).vkey),
            ], content: (.archive, .object(["reason": .string(reason)])))
        return try archive.append([draft], by: key, repeatKey: nil, at: .now(), replacing: lost)
    }
}
