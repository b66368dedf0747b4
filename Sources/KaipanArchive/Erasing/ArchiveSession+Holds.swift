import KaipanLog
import KaipanText

extension Archive {
    /// The holds that are in force.
    public func holds() throws -> [StoredRecord] {
        let released = Set(try records(.holdRelease).flatMap { $0.leaf.links.filter { $0.relation == .subject }.map(\.target) })
        return try records(.hold).filter { !released.contains($0.leaf.id) }
    }

    /// The holds that keep a record from being erased: those on it, and those on what it belongs to.
    func holds(on id: RecordID) throws -> [StoredRecord] {
        let covered = try surroundings(of: id)
        return try holds().filter { hold in hold.leaf.links.contains { $0.relation == .subject && covered.contains($0.target) } }
    }

    /// A record and all that it belongs to: its conversation, visit, unit, customer, project, and what names it in a complaint or a signing.
    func surroundings(of id: RecordID) throws -> Set<RecordID> {
        let upwards: Set<Relation> = [.project, .unit, .customer, .visit, .conversation, .signing, .original, .complaint]
        var seen: Set<RecordID> = [id], waiting = [id]
        while let next = waiting.popLast() {
            var more: [RecordID] = []
            for record in try versions(of: next) { more += record.leaf.links.filter { upwards.contains($0.relation) }.map(\.target) }
            // A complaint or a signing names its customer and unit; held, it holds them too.
            for type in [RecordType.complaint, .signing] { more += try records(linkedTo: next, type: type).map(\.leaf.id) }
            for target in more where seen.insert(target).inserted { waiting.append(target) }
        }
        return seen
    }
}

extension ArchiveSession {
    /// Keeps records, and all that belongs to them, from being erased.
    ///
    /// - Parameters:
    ///   - reason: why; encrypted.
    /// - Returns: the hold's id.
    public func placeHold(on subjects: [RecordID], reason: String) throws -> RecordID {
        try require(.hold, on: subjects)
        for subject in subjects { _ = try archive.record(subject) }
        let draft = Draft(
            .hold, links: subjects.map { Link(.subject, $0) }, content: (.archive, .object(["reason": .string(reason)])))
        try append([draft])
        return draft.id
    }

    /// Asks for a hold to be released.
    /// - Returns: the request's id.
    public func requestRelease(of hold: RecordID) throws -> RecordID {
        try require(.hold, on: [hold])
        guard try archive.holds().contains(where: { $0.leaf.id == hold }) else { throw ArchiveError.noRecord(id: hold.description) }
        return try request(.release, on: [hold])
    }

    /// Releases a hold that two members agreed to release.
    public func release(_ id: RecordID) throws {
        let request = try archive.request(id)
        try require(.hold, on: request.subjects)
        guard request.action == .release else { throw ArchiveError.noRecord(id: id.description) }
        let approvers = try approved(request)
        try append([
            Draft(
                .holdRelease, links: request.subjects.map { Link(.subject, $0) } + [Link(.request, id)],
                data: ["approvers": .array(approvers.map { .string($0.description) })])
        ])
    }
}
