/// The name of a key that signs notes: not empty, without Unicode spaces, plus signs and control characters.
///
/// C2SP signed-note v1.0.0. Names compare by their bytes.
public struct NoteKeyName: Sendable, Hashable, CustomStringConvertible {
    let utf8: [UInt8]

    /// - Returns: nil for what is no name of a key.
    public init?(_ name: String) {
        guard !name.isEmpty, name.unicodeScalars.allSatisfy({ !$0.properties.isWhitespace && $0 != "+" && $0.value >= 0x20 }) else {
            return nil
        }
        utf8 = Array(name.utf8)
    }

    init?(bytes: some Collection<UInt8>) {
        guard let name = String(validating: bytes, as: UTF8.self) else { return nil }
        self.init(name)
    }

    /// The name.
    public var description: String { String(decoding: utf8, as: UTF8.self) }

    /// Whether the name has the same bytes as a text, such as the origin of a log.
    public func matches(_ text: String) -> Bool { utf8.elementsEqual(text.utf8) }
}
