import KaipanText

/// What folded text can hold of a pattern.
///
/// A character that folding changes is refused when the rules are loaded. What is left are single spaces, decorations and
/// line breaks, which folding drops or keeps by what stands beside them.
extension PatternAutomaton {
    /// The shortest text of the pattern that can stand in folded text, or nil where there is none.
    ///
    /// Spacing at either end may be the rest of wider spacing, which folding keeps.
    package func foldedText() -> String? {
        struct Place: Hashable {
            var state: Int
            var spacing: Spacing
        }
        let choices = sets.map(Self.representatives)
        var seen: Set<Place> = []
        var queue: [(place: Place, text: String)] = []
        func visit(_ states: [Int], _ spacing: Spacing, _ text: String) -> String? {
            for state in states {
                for scalar in choices[state] {
                    guard let next = spacing.followed(by: scalar) else { continue }
                    let longer = text + String(scalar)
                    if isLast[state] { return longer }
                    let place = Place(state: state, spacing: next)
                    if seen.insert(place).inserted { queue.append((place, longer)) }
                }
            }
            return nil
        }
        if let found = visit(first, Spacing(), "") { return found }
        var index = 0
        while index < queue.count {
            let (place, text) = queue[index]
            index += 1
            if let found = visit(follow[place.state], place.spacing, text) { return found }
        }
        return nil
    }

    /// One character of each kind that folding tells apart, of those in a set; none that folding changes or drops.
    private static func representatives(_ set: ScalarSet) -> [Unicode.Scalar] {
        let table = ScalarTable.shared
        var kinds: [Spacing.Kind: Unicode.Scalar] = [:]
        for range in set.ranges {
            // Every kind has a member among the first of these and of the characters that texts are made of.
            let candidates = range.count <= 512 ? Array(range) : Array(range.prefix(256)) + Self.usual.filter(range.contains)
            for value in candidates {
                let entry = table.entry(value)
                guard let scalar = Unicode.Scalar(value), value != 0x0A, entry.foldsToItself, !entry.isIgnorable, !entry.isCombining
                else { continue }
                let kind = Spacing.Kind(entry, scalar)
                if kinds[kind] == nil { kinds[kind] = scalar }
            }
        }
        return Spacing.Kind.allCases.compactMap { kinds[$0] }
    }

    private static let usual = [0x20, 0x2E, 0x2D, 0x30, 0x61, 0x2028, 0x3001, 0x3002, 0x4E00, 0x4E2D].map { UInt32($0) }

    /// The spacing up to a place in a text, as the folder counts it.
    private struct Spacing: Hashable {
        enum Kind: CaseIterable {
            case han, other, space, decoration, lineBreak

            init(_ entry: ScalarTable.Entry, _ scalar: Unicode.Scalar) {
                self =
                    scalar.value == 0x2028
                    ? .lineBreak : entry.isSpace ? .space : entry.isDecorative ? .decoration : entry.isHan ? .han : .other
            }
        }

        /// Whether the last character before the spacing was Han; nil where it is unknown.
        private var followsHan: Bool?
        private var isOpen = false
        private var spacesBefore = 0
        private var decorations = 0
        private var spacesAfter = 0
        private var hasLineBreak = false
        private var isTooWide = false

        /// The state behind another character; nil where folding would have dropped the spacing.
        func followed(by scalar: Unicode.Scalar) -> Spacing? {
            var next = self
            next.isOpen = true
            let kind = Kind(ScalarTable.shared.entry(scalar.value), scalar)
            switch kind {
            case .space:
                if decorations > 0 || hasLineBreak { next.spacesAfter = min(2, spacesAfter + 1) } else { next.spacesBefore = min(2, spacesBefore + 1) }
                if next.spacesBefore > 1 || next.spacesAfter > 1 { next.isTooWide = true }
            case .decoration:
                next.decorations = min(2, decorations + 1)
                if next.decorations > 1 { next.isTooWide = true }
            case .lineBreak:
                if hasLineBreak { next.isTooWide = true }
                next.hasLineBreak = true
            case .han, .other:
                guard !isDropped(before: kind == .han) else { return nil }
                next = Spacing()
                next.followsHan = kind == .han
            }
            return next
        }

        private func isDropped(before isHan: Bool) -> Bool {
            guard isOpen, !isTooWide, let followsHan else { return false }
            return followsHan && isHan || (decorations == 0 && !hasLineBreak && (followsHan || isHan))
        }
    }
}
