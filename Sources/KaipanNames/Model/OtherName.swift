/// A further name of an entry, which a new name can collide with as well.
public struct OtherName: Sendable, Hashable, Codable {
    /// What the further name is to its entry.
    public enum Kind: UInt8, Sendable, Hashable, Codable, CaseIterable {
        /// A name that was given up: 曾用名.
        case former = 1
        /// A name used beside the standard one: 别名, 推广名, a name in another script.
        case alias = 2
        /// The name filed with the authority: 备案名.
        case filed = 3
    }

    public var text: String
    public var kind: Kind

    public init(_ text: String, _ kind: Kind) {
        self.text = text
        self.kind = kind
    }
}
