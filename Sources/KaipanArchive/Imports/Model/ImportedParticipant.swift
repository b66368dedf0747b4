/// Somebody who takes part in a conversation, as the source names them.
public struct ImportedParticipant: Sendable, Hashable {
    /// The name, number or id by which the source tells speakers apart; empty where it does not.
    public var label: String
    /// The account's id, where the source has one.
    public var userID: String?
    /// The channel or speaker number of the recording.
    public var channel: Int?
    /// Whether the source marks a contact outside of the company; nil where it does not say.
    public var isExternal: Bool?
    public var role: SpeakerRole
    public var basis: RoleBasis

    public init(
        label: String, userID: String? = nil, channel: Int? = nil, isExternal: Bool? = nil, role: SpeakerRole = .unknown,
        basis: RoleBasis = .none
    ) {
        self.label = label
        self.userID = userID
        self.channel = channel
        self.isExternal = isExternal
        self.role = role
        self.basis = basis
    }
}
