import CLibXML2

/// The start of an element with its attributes.
///
/// Valid only during the call that hands it out: the attributes are libxml2's own memory.
struct XMLStartTag {
    typealias RawAttributes = UnsafeMutablePointer<UnsafePointer<xmlChar>?>

    let name: XMLName
    /// How many attributes stand in the tag; those that a DTD adds are not counted.
    let attributeCount: Int
    /// Five pointers an attribute: local name, prefix, namespace, value and its end.
    let raw: RawAttributes?
    let parser: XMLEventParser
    /// Where the tag ends, before its `>` or `/>`.
    let end: Int
    /// The reference in the document whose entity holds the tag, if one does.
    let reference: Range<Int>?

    func attributeName(_ index: Int) -> XMLName? {
        guard let raw, let local = raw[index * 5] else { return nil }
        return parser.name(local: local, prefix: raw[index * 5 + 1], namespace: raw[index * 5 + 2])
    }

    func attributeBytes(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        guard let raw, let start = raw[index * 5 + 3], let end = raw[index * 5 + 4] else { return .init(start: nil, count: 0) }
        return UnsafeBufferPointer(start: start, count: end - start)
    }

    func attributeValue(_ index: Int) -> String { String(decoding: attributeBytes(index), as: UTF8.self) }

    /// The index of the attribute of a local name, whatever its namespace.
    func attribute(named local: StaticString) -> Int? {
        guard let raw else { return nil }
        return (0..<attributeCount).first { index in
            guard let name = raw[index * 5] else { return false }
            return xmlStrEqual(name, local.utf8Start) == 1
        }
    }

    /// The value of the attribute of a local name, whatever its namespace.
    func value(_ local: StaticString) -> String? { attribute(named: local).map(attributeValue) }

    /// Where the tag stands, from its `<` to behind its `>`; a tag of an entity where the reference stands.
    var source: Range<Int> {
        if let reference { return reference }
        let text = parser.text
        let behind = end < text.count && text[end] == UInt8(ascii: "/") ? end + 2 : end + 1
        return start..<min(behind, text.count)
    }

    /// The value of an attribute, in pieces with their places.
    func pieces(ofAttribute index: Int) -> [DocumentBuilder.Piece] {
        let value = attributeBytes(index)
        if let reference { return [DocumentBuilder.Piece(bytes: Array(value), source: reference, isLiteral: false)] }
        guard let name = attributeName(index)?.qualified, let range = rawRange(ofAttribute: name) else { return [] }
        return XMLAttributeAlignment.pieces(of: value, in: parser.text, range: range)
    }

    /// The `<` of the tag: no attribute value can hold another one.
    private var start: Int {
        let text = parser.text
        var index = min(end, text.count) - 1
        while index > 0, text[index] != UInt8(ascii: "<") { index -= 1 }
        return max(index, 0)
    }

    /// Where the value of an attribute stands between its quotes.
    private func rawRange(ofAttribute name: String) -> Range<Int>? {
        let text = parser.text
        var index = start + 1
        while index < end, !XMLCharacters.isSpace(text[index]) { index += 1 }
        while index < end {
            while index < end, XMLCharacters.isSpace(text[index]) { index += 1 }
            let nameStart = index
            while index < end, !XMLCharacters.isSpace(text[index]), text[index] != UInt8(ascii: "=") { index += 1 }
            let isWanted = text[nameStart..<index].elementsEqual(name.utf8)
            while index < end, text[index] != UInt8(ascii: "\""), text[index] != UInt8(ascii: "'") { index += 1 }
            guard index < end else { return nil }
            let quote = text[index]
            let valueStart = index + 1
            index = valueStart
            while index < end, text[index] != quote { index += 1 }
            if isWanted { return valueStart..<index }
            index += 1
        }
        return nil
    }
}
