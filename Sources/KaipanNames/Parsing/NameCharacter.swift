/// A character of a name, as written and as compared.
public struct NameCharacter: Sendable, Hashable {
    /// The character as the name has it.
    public var text: String
    /// The scalar that is compared: simplified, half width, lower case.
    public var scalar: UInt32
    /// The part of the name that it belongs to.
    public var part: NamePart

    /// Whether it counts when names are compared in full.
    var isCompared: Bool { part != .symbol && part != .qualifier && part != .phase }
}
