/// Why a member's key opens no session.
public enum MemberRefusal: Sendable, Hashable {
    /// The archive has no such member.
    case unknown
    /// The archive has another public key for the member.
    case otherKey
    case removed
}
