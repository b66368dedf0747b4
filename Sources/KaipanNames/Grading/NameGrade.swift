import KaipanText

/// How much stands in the way of a name, by one entry of a register.
public enum NameGrade: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    case note, low, medium, high, prohibited

    /// 禁止, 高, 中, 低, 提示.
    public var title: LocalizedText {
        switch self {
        case .prohibited: LocalizedText(zh: "禁止", en: "prohibited")
        case .high: LocalizedText(zh: "高", en: "high")
        case .medium: LocalizedText(zh: "中", en: "medium")
        case .low: LocalizedText(zh: "低", en: "low")
        case .note: LocalizedText(zh: "提示", en: "note")
        }
    }

    private var rank: Int {
        switch self {
        case .note: 0
        case .low: 1
        case .medium: 2
        case .high: 3
        case .prohibited: 4
        }
    }

    public static func < (a: NameGrade, b: NameGrade) -> Bool { a.rank < b.rank }

    /// The grade some steps lower, never below `note`.
    func lowered(by steps: Int) -> NameGrade {
        [NameGrade.note, .low, .medium, .high, .prohibited][max(0, rank - steps)]
    }
}
