import KaipanText

/// Two names under each other, character by character.
public struct NameAlignment: Sendable, Hashable {
    /// The columns, in the order of the new name.
    public var columns: [AlignmentColumn]

    /// Aligns a new name with a registered one so that the most of both agrees.
    ///
    /// The cores are aligned with each other first, because a brand or an ending must not pull them apart.
    /// - Complexity: O(n·m) in the lengths of both.
    public init(_ name: NameText, _ registered: NameText) {
        let a = name.characters.filter { $0.part != .symbol }
        let b = registered.characters.filter { $0.part != .symbol }
        var columns: [AlignmentColumn] = []
        for (i, j) in Self.path(a, b) {
            columns.append(Self.column(i.map { a[$0] }, j.map { b[$0] }))
        }
        Self.markMoved(&columns)
        self.columns = columns
    }

    private static func column(_ a: NameCharacter?, _ b: NameCharacter?) -> AlignmentColumn {
        guard let a else {
            return AlignmentColumn(registered: b?.text, mark: .missing, score: 0, registeredPart: b?.part)
        }
        guard let b else { return AlignmentColumn(name: a.text, mark: .added, score: 0, namePart: a.part) }
        var likeness = CharacterLikeness.between(a.scalar, b.scalar)
        if likeness == .same, !a.text.utf8.elementsEqual(b.text.utf8) { likeness = .variant }
        let mark: AlignmentColumn.Mark =
            switch likeness {
            case .same: .same
            case .variant: .variant
            case .sameSound: .sameSound
            case .nearSound: .nearSound
            case .lookAlike: .lookAlike
            case .nearMeaning: .nearMeaning
            case .different: .different
            }
        var readings: [String] = []
        if mark == .sameSound || mark == .nearSound { readings = SharedReading.of(a.scalar, b.scalar) }
        return AlignmentColumn(
            name: a.text, registered: b.text, mark: mark, score: likeness.weight, namePart: a.part, registeredPart: b.part,
            readings: readings)
    }

    /// The best path through both names (Needleman and Wunsch 1970), with a bonus where both characters belong to the same part.
    private static func path(_ a: [NameCharacter], _ b: [NameCharacter]) -> [(Int?, Int?)] {
        let gap = -0.3
        var score = [[Double]](repeating: [Double](repeating: 0, count: b.count + 1), count: a.count + 1)
        for i in 0...a.count { score[i][0] = Double(i) * gap }
        for j in 0...b.count { score[0][j] = Double(j) * gap }
        var pair = score
        for i in 0..<a.count {
            for j in 0..<b.count {
                let likeness = CharacterLikeness.between(a[i].scalar, b[j].scalar).weight
                let isSamePart = a[i].part == b[j].part
                pair[i][j] = likeness > 0 ? 2 * likeness + (isSamePart ? 0.2 : 0) : isSamePart ? -0.4 : -0.7
                score[i + 1][j + 1] = max(score[i][j] + pair[i][j], score[i][j + 1] + gap, score[i + 1][j] + gap)
            }
        }
        var result: [(Int?, Int?)] = []
        var (i, j) = (a.count, b.count)
        while i > 0 || j > 0 {
            if i > 0, j > 0, score[i][j] == score[i - 1][j - 1] + pair[i - 1][j - 1] {
                i -= 1
                j -= 1
                result.append((i, j))
            } else if i > 0, j == 0 || score[i][j] == score[i - 1][j] + gap {
                i -= 1
                result.append((i, nil))
            } else {
                j -= 1
                result.append((nil, j))
            }
        }
        return result.reversed()
    }

    /// A character that one name has here and the other elsewhere has moved.
    private static func markMoved(_ columns: inout [AlignmentColumn]) {
        for i in columns.indices where columns[i].mark == .added {
            guard let j = columns.indices.first(where: { columns[$0].mark == .missing && columns[$0].registered == columns[i].name })
            else { continue }
            columns[i].mark = .moved
            columns[j].mark = .moved
        }
    }
}
