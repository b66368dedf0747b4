import KaipanText

/// What a person sees of a file: one text, cut into blocks, with the way back to the bytes.
public struct Document: Sendable {
    /// The parts that the text was read from; one, except for containers such as DOCX.
    public let parts: [Source]
    /// The text as UTF-8: blocks separated by a line feed, line breaks inside a block written as U+2028.
    public let text: [UInt8]
    /// The blocks in the order of the text.
    public let blocks: [Block]
    /// The kind that the document itself names, by a declaration in it.
    public let declaredKind: DocumentKind?
    /// Mistakes of the document that were mended while reading, such as bytes of no encoding.
    public let problems: [DocumentProblem]
    /// The comments that speak to this tool, in the order of the source.
    public let directives: [Directive]
    private let map: SourceMap
    private let paths: PathTree

    init(parts: [Source], builder: consuming DocumentBuilder, declaredKind: DocumentKind? = nil) {
        let result = builder.finish()
        self.parts = parts
        text = result.text
        blocks = result.blocks
        map = result.map
        paths = result.paths
        directives = result.directives
        self.declaredKind = declaredKind
        problems = parts.flatMap(DocumentProblem.undecodable(in:))
    }

    /// The encoding of the first part.
    public var encoding: TextEncoding { parts.first?.encoding ?? .utf8 }

    /// The text of the first title or heading, else nil.
    public var title: String? {
        let block = blocks.first { $0.role == .title } ?? blocks.first { $0.role == .heading }
        return block.map { String(decoding: text[$0.range], as: UTF8.self) }
    }

    /// The block that holds an offset of the text.
    ///
    /// Complexity: O(log n) in the number of blocks.
    public func blockIndex(at offset: Int) -> Int? {
        var low = 0
        var high = blocks.count
        while low < high {
            let middle = (low + high) / 2
            if blocks[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
        }
        guard low < blocks.count, blocks[low].range.contains(offset) else { return nil }
        return low
    }

    /// The place of a block in its markup (`/html/body/p[3]`), in a DOCX its part and paragraph, else nil.
    public func path(of block: Block) -> String? { block.path.map(paths.string) }

    /// The pieces of a part's decoded text that gave a range of the document's text.
    public func sourceRanges(of range: Range<Int>) -> [Range<Int>] { map.sourceRanges(of: range) }
}
