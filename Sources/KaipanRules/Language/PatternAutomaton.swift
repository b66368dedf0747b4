/// The language of one pattern as an automaton, to reason about patterns without trying texts.
///
/// Its states are the places of the pattern that match one character each (Glushkov, "The abstract theory of automata",
/// 1961), so there are no empty steps. Only the syntax that `PatternSyntax` allows is understood.
package struct PatternAutomaton: Sendable {
    /// What each state matches.
    package let sets: [ScalarSet]
    /// The states that a match may begin and end with.
    package let first: [Int]
    package let isLast: [Bool]
    /// The states that may follow each state.
    package let follow: [[Int]]

    /// Patterns that are larger are not reasoned about.
    private static let limit = 20_000

    /// - Parameter expression: a pattern whose word lists are expanded.
    /// - Returns: nil where it is too large, or is not in the syntax.
    package init?(_ expression: String) {
        var parser = Parser(expression, limit: Self.limit)
        guard let whole = parser.alternatives(), parser.isAtEnd, !whole.isNullable else { return nil }
        sets = parser.sets
        first = whole.first
        follow = parser.follow.map { Array($0).sorted() }
        var isLast = [Bool](repeating: false, count: sets.count)
        for state in whole.last { isLast[state] = true }
        self.isLast = isLast
    }

    /// A piece of a pattern under construction.
    private struct Piece {
        var isNullable = false
        var first: [Int] = []
        var last: [Int] = []
    }

    private struct Parser {
        var sets: [ScalarSet] = []
        var follow: [Set<Int>] = []
        private let scalars: [Unicode.Scalar]
        private var index = 0
        private let limit: Int

        init(_ text: String, limit: Int) {
            scalars = Array(text.unicodeScalars)
            self.limit = limit
        }

        var isAtEnd: Bool { index == scalars.count }
        private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

        mutating func alternatives() -> Piece? {
            guard var result = sequence() else { return nil }
            while next == "|" {
                index += 1
                guard let other = sequence() else { return nil }
                result.isNullable = result.isNullable || other.isNullable
                result.first += other.first
                result.last += other.last
            }
            return result
        }

        private mutating func sequence() -> Piece? {
            var result = Piece(isNullable: true)
            while let scalar = next, scalar != "|", scalar != ")" {
                guard let item = repeated() else { return nil }
                result = joined(result, item)
            }
            return result
        }

        private mutating func joined(_ a: Piece, _ b: Piece) -> Piece {
            for state in a.last { follow[state].formUnion(b.first) }
            return Piece(
                isNullable: a.isNullable && b.isNullable, first: a.isNullable ? a.first + b.first : a.first,
                last: b.isNullable ? a.last + b.last : b.last)
        }

        /// One atom with what repeats it. A bounded repetition is as many copies.
        private mutating func repeated() -> Piece? {
            let start = index
            guard let piece = atom() else { return nil }
            let end = index
            guard let (low, high) = repetition() else { return piece }
            // What is lazy matches the same texts.
            if next == "?" { index += 1 }
            let after = index
            guard let result = copies(piece, from: start, to: end, low, high) else { return nil }
            index = after
            return repetition() == nil ? result : nil
        }

        private mutating func copies(_ piece: Piece, from start: Int, to end: Int, _ low: Int, _ high: Int?) -> Piece? {
            var result = piece
            let wanted = max(high ?? max(low, 1), 1)
            if wanted > 1 {
                result = low >= 1 ? piece : optional(piece)
                for count in 1..<wanted {
                    index = start
                    guard sets.count < limit, var copy = atom(), index == end else { return nil }
                    if high == nil, count == wanted - 1 { loop(copy) }
                    if count >= low { copy = optional(copy) }
                    result = joined(result, copy)
                }
                return result
            }
            if high == nil { loop(result) }
            if high == 0 { return Piece(isNullable: true) }
            return low == 0 ? optional(result) : result
        }

        private func optional(_ piece: Piece) -> Piece { Piece(isNullable: true, first: piece.first, last: piece.last) }

        private mutating func loop(_ piece: Piece) {
            for state in piece.last { follow[state].formUnion(piece.first) }
        }

        /// `?`, `*`, `+`, `{n}`, `{n,}`, `{n,m}`.
        private mutating func repetition() -> (Int, Int?)? {
            switch next {
            case "?": index += 1; return (0, 1)
            case "*": index += 1; return (0, nil)
            case "+": index += 1; return (1, nil)
            case "{":
                guard let close = scalars[index...].firstIndex(of: "}") else { return nil }
                let text = String(String.UnicodeScalarView(scalars[(index + 1)..<close]))
                let parts = text.split(separator: ",", omittingEmptySubsequences: false)
                guard let low = Int(parts[0]), parts.count <= 2, parts.count == 1 || parts[1].isEmpty || Int(parts[1]) != nil
                else { return nil }
                index = close + 1
                return (low, parts.count == 1 ? low : Int(parts[1]))
            default: return nil
            }
        }

        private mutating func atom() -> Piece? {
            guard let scalar = next else { return nil }
            index += 1
            switch scalar {
            case "(":
                if next == "?" {
                    guard index + 1 < scalars.count, scalars[index + 1] == ":" else { return nil }
                    index += 2
                }
                guard let inside = alternatives(), next == ")" else { return nil }
                index += 1
                return inside
            case "[": return characterClass().flatMap { state($0) }
            case ".": return state(.any)
            case "\\":
                guard let escaped = next else { return nil }
                index += 1
                return state(ScalarSet(escaped))
            case "*", "+", "?", ")": return nil
            default: return state(ScalarSet(scalar))
            }
        }

        private mutating func state(_ set: ScalarSet) -> Piece? {
            guard sets.count < limit, !set.isEmpty else { return nil }
            sets.append(set)
            follow.append([])
            return Piece(first: [sets.count - 1], last: [sets.count - 1])
        }

        private mutating func characterClass() -> ScalarSet? {
            let isNegated = next == "^"
            if isNegated { index += 1 }
            var ranges: [ClosedRange<UInt32>] = []
            var isFirst = true
            while let scalar = next, scalar != "]" || isFirst {
                isFirst = false
                // A class of POSIX is not in the syntax.
                if scalar == "[", index + 1 < scalars.count, scalars[index + 1] == ":" { return nil }
                guard let low = member() else { return nil }
                if next == "-", index + 1 < scalars.count, scalars[index + 1] != "]" {
                    index += 1
                    guard let high = member(), low.value <= high.value else { return nil }
                    ranges.append(low.value...high.value)
                } else {
                    ranges.append(low.value...low.value)
                }
            }
            guard next == "]" else { return nil }
            index += 1
            let set = ScalarSet(ranges)
            return isNegated ? set.complement : set
        }

        private mutating func member() -> Unicode.Scalar? {
            guard var scalar = next else { return nil }
            index += 1
            if scalar == "\\" {
                guard let escaped = next else { return nil }
                scalar = escaped
                index += 1
            }
            return scalar
        }
    }
}
