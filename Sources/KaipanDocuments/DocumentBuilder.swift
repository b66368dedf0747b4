import KaipanText

/// Collects what a reader sees into one text with blocks and a source map.
///
/// A reader calls `append` for text, `replace` for characters that the source spells otherwise, `lineBreak` and
/// `boundary`; the builder collapses white space as a browser does and never lets blocks touch.
struct DocumentBuilder {
    /// What the next block will be.
    struct Attributes {
        var role: BlockRole = .paragraph
        var isHidden = false
        var part = 0
        var cell: Block.Cell?
        var speaker: Speaker?
        var utterance: Block.Utterance?
        var path: PathTree.Node?
        /// White space is shown as it stands, as in `<pre>`.
        var preservesSpace = false
    }

    /// A block that stands in the markup inside another one and is put behind it: an alternative text, a text box.
    struct Deferred {
        var attributes: Attributes
        var pieces: [Piece]
    }

    /// A run of text with its place in the source.
    struct Piece {
        var bytes: [UInt8]
        var source: Range<Int>
        /// Whether the source holds these very bytes.
        var isLiteral: Bool
    }

    private var text: [UInt8] = []
    private var blocks: [Block] = []
    private var map = SourceMap()
    var paths = PathTree()
    private var directives: [Directive] = []

    /// What a block that opens now is; readers change it at boundaries.
    var attributes = Attributes()

    /// How many links are open; readers count them.
    var linkDepth = 0

    private var open: Block?
    /// Bytes of the open block that stand in links.
    private var linkedBytes = 0
    private var pendingSpace: Range<Int>?
    private var pendingSpaceHasNewline = false
    private var pendingBreaks = 0
    private var pendingBreakSource: Range<Int>?
    private var deferred: [Deferred] = []

    private static let lineSeparator: [UInt8] = [0xE2, 0x80, 0xA8]

    init(capacity: Int) {
        text.reserveCapacity(capacity)
    }

    /// Whether the open block has text, so that a boundary here would end it.
    var isInsideBlock: Bool { open != nil }

    /// The number of bytes of text so far.
    var count: Int { text.count }

    consuming func finish() -> (text: [UInt8], blocks: [Block], map: SourceMap, paths: PathTree, directives: [Directive]) {
        boundary()
        return (text, blocks, map, paths, directives)
    }

    /// Notes a comment, which may speak to this tool.
    /// - Parameter start: where it begins in the source.
    mutating func comment(_ comment: some BidirectionalCollection<UInt8>, source start: Int) {
        // A block that is open will have this number, and so will the next one where none is.
        if let directive = Directive(comment: comment, at: start, block: blocks.count) { directives.append(directive) }
    }

    // MARK: - Text

