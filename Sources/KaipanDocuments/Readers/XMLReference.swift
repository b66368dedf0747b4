/// Decodes the references that XML defines itself.
enum XMLReference {
    /// The characters of a character reference or a predefined entity, as UTF-8; nil for any other entity.
    /// - Parameter bytes: the reference from `&` to `;`.
    static func decode(_ bytes: some Sequence<UInt8>) -> [UInt8]? {
        switch String(decoding: Array(bytes), as: UTF8.self) {
        case "&lt;": return [0x3C]
        case "&gt;": return [0x3E]
        case "&amp;": return [0x26]
        case "&quot;": return [0x22]
        case "&apos;": return [0x27]
        case let text where text.hasPrefix("&#"):
            let digits = text.dropFirst(2).dropLast()
            let value = digits.first == "x" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return value.flatMap(Unicode.Scalar.init).map { Array(String($0).utf8) }
        default: return nil
        }
    }
}
