/// Maps ranges of a document's text back to the source text that a reader took them from.
///
/// A segment is a run of text that stands in the source as it is, or a character that the source spells otherwise
/// (an entity, collapsed white space). Text between blocks belongs to no segment.
public struct SourceMap: Sendable {
    struct Segment: Sendable {
        var textStart: UInt32
        var textLength: UInt32
        var sourceStart: UInt32
        var sourceLength: UInt32
        /// Whether text and source are the same bytes; equal lengths alone do not say so.
        var isLiteral: Bool
        var textEnd: UInt32 { textStart + textLength }
        var sourceEnd: UInt32 { sourceStart + sourceLength }
    }

    private(set) var segments: [Segment] = []

    /// Adds a run that stands in the source as it is.
    mutating func appendLiteral(text: Int, source: Int, length: Int) {
        if let last = segments.last, last.isLiteral, last.textEnd == text, last.sourceEnd == source {
            segments[segments.count - 1].textLength += UInt32(length)
            segments[segments.count - 1].sourceLength += UInt32(length)
        } else {
            segments.append(
                Segment(
                    textStart: UInt32(text), textLength: UInt32(length), sourceStart: UInt32(source),
                    sourceLength: UInt32(length), isLiteral: true))
        }
    }

    /// Adds text that the source spells otherwise.
    mutating func appendReplacement(text: Int, length: Int, source: Range<Int>) {
        segments.append(
            Segment(
                textStart: UInt32(text), textLength: UInt32(length), sourceStart: UInt32(source.lowerBound),
                sourceLength: UInt32(source.count), isLiteral: false))
    }

    /// The pieces of the source that gave a range of the text, in the order of the text; neighbours are joined.
    ///
    /// Complexity: O(log n + k) in the number of segments.
    /// - Parameter text: a half-open range of UTF-8 offsets in the document's text.
    public func sourceRanges(of text: Range<Int>) -> [Range<Int>] {
        guard !text.isEmpty else { return [] }
        var low = 0
        var high = segments.count
        while low < high {
            let middle = (low + high) / 2
            if Int(segments[middle].textEnd) <= text.lowerBound { low = middle + 1 } else { high = middle }
        }
        var ranges: [Range<Int>] = []
        while low < segments.count, Int(segments[low].textStart) < text.upperBound {
            let segment = segments[low]
            var piece = Int(segment.sourceStart)..<Int(segment.sourceEnd)
            if segment.isLiteral {
                let lower = max(text.lowerBound, Int(segment.textStart)) - Int(segment.textStart)
                let upper = min(text.upperBound, Int(segment.textEnd)) - Int(segment.textStart)
                piece = piece.lowerBound + lower..<piece.lowerBound + upper
            }
            if let last = ranges.last, last.upperBound == piece.lowerBound {
                ranges[ranges.count - 1] = last.lowerBound..<piece.upperBound
            } else if let last = ranges.last, last.lowerBound <= piece.lowerBound, piece.upperBound <= last.upperBound {
                // Several pieces of one entity come from one reference.
            } else {
                ranges.append(piece)
            }
            low += 1
        }
        return ranges
    }
}
