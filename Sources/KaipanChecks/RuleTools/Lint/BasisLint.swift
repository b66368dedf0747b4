import KaipanRules
import KaipanText

/// Complaints about a rule's dates and its law.
struct BasisLint {
    let asOf: CivilDate

    func complaints(about linted: LintedRule) -> [LintComplaint] {
        let rule = linted.rule
        var complaints: [LintComplaint] = []
        if let from = rule.from, let to = rule.to, to < from {
            complaints.append(
                linted.complaint(
                    .neverInForce, LocalizedText(zh: "to 早于 from：规则永不生效", en: "`to` is before `from`: the rule is never in force"),
                    LocalizedText(zh: "改正日期", en: "correct the dates")))
        }
        if rule.documents.isEmpty {
            complaints.append(
                linted.complaint(
                    .neverApplies, LocalizedText(zh: "documents 为空：规则永不适用", en: "`documents` is empty: the rule never applies"),
                    LocalizedText(zh: "列出种类，或删去 documents", en: "list kinds, or leave `documents` out")))
        }
        return complaints + inForce(linted) + zip(rule.basis, linted.source.basis).flatMap { each($0, at: $1, linted) }
    }

    private func inForce(_ linted: LintedRule) -> [LintComplaint] {
        let rule = linted.rule
        guard !rule.basis.isEmpty else {
            return [
                linted.complaint(
                    .noBasis, LocalizedText(zh: "没有法律依据", en: "no legal basis"),
                    LocalizedText(zh: "在 basis 中写明法律、条款和施行日期", en: "name law, article and date in `basis`"))
            ]
        }
        // A rule that has ended says itself that its law has; dates the wrong way round are complained about as such.
        let isBackwards = rule.basis.contains { basis in basis.from.flatMap { from in basis.to.map { $0 < from } } ?? false }
        guard !isBackwards, rule.to == nil, rule.from.map({ $0 <= asOf }) ?? true, !rule.basis.contains(where: { $0.isInForce(on: asOf) }) else { return [] }
        let next = rule.basis.compactMap(\.from).filter { asOf < $0 }.min()
        if let next {
            return [
                linted.complaint(
                    .futureBasis, at: linted.source.basis.first,
                    LocalizedText(zh: "依据 \(next) 才施行，此前规则不会触发", en: "the basis is in force from \(next); the rule will not fire before"),
                    LocalizedText(zh: "此前若另有依据，请一并列出", en: "name the law until then, if there is one"))
            ]
        }
        return [
            linted.complaint(
                .expiredBasis, at: linted.source.basis.first,
                LocalizedText(zh: "在 \(asOf) 没有生效的法律依据，规则不会触发", en: "no basis is in force on \(asOf); the rule will not fire"),
                LocalizedText(zh: "列出现行依据，或给规则写上 to", en: "name the law in force, or give the rule a `to`"))
        ]
    }

    private func each(_ basis: LegalBasis, at excerpt: RuleError.Excerpt, _ linted: LintedRule) -> [LintComplaint] {
        var complaints: [LintComplaint] = []
        let name = basis.law + (basis.article.map { " \($0)" } ?? "")
        if let from = basis.from, let to = basis.to, to < from {
            complaints.append(
                linted.complaint(
                    .backwardsBasis, at: excerpt,
                    LocalizedText(zh: "依据“\(name)”的 to 早于 from", en: "the basis “\(name)” ends before it begins"),
                    LocalizedText(zh: "改正日期", en: "correct the dates")))
        }
        if basis.from == nil {
            complaints.append(
                linted.complaint(
                    .undatedBasis, at: excerpt, LocalizedText(zh: "依据“\(name)”没有施行日期", en: "the basis “\(name)” has no date from which it is law"),
                    LocalizedText(zh: "写明 from，--as-of 才能按当时的法律判断", en: "write `from`, so that --as-of can judge by the law of a day")))
        }
        if !basis.verified {
            complaints.append(
                linted.complaint(
                    .unreadBasis, at: excerpt, LocalizedText(zh: "依据“\(name)”未核对原文", en: "the basis “\(name)” was not read in its original"),
                    LocalizedText(zh: "核对后写 verified: true", en: "read it, then write verified: true")))
        }
        return complaints
    }
}
