import KaipanDocuments
import KaipanText
import Testing

/// What tests ask of a document's positions.
public enum PositionProof {
    /// The texts of the blocks.
    public static func texts(_ document: Document) -> [String] {
        document.blocks.map { String(decoding: document.text[$0.range], as: UTF8.self) }
    }

    /// The pieces of the source that gave a block, as the source spells them.
    public static func pieces(_ document: Document, block index: Int) -> [String] {
        let block = document.blocks[index]
        let source = document.parts[block.part]
        return document.sourceRanges(of: block.range).map { String(decoding: source.text[$0], as: UTF8.self) }
    }

    /// The pieces of the source that gave the first occurrence of a text.
    public static func pieces(_ document: Document, of text: String) throws -> [String] {
        let start = try #require(document.text.firstRange(of: Array(text.utf8)), "\(text) is not in the text").lowerBound
        let range = start..<start + text.utf8.count
        let index = try #require(document.blockIndex(at: start))
        let source = document.parts[document.blocks[index].part]
        return document.sourceRanges(of: range).map { String(decoding: source.text[$0], as: UTF8.self) }
    }

    /// A piece of XML as a reader sees it: references decoded, white space collapsed.
    public static func decode(_ raw: String, entities: [String: String] = [:]) -> String {
        var text = ""
        var rest = raw[...]
        while let first = rest.first {
            if first == "&", let end = rest.firstIndex(of: ";") {
                let name = String(rest[rest.index(after: rest.startIndex)..<end])
                text += entities[name] ?? reference(name)
                rest = rest[rest.index(after: end)...]
            } else if first.isWhitespace, first != "\u{2028}", first != "\u{3000}", first != "\u{A0}" {
                text += " "
                rest = rest.drop { $0.isWhitespace }
            } else {
                text.append(first)
                rest = rest.dropFirst()
            }
        }
        return text
    }

    private static func reference(_ name: String) -> String {
        switch name {
        case "lt": return "<"
        case "gt": return ">"
        case "amp": return "&"
        case "quot": return "\""
        case "apos": return "'"
        default:
            let digits = name.dropFirst()
            let value = digits.first == "x" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return value.flatMap(Unicode.Scalar.init).map { String($0) } ?? ""
        }
    }

    /// Proves of every block that the decoded pieces of the source are its text; line breaks stand for markup.
    public static func expectExact(_ document: Document, entities: [String: String] = [:]) {
        for (index, text) in texts(document).enumerated() {
            let decoded = pieces(document, block: index).map { decode($0, entities: entities) }.joined()
            let isExact = decoded.utf8.elementsEqual(text.filter { $0 != "\u{2028}" }.utf8)
            #expect(isExact, "block \(index): \(decoded.prefix(400)) is not \(text.prefix(400))")
        }
    }
}
