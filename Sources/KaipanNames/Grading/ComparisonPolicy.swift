import KaipanText

/// How a city compares place names, where the national regulation leaves it open.
public struct ComparisonPolicy: Sendable, Hashable {
    /// Where two names may not be equal (地名管理条例 art. 9.1(8): residential areas within one built-up area).
    public enum Scope: String, Sendable, Hashable, Codable {
        case district, city, province
    }

    public var scope = Scope.city
    /// Whether equal cores are equal names although their endings differ; nil where nobody knows.
    public var comparesCores: Bool?
    /// Whether sounds that are only near count.
    public var includesNearSound = false
    /// Whether the dialect's sounds count.
    public var includesDialect = false
    /// The rule's name for reports; nil for the national regulation alone.
    public var source: String?
    public var isVerified = false

    public init() {}
}
