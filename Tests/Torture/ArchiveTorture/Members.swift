import KaipanArchive

/// The members of a tortured archive, one of each role.
struct Members {
    static let roles: [MemberRole] = [.administrator, .agent, .manager, .legal, .privacy]

    let keys: [MemberRole: MemberKey]

    subscript(_ role: MemberRole) -> MemberKey { keys[role]! }

    func session(_ role: MemberRole, _ archive: Archive) throws -> ArchiveSession {
        try ArchiveSession(archive, key: self[role], purpose: .dispute)
    }
}
