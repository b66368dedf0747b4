/// Writes JSON value by value, for what is written by the thousand: findings and documents.
///
/// Text is spelled as `JSONText` spells it. Keys are the author's to keep in ascending order, as everywhere in our JSON.
package struct JSONWriter {
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false

    package init() {}

    /// What was written.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    package mutating func object(_ body: (inout JSONWriter) -> Void) {
        open(UInt8(ascii: "{"))
        body(&self)
        close(UInt8(ascii: "}"))
    }

    package mutating func array<Element>(_ elements: some Sequence<Element>, _ body: (inout JSONWriter, Element) -> Void) {
        open(UInt8(ascii: "["))
        for element in elements { body(&self, element) }
        close(UInt8(ascii: "]"))
    }

    /// The key of the value that is written next; ASCII without anything to escape.
    package mutating func key(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// A member whose key is not known beforehand.
    package mutating func member(_ name: String, _ value: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
        string(value)
    }

    package mutating func string(_ value: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        var value = value
        value.withUTF8 { utf8 in
            // Most text needs no escape and is copied in long pieces.
            var copied = 0
            var index = 0
            while index < utf8.count {
                let byte = utf8[index]
                guard Self.mayNeedEscape(byte) else {
                    index += 1
                    continue
                }
                let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : 3
                guard let escape = Self.escape(utf8[index..<index + length]) else {
                    index += length
                    continue
                }
                bytes.append(contentsOf: utf8[copied..<index])
                bytes.append(contentsOf: escape.utf8)
                index += length
                copied = index
            }
            bytes.append(contentsOf: utf8[copied...])
        }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    package mutating func number(_ value: Int) { literal(String(value)) }

    package mutating func boolean(_ value: Bool) { literal(value ? "true" : "false") }

    package mutating func null() { literal("null") }

    /// A value that is JSON already.
    package mutating func literal(_ json: String) {
        separate()
        bytes.append(contentsOf: json.utf8)
        needsComma = true
    }

    /// A value, or null where there is none.
    package mutating func optional<Value>(_ value: Value?, _ body: (inout JSONWriter, Value) -> Void) {
        guard let value else { return null() }
        body(&self, value)
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    /// Whether a character that begins with a byte can be one of those that are spelled out.
    private static func mayNeedEscape(_ byte: UInt8) -> Bool {
        switch byte {
        case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x7F, 0xC2, 0xD8, 0xE2: true
        default: false
        }
    }

    private static func escape(_ character: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
        guard let scalar = String(decoding: character, as: UTF8.self).unicodeScalars.first else { return nil }
        switch scalar {
        case "\"": return "\\\""
        case "\\": return "\\\\"
        case "\u{8}": return "\\b"
        case "\t": return "\\t"
        case "\n": return "\\n"
        case "\u{C}": return "\\f"
        case "\r": return "\\r"
        default: return scalar.value < 0x20 || JSONText.isRisky(scalar) ? JSONText.escape(scalar) : nil
        }
    }
}
