import KaipanLog

/// What an archive holds, in numbers.
public struct ArchiveStatus: Sendable, Hashable {
    public var size: Int64
    public var epoch: Int64
    public var utterances: Int64
    /// How many entries of each type, in the order of the types.
    public var counts: [Pair]
    /// The newest checkpoint, a signed note.
    public var checkpoint: String

    /// A type and how many.
    public struct Pair: Sendable, Hashable {
        public var type: RecordType
        public var count: Int64
    }
}

extension Archive {
    /// What the archive holds.
    public func status() throws -> ArchiveStatus {
        try database.read { connection in
            let head = try Head(connection)
            let counts = try connection.rows("select type, count(*) from entry group by type").map { (try $0.text(0), try $0.integer(1)) }
            let found = Dictionary(uniqueKeysWithValues: counts)
            return ArchiveStatus(
                size: Int64(head.tree.size), epoch: head.epoch,
                utterances: try connection.first("select count(*) from utterance")?.integer(0) ?? 0,
                counts: RecordType.allCases.compactMap { type in found[type.rawValue].map { ArchiveStatus.Pair(type: type, count: $0) } },
                checkpoint: try connection.first("select note from checkpoint order by epoch desc, size desc limit 1")?.text(0) ?? "")
        }
    }

    /// A member's name; nil where there is none.
    ///
    /// - Parameter end: only entries before this position count, which is the name that the member had then.
    public func name(of member: RecordID, before end: Int64 = .max) throws -> String? {
        guard let newest = try versions(of: member).last(where: { $0.position < end }), case .open(let body, _) = try open(newest) else { return nil }
        return body["name"]?.string
    }

    /// The requests that wait for approvals or for being carried out.
    public func openRequests() throws -> [ApprovalRequest] {
        let types: [RecordType] = [.erasure, .holdRelease, .script, .export]
        let done = Set(try types.flatMap { try records($0) }.flatMap { $0.leaf.links.filter { $0.relation == .request }.map(\.target) })
        return try records(.approvalRequest).filter { !done.contains($0.leaf.id) }.map(ApprovalRequest.init)
    }
}

extension ArchiveSession {
    /// Wraps all data keys under a new epoch's key.
    /// - Returns: the new epoch's number.
    public func rotateKeys() throws -> Int64 {
        try require(.keys)
        let epoch = try archive.keys.rotate()
        try append([Draft(.keyEpoch, data: ["epoch": .integer(epoch)])])
        return epoch
    }
}
