/// Finds where the values of attributes stand in a start tag; SAX tells values but no places.
enum TagAttributes {
    /// The places of the values of some attributes, in the order of the tag.
    ///
    /// - Parameters:
    ///   - wanted: the first of a name counts, as in a browser.
    ///   - range bounds: from before the tag's `<` to behind its `>`.
    ///   - tag: the element's name in lower case.
    static func values(
        of wanted: Set, in source: UnsafeBufferPointer<UInt8>, from lower: Int, to upper: Int, tag: UnsafeBufferPointer<UInt8>
    ) -> [(name: HTMLAttribute, range: Range<Int>)] {
        var index = nameEnd(of: tag, in: source, from: lower, to: upper) ?? lower
        var found: [(name: HTMLAttribute, range: Range<Int>)] = []
        var missing = wanted
        while index < upper, !missing.isEmpty {
            while index < upper, isSpace(source[index]) || source[index] == UInt8(ascii: "/") { index += 1 }
            guard index < upper, source[index] != UInt8(ascii: ">") else { break }
            let nameStart = index
            while index < upper, !isSpace(source[index]), !endsName(source[index]) { index += 1 }
            let name = UnsafeBufferPointer(rebasing: source[nameStart..<index])
            if index == nameStart { index += 1 }
            var probe = index
            while probe < upper, isSpace(source[probe]) { probe += 1 }
            guard probe < upper, source[probe] == UInt8(ascii: "=") else { continue }
            index = probe + 1
            while index < upper, isSpace(source[index]) { index += 1 }
            let range = value(in: source, at: &index, to: upper)
            let attribute = HTMLAttribute(name)
            guard attribute != .other, missing.contains(attribute) else { continue }
            missing.remove(attribute)
            found.append((attribute, range))
        }
        return found
    }

    /// Attributes that are looked for.
    struct Set {
        private var rawValue: UInt32 = 0

        func contains(_ attribute: HTMLAttribute) -> Bool { rawValue & 1 << attribute.rawValue != 0 }
        mutating func insert(_ attribute: HTMLAttribute) { rawValue |= 1 << attribute.rawValue }
        mutating func remove(_ attribute: HTMLAttribute) { rawValue &= ~(1 << attribute.rawValue) }
        var isEmpty: Bool { rawValue == 0 }
    }

    private static func endsName(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "=") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
    }

    private static func value(in source: UnsafeBufferPointer<UInt8>, at index: inout Int, to upper: Int) -> Range<Int> {
        guard index < upper else { return index..<index }
        let quote = source[index]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let start = index + 1
            index = start
            while index < upper, source[index] != quote { index += 1 }
            let range = start..<index
            if index < upper { index += 1 }
            return range
        }
        let start = index
        while index < upper, !isSpace(source[index]), source[index] != UInt8(ascii: ">") { index += 1 }
        return start..<index
    }

    /// The end of the tag's name, where the tag begins in the range.
    private static func nameEnd(
        of name: UnsafeBufferPointer<UInt8>, in source: UnsafeBufferPointer<UInt8>, from lower: Int, to upper: Int
    ) -> Int? {
        var index = lower
        while index + name.count < upper {
            if source[index] == UInt8(ascii: "<"), name.indices.allSatisfy({ source[index + 1 + $0] | 0x20 == name[$0] | 0x20 }) {
                return index + 1 + name.count
            }
            index += 1
        }
        return nil
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D || byte == 0x0C
    }
}