    /// Adds text that stands in the source as it is.
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, source: Int) {
        if attributes.preservesSpace {
            appendPreserving(bytes, source: source)
            return
        }
        var index = 0
        let end = bytes.count
        while index < end {
            let start = index
            while index < end, !Self.isSpace(bytes[index]) { index += 1 }
            if index > start {
                appendRun(UnsafeBufferPointer(rebasing: bytes[start..<index]), source: source + start)
            }
            guard index < end else { break }
            let spaceStart = index
            var hasNewline = false
            while index < end, Self.isSpace(bytes[index]) {
                if bytes[index] == 0x0A || bytes[index] == 0x0D { hasNewline = true }
                index += 1
            }
            space(source + spaceStart..<source + index, hasNewline: hasNewline)
        }
    }

    /// Adds characters that the source spells otherwise, such as an entity's.
    ///
    /// They are text whatever they are: a reference to a space is no white space that collapses, except the plain ones.
    mutating func replace(with bytes: [UInt8], source: Range<Int>) {
        if bytes.count == 1, Self.isSpace(bytes[0]), !attributes.preservesSpace {
            space(source, hasNewline: false)
            return
        }
        // A line feed would look like the end of a block.
        guard !bytes.contains(0x0A), !bytes.contains(0x0D) else {
            lineBreak(source: source)
            return
        }
        guard !bytes.isEmpty else { return }
        bytes.withUnsafeBufferPointer { prepare(for: $0) }
        map.appendReplacement(text: text.count, length: bytes.count, source: source)
        text.append(contentsOf: bytes)
    }

    private mutating func appendRun(_ bytes: UnsafeBufferPointer<UInt8>, source: Int) {
        prepare(for: bytes)
        map.appendLiteral(text: text.count, source: source, length: bytes.count)
        text.append(contentsOf: bytes)
    }

    private mutating func appendPreserving(_ bytes: UnsafeBufferPointer<UInt8>, source: Int) {
        var index = 0
        while index < bytes.count {
            let start = index
            while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
            if index > start {
                let run = UnsafeBufferPointer(rebasing: bytes[start..<index])
                // A block never opens with white space alone.
                if open != nil || run.contains(where: { !Self.isSpace($0) }) { appendRun(run, source: source + start) }
            }
            guard index < bytes.count else { break }
            let breakStart = index
            if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
            index += 1
            lineBreak(source: source + breakStart..<source + index)
        }
    }

    /// Adds white space that collapses with its neighbours.
    mutating func space(_ source: Range<Int>, hasNewline: Bool) {
        guard open != nil, pendingBreaks == 0 else { return }
        if let pending = pendingSpace, pending.upperBound == source.lowerBound {
            pendingSpace = pending.lowerBound..<source.upperBound
        } else if pendingSpace == nil {
            pendingSpace = source
        }
        pendingSpaceHasNewline = pendingSpaceHasNewline || hasNewline
    }

    /// Adds a line break that a reader sees; two in a row end the block.
    /// - Parameter source: the line end in the source; nil for markup such as `<br>`, which is no character.
    mutating func lineBreak(source: Range<Int>?) {
        guard open != nil else { return }
        pendingSpace = nil
        pendingSpaceHasNewline = false
        pendingBreaks += 1
        if pendingBreakSource == nil { pendingBreakSource = source }
    }

    /// Opens a block if none is open and writes the space or line break that was waiting.
    private mutating func prepare(for next: UnsafeBufferPointer<UInt8>) {
        if pendingBreaks > 1 { boundary() }
        defer { if linkDepth > 0 { linkedBytes += next.count } }
        guard open != nil else {
            openBlock()
            return
        }
        if pendingBreaks == 1 {
            if let source = pendingBreakSource { map.appendReplacement(text: text.count, length: 3, source: source) }
            text.append(contentsOf: Self.lineSeparator)
            pendingBreaks = 0
            pendingBreakSource = nil
        } else if let source = pendingSpace {
            // CSS Text Level 3, 4.1.3: a segment break between two wide characters is removed.
            let vanishes = pendingSpaceHasNewline && endsWithWide && Self.isWideLead(next[0])
            if !vanishes {
                map.appendReplacement(text: text.count, length: 1, source: source)
                text.append(0x20)
            }
        }
        pendingSpace = nil
        pendingSpaceHasNewline = false
    }

    private var endsWithWide: Bool {
        var index = text.count - 1
        let limit = max(0, text.count - 4)
        while index > limit, text[index] & 0xC0 == 0x80 { index -= 1 }
        return index >= 0 && Self.isWideLead(text[index])
    }

    /// Whether a lead byte begins a character of East Asian width: U+2E80 upwards, without what is rare there.
    private static func isWideLead(_ byte: UInt8) -> Bool { byte >= 0xE3 && byte != 0xEE }

    @inline(__always)
    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (byte <= 0x0D && (byte == 0x0A || byte == 0x09 || byte == 0x0D || byte == 0x0C))
    }

    // MARK: - Blocks

    private mutating func openBlock() {
        if !blocks.isEmpty { text.append(0x0A) }
        pendingBreaks = 0
        pendingBreakSource = nil
        pendingSpace = nil
        pendingSpaceHasNewline = false
        linkedBytes = 0
        open = Block(
            range: text.count..<text.count, role: attributes.role, isHidden: attributes.isHidden, part: attributes.part,
            cell: attributes.cell, speaker: attributes.speaker, utterance: attributes.utterance, path: attributes.path)
    }

    /// Ends the open block, if any, and writes the blocks that waited for its end.
    mutating func boundary() {
        if var block = open {
            block.range = block.range.lowerBound..<text.count
            // A date or a mark may stand beside the link.
            block.isLink = linkedBytes * 4 >= block.range.count * 3
            blocks.append(block)
            open = nil
        }
        pendingSpace = nil
        pendingSpaceHasNewline = false
        pendingBreaks = 0
        pendingBreakSource = nil
        guard !deferred.isEmpty else { return }
        let waiting = deferred
        deferred = []
        let saved = attributes
        for item in waiting {
            attributes = item.attributes
            for piece in item.pieces {
                if piece.isLiteral {
                    piece.bytes.withUnsafeBufferPointer { append($0, source: piece.source.lowerBound) }
                } else {
                    replace(with: piece.bytes, source: piece.source)
                }
            }
            boundary()
        }
        attributes = saved
    }

    /// Adds a block that stands behind the one now open, or at once where none is.
    mutating func deferBlock(_ block: Deferred) {
        deferred.append(block)
        if open == nil { boundary() }
    }
}
