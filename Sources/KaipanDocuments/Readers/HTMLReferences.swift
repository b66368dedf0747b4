/// Decodes character references as the HTML standard does (section 13.2.5.72 and following).
///
/// libxml2 knows only the references of HTML 4 and wants their semicolon; browsers know more and forgive more, so the
/// reader decodes them itself wherever libxml2 reports one.
struct HTMLReferences {
    private struct Entry {
        var bytes: [UInt8]
        var standsBare: Bool
    }

    /// Where each entry of the table begins, and where the last ends; the table itself is read entry by entry, because to read it whole
    /// takes longer than most documents.
    private let starts: [Int]
    /// The longest name; nothing longer needs to be looked up.
    private static let longestName = 32

    private static let shared = HTMLReferences()

    private init() {
        var starts = [0]
        starts.reserveCapacity(2300)
        HTMLReferenceTable.entries.withUTF8Buffer { table in
            for (place, byte) in table.enumerated() where byte == UInt8(ascii: ";") { starts.append(place + 1) }
        }
        self.starts = starts
    }

    /// Complexity: O(log n) in the number of names, which stand in the order of their bytes.
    private subscript(name: UnsafeBufferPointer<UInt8>) -> Entry? {
        HTMLReferenceTable.entries.withUTF8Buffer { table in
            var (low, high) = (0, starts.count - 1)
            while low < high {
                let middle = (low + high) / 2
                let entry = UnsafeBufferPointer(rebasing: table[starts[middle]..<(starts[middle + 1] - 1)])
                let end = entry.firstIndex { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "*") } ?? entry.endIndex
                let found = entry[..<end]
                if found.elementsEqual(name) { return Self.entry(entry[end...]) }
                if found.lexicographicallyPrecedes(name) { low = middle + 1 } else { high = middle }
            }
            return nil
        }
    }

    /// - Parameter text: what stands behind the name, `*=C6` or `=1D504`.
    private static func entry(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Entry {
        let standsBare = text.first == UInt8(ascii: "*")
        var characters = ""
        for digits in text.dropFirst(standsBare ? 2 : 1).split(separator: UInt8(ascii: ",")) {
            let value = digits.reduce(UInt32(0)) { $0 * 16 + (digit($1, radix: 16) ?? 0) }
            characters.unicodeScalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
        }
        return Entry(bytes: Array(characters.utf8), standsBare: standsBare)
    }

    /// Decodes the reference that begins with the ampersand at an index.
    ///
    /// - Parameters:
    ///   - inAttribute: in attribute values, a bare name before `=` or a letter is no reference.
    /// - Returns: the characters and the length of the reference in bytes, or nil where the ampersand is only itself.
    static func decode(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int, inAttribute: Bool = false) -> (bytes: [UInt8], length: Int)? {
        guard index + 2 < bytes.count else { return nil }
        if bytes[index + 1] == UInt8(ascii: "#") { return decodeNumber(bytes, at: index) }
        var end = index + 1
        while end < bytes.count, end - index <= longestName, isAlphanumeric(bytes[end]) { end += 1 }
        guard end > index + 1 else { return nil }
        let name = UnsafeBufferPointer(rebasing: bytes[(index + 1)..<end])
        let hasSemicolon = end < bytes.count && bytes[end] == UInt8(ascii: ";")
        if hasSemicolon, let entry = shared[name] {
            return (entry.bytes, end - index + 1)
        }
        var length = name.count
        while length >= 2 {
            if let entry = shared[UnsafeBufferPointer(rebasing: name[0..<length])], entry.standsBare {
                let next = index + 1 + length < bytes.count ? bytes[index + 1 + length] : 0
                if inAttribute, next == UInt8(ascii: "=") || isAlphanumeric(next) { return nil }
                return (entry.bytes, length + 1)
            }
            length -= 1
        }
        return nil
    }

    private static func decodeNumber(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (bytes: [UInt8], length: Int)? {
        var position = index + 2
        guard position < bytes.count else { return nil }
        let isHexadecimal = bytes[position] | 0x20 == UInt8(ascii: "x")
        if isHexadecimal { position += 1 }
        let radix: UInt32 = isHexadecimal ? 16 : 10
        var value: UInt32 = 0
        let start = position
        while position < bytes.count, let digit = digit(bytes[position], radix: radix) {
            value = min(value &* radix &+ digit, 0x11_0000)
            position += 1
        }
        guard position > start else { return nil }
        if position < bytes.count, bytes[position] == UInt8(ascii: ";") { position += 1 }
        return (Array(String(Character(scalar(value))).utf8), position - index)
    }

    private static func digit(_ byte: UInt8, radix: UInt32) -> UInt32? {
        switch byte {
        case 0x30...0x39: return UInt32(byte - 0x30)
        case 0x41...0x46 where radix == 16: return UInt32(byte - 0x37)
        case 0x61...0x66 where radix == 16: return UInt32(byte - 0x57)
        default: return nil
        }
    }

    /// The character of a number, with the replacements of section 13.2.5.80.
    private static func scalar(_ value: UInt32) -> Unicode.Scalar {
        if (0x80...0x9F).contains(value) {
            let mapped = windows1252[Int(value - 0x80)]
            return Unicode.Scalar(mapped == 0 ? value : mapped) ?? "\u{FFFD}"
        }
        guard value != 0, let scalar = Unicode.Scalar(value) else { return "\u{FFFD}" }
        return scalar
    }

    private static let windows1252: [UInt32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
    ]

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
