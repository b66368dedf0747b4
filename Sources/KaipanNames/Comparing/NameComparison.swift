import KaipanText

/// What a new name and a registered one have in common, before any fact about registers.
public struct NameComparison: Sendable, Hashable {
    public var relation: NameRelation
    /// How much agrees, 0…1: the best of the whole names, their cores, and one held in the other.
    public var score: Double
    public var alignment: NameAlignment
    /// The scalars that both share as the ground of the relation, for counting how common they are.
    public var shared: String
    /// Whether the only character that differs is the first one.
    public var differsAtFirst: Bool
    /// Whether the names agree in full, endings and prefixes included.
    public var isWholeNameEqual: Bool
    /// Whether the cores agree as place-name rules compare them.
    public var isCoreEqual: Bool
    /// Whether what both share is only a word that many names have.
    public var isWeak: Bool
    /// Whether one is written in letters and the other in characters.
    public var isForeignToEachOther: Bool
    /// Whether both are read alike in Cantonese, tones apart.
    public var isSameInCantonese: Bool

    /// Compares two names.
    /// - Complexity: O(n·m) in the lengths of both.
    public init(_ name: NameText, _ registered: NameText, vocabulary: NameVocabulary) {
        let columns = NameAlignment(name, registered)
        alignment = columns
        let a = Forms(name), b = Forms(registered)
        isWholeNameEqual = a.full == b.full
        isCoreEqual = !a.place.isEmpty && a.place == b.place
        var found = Self.judge(a, b)
        if found.relation == .distant || found.relation == .similar, Self.areRomanised(a, b) {
            found = Verdict(.romanised, 0.8, a.full)
        }
        relation = found.relation
        score = found.score
        shared = String(String.UnicodeScalarView(found.shared.compactMap(Unicode.Scalar.init)))
        let different = columns.columns.indices.filter { columns.columns[$0].mark == .different }
        differsAtFirst = different == [0] && columns.columns.allSatisfy { $0.mark != .added && $0.mark != .missing }
        isForeignToEachOther = Self.isLatin(a.full) != Self.isLatin(b.full)
        isSameInCantonese = a.full != b.full && a.full.count == b.full.count && zip(a.full, b.full).allSatisfy(Self.soundAlikeInCantonese)
        isWeak = !isWholeNameEqual && vocabulary.weakWords.contains(found.shared[...])
    }

    /// The stretches of a name that are compared.
    struct Forms {
        var full: [UInt32]
        var place: [UInt32]
        var mark: [UInt32]
        var suffix: [UInt32]
        var prefix: [UInt32]

        init(_ name: NameText) {
            full = name.full
            place = name.placeCore
            mark = name.markCore
            suffix = name.characters.filter { $0.part == .suffix }.map(\.scalar)
            prefix = name.characters.filter { $0.part == .brand || $0.part == .city }.map(\.scalar)
        }
    }

    struct Verdict {
        var relation: NameRelation
        var score: Double
        var shared: [UInt32]

        init(_ relation: NameRelation, _ score: Double, _ shared: [UInt32]) {
            self.relation = relation
            self.score = score
            self.shared = shared
        }
    }

    /// The strongest relation, tried from the strictest to the loosest.
    private static func judge(_ a: Forms, _ b: Forms) -> Verdict {
        if a.full == b.full { return Verdict(.identical, 1, a.full) }
        let whole = Pairing(a.full, b.full)
        if let whole, whole.isSameSound { return Verdict(.sameSound, whole.score, a.full) }
        if let whole, whole.isNearSound { return Verdict(.nearSound, whole.score, a.full) }
        if a.place == b.place || a.mark == b.mark {
            let shared = a.place == b.place ? a.place : a.mark
            if a.prefix == b.prefix { return Verdict(.suffixOnly, 0.92, shared) }
            return Verdict(.prefixOnly, 0.9, shared)
        }
        if isInsertion(a.full, b.full) || isInsertion(a.place, b.place) { return Verdict(.insertion, 0.9, common(a.full, b.full)) }
        let core = Pairing(a.mark, b.mark) ?? Pairing(a.place, b.place)
        if let core, core.isSameSound { return Verdict(.sameSound, 0.97 * core.score, a.place) }
        if let core, core.isNearSound { return Verdict(.nearSound, 0.97 * core.score, a.place) }
        if let place = Pairing(a.place, b.place), place.count >= 2, place.isNearSound {
            return Verdict(place.isSameSound ? .sameSound : .nearSound, 0.95 * place.score, a.place)
        }
        if let core, core.isLookAlike { return Verdict(.lookAlike, core.score, common(a.place, b.place)) }
        if let whole, whole.isLookAlike { return Verdict(.lookAlike, whole.score, common(a.place, b.place)) }
        if let held = containment(a, b) { return held }
        if isReordered(a.place, b.place) || isReordered(a.full, b.full) { return Verdict(.reordered, 0.85, common(a.place, b.place)) }
        let score = max(similarity(a.mark, b.mark), similarity(a.place, b.place))
        let wholeScore = similarity(a.full, b.full)
        if let core, core.differences == 1, core.count >= 3 || (core.count == 2 && a.suffix == b.suffix && a.prefix == b.prefix && !a.suffix.isEmpty) {
            return Verdict(.oneCharacter, max(score, wholeScore), common(a.mark, b.mark))
        }
        if score >= 0.7 || wholeScore >= 0.75 { return Verdict(.similar, max(score, wholeScore), common(a.mark, b.mark)) }
        return Verdict(.distant, max(score, wholeScore * 0.8), common(a.mark, b.mark))
    }

