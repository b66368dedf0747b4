import KaipanText

/// A name taken apart for comparing: its characters as written and as compared, each with its part.
public struct NameText: Sendable, Hashable {
    /// The name as given.
    public let original: String
    /// All its characters, in order.
    public let characters: [NameCharacter]

    /// - Parameters:
    ///   - name: at most 256 characters are looked at.
    ///   - vocabulary: the words by which it is taken apart.
    ///   - near: the division that its bearer lies in, six digits; nil where it lies nowhere, or nobody knows.
    /// - Complexity: O(n) in the name's length.
    public init(_ name: String, vocabulary: NameVocabulary, near: String? = nil) {
        original = name
        var characters = Self.characters(of: name)
        NameParser(vocabulary: vocabulary, near: near).parse(&characters)
        self.characters = characters
    }

    /// The scalars that are compared in full: all but symbols, brackets and phases.
    public var full: [UInt32] { characters.filter(\.isCompared).map(\.scalar) }

    /// The core as place-name rules compare it: no city, brand or generic ending.
    public var placeCore: [UInt32] { characters.filter { $0.part == .core }.map(\.scalar) }

    /// The core as trade marks are compared: a generic ending of one scalar belongs to it unless three scalars stand before.
    public var markCore: [UInt32] {
        let place = placeCore
        let suffix = characters.filter { $0.part == .suffix }
        guard place.count <= 2, suffix.count == 1 else { return place }
        return place + suffix.map(\.scalar)
    }

    /// The scalars of one part as written.
    public func text(of part: NamePart) -> String {
        characters.filter { $0.part == part }.map(\.text).joined()
    }

    private static func characters(of name: String) -> [NameCharacter] {
        let table = ScalarTable.shared
        var result: [NameCharacter] = []
        var depth = 0
        for scalar in name.unicodeScalars.prefix(256) {
            let entry = table.entry(scalar.value)
            if entry.isIgnorable || entry.isCombining { continue }
            var folded = scalar.value
            if entry.single != 0 { folded = entry.single }
            if entry.hasExpansion {
                folded = String(decoding: table.expansion(of: entry), as: UTF8.self).unicodeScalars.first?.value ?? folded
            }
            let isOpening = "(（[【〔「".unicodeScalars.contains(scalar)
            let isClosing = ")）]】〕」".unicodeScalars.contains(scalar)
            if isOpening { depth += 1 }
            let isWord = table.entry(folded).isWord || table.entry(folded).isHan
            let part: NamePart = depth > 0 ? .qualifier : isWord ? .core : .symbol
            if isClosing, depth > 0 { depth -= 1 }
            result.append(NameCharacter(text: String(scalar), scalar: folded, part: part))
        }
        // A name that is nothing but a bracket is still a name.
        if !result.contains(where: { $0.part == .core }) {
            for index in result.indices where table.entry(result[index].scalar).isWord { result[index].part = .core }
        }
        return result
    }
}
