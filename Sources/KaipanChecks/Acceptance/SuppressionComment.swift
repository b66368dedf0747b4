import Glibc
import KaipanDocuments
import KaipanText

/// A suppression in a comment of a document.
///
/// `<!-- kaipan-ignore RULE reason: … -->` holds for the block that it stands in or, between blocks, for the next one;
/// `kaipan-ignore-document` for the whole document.
struct SuppressionComment {
    var clause: SuppressionClause
    /// The comment in the source's text, in UTF-8 bytes.
    var range: Range<Int>
    /// What it covers in the document's text; nil is all.
    var scope: Range<Int>?
    /// Whether it stands where no block follows.
    var leadsNowhere = false

    private static let open: [UInt8] = Array("<!--".utf8)
    private static let close: [UInt8] = Array("-->".utf8)
    private static let keyword: [UInt8] = Array("kaipan-ignore".utf8)

    /// The suppressions of a document, in its order.
    ///
    /// Complexity: O(n) in the source, and in the number of blocks where it holds any.
    /// - Parameter format: only formats with comments have some.
    static func all(in document: Document, format: DocumentFormat) -> [SuppressionComment] {
        guard [.html, .xml, .markdown].contains(format), let source = document.parts.first, document.parts.count == 1 else { return [] }
        var comments: [SuppressionComment] = []
        source.text.withUnsafeBufferPointer { text in
            var position = 0
            while let word = find(keyword, in: text, from: position) {
                position = word + keyword.count
                // Only white space may stand between the comment's beginning and the keyword.
                var start = word
                while start > 0, text[start - 1] <= 0x20 { start -= 1 }
                guard start >= open.count, text[(start - open.count)..<start].elementsEqual(open),
                    let end = find(close, in: text, from: position)
                else { continue }
                var body = String(decoding: text[position..<end], as: UTF8.self)[...]
                let coversAll = body.hasPrefix("-document")
                if coversAll { body = body.dropFirst("-document".count) }
                guard body.first.map(\.isWhitespace) ?? true else { continue }
                comments.append(
                    SuppressionComment(
                        clause: SuppressionClause(String(body)), range: (start - open.count)..<(end + close.count),
                        scope: coversAll ? nil : 0..<0))
                position = end + close.count
            }
        }
        guard comments.contains(where: { $0.scope != nil }) else { return comments }
        let places = document.blocks.map { block -> Range<Int>? in
            let pieces = document.sourceRanges(of: block.range)
            guard let first = pieces.first, let last = pieces.last else { return nil }
            return first.lowerBound..<max(first.lowerBound, last.upperBound)
        }
        for index in comments.indices where comments[index].scope != nil {
            let start = comments[index].range.lowerBound
            // The block around the comment; else the one that begins first behind it, for alternative texts stand out of order.
            let around = places.firstIndex { $0.map { $0.lowerBound <= start && start < $0.upperBound } ?? false }
            let next = places.indices.filter { places[$0].map { $0.lowerBound >= start } ?? false }
                .min { places[$0]?.lowerBound ?? 0 < places[$1]?.lowerBound ?? 0 }
            comments[index].scope = (around ?? next).map { document.blocks[$0].range }
            if comments[index].scope == nil {
                comments[index].scope = 0..<0
                comments[index].leadsNowhere = true
            }
        }
        return comments
    }

    /// Whether it speaks of a finding.
    func covers(_ finding: Finding) -> Bool {
        guard clause.rules.contains(finding.rule) else { return false }
        guard let scope else { return true }
        return !leadsNowhere && scope.lowerBound <= finding.textRange.lowerBound && finding.textRange.lowerBound <= scope.upperBound
    }

    private static func find(_ needle: [UInt8], in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard let base = text.baseAddress else { return nil }
        var position = start
        while position + needle.count <= text.count,
            let found = memchr(base + position, Int32(needle[0]), text.count - needle.count + 1 - position)
        {
            position = found - UnsafeMutableRawPointer(mutating: base)
            if memcmp(base + position, needle, needle.count) == 0 { return position }
            position += 1
        }
        return nil
    }
}
