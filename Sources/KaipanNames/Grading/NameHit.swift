import KaipanText

/// An entry of a register that stands in the way of a name, or nearly so, with everything a reviewer needs to judge it.
public struct NameHit: Sendable, Hashable {
    /// The registered name that was compared.
    public var name: String
    /// The entry with its facts; nil where two bare names were compared.
    public var row: RegisterRow?
    /// The import that the entry came with.
    public var batch: RegisterBatch?
    public var grade: NameGrade
    public var comparison: NameComparison
    public var reasons: [NameReason]
    /// What speaks for the name.
    public var counterArguments: [NameReason]
    public var precedent: Precedent?
    /// What to do next.
    public var actions: [LocalizedText]
    /// How far apart both are, in kilometres, where the places of both are known.
    public var distance: Double?

    /// What the hit says in one line, the grade apart.
    public var verdict: LocalizedText {
        LocalizedText(
            zh: "\(Self.register(row?.register)[.chinese])“\(name)”：\(comparison.relation.title.zh)",
            en: "“\(name)” of \(Self.register(row?.register)[.english]): \(comparison.relation.title.en)")
    }

    private static func register(_ kind: RegisterKind?) -> LocalizedText {
        switch kind {
        case .place: LocalizedText(zh: "地名", en: "the place-name register")
        case .trademark: LocalizedText(zh: "商标", en: "the trade mark register")
        case .project: LocalizedText(zh: "集团项目", en: "the group's projects")
        case nil: LocalizedText(zh: "", en: "the other name")
        }
    }
}
