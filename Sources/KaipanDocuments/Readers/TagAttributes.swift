/// Finds where the values of attributes stand in a start tag; SAX tells values but no places.
enum TagAttributes {
    /// The places of the values of some attributes, in the order of the tag.
    ///
    /// - Parameters:
    ///   - wanted: attribute names in lower case; the first of a name counts, as in a browser.
    ///   - range bounds: from before the tag's `<` to behind its `>`.
    ///   - tag: the element's name in lower case.
    static func values(
        of wanted: [String], in bytes: [UInt8], from lower: Int, to upper: Int, tag: String
    ) -> [(name: String, range: Range<Int>)] {
        bytes.withUnsafeBufferPointer { source in
            var index = nameEnd(of: tag, in: source, from: lower, to: upper) ?? lower
            var found: [(name: String, range: Range<Int>)] = []
            while index < upper {
                while index < upper, isSpace(source[index]) || source[index] == UInt8(ascii: "/") { index += 1 }
                guard index < upper, source[index] != UInt8(ascii: ">") else { break }
                let nameStart = index
                while index < upper, !isSpace(source[index]), ![0x3D, 0x3E, 0x2F].contains(source[index]) { index += 1 }
                let name = String(decoding: source[nameStart..<index], as: UTF8.self).lowercased()
                if index == nameStart { index += 1 }
                var probe = index
                while probe < upper, isSpace(source[probe]) { probe += 1 }
                guard probe < upper, source[probe] == UInt8(ascii: "=") else { continue }
                index = probe + 1
                while index < upper, isSpace(source[index]) { index += 1 }
                let range = value(in: source, at: &index, to: upper)
                if wanted.contains(name), !found.contains(where: { $0.name == name }) { found.append((name, range)) }
            }
            return found
        }
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
    private static func nameEnd(of tag: String, in source: UnsafeBufferPointer<UInt8>, from lower: Int, to upper: Int) -> Int? {
        let name = Array(tag.utf8)
        var index = lower
        while index + name.count < upper {
            if source[index] == UInt8(ascii: "<"),
                zip(source[(index + 1)...].prefix(name.count), name).allSatisfy({ $0.0 | 0x20 == $0.1 | 0x20 })
            {
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
