/// Tells a company's own accounts from contacts outside by their ids.
///
/// Contacts outside have ids of 32 characters that begin with `wm` (WeChat) or `wo` (another company), machines with `wb`. The message's
/// own id ends in `_external` where one of its users is outside.
struct WeComMembership {
    private let isOutside: Bool
    private let hasContact: Bool

    init(id: String, users: [String]) {
        isOutside = id.hasSuffix("_external") || id.hasSuffix("_updown_stream")
        hasContact = users.contains(where: Self.isContact)
    }

    /// Whether a conversation is marked as one with outside and nobody in it is.
    var isUnclear: Bool { isOutside && !hasContact }

    func participant(_ user: String) -> ImportedParticipant {
        let isExternal: Bool? = Self.isContact(user) ? true : Self.isMachine(user) || isUnclear ? nil : false
        return ImportedParticipant(label: user, userID: user, isExternal: isExternal)
    }

    private static func isContact(_ user: String) -> Bool {
        user.utf8.count == 32 && (user.hasPrefix("wm") || user.hasPrefix("wo"))
    }

    private static func isMachine(_ user: String) -> Bool { user.utf8.count == 32 && user.hasPrefix("wb") }
}
