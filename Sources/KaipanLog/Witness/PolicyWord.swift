/// A name or an address in a trust policy: octets that are neither space, tab nor control characters.
///
/// C2SP tlog-policy at commit 5ba5ee8: names are opaque octets, they need not be UTF-8 and compare by octet.
public struct PolicyWord: Sendable, Hashable, CustomStringConvertible, ExpressibleByStringLiteral {
    public let octets: [UInt8]

    /// - Returns: nil for no octets, and for octets that cannot stand in a word.
    public init?(octets: some Collection<UInt8>) {
        guard !octets.isEmpty, octets.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return nil }
        self.octets = Array(octets)
    }

    /// - Returns: nil for an empty text, and for one with spaces, tabs or control characters.
    public init?(_ text: String) { self.init(octets: text.utf8) }

    /// - Precondition: the text can be a word.
    public init(stringLiteral text: String) {
        guard let word = PolicyWord(text) else { preconditionFailure("\"\(text)\" is no word of a policy") }
        self = word
    }

    /// The octets as UTF-8; what is none shows as replacement characters.
    public var description: String { String(decoding: octets, as: UTF8.self) }
}
