/// A pack of rules as reports name it.
public struct PackInfo: Sendable, Codable, Hashable {
    public var name: String
    public var version: String
    /// The folder that it was read from.
    public var folder: String
    /// The six-digit division code of a city's pack.
    public var city: String?
}
