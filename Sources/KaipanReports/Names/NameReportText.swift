import KaipanChecks
import KaipanNames
import KaipanRules
import KaipanText

/// A report on a name for a terminal.
struct NameReportText {
    let report: NameReport
    let width: Int

    private var language: Language { report.language }

    private func say(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }

    var text: String {
        var lines = [header]
        lines += findings
        for hit in report.answer.hits { lines += ["", describe(hit)] }
        if !report.isComparison { lines += ["", closing] }
        return lines.joined(separator: "\n") + "\n"
    }

    private var header: String {
        let city = report.context.city.map { code in
            let name = Divisions.division(code: code).map { " \($0.name)" } ?? ""
            return say("　城市 \(code)\(name)", "  city \(code)\(name)")
        } ?? ""
        let classes = report.context.classes.isEmpty ? [36, 37] : report.context.classes.numbers
        let list = classes.map(String.init).joined(separator: say("、", ", "))
        return say("名称：", "Name: ") + VisibleText.escaped(report.answer.name) + city + say("　商标类别 ", "  classes ") + list
    }

    private var findings: [String] {
        report.findings.flatMap { finding in
            [
                "", "\(finding.severity.title[language])  \(finding.title[language])  [\(finding.rule)]",
                wrapped("  ", VisibleText.escaped(finding.message[language])),
                wrapped("  ", say("依据：", "Basis: ") + Citation.text(finding.basis, in: language)),
                wrapped("  ", say("建议：", "Instead: ") + finding.suggestion[language]),
            ]
        }
    }

    private func describe(_ hit: NameHit) -> String {
        let percent = Int((hit.comparison.score * 100).rounded())
        var lines = [say("【\(hit.grade.title.zh)】", "[\(hit.grade.title.en)] ") + hit.verdict[language] + say("，相似 \(percent) %", ", \(percent) % alike")]
        lines += AlignmentText(alignment: hit.comparison.alignment, language: language).rows.map { "    " + $0 }
        if hit.row != nil { lines.append(wrapped("  ", VisibleText.escaped(hit.registerFacts[language]))) }
        lines += hit.reasons.map { wrapped("  + ", cited($0)) }
        lines += hit.counterArguments.map { wrapped("  − ", cited($0)) }
        if let precedent = hit.precedent {
            let names = precedent.names.joined(separator: say("／", " / "))
            lines.append(
                wrapped("  ", say("近似的已决案例：\(names)，\(precedent.authority.zh)：\(precedent.outcome.zh)", "Nearest decided case: \(names), \(precedent.authority.en): \(precedent.outcome.en)")))
        }
        if !hit.actions.isEmpty {
            lines.append(wrapped("  ", say("下一步：", "Next: ") + hit.actions.map { $0[language] }.joined(separator: say("；", "; "))))
        }
        return lines.joined(separator: "\n")
    }

    private func cited(_ reason: NameReason) -> String {
        guard let law = reason.law else { return reason.message[language] }
        let basis = LegalBasis(law: law, article: reason.article, from: nil, to: nil, verified: reason.isVerified, source: nil)
        return reason.message[language] + say("（", " (") + Citation.text(basis, in: language) + say("）", ")")
    }

    private var closing: String {
        var lines: [String] = []
        let answer = report.answer
        if answer.searched.isEmpty {
            lines.append(
                say("没有查询任何登记；先用 kaipan names import 导入。", "No register was searched; bring them in with kaipan names import."))
        } else {
            lines.append(say("已查询 \(answer.rowCount) 行：", "Searched \(answer.rowCount) rows:"))
            for batch in answer.searched {
                lines.append(
                    "  \(batch.register.title[language])  \(VisibleText.escaped(batch.file))  "
                        + say("截至 \(batch.asOf)，\(batch.rows) 行", "as of \(batch.asOf), \(batch.rows) rows"))
            }
            for kind in answer.missing { lines.append(say("  没有导入\(kind.title.zh)，未查询", "  \(kind.title.en): nothing imported, not searched")) }
        }
        if answer.isTruncated { lines.append(say("候选过多，只比较了一部分（truncated）。", "There were too many candidates; only part was compared (truncated).")) }
        if !answer.searched.isEmpty {
            lines.append(
                wrapped("", 
                    say(
                        answer.hits.isEmpty ? "在以上登记范围内未发现相同或近似的名称。" : "除以上所列，在以上登记范围内未发现更近似的名称。",
                        answer.hits.isEmpty ? "Nothing equal or similar was found in these registers." : "Apart from these, nothing nearer was found in these registers.")
                        + say("图形商标、未公布的商标申请（通常最近三至六个月）和未导入的登记不在其内。", " Device marks, applications not yet published (as a rule the last three to six months) and registers not imported are not covered.")))
        }
        return lines.joined(separator: "\n")
    }

    /// Text broken to the terminal's width, further lines indented like the first.
    private func wrapped(_ mark: String, _ text: String) -> String { WrappedText.wrapped(text, mark: mark, width: width) }
}
