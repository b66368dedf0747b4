import Foundation
import KaipanLog
import KaipanText

extension Archive {
    /// The keys that an erasure of a record destroys.
    ///
    /// A file that holds several conversations is encrypted piece by piece under theirs; what stands between the pieces stays.
    func scopes(of id: RecordID) throws -> [KeyScope] {
        let record = try record(id)
        switch record.leaf.type {
        case .conversation: return [.conversation(id)]
        case .customer: return [.customer(id)]
        case .document, .script: return [.documents(id)]
        default:
            throw ArchiveError.invalid(what: LocalizedText(
                zh: "\(id) 是 \(record.leaf.type.rawValue)：可以删除的是会话（conversation）和客户身份（customer）。",
                en: "\(id) is a \(record.leaf.type.rawValue): what can be erased are conversations and customers' identities."))
        }
    }

    /// Erasures that were decided but not finished, because the process ended in between.
    package func unfinishedErasures() throws -> [StoredRecord] {
        let finished = Set(try records(.erased).flatMap { $0.leaf.links.filter { $0.relation == .request }.map(\.target) })
        return try records(.erasure).filter { !finished.contains($0.leaf.id) }
    }

    /// Finishes the erasures that were decided and interrupted.
    /// - Returns: how many there were.
    @discardableResult
    public func finishErasures() throws -> Int {
        let open = try unfinishedErasures()
        for erasure in open { _ = try finish(erasure, by: nil) }
        return open.count
    }

    /// Destroys the keys of an erasure that was decided, wipes the searched words, and says so in the log.
    ///
    /// Every step may be done twice, so that an interrupted erasure is finished by doing it again.
    func finish(_ erasure: StoredRecord, by key: MemberKey?) throws -> Receipt {
        let subjects = erasure.leaf.links.filter { $0.relation == .subject }.map(\.target)
        let names = erasure.leaf.data["keys"]?.array?.compactMap { $0.string.flatMap(RecordID.init) } ?? []
        // The words first: they are found through the text, which is gone with the key.
        for subject in subjects {
            try contractIndex.forget(customer: subject)
            try searchIndex.forget(conversation: subject)
        }
        // Of the records nothing goes: they have had ciphertexts only. So nobody who reads them has to be waited for.
        try keys.destroy(names)
        return try append(
            [Draft(.erased, links: subjects.map { Link(.subject, $0) } + [Link(.request, erasure.leaf.id)],
                data: ["keys": .integer(Int64(names.count))])], by: key, repeatKey: "erased \(erasure.leaf.id)")
    }
}

extension ArchiveSession {
    /// Asks for content to be erased.
    ///
    /// - Parameters:
    ///   - subjects: conversations and customers.
    /// - Returns: the request's id.
    public func requestErasure(of subjects: [RecordID], reason: ErasureReason) throws -> RecordID {
        try require(.erase, on: subjects)
        for subject in subjects { _ = try archive.scopes(of: subject) }
        try refuseHeld(subjects)
        return try request(.erase, on: subjects, facts: ["reason": .string(reason.rawValue)])
    }

    /// Erases what two members agreed to erase: its leaf first, then the keys.
    ///
    /// - Throws: `ArchiveError.notYet` where an approval is missing, or a hold is in force.
    @discardableResult
    public func erase(_ id: RecordID) throws -> Receipt {
        let request = try archive.request(id)
        try require(.erase, on: request.subjects)
        guard request.action == .erase else { throw ArchiveError.noRecord(id: id.description) }
        // Once it is decided and the keys are gone, nothing tells any more which they were.
        if let decided = try archive.records(linkedTo: id, .request, type: .erasure).first { return try archive.finish(decided, by: key) }
        let approvers = try approved(request)
        try refuseHeld(request.subjects)
        let names = try request.subjects.flatMap { try archive.scopes(of: $0) }.flatMap { try archive.keys.keys(of: $0) }
        let draft = Draft(
            .erasure, links: request.subjects.map { Link(.subject, $0) } + [Link(.request, id)],
            data: [
                "reason": request.record.leaf.data["reason"] ?? .null, "approvers": .array(approvers.map { .string($0.description) }),
                "keys": .array(names.map { .string($0.description) }),
            ])
        try append([draft], repeatKey: "erasure \(id)")
        // The decision is under the request's own key, so that a second run finds the first one's.
        guard let decided = try archive.records(linkedTo: id, .request, type: .erasure).first else {
            throw ArchiveError.noRecord(id: id.description)
        }
        return try archive.finish(decided, by: key)
    }

    private func refuseHeld(_ subjects: [RecordID]) throws {
        for subject in subjects {
            if let hold = try archive.holds(on: subject).first {
                throw ArchiveError.notYet(reason: LocalizedText(
                    zh: "\(subject)：受诉讼保全 \(hold.leaf.id)（\(hold.leaf.time.inChina) 起）约束，不能删除。解除须两名成员批准：kaipan archive hold release \(hold.leaf.id)。",
                    en: "\(subject): the legal hold \(hold.leaf.id) (since \(hold.leaf.time.inChina)) forbids the erasure. Releasing it takes two members: kaipan archive hold release \(hold.leaf.id)."))
            }
        }
    }
}
