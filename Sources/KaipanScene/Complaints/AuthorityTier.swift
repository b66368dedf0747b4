import KaipanArchive

/// Up to how much members of some roles may settle a complaint with.
public struct AuthorityTier: Sendable, Hashable {
    /// Of all settlements of one complaint together, in yuan.
    public var limit: Int64
    public var roles: [MemberRole]

    public init(limit: Int64, roles: [MemberRole]) {
        self.limit = limit
        self.roles = roles
    }
}
