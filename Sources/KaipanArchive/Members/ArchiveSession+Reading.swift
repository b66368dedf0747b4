import KaipanLog

extension ArchiveSession {
    /// A record as its reader may see it.
    public struct Reading: Sendable {
        public var record: StoredRecord
        public var content: SealedContent
        /// Of a conversation what was said; without a text where its key was destroyed.
        public var utterances: [(stored: StoredUtterance, spoken: Utterance?)]
        /// Whether the data of persons are redacted.
        public var isRedacted: Bool
    }

    /// Opens a record with what was said in it, after the reading is in the log; reviewers get it redacted.
    ///
    /// - Throws: `ArchiveError.noRecord`, `.notAllowed`, `.noPurpose`, `.damaged`.
    public func read(_ id: RecordID) throws -> Reading {
        let record = try archive.record(id)
        try allow(.read, on: [id])
        let view = try reviewerView(.read, on: [id])
        let content = try archive.open(record)
        var reading = Reading(record: record, content: view?.content(content, of: record.leaf.type) ?? content, utterances: [], isRedacted: view != nil)
        if record.leaf.type == .conversation {
            reading.utterances = try archive.utterances(of: id).map { stored in
                let spoken = try archive.open(stored)
                return (stored, view.flatMap { view in spoken.map(view.utterance) } ?? spoken)
            }
        }
        return reading
    }

    /// How the member sees content; nil where as it is.
    ///
    /// - Complexity: O(n) in the archive's customers, where the member is a reviewer.
    public func reviewerView(_ action: ArchiveAction, on objects: [RecordID] = []) throws -> ReviewerView? {
        try isReviewer(action, on: objects) ? ReviewerView(archive) : nil
    }

    /// Whether the member may do it as a quality reviewer only, who sees no personal data (PIPL article 6: no more than the purpose needs).
    func isReviewer(_ action: ArchiveAction, on objects: [RecordID]) throws -> Bool {
        let roles = Set(member.roles).intersection(action.roles)
        guard roles.contains(.quality), roles.isSubset(of: [.quality, .agent]) else { return false }
        // Who is an agent too has heard their own conversations.
        return try !roles.contains(.agent) || objects.isEmpty || !objects.allSatisfy(isOwnTalk)
    }

    /// Throws where the member sees content redacted only, for what can't be redacted; the attempt is in the log then.
    public func requireWhole(_ action: ArchiveAction, on objects: [RecordID]) throws {
        guard try isReviewer(action, on: objects) else { return }
        try note(action, on: objects, result: "refused")
        throw ArchiveError.notAllowed(
            action: action.rawValue, roles: member.roles.map(\.rawValue), needed: action.roles.filter { $0 != .quality && $0 != .agent }.map(\.rawValue))
    }
}
