import KaipanText

/// What a city changes about a rule of another pack.
public struct CityOverride: Sendable, Codable, Hashable {
    /// The rule's identifier.
    public var rule: String
    public var city: String?
    /// The severity there; nil switches the rule off.
    public var severity: Severity?
    public var reason: LocalizedText
    public var source: String?
    public var verified: Bool
}
