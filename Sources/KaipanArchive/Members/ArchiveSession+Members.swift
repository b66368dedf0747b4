import KaipanLog
import KaipanText

extension Archive {
    /// The members, newest version of each.
    public func members() throws -> [Member] {
        var members: [RecordID: Member] = [:], order: [RecordID] = []
        for record in try records(.member) {
            if members.updateValue(try Member(record), forKey: record.leaf.id) == nil { order.append(record.leaf.id) }
        }
        return order.compactMap { members[$0] }
    }

    /// Names the first member, an administrator, who names the others; an archive takes one only.
    ///
    /// - Throws: `ArchiveError.member` where there is one already.
    public func nameFirst(_ key: MemberKey, called name: String, roles: [MemberRole] = [.administrator]) throws {
        guard try records(.member).isEmpty else { throw ArchiveError.member(reason: "first") }
        // Under a key of its own, so that of two who try at once only one is named.
        do {
            try append(
                [Self.draft(key.id, publicKey: key.publicKey, name: name, roles: roles, isActive: true)], by: key, repeatKey: "first member")
        } catch ArchiveError.repeated { throw ArchiveError.member(reason: "first") }
    }

    static func draft(_ id: RecordID, publicKey: String, name: String, roles: [MemberRole], isActive: Bool) -> Draft {
        Draft(
            .member, id: id,
            data: [
                "public_key": .string(publicKey), "roles": .array(roles.map { .string($0.rawValue) }), "active": .bool(isActive),
            ], content: (.archive, .object(["name": .string(name)])))
    }
}

extension ArchiveSession {
    /// Adds a member, or changes one.
    ///
    /// - Parameters:
    ///   - publicKey: 32 bytes in Base64.
    public func setMember(_ id: RecordID, publicKey: String, name: String, roles: [MemberRole], isActive: Bool = true) throws {
        try require(.members, on: [id])
        try append([Archive.draft(id, publicKey: publicKey, name: name, roles: roles, isActive: isActive)])
    }
}
