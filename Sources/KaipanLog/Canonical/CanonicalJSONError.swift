import KaipanText

/// Where bytes or values leave the canonical JSON profile; offsets count bytes from 0.
public enum CanonicalJSONError: Error, Sendable, Hashable {
    case unexpectedEnd(offset: Int)
    /// White space counts here as well: the canonical spelling has none.
    case unexpectedByte(UInt8, offset: Int)
    case trailingBytes(offset: Int)
    case duplicateKey(String, offset: Int)
    case unsortedKey(String, offset: Int)
    /// A key that is empty or has a byte other than `a…z`, `0…9` and `_`.
    case key(offset: Int)
    /// A fraction or an exponent.
    case fraction(offset: Int)
    /// A leading zero, −0, or a sign without digits.
    case number(offset: Int)
    case integerOutOfRange(offset: Int)
    /// An escape that the canonical spelling does not use, half a surrogate pair among them.
    case escape(offset: Int)
    case controlCharacter(offset: Int)
    case invalidUTF8(offset: Int)
    case tooDeep(offset: Int)

    /// The byte at which it went wrong, from 0.
    public var offset: Int {
        switch self {
        case .unexpectedEnd(let offset), .unexpectedByte(_, let offset), .trailingBytes(let offset), .duplicateKey(_, let offset),
            .unsortedKey(_, let offset), .key(let offset), .fraction(let offset), .number(let offset), .integerOutOfRange(let offset),
            .escape(let offset), .controlCharacter(let offset), .invalidUTF8(let offset), .tooDeep(let offset):
            offset
        }
    }

    /// What is wrong, where, and what the profile asks for.
    public var message: LocalizedText {
        let reason: (zh: String, en: String) =
            switch self {
            case .unexpectedEnd: ("内容不完整", "the text ends too early")
            case .unexpectedByte(let byte, _):
                ("此处不应有字节 0x\(Hexadecimal.string([byte]))", "byte 0x\(Hexadecimal.string([byte])) cannot stand here")
            case .trailingBytes: ("值之后还有内容", "there is more behind the value")
            case .duplicateKey(let key, _): ("键 \(key) 重复", "the key \(key) stands twice")
            case .unsortedKey(let key, _): ("键 \(key) 应排在前一个键之前", "the key \(key) belongs before the one before it")
            case .key: ("键只能由 a–z、0–9 和 _ 组成，不能为空", "a key consists of a–z, 0–9 and _, and is not empty")
            case .fraction: ("不允许小数或指数，请用整数或字符串", "fractions and exponents are not allowed; use an integer or a string")
            case .number: ("整数写法不规范（前导零、-0 或缺数字）", "an integer has no leading zero, is not -0 and has digits")
            case .integerOutOfRange: ("整数超出 ±(2^53−1)", "the integer lies outside of ±(2^53−1)")
            case .escape: ("转义写法不是 RFC 8785 的规范写法", "the escape is not the one that RFC 8785 writes")
            case .controlCharacter: ("控制字符须转义", "a control character must be escaped")
            case .invalidUTF8: ("不是有效的 UTF-8", "the bytes are not UTF-8")
            case .tooDeep:
                ("嵌套超过 \(CanonicalJSON.maximumDepth) 层", "arrays and objects stand deeper than \(CanonicalJSON.maximumDepth)")
            }
        return LocalizedText(zh: "规范 JSON 第 \(offset) 字节：\(reason.zh)", en: "canonical JSON, byte \(offset): \(reason.en)")
    }
}
