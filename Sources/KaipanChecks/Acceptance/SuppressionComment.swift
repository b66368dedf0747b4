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
    /// What it covers in the document's text; empty where no block follows.
    var scope: Range<Int>

    private static let keyword = "kaipan-ignore"

    /// The suppressions of a document, in its order.
    ///
    /// Complexity: O(n) in the number of directives.
    static func all(in document: Document) -> [SuppressionComment] {
        guard document.parts.count == 1 else { return [] }
        return document.directives.compactMap { directive in
            guard directive.text.hasPrefix(keyword) else { return nil }
            var body = directive.text.dropFirst(keyword.count)
            let coversAll = body.hasPrefix("-document")
            if coversAll { body = body.dropFirst("-document".count) }
            guard body.first?.isWhitespace ?? true else { return nil }
            let block = document.blocks.indices.contains(directive.block) ? document.blocks[directive.block].range : 0..<0
            return SuppressionComment(
                clause: SuppressionClause(String(body)), range: directive.range,
                scope: coversAll ? 0..<document.text.count : block)
        }
    }
}
