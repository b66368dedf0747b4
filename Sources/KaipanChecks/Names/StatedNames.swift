import Glibc
import KaipanDocuments
import KaipanText

/// Finds the names that a document states: each block of a list of names, and what follows a label such as 案名： elsewhere.
struct StatedNames {
    /// The names, in the order of the text.
    private(set) var names: [StatedName] = []

    private static let labels = ["项目名称", "楼盘名称", "小区名称", "项目案名", "推广名称", "备案名称", "地名名称", "推广名", "备案名", "案名", "标准地名"]
        .map { Array($0.utf8) }
    /// What stands over a column of names instead of being one.
    static let heads = Set(["案名", "名称", "项目名称", "楼盘名称", "小区名称", "推广名", "推广名称", "备案名", "备案名称", "地名", "标准地名", "序号", "城市", "备注", "name"])
    /// Scalars that a name has at most; longer blocks are sentences.
    private static let longest = 24

    init(in document: Document, kind: DocumentKind, blocks: FoldedBlocks) {
        for index in document.blocks.indices {
            let range = blocks.ranges[index]
            if kind == .name {
                for line in lines(of: range, blocks.folded) {
                    for piece in pieces(of: line, blocks.folded.bytes) { add(piece, index, blocks, document) }
                }
            } else {
                addLabelled(in: range, index, blocks, document)
            }
        }
    }

    /// Whether a document has a word that labels names; most have none and need no closer look.
    ///
    /// All labels have 名 (E5 90 8D), whose last byte is rare.
    static func mayStateNames(_ document: Document) -> Bool {
        document.text.withUnsafeBytes { text in
            guard let base = text.baseAddress else { return false }
            var offset = 2
            while offset < text.count, let found = memchr(base + offset, 0x8D, text.count - offset) {
                let place = UnsafeRawPointer(found) - base
                offset = place + 1
                guard text[place - 1] == 0x90, text[place - 2] == 0xE5 else { continue }
                let after = text[(place + 1)..<min(place + 4, text.count)], before = text[max(0, place - 5)..<(place - 2)]
                if after.elementsEqual("称".utf8) || ["案", "广", "地"].contains(where: { before.elementsEqual($0.utf8) }) { return true }
            }
            return false
        }
    }

    /// The lines of a block: folding drops a break between Han characters and keeps the others.
    private func lines(of range: Range<Int>, _ folded: Folded) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = range.lowerBound
        for gap in folded.gaps(inside: range) where gap.kind == .lineBreak {
            lines.append(start..<gap.offset)
            start = gap.offset
        }
        lines.append(start..<range.upperBound)
        return lines.flatMap { line -> [Range<Int>] in
            var parts: [Range<Int>] = []
            var start = line.lowerBound, offset = line.lowerBound
            while offset < line.upperBound {
                if folded.bytes[offset] == 0xE2, folded.bytes[offset...].starts(with: [0xE2, 0x80, 0xA8]) {
                    parts.append(start..<offset)
                    start = offset + 3
                    offset = start
                } else {
                    offset += 1
                }
            }
            parts.append(start..<max(start, line.upperBound))
            return parts
        }
    }

    /// The fields of a line of a table as text: between commas, tabs and semicolons that no quotation marks enclose.
    private func pieces(of range: Range<Int>, _ bytes: [UInt8]) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var start = range.lowerBound
        var isQuoted = false
        for offset in range {
            switch bytes[offset] {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"):
                guard !isQuoted else { continue }
                pieces.append(start..<offset)
                start = offset + 1
            default: break
            }
        }
        pieces.append(start..<range.upperBound)
        return pieces
    }

    private mutating func add(_ range: Range<Int>, _ block: Int, _ blocks: FoldedBlocks, _ document: Document) {
        let bytes = blocks.folded.bytes
        var lower = range.lowerBound, upper = range.upperBound
        func isEdge(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == UInt8(ascii: "\"") }
        while lower < upper, isEdge(bytes[lower]) { lower += 1 }
        while lower < upper, isEdge(bytes[upper - 1]) { upper -= 1 }
        guard lower < upper else { return }
        let folded = String(decoding: bytes[lower..<upper], as: UTF8.self)
        let scalars = folded.unicodeScalars
        guard (2...Self.longest).contains(scalars.count), !Self.heads.contains(folded) else { return }
        // Numbers, dates and sentences stand in such lists, too.
        guard scalars.contains(where: { $0.properties.isIdeographic || $0.properties.isAlphabetic }) else { return }
        guard !scalars.contains(where: { "。!?:".unicodeScalars.contains($0) }) else { return }
        let original = blocks.folded.map.originalRange(of: lower..<upper)
        names.append(
            StatedName(
                text: String(decoding: document.text[original], as: UTF8.self), folded: lower..<upper, textRange: original,
                block: block))
    }

    /// A name behind a label and a colon, as far as the next punctuation.
    private mutating func addLabelled(in range: Range<Int>, _ block: Int, _ blocks: FoldedBlocks, _ document: Document) {
        let bytes = blocks.folded.bytes
        var offset = range.lowerBound
        while let colon = bytes[offset..<range.upperBound].firstIndex(of: UInt8(ascii: ":")) {
            offset = colon + 1
            guard Self.labels.contains(where: { bytes[range.lowerBound..<colon].ends(with: $0) }) else { continue }
            var end = offset
            while end < range.upperBound, !Self.endsName(bytes, end) { end += 1 }
            add(offset..<end, block, blocks, document)
        }
    }

    private static let stops = ["、", "。", "”", "》", "」", "\u{2028}"].map { Array($0.utf8) }

    private static func endsName(_ bytes: [UInt8], _ offset: Int) -> Bool {
        switch bytes[offset] {
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "|"), UInt8(ascii: "\n"), UInt8(ascii: " "): true
        default: stops.contains { bytes[offset...].starts(with: $0) }
        }
    }
}

extension ArraySlice<UInt8> {
    fileprivate func ends(with suffix: [UInt8]) -> Bool { count >= suffix.count && self.suffix(suffix.count).elementsEqual(suffix) }
}
