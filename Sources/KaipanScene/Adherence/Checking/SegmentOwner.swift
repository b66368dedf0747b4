/// The clause that most of a segment's words belong to.
struct SegmentOwner {
    /// In the script; −1 for none.
    var clause = -1
    /// How many of the segment's units stand in pairs of the clause.
    var units = 0

    /// The owner of each segment; of equals the clause that comes first.
    ///
    /// - Complexity: O(n) in the number of hits.
    static func owners(of segments: [SpeechStream.Segment], _ hits: [[PairIndex.Hit]], where counts: (Int) -> Bool) -> [SegmentOwner] {
        var owners = [SegmentOwner](repeating: SegmentOwner(), count: segments.count)
        for clause in hits.indices where counts(clause) {
            var segment = 0, units = 0, last = -1
            func close() {
                if units > owners[segment].units { owners[segment] = SegmentOwner(clause: clause, units: units) }
            }
            for hit in hits[clause] {
                let position = Int(hit.position)
                if segments[segment].units.upperBound <= position {
                    close()
                    units = 0
                    while segments[segment].units.upperBound <= position { segment += 1 }
                }
                units += min(2, position + 1 - last)
                last = position + 1
            }
            if !segments.isEmpty { close() }
        }
        return owners
    }
}
