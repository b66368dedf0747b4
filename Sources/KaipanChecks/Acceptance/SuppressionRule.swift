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

    /// What is wrong with the name of a rule that no pack has; nil where one has it.
    static func unknown(_ rule: String, _ known: [String]) -> LocalizedText? {
        guard !known.contains(rule) else { return nil }
        let nearest = Nearest.word(to: rule, among: known)
        return LocalizedText(
            zh: "所指的规则“\(rule)”不存在\(nearest.map { "，是否指“\($0)”？" } ?? "；kaipan rules list 列出全部")",
            en: "there is no rule “\(rule)”\(nearest.map { "; did you mean “\($0)”?" } ?? "; kaipan rules list shows them all")")
    }

    var title: LocalizedText {
        switch self {
        case .incomplete: LocalizedText(zh: "豁免不完整", en: "Incomplete suppression")
        case .expired: LocalizedText(zh: "豁免已过期", en: "Expired suppression")
        case .unused: LocalizedText(zh: "豁免未使用", en: "Unused suppression")
        }
    }

    /// What to do about it in the register, which is no comment.
    var registerSuggestion: LocalizedText {
        self == .incomplete
            ? LocalizedText(
                zh: "在这个条目里写明 rule、reason，以及 document、text、fingerprint 之一",
                en: "give the entry a rule, a reason, and a document, a text or a fingerprint")
            : suggestion
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