    /// Two stretches of equal length, character under character.
    private struct Pairing {
        var count: Int
        var score: Double
        var differences = 0
        var isSameSound: Bool
        var isNearSound: Bool
        var isLookAlike: Bool

        init?(_ a: [UInt32], _ b: [UInt32]) {
            guard a.count == b.count, !a.isEmpty else { return nil }
            let likenesses = zip(a, b).map { CharacterLikeness.between($0, $1) }
            count = a.count
            score = likenesses.reduce(0) { $0 + $1.weight } / Double(count)
            differences = likenesses.count { $0 == .different || $0 == .nearMeaning }
            isSameSound = likenesses.allSatisfy { likeness in
                switch likeness {
                case .same, .variant, .sameSound: true
                default: false
                }
            }
            isNearSound = likenesses.allSatisfy { likeness in
                switch likeness {
                case .same, .variant, .sameSound, .nearSound: true
                default: false
                }
            }
            isLookAlike = differences == 0 && likenesses.contains { $0 == .same }
        }
    }

    private static let modifiers = Set("新大小老".unicodeScalars.map(\.value))

    /// Whether one is the other with 新, 大 or 小 in front, or exchanged for each other there.
    private static func isInsertion(_ a: [UInt32], _ b: [UInt32]) -> Bool {
        func bare(_ name: [UInt32]) -> ArraySlice<UInt32> {
            guard let first = name.first, modifiers.contains(first), name.count >= 3 else { return name[...] }
            return name.dropFirst()
        }
        guard a.count >= 2, b.count >= 2 else { return false }
        return bare(a) == bare(b)
    }

    /// One name held whole in the other, also by sound.
    private static func containment(_ a: Forms, _ b: Forms) -> Verdict? {
        for (part, relation, whole) in [(b, NameRelation.contains, a), (a, .contained, b)] {
            for core in [part.mark, part.place, part.full] {
                // A mark of a single character is held by a name of two.
                guard core.count >= 2 || (part.full.count == 1 && whole.full.count == 2), core.count < whole.full.count else { continue }
                var best = 0.0
                for start in 0...(whole.full.count - core.count) {
                    let piece = Array(whole.full[start..<start + core.count])
                    guard let pairing = Pairing(piece, core), pairing.isNearSound else { continue }
                    best = max(best, pairing.score)
                }
                guard best > 0 else { continue }
                let share = Double(core.count) / Double(whole.full.count)
                return Verdict(relation, best * (0.72 + 0.25 * share), core)
            }
        }
        return nil
    }

    private static func isReordered(_ a: [UInt32], _ b: [UInt32]) -> Bool {
        a.count >= 2 && a.count == b.count && a != b && a.sorted() == b.sorted()
    }

    /// What both have in the same order, at most once each.
    private static func common(_ a: [UInt32], _ b: [UInt32]) -> [UInt32] {
        var left = b
        return a.filter { scalar in
            guard let index = left.firstIndex(of: scalar) else { return false }
            left.remove(at: index)
            return true
        }
    }

    /// The share of both that agrees when they are aligned.
    static func similarity(_ a: [UInt32], _ b: [UInt32]) -> Double {
        guard !a.isEmpty, !b.isEmpty else { return 0 }
        var row = [Double](repeating: 0, count: b.count + 1)
        for i in a.indices {
            var diagonal = 0.0
            for j in b.indices {
                let above = row[j + 1]
                row[j + 1] = max(above, row[j], diagonal + CharacterLikeness.between(a[i], b[j]).weight)
                diagonal = above
            }
        }
        return 2 * row[b.count] / Double(a.count + b.count)
    }

    private static func isLatin(_ name: [UInt32]) -> Bool { !name.isEmpty && name.allSatisfy { $0 < 0x80 } }

    private static func soundAlikeInCantonese(_ a: UInt32, _ b: UInt32) -> Bool {
        guard a != b else { return true }
        guard let first = Unicode.Scalar(a), let second = Unicode.Scalar(b) else { return false }
        return Cantonese.soundAlike(first, second)
    }

    /// Whether one is written in letters and spells the other.
    private static func areRomanised(_ a: Forms, _ b: Forms) -> Bool {
        guard isLatin(a.full) != isLatin(b.full) else { return false }
        let latin = isLatin(a.full) ? a.full : b.full, han = isLatin(a.full) ? b.full : a.full
        var ends: Set<Int> = [0]
        for scalar in han {
            guard let character = Unicode.Scalar(scalar) else { return false }
            let spellings = Set(Mandarin.readings(of: character).map { $0.syllable.spelling })
            var next: Set<Int> = []
            for end in ends {
                for spelling in spellings {
                    let letters = spelling.unicodeScalars.map { $0 == "ü" ? UInt32(0x76) : $0.value }
                    if latin[end...].starts(with: letters) { next.insert(end + letters.count) }
                }
            }
            ends = next
        }
        return ends.contains(latin.count)
    }
}
