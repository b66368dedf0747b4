import Foundation

/// The bytes of an imported file, cut into what belongs to each conversation and what stands between.
///
/// Each piece is encrypted under its conversation's key, so that the erasure of one leaves the others' originals whole.
struct OriginalPieces {
    /// Half-open ranges of the file with the conversation that they belong to; nil for what belongs to none. They cover the file in order.
    private(set) var pieces: [(range: Range<Int>, conversation: Int?)] = []

    /// - Parameters:
    ///   - length: of the file, in bytes.
    ///   - ranges: the places of each conversation's utterances.
    init(length: Int, ranges: [[Range<Int>]]) {
        guard ranges.count != 1 else {
            // A file with one conversation belongs to it whole.
            pieces = [(0..<length, 0)]
            return
        }
        let owned = ranges.enumerated().flatMap { index, ranges in ranges.map { (range: $0, conversation: index) } }
            .filter { !$0.range.isEmpty }.sorted { $0.range.lowerBound < $1.range.lowerBound }
        var place = 0
        for (range, conversation) in owned {
            let range = max(range.lowerBound, place)..<min(max(range.upperBound, place), length)
            guard !range.isEmpty else { continue }
            if place < range.lowerBound { pieces.append((place..<range.lowerBound, nil)) }
            pieces.append((range, conversation))
            place = range.upperBound
        }
        if place < length { pieces.append((place..<length, nil)) }
    }

    /// The pieces of one owner.
    func ranges(of conversation: Int?) -> [Range<Int>] { pieces.filter { $0.conversation == conversation }.map(\.range) }
}
