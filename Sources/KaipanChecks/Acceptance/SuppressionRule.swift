import KaipanRules
import KaipanText

/// The checks on suppressions themselves: one that nobody can account for must not silence anything.
public enum SuppressionRule: String, Sendable, CaseIterable {
    /// It does not say what or why, or says it so that it cannot be read.
    case incomplete = "suppression-incomplete"
    /// Its last day has passed.
    case expired = "suppression-expired"
    /// There is nothing that it silences.
    case unused = "suppression-unused"

    public var severity: Severity { self == .incomplete ? .error : .warning }

    /// The rule as reports list it.
    public var rule: Rule {
        Rule(
            id: rawValue, title: title, control: .salesDocument, severity: severity, severityByKind: [:], basis: [], from: nil, to: nil,
            documents: Set(DocumentKind.allCases), speaker: .any, roles: nil, check: .forbid([]), exceptions: Exceptions(),
            message: title, suggestion: suggestion, city: nil, place: .init(file: "", line: 1, column: 1))
    }

    var title: LocalizedText {
        switch self {
        case .incomplete: LocalizedText(zh: "豁免不完整", en: "Incomplete suppression")
        case .expired: LocalizedText(zh: "豁免已过期", en: "Expired suppression")
        case .unused: LocalizedText(zh: "豁免未使用", en: "Unused suppression")
        }
    }

    var suggestion: LocalizedText {
        switch self {
        case .incomplete:
            LocalizedText(
                zh: "写明规则、理由和期限，例如 kaipan-ignore scarcity-claim 理由: 引用判决原文 由: 张三 至: 2027-03-31",
                en: "name rule, reason and end, for example kaipan-ignore scarcity-claim reason: quotes the ruling by: Zhang until: 2027-03-31")
        case .expired: LocalizedText(zh: "重新审核：修改文字，或写明新的期限", en: "decide anew: mend the words, or give a new date")
        case .unused: LocalizedText(zh: "删去这条豁免", en: "delete the suppression")
        }
    }
}
