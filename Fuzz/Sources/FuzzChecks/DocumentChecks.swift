import KaipanDocuments
import KaipanText

/// Reads a document and checks all that holds of every document, however broken its file is.
///
/// - Parameter mayReplace: whether a format spells a character of the text otherwise, here by these source bytes.
public func checkReading(
    _ bytes: [UInt8], as format: DocumentFormat, path: String, options: ReadingOptions,
    mayReplace: (_ text: ArraySlice<UInt8>, _ source: ArraySlice<UInt8>) -> Bool
) {
    do throws(ReadingError) {
        let document = try format.read(bytes, path: path, options: options)
        checkText(of: document)
        checkPlaces(of: document, mayReplace: mayReplace)
        for source in document.parts {
            checkPositions(in: source, fileSize: source.part == nil ? bytes.count : nil)
        }
        for problem in document.problems {
            require(!problem.message.zh.isEmpty && !problem.message.en.isEmpty, "a problem without a message")
        }
    } catch {
        require(!error.message.zh.isEmpty && !error.message.en.isEmpty, "an error without a message")
        if let position = error.position {
            require(position.line >= 1 && position.column >= 1 && position.byteOffset >= 0, "error at \(position)")
            if format != .docx { require(position.byteOffset <= bytes.count, "error at \(position) of \(bytes.count)") }
        }
    }
}

private func checkText(of document: Document) {
    let text = document.text
    require(isValidUTF8(text), "the text is no UTF-8")
    var end = -1
    for block in document.blocks {
        let range = block.range
        require(range.lowerBound == end + 1, "block at \(range) behind \(end)")
        require(range.upperBound <= text.count && !range.isEmpty, "block at \(range) of \(text.count)")
        require(end < 0 || text[end] == 0x0A, "no line feed before \(range)")
        require(!text[range].contains(0x0A) && !text[range].contains(0x0D), "a line end in the block at \(range)")
        require(isBoundary(range.lowerBound, in: text) && isBoundary(range.upperBound, in: text), "block cuts a character")
        require(document.parts.indices.contains(block.part), "block of part \(block.part)")
        let index = document.blockIndex(at: range.lowerBound)
        require(index.map { document.blocks[$0].range } == range, "block index at \(range)")
        if let cell = block.cell { require(cell.row >= 0 && cell.column >= 0, "cell \(cell)") }
        if let path = document.path(of: block) { require(!path.isEmpty, "empty path") }
        end = range.upperBound
    }
    require(max(end, 0) == text.count, "text goes on behind the last block")
    require(document.title?.isEmpty != true, "empty title")
}

private func checkPlaces(of document: Document, mayReplace: (ArraySlice<UInt8>, ArraySlice<UInt8>) -> Bool) {
    let text = document.text
    for block in document.blocks {
        let source = document.parts[block.part].text
        var first: Range<Int>?
        var last: Range<Int>?
        var start = block.range.lowerBound
        while start < block.range.upperBound {
            var end = start + 1
            while end < block.range.upperBound, text[end] & 0xC0 == 0x80 { end += 1 }
            let pieces = document.sourceRanges(of: start..<end)
            // A line break may come of markup, which is no character of the source.
            if pieces.isEmpty, text[start..<end].elementsEqual("\u{2028}".utf8) {
                start = end
                continue
            }
            require(pieces.count == 1, "character at \(start) comes from \(pieces)")
            let piece = pieces[0]
            require(piece.lowerBound >= 0 && piece.upperBound <= source.count, "\(piece) of \(source.count)")
            let spelled = source[piece]
            // What a server blanks in a template is spaces, byte by byte.
            require(
                text[start] == 0x20 || isBoundary(piece.lowerBound, in: source) && isBoundary(piece.upperBound, in: source),
                "\(piece) cuts a character")
            if !spelled.elementsEqual(text[start..<end]) {
                require(
                    isSpacing(text[start..<end]) || mayReplace(text[start..<end], spelled),
                    "text \(Array(text[start..<end])) at \(start) is \(Array(spelled.prefix(40))) at \(piece)")
            }
            if let last {
                require(piece.lowerBound >= last.upperBound || piece == last, "\(piece) is read after \(last)")
            }
            first = first ?? piece
            last = piece
            start = end
        }
        let all = document.sourceRanges(of: block.range)
        require(all.first?.lowerBound == first?.lowerBound && all.last?.upperBound == last?.upperBound, "\(all) of a block")
        for piece in all { require(piece.lowerBound >= 0 && piece.upperBound <= source.count, "\(piece) of \(source.count)") }
    }
    // A range over several blocks must not trap either.
    _ = document.sourceRanges(of: 0..<text.count)
}

/// A space or a line break, which stands for white space, a tag or a line end of any length.
private func isSpacing(_ text: ArraySlice<UInt8>) -> Bool {
    text.elementsEqual([0x20]) || text.elementsEqual([0xE2, 0x80, 0xA8])
}

/// Checks lines, columns and stored offsets against a count of their own.
///
/// - Parameter fileSize: the size of the stored bytes, where it is known.
public func checkPositions(in source: Source, fileSize: Int?) {
    let text = source.text
    require(isValidUTF8(text), "the decoded text is no UTF-8")
    let stride = max(1, text.count / 150)
    var index = LineIndex(source)
    var line = 1
    var column = 1
    var last = -1
    for offset in 0...text.count where offset == text.count || text[offset] & 0xC0 != 0x80 {
        if offset % stride == 0 || offset == text.count {
            let position = index.position(ofText: offset)
            require(position.line == line && position.column == column, "\(position) for \(line):\(column)")
            require(position.byteOffset >= last, "\(position) before \(last)")
            require(position.byteOffset <= fileSize ?? .max, "\(position) of \(fileSize ?? 0)")
            require(position.byteOffset == source.byteOffset(ofText: offset), "\(position) for \(offset)")
            last = position.byteOffset
        }
        guard offset < text.count else { break }
        column += 1
        let endsLine = text[offset] == 0x0A || text[offset] == 0x0D && !(offset + 1 < text.count && text[offset + 1] == 0x0A)
        if endsLine {
            line += 1
            column = 1
        }
    }
    if let fileSize { require(last == fileSize, "the text ends at \(last) of \(fileSize)") }
    // An earlier offset starts over.
    let start = index.position(ofText: 0)
    require(start.line == 1 && start.column == 1 && start.byteOffset <= 3, "\(start) for the start")
}
