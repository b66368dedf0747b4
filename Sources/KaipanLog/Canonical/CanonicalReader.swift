/// Reads the canonical spelling of the profile and nothing else.
///
/// Foundation's reader cannot serve: it lets a key stand twice, turns large integers and fractions into doubles, takes any white
/// space, order of keys and escape, and gives no offsets. A reader that knows one spelling only is small, and what it accepts is its
/// own canonical form by construction.
struct CanonicalReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var offset = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func document() throws(CanonicalJSONError) -> CanonicalJSON {
        let value = try value(depth: 0)
        guard offset == bytes.count else { throw .trailingBytes(offset: offset) }
        return value
    }

    private mutating func value(depth: Int) throws(CanonicalJSONError) -> CanonicalJSON {
        guard offset < bytes.count else { throw .unexpectedEnd(offset: offset) }
        switch bytes[offset] {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), 0x30...0x39: return try integer()
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: throw .unexpectedByte(bytes[offset], offset: offset)
        }
    }

    private mutating func object(depth: Int) throws(CanonicalJSONError) -> CanonicalJSON {
        guard depth < CanonicalJSON.maximumDepth else { throw .tooDeep(offset: offset) }
        offset += 1
        if take(UInt8(ascii: "}")) { return .object(CanonicalObject()) }
        var members: [CanonicalObject.Member] = []
        members.reserveCapacity(8)
        var last: Range<Int>?
        repeat {
            let start = offset
            let key = try key()
            if let last, !bytes[last].lexicographicallyPrecedes(bytes[key]) {
                let text = String(decoding: bytes[key], as: UTF8.self)
                throw bytes[last].elementsEqual(bytes[key]) ? .duplicateKey(text, offset: start) : .unsortedKey(text, offset: start)
            }
            last = key
            try expect(UInt8(ascii: ":"))
            members.append(.init(key: String(decoding: bytes[key], as: UTF8.self), value: try value(depth: depth + 1)))
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
        return .object(CanonicalObject(sorted: members))
    }

    private mutating func array(depth: Int) throws(CanonicalJSONError) -> CanonicalJSON {
        guard depth < CanonicalJSON.maximumDepth else { throw .tooDeep(offset: offset) }
        offset += 1
        if take(UInt8(ascii: "]")) { return .array([]) }
        var elements: [CanonicalJSON] = []
        repeat { elements.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
        return .array(elements)
    }

    /// The place of the key's bytes within its quotation marks.
    private mutating func key() throws(CanonicalJSONError) -> Range<Int> {
        try expect(UInt8(ascii: "\""))
        let start = offset
        while offset < bytes.count, CanonicalWriter.isKeyByte(bytes[offset]) { offset += 1 }
        guard offset < bytes.count else { throw .unexpectedEnd(offset: offset) }
        guard bytes[offset] == UInt8(ascii: "\""), offset > start else { throw .key(offset: offset) }
        offset += 1
        return start..<offset - 1
    }

    private mutating func integer() throws(CanonicalJSONError) -> CanonicalJSON {
        let start = offset
        let negative = take(UInt8(ascii: "-"))
        let digits = offset
        var value: Int64 = 0
        while offset < bytes.count, (0x30...0x39).contains(bytes[offset]) {
            value = value * 10 + Int64(bytes[offset] - 0x30)
            // Stops long before the sum could overflow.
            guard value <= CanonicalJSON.integers.upperBound else { throw .integerOutOfRange(offset: start) }
            offset += 1
        }
        if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") || bytes[offset] | 0x20 == UInt8(ascii: "e") {
            throw .fraction(offset: offset)
        }
        // No digit, a leading zero, or −0, which RFC 8785 writes 0.
        guard offset > digits, bytes[digits] != 0x30 || (offset == digits + 1 && !negative) else { throw .number(offset: start) }
        return .integer(negative ? -value : value)
    }

    private mutating func string() throws(CanonicalJSONError) -> String {
        offset += 1
        let start = offset
        var plain = start
        var text: String?
        while true {
            guard offset < bytes.count else { throw .unexpectedEnd(offset: offset) }
            switch bytes[offset] {
            case UInt8(ascii: "\""):
                let tail = try decoded(plain..<offset)
                offset += 1
                return text.map { $0 + tail } ?? tail
            case UInt8(ascii: "\\"):
                text = (text ?? "") + (try decoded(plain..<offset))
                text?.unicodeScalars.append(try escape())
                plain = offset
            case 0..<0x20: throw .controlCharacter(offset: offset)
            default: offset += 1
            }
        }
    }

    private mutating func escape() throws(CanonicalJSONError) -> Unicode.Scalar {
        let start = offset
        guard start + 1 < bytes.count else { throw .unexpectedEnd(offset: bytes.count) }
        let letter = bytes[start + 1]
        if letter != UInt8(ascii: "u") {
            for byte: UInt8 in [0x22, 0x5C, 0x08, 0x09, 0x0A, 0x0C, 0x0D] where CanonicalWriter.shortEscape(byte) == letter {
                offset += 2
                return Unicode.Scalar(byte)
            }
            throw .escape(offset: start)
        }
        guard start + 6 <= bytes.count else { throw .unexpectedEnd(offset: bytes.count) }
        guard bytes[start + 2] == 0x30, bytes[start + 3] == 0x30, bytes[start + 4] == 0x30 || bytes[start + 4] == 0x31 else {
            throw .escape(offset: start)
        }
        let low: UInt8
        switch bytes[start + 5] {
        case 0x30...0x39: low = bytes[start + 5] - 0x30
        case 0x61...0x66: low = bytes[start + 5] - 0x57
        default: throw .escape(offset: start)
        }
        let byte = (bytes[start + 4] - 0x30) << 4 | low
        guard CanonicalWriter.shortEscape(byte) == nil else { throw .escape(offset: start) }
        offset += 6
        return Unicode.Scalar(byte)
    }

    private func decoded(_ range: Range<Int>) throws(CanonicalJSONError) -> String {
        let part = UnsafeBufferPointer(rebasing: bytes[range])
        // Most texts of an entry are ASCII, and the way that repairs is much faster than the one that validates.
        if part.allSatisfy({ $0 < 0x80 }) { return String(decoding: part, as: UTF8.self) }
        if let text = String(validating: part, as: UTF8.self) { return text }
        throw .invalidUTF8(offset: range.lowerBound + UTF8Text.validPrefix(of: part))
    }

    private mutating func literal(_ word: StaticString, _ value: CanonicalJSON) throws(CanonicalJSONError) -> CanonicalJSON {
        for place in 0..<word.utf8CodeUnitCount {
            guard offset < bytes.count else { throw .unexpectedEnd(offset: offset) }
            guard bytes[offset] == word.utf8Start[place] else { throw .unexpectedByte(bytes[offset], offset: offset) }
            offset += 1
        }
        return value
    }

    private mutating func expect(_ byte: UInt8) throws(CanonicalJSONError) {
        guard offset < bytes.count else { throw .unexpectedEnd(offset: offset) }
        guard bytes[offset] == byte else { throw .unexpectedByte(bytes[offset], offset: offset) }
        offset += 1
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard offset < bytes.count, bytes[offset] == byte else { return false }
        offset += 1
        return true
    }
}
