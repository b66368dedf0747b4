import KaipanText

/// Tells who in a conversation sells and who buys, by user id, label or channel.
///
/// A rule for the user's id counts before one for the label, that before one for the channel, and all of them before what the source
/// tells. Patterns may hold `*` for any characters; of several that match, the longest counts. In YAML:
///
/// ```yaml
/// users: { chen_lan: seller, "wb*": other }
/// labels: { 置业顾问*: seller, 陪同人*: other }
/// channels: { 0: seller, 1: customer }
/// default: unknown
/// external: customer
/// internal: seller
/// ```
public struct RoleMapping: Sendable, Hashable {
    /// By account id.
    public var users: [String: SpeakerRole]
    /// By label, compared without case.
    public var labels: [String: SpeakerRole]
    /// By channel or speaker number of a recording.
    public var channels: [Int: SpeakerRole]
    /// Of everybody whom nothing else tells.
    public var fallback: SpeakerRole
    /// Of contacts outside of the company, in sources that mark them.
    public var external: SpeakerRole
    /// Of the company's own accounts, in sources that mark them.
    public var internalMembers: SpeakerRole

    public init(
        users: [String: SpeakerRole] = [:], labels: [String: SpeakerRole] = [:], channels: [Int: SpeakerRole] = [:],
        fallback: SpeakerRole = .unknown, external: SpeakerRole = .customer, internalMembers: SpeakerRole = .seller
    ) {
        self.users = users
        self.labels = labels
        self.channels = channels
        self.fallback = fallback
        self.external = external
        self.internalMembers = internalMembers
    }

    /// Gives a participant the role that the rules, the label and the source tell, in this order.
    ///
    /// - Parameter side: what the reader of the document made of the label, through its own mapping file.
    public func assign(to participant: inout ImportedParticipant, side: Speaker? = nil) {
        (participant.role, participant.basis) = role(of: participant, side: side)
    }

    private func role(of participant: ImportedParticipant, side: Speaker?) -> (SpeakerRole, RoleBasis) {
        if let id = participant.userID, let role = Self.match(id, in: users) { return (role, .user) }
        if !participant.label.isEmpty, let role = Self.match(participant.label.lowercased(), in: labels, lowercased: true) {
            return (role, .label)
        }
        if let channel = participant.channel, let role = channels[channel] { return (role, .channel) }
        if let isExternal = participant.isExternal { return (isExternal ? external : internalMembers, .membership) }
        if let side { return (SpeakerRole(side), .label) }
        if let role = RoleWords.role(of: participant.label) { return (role, .label) }
        return fallback == .unknown ? (.unknown, .none) : (fallback, .fallback)
    }

    /// Whether a rule for labels names this one.
    func names(label: String) -> Bool { Self.match(label.lowercased(), in: labels, lowercased: true) != nil }

    private static func match(_ text: String, in rules: [String: SpeakerRole], lowercased: Bool = false) -> SpeakerRole? {
        let bytes = Array(text.utf8)
        var best: (weight: Int, key: String, role: SpeakerRole)?
        for (key, role) in rules {
            let pattern = Array((lowercased ? key.lowercased() : key).utf8)
            guard Wildcard.matches(pattern, bytes) else { continue }
            // An exact name counts before the pattern that covers it; equal weights are decided by their spelling, not by chance.
            let stars = pattern.count { $0 == UInt8(ascii: "*") }
            let weight = 2 * (pattern.count - stars) + (stars == 0 ? 1 : 0)
            if let found = best, found.weight > weight || found.weight == weight && found.key < key { continue }
            best = (weight, key, role)
        }
        return best?.role
    }
}

extension RoleMapping: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case users, labels, channels
        case fallback = "default"
        case external
        case internalMembers = "internal"
    }

    private struct AnyKey: CodingKey {
        var stringValue: String
        var intValue: Int? { Int(stringValue) }
        init(stringValue: String) { self.stringValue = stringValue }
        init(intValue: Int) { stringValue = String(intValue) }
    }

    /// - Throws: `DecodingError` also where a key is unknown, because a rule that is misspelt would be no rule.
    public init(from decoder: any Decoder) throws {
        let known = CodingKeys.allCases.map(\.rawValue)
        let all = try decoder.container(keyedBy: AnyKey.self)
        for key in all.allKeys where !known.contains(key.stringValue) {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: all, debugDescription: "unknown key “\(key.stringValue)”; known are \(known.joined(separator: ", "))")
        }
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            users: try values.decodeIfPresent([String: SpeakerRole].self, forKey: .users) ?? [:],
            labels: try values.decodeIfPresent([String: SpeakerRole].self, forKey: .labels) ?? [:],
            fallback: try values.decodeIfPresent(SpeakerRole.self, forKey: .fallback) ?? .unknown,
            external: try values.decodeIfPresent(SpeakerRole.self, forKey: .external) ?? .customer,
            internalMembers: try values.decodeIfPresent(SpeakerRole.self, forKey: .internalMembers) ?? .seller)
        guard values.contains(.channels) else { return }
        let numbers = try values.nestedContainer(keyedBy: AnyKey.self, forKey: .channels)
        for key in numbers.allKeys {
            guard let channel = key.intValue else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: numbers, debugDescription: "“\(key.stringValue)” is no number of a channel")
            }
            channels[channel] = try numbers.decode(SpeakerRole.self, forKey: key)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(users, forKey: .users)
        try values.encode(labels, forKey: .labels)
        var numbers = values.nestedContainer(keyedBy: AnyKey.self, forKey: .channels)
        for (channel, role) in channels { try numbers.encode(role, forKey: AnyKey(intValue: channel)) }
        try values.encode(fallback, forKey: .fallback)
        try values.encode(external, forKey: .external)
        try values.encode(internalMembers, forKey: .internalMembers)
    }
}
