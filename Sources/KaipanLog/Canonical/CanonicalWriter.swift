import KaipanText

/// Writes values of the profile as RFC 8785 spells them.
///
/// Foundation's writer cannot serve: with sorted keys it still escapes `/`, and sorts by another order than RFC 8785.
struct CanonicalWriter {
    private(set) var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(512) }

    mutating func write(_ value: CanonicalJSON, depth: Int) throws(CanonicalJSONError) {
        switch value {
        case .null: bytes += "null".utf8
        case .bool(true): bytes += "true".utf8
        case .bool(false): bytes += "false".utf8
        case .integer(let integer):
            guard CanonicalJSON.integers.contains(integer) else { throw .integerOutOfRange(offset: bytes.count) }
            bytes += String(integer).utf8
        case .string(let string): write(string)
        case .array(let array):
            guard depth < CanonicalJSON.maximumDepth else { throw .tooDeep(offset: bytes.count) }
            bytes.append(UInt8(ascii: "["))
            for (place, element) in array.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                try write(element, depth: depth + 1)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let object):
            guard depth < CanonicalJSON.maximumDepth else { throw .tooDeep(offset: bytes.count) }
            bytes.append(UInt8(ascii: "{"))
            for (place, member) in object.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                guard !member.key.isEmpty, member.key.utf8.allSatisfy(Self.isKeyByte) else { throw .key(offset: bytes.count) }
                write(member.key)
                bytes.append(UInt8(ascii: ":"))
                try write(member.value, depth: depth + 1)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// Whether a byte may stand in a key.
    static func isKeyByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
    }

    /// The letter behind the backslash for the bytes that have a short escape, RFC 8785, section 3.2.2.2.
    static func shortEscape(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte
        case 0x08: UInt8(ascii: "b")
        case 0x09: UInt8(ascii: "t")
        case 0x0A: UInt8(ascii: "n")
        case 0x0C: UInt8(ascii: "f")
        case 0x0D: UInt8(ascii: "r")
        default: nil
        }
    }

    private mutating func write(_ string: String) {
        bytes.append(UInt8(ascii: "\""))
        var string = string
        string.withUTF8 { text in
            // Whole runs at once; an entry is mostly text without escapes.
            var run = 0
            for place in text.indices where text[place] < 0x20 || text[place] == UInt8(ascii: "\"") || text[place] == UInt8(ascii: "\\") {
                bytes.append(contentsOf: text[run..<place])
                escape(text[place])
                run = place + 1
            }
            bytes.append(contentsOf: text[run...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ byte: UInt8) {
        if let letter = Self.shortEscape(byte) {
            bytes += [UInt8(ascii: "\\"), letter]
        } else {
            bytes += "\\u00\(Hexadecimal.string([byte]))".utf8
        }
    }
}
