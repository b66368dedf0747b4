/// A piece of text that an XML parser reports, with its place in the source.
///
/// Valid only during the call that hands it out.
struct XMLText {
    let bytes: UnsafeBufferPointer<UInt8>
    /// The source that the text was taken from: as long as the text where it is literal.
    let source: Range<Int>
    /// Whether the source holds the very same bytes there; otherwise it spells them by a reference.
    let isLiteral: Bool
}

extension DocumentBuilder {
    /// Adds text from XML.
    mutating func add(_ text: XMLText) {
        if text.isLiteral {
            append(text.bytes, source: text.source.lowerBound)
        } else if text.bytes.count <= 4 {
            replace(with: Array(text.bytes), source: text.source)
        } else {
            addExpansion(text.bytes, source: text.source)
        }
    }

    /// Adds the text of an entity, which may hold white space and line ends that are no text of their own.
    private mutating func addExpansion(_ bytes: UnsafeBufferPointer<UInt8>, source: Range<Int>) {
        var index = 0
        while index < bytes.count {
            let start = index
            let isSpace = XMLCharacters.isSpace(bytes[index])
            while index < bytes.count, XMLCharacters.isSpace(bytes[index]) == isSpace { index += 1 }
            let run = bytes[start..<index]
            if !isSpace {
                replace(with: Array(run), source: source)
            } else if attributes.preservesSpace {
                for byte in run { replace(with: [byte], source: source) }
            } else {
                space(source, hasNewline: run.contains(0x0A))
            }
        }
    }
}
