/// All that one side says, in one row of units, so that a statement may run over several passages.
struct SpeechStream {
    /// A stretch of one passage, short enough to hold one statement or two.
    struct Segment {
        var units: Range<Int>
        /// In the list of passages.
        var passage: Int
        var isDoubtful: Bool
        /// It is not known who speaks.
        var isUnassigned: Bool
    }

    private(set) var units: [SpokenUnit] = []
    private(set) var segments: [Segment] = []
    private(set) var numbers: [SpokenNumber] = []
    /// The first number that begins in each segment or behind it.
    private(set) var firstNumber: [Int] = []

    /// Where a long passage is cut: at a pause behind so many units, and anywhere behind the second number.
    private static let cut = (atPause: 60, anywhere: 120)

    /// - Complexity: O(n).
    init(_ passages: [Passage], _ texts: [SpokenText], role: Passage.Role) {
        var previous = -1
        for (index, passage) in passages.enumerated() where passage.role == role || passage.role == .unknown {
            let start = units.count
            units += texts[index].units
            guard units.count > start else { continue }
            // Others spoke in between: a new breath.
            if previous >= 0, previous != index - 1 { units[start].marks.insert(.afterPause) }
            previous = index
            for number in texts[index].numbers {
                var number = number
                number.units = number.units.lowerBound + start..<number.units.upperBound + start
                numbers.append(number)
            }
            var lower = start
            for place in start..<units.count {
                let length = place - lower
                guard length >= Self.cut.anywhere || length >= Self.cut.atPause && units[place].marks.contains(.afterPause) else { continue }
                append(lower..<place, index, passage)
                lower = place
            }
            append(lower..<units.count, index, passage)
        }
        firstNumber.reserveCapacity(segments.count)
        var number = 0
        for segment in segments {
            while number < numbers.count, numbers[number].units.lowerBound < segment.units.lowerBound { number += 1 }
            firstNumber.append(number)
        }
    }

    private mutating func append(_ range: Range<Int>, _ index: Int, _ passage: Passage) {
        guard !range.isEmpty else { return }
        segments.append(Segment(units: range, passage: index, isDoubtful: passage.isDoubtful, isUnassigned: passage.role == .unknown))
    }

    /// Some segments by themselves.
    func excerpt(_ chosen: some Sequence<Int>) -> SpeechExcerpt {
        var excerpt = SpeechExcerpt()
        var previous: Int?
        for index in chosen {
            let range = segments[index].units
            let shift = excerpt.units.count - range.lowerBound
            excerpt.units += units[range]
            if let previous, previous != index - 1 { excerpt.units[range.lowerBound + shift].marks.insert(.afterPause) }
            previous = index
            var number = firstNumber[index]
            while number < numbers.count, numbers[number].units.lowerBound < range.upperBound {
                var found = numbers[number]
                found.units = found.units.lowerBound + shift..<min(found.units.upperBound, range.upperBound) + shift
                if !found.units.isEmpty { excerpt.numbers.append(found) }
                number += 1
            }
        }
        return excerpt
    }
}

/// A few segments of what one side says.
struct SpeechExcerpt {
    var units: [SpokenUnit] = []
    var numbers: [SpokenNumber] = []

    /// What some of the units stand for, passage by passage.
    func citations(_ ranges: [Range<Int>], _ passages: [Passage]) -> [Citation] {
        var found: [(passage: Int, range: Range<Int>)] = []
        for unit in ranges.flatMap({ units[$0.clamped(to: 0..<units.count)] }) {
            let passage = Int(unit.passage), range = Int(unit.characters.lowerBound)..<Int(unit.characters.upperBound)
            if let place = found.firstIndex(where: { $0.passage == passage }) {
                let known = found[place].range
                found[place].range = min(known.lowerBound, range.lowerBound)..<max(known.upperBound, range.upperBound)
            } else {
                found.append((passage, range))
            }
        }
        return found.sorted { $0.passage < $1.passage }.map { Citation(passages[$0.passage], $0.range) }
    }
}
