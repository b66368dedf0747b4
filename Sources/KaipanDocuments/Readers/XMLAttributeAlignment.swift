/// Finds for the value of an attribute which of its characters the source spells otherwise.
enum XMLAttributeAlignment {
    /// The value in pieces, each with its place.
    ///
    /// Characters and the references that XML defines itself are placed one by one. The text of general entities is not
    /// known here: all from the first reference to one to the last is a single piece.
    /// - Parameters:
    ///   - value: the value as the parser reports it, white space normalised.
    ///   - range: where the source spells it, between the quotes.
    static func pieces(
        of value: UnsafeBufferPointer<UInt8>, in source: UnsafeBufferPointer<UInt8>, range: Range<Int>
    ) -> [DocumentBuilder.Piece] {
        var tokens: [DocumentBuilder.Piece] = []
        var firstUnknown: Int?
        var lastUnknown = 0
        var index = range.lowerBound
        while index < range.upperBound {
            let start = index
            if source[index] == UInt8(ascii: "&") {
                while index < range.upperBound, source[index] != UInt8(ascii: ";") { index += 1 }
                index = min(index + 1, range.upperBound)
                let bytes = XMLReference.decode(source[start..<index])
                if bytes == nil {
                    firstUnknown = firstUnknown ?? tokens.count
                    lastUnknown = tokens.count
                }
                tokens.append(DocumentBuilder.Piece(bytes: bytes ?? [], source: start..<index, isLiteral: false))
            } else {
                while index < range.upperBound, source[index] != UInt8(ascii: "&") { index += 1 }
                tokens.append(
                    DocumentBuilder.Piece(bytes: Array(source[start..<index]), source: start..<index, isLiteral: true))
            }
        }
        guard let firstUnknown else { return tokens }
        let head = tokens[..<firstUnknown]
        let tail = tokens[(lastUnknown + 1)...]
        let headLength = head.reduce(0) { $0 + normalisedLength($1) }
        let tailLength = tail.reduce(0) { $0 + normalisedLength($1) }
        guard headLength + tailLength <= value.count else {
            return [DocumentBuilder.Piece(bytes: Array(value), source: range, isLiteral: false)]
        }
        let middle = DocumentBuilder.Piece(
            bytes: Array(value[headLength..<value.count - tailLength]),
            source: tokens[firstUnknown].source.lowerBound..<tokens[lastUnknown].source.upperBound,
            isLiteral: false)
        return head + [middle] + tail
    }

    /// The length of a piece in the reported value, where CR LF has become one space.
    private static func normalisedLength(_ piece: DocumentBuilder.Piece) -> Int {
        var length = piece.bytes.count
        for (first, second) in zip(piece.bytes, piece.bytes.dropFirst()) where first == 0x0D && second == 0x0A { length -= 1 }
        return length
    }
}
