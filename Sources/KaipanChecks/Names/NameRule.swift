import KaipanRules
import KaipanText

/// The checks of names against registers, against each other and against the filed name; they stand in no pack.
public enum NameRule: String, Sendable, CaseIterable {
    /// An entry of a register stands in the way.
    case conflict = "name-conflict"
    /// Two names of one run are alike.
    case clash = "name-clash"
    /// A document uses the promotion name and never the filed one.
    case promotionOnly = "name-promotion-only"

    public var severity: Severity { self == .conflict ? .error : .warning }

    /// What such findings have for a check.
    static let check = "name"

    /// The rule as reports list it.
    public var rule: Rule {
        Rule(
            id: rawValue, title: title, control: .name, severity: severity, severityByKind: [:], basis: basis, from: nil, to: nil,
            documents: self == .promotionOnly ? Set(DocumentKind.allCases).subtracting([.name, .notice, .conversation]) : Set(DocumentKind.allCases),
            speaker: .any, roles: nil, check: .forbid([]), exceptions: Exceptions(), message: title, suggestion: suggestion, city: nil,
            place: .init(file: "", line: 1, column: 1))
    }

    var title: LocalizedText {
        switch self {
        case .conflict: LocalizedText(zh: "名称与登记的名称相同或近似", en: "Name equal or similar to a registered one")
        case .clash: LocalizedText(zh: "两个名称相同或近似", en: "Two names equal or similar")
        case .promotionOnly: LocalizedText(zh: "只用推广名，没有备案名", en: "Promotion name without the filed name")
        }
    }

    var suggestion: LocalizedText {
        switch self {
        case .conflict:
            LocalizedText(
                zh: "用 kaipan names check 看全部理由与反方理由，再决定换名、取得许可或者预核",
                en: "see all reasons for and against with kaipan names check, then change the name, get a licence or ask the authority first")
        case .clash: LocalizedText(zh: "只保留一个，或者加上能区分的专名", en: "keep one, or add what tells them apart")
        case .promotionOnly: LocalizedText(zh: "首次出现处写明备案名，如“推广名（备案名：……）”", en: "state the filed name where the promotion name first appears")
        }
    }

    private var basis: [LegalBasis] {
        let place = LegalBasis(law: "地名管理条例", article: "9.1(8)", from: CivilDate("2022-05-01"), to: nil, verified: true, source: nil)
        let use = LegalBasis(law: "地名管理条例", article: "18", from: CivilDate("2022-05-01"), to: nil, verified: true, source: nil)
        return self == .promotionOnly ? [use] : [place]
    }
}
