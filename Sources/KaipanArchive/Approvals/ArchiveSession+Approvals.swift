import KaipanLog
import KaipanText

extension Archive {
    /// - Throws: `ArchiveError.noRecord`.
    public func request(_ id: RecordID) throws -> ApprovalRequest { try ApprovalRequest(record(id)) }

    /// Who agreed to a request: members other than the one who asked, who may approve, once each, and whose signature of this very request holds.
    ///
    /// A member who rejects it counts against it: then nobody has agreed.
    public func approvers(of request: ApprovalRequest) throws -> [RecordID] {
        let hash = MerkleTree.leafHash(request.record.bytes).hex
        let members = Dictionary(uniqueKeysWithValues: try members().map { ($0.id, $0) })
        var approvers: [RecordID] = []
        for record in try records(linkedTo: request.record.leaf.id, .request, type: .approval) {
            guard let id = record.leaf.member, id != request.record.leaf.member, let member = members[id], member.isActive,
                !Set(member.roles).isDisjoint(with: ArchiveAction.approve.roles), record.leaf.data["request_hash"]?.string == hash,
                try verifiesSignature(record, members)
            else { continue }
            guard record.leaf.data["decision"]?.string == "approve" else { return [] }
            if !approvers.contains(id) { approvers.append(id) }
        }
        return approvers
    }

    /// Whether the member whom an entry names signed it.
    package func verifiesSignature(_ record: StoredRecord, _ members: [RecordID: Member]) throws -> Bool {
        guard let id = record.leaf.member, let signature = record.leaf.signature, let member = members[id] else { return false }
        return member.verifies(signature, of: try record.leaf.signedBytes(in: name))
    }
}

extension ArchiveSession {
    /// Asks for two members' consent.
    ///
    /// - Parameters:
    ///   - facts: what exactly is asked for; the approvers sign its hash.
    /// - Returns: the request's id.
    @discardableResult
    func request(
        _ action: ApprovalRequest.Action, on subjects: [RecordID], facts: CanonicalObject = [:],
        content: (scope: KeyScope, body: CanonicalJSON)? = nil
    ) throws -> RecordID {
        var data = facts
        data["action"] = .string(action.rawValue)
        let draft = Draft(.approvalRequest, links: subjects.map { Link(.subject, $0) }, data: data, content: content)
        try append([draft])
        return draft.id
    }

    /// Agrees to a request, or rejects it.
    ///
    /// - Throws: `ArchiveError.notAllowed`; `.notYet` where the member asked for it.
    public func decide(_ id: RecordID, approve: Bool) throws {
        try require(.approve, on: [id])
        let request = try archive.request(id)
        guard request.record.leaf.member != member.id else {
            throw ArchiveError.notYet(reason: LocalizedText(
                zh: "\(id)：自己提出的申请须由另外两名成员批准。", en: "\(id): you asked for this yourself; two other members must approve it."))
        }
        try append([
            Draft(
                .approval, links: [Link(.request, id)],
                data: [
                    "decision": .string(approve ? "approve" : "reject"),
                    "request_hash": .string(MerkleTree.leafHash(request.record.bytes).hex),
                ])
        ])
    }

    /// The approvers of a request.
    /// - Throws: `ArchiveError.notYet` where there are fewer than two.
    func approved(_ request: ApprovalRequest) throws -> [RecordID] {
        let approvers = try archive.approvers(of: request)
        guard approvers.count >= ApprovalRequest.needed else {
            throw ArchiveError.notYet(reason: LocalizedText(
                zh: "\(request.record.leaf.id)：需要 \(ApprovalRequest.needed) 名其他成员批准，目前 \(approvers.count) 名。请他们运行 kaipan archive approve \(request.record.leaf.id)。",
                en: "\(request.record.leaf.id): \(ApprovalRequest.needed) other members must approve, \(approvers.count) did. Let them run kaipan archive approve \(request.record.leaf.id)."))
        }
        return approvers
    }
}
