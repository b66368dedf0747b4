import KaipanArchive
import KaipanText

/// How complaints are handled: clocks and tiers of authority.
public struct ComplaintPolicy: Sendable, Hashable {
    public var clocks: [ComplaintClock]
    /// Ascending.
    public var authority: [AuthorityTier]

    public init(clocks: [ComplaintClock], authority: [AuthorityTier]) {
        self.clocks = clocks
        self.authority = authority.sorted { $0.limit < $1.limit }
    }

    /// An answer within half an hour, a visit within twelve; 500, 5,000 and 50,000 yuan for agent, manager and legal.
    public static let standard = ComplaintPolicy(
        clocks: [
            ComplaintClock(name: LocalizedText(zh: "半小时回复", en: "answer"), step: .confirm, minutes: 30),
            ComplaintClock(name: LocalizedText(zh: "12 小时入户", en: "visit"), step: .investigate, minutes: 720),
        ],
        authority: [
            AuthorityTier(limit: 500, roles: [.agent]), AuthorityTier(limit: 5_000, roles: [.manager]),
            AuthorityTier(limit: 50_000, roles: [.legal]),
        ])

    /// Up to how much somebody may settle; nil where the roles have no authority.
    public func limit(of roles: [MemberRole]) -> Int64? {
        authority.filter { !Set($0.roles).isDisjoint(with: roles) }.map(\.limit).max()
    }

    /// The roles that may settle an amount; empty where it is above all tiers.
    public func roles(for amount: Int64) -> [MemberRole] {
        var roles: [MemberRole] = []
        for tier in authority where tier.limit >= amount { for role in tier.roles where !roles.contains(role) { roles.append(role) } }
        return roles
    }
}
