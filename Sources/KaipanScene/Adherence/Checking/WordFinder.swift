/// Finds words in speech, also where recognition heard other characters of the same sound or lost one.
enum WordFinder {
    /// Where words stand, and how far what stands there is from them.
    struct Occurrence {
        var range: Range<Int>
        /// Characters that differ; one of the same sound counts an eighth, one put in two fifths.
        var cost: Float
    }

    /// Up to which cost words of a length are there.
    static func limit(_ count: Int) -> Float {
        switch count {
        case ...1: 0
        case 2: 0.25
        case 3: 0.6
        case 4: 1.25
        case 5: 1.4
        default: 0.3 * Float(count)
        }
    }

    /// Up to which cost words of a length may be there.
    static func doubtLimit(_ count: Int) -> Float {
        switch count {
        case ...1: 0
        case 2: 0.25
        case 3: 1.25
        case 4: 1.7
        case 5: 2
        default: 0.42 * Float(count)
        }
    }

    static func cost(_ wanted: SpokenUnit, _ heard: SpokenUnit) -> Float {
        if wanted.scalar == heard.scalar { return 0 }
        // Two numerals that sound alike, as 四 and 十, are two numbers.
        if wanted.marks.contains(.isNumeral), heard.marks.contains(.isNumeral) { return 1 }
        return wanted.soundsLike(heard) ? 0.125 : 1
    }

    /// All places at which words stand, each at its lowest cost.
    ///
    /// - Parameter limit: the highest cost.
    /// - Complexity: O(n m).
    static func occurrences(of words: [SpokenUnit], in units: [SpokenUnit], limit: Float) -> [Occurrence] {
        let count = words.count
        guard count > 0, !units.isEmpty else { return [] }
        var costs = (0...count).map { Float($0) }
        var starts = [Int](repeating: 0, count: count + 1)
        var found: [Occurrence] = []
        for (place, unit) in units.enumerated() {
            // What the cell above and to the left was.
            var diagonal: Float = 0, diagonalStart = place
            costs[0] = 0
            starts[0] = place + 1
            for row in 1...count {
                let above = costs[row], aboveStart = starts[row]
                var best = diagonal + cost(words[row - 1], unit), start = diagonalStart
                if row < count, above + 0.4 < best {
                    best = above + 0.4
                    start = aboveStart
                }
                if costs[row - 1] + 1 < best {
                    best = costs[row - 1] + 1
                    start = starts[row - 1]
                }
                diagonal = above
                diagonalStart = aboveStart
                costs[row] = best
                starts[row] = start
            }
            guard costs[count] <= limit, starts[count] <= place else { continue }
            let occurrence = Occurrence(range: starts[count]..<place + 1, cost: costs[count])
            if let last = found.last, last.range.overlaps(occurrence.range) {
                if occurrence.cost < last.cost { found[found.count - 1] = occurrence }
            } else {
                found.append(occurrence)
            }
        }
        return found
    }
}
