import KaipanChecks
import KaipanRules
import KaipanText

/// Writes a table for spreadsheets: CSV (RFC 4180) with a byte order mark, by which Excel knows UTF-8 (`--format csv`).
///
/// Suppressed findings are rows too, with the decision beside them.
public struct CSVReporter: Reporter {
    private let info: RunInfo

    public init(info: RunInfo) {
        self.info = info
    }

    public func begin() -> String {
        let names: [LocalizedText] = [
            LocalizedText(zh: "文件", en: "file"), LocalizedText(zh: "行", en: "line"), LocalizedText(zh: "列", en: "column"),
            LocalizedText(zh: "级别", en: "severity"), LocalizedText(zh: "控制点", en: "control point"),
            LocalizedText(zh: "规则", en: "rule"), LocalizedText(zh: "标题", en: "title"), LocalizedText(zh: "原文", en: "text"),
            LocalizedText(zh: "原因", en: "reason"), LocalizedText(zh: "依据", en: "basis"), LocalizedText(zh: "建议", en: "suggestion"),
            LocalizedText(zh: "隐藏文字", en: "hidden"), LocalizedText(zh: "文中位置", en: "place"),
            LocalizedText(zh: "基线", en: "baseline"), LocalizedText(zh: "豁免理由", en: "suppression reason"),
            LocalizedText(zh: "批准人", en: "suppressed by"), LocalizedText(zh: "有效至", en: "suppressed until"),
            LocalizedText(zh: "规则说明", en: "about the rule"),
        ]
        return "\u{FEFF}" + CSVText.row(names.map { $0[info.language] })
    }

    public func document(_ report: DocumentReport) -> String {
        var text = ""
        for problem in report.problems {
            let word = report.isUnreadable ? say("无法检查", "not checked") : say("注意", "note")
            text += CSVText.row([
                report.path, problem.position.map { "\($0.line)" } ?? "", problem.position.map { "\($0.column)" } ?? "", word, "", "",
                "", "", problem.message[info.language], "", "", "", "", "", "", "", "", "",
            ])
        }
        for finding in report.findings { text += CSVText.row(cells(finding, in: report)) }
        return text
    }

    public func end(_ summary: Summary) -> String { "" }

    private func cells(_ finding: Finding, in report: DocumentReport) -> [String] {
        let language = info.language
        // A part's lines are none that a person could go to.
        let hasLines = finding.part == nil
        let suppression = finding.suppression
        return [
            report.path, hasLines ? "\(finding.start.line)" : "", hasLines ? "\(finding.start.column)" : "",
            finding.severity.title[language], finding.control.title[language], finding.rule, finding.title[language], finding.text,
            finding.message[language], Citation.text(finding.basis, in: language), finding.suggestion[language],
            finding.isHidden ? say("是", "yes") : "", FindingText(finding, info: info).place ?? "", baseline(finding.baseline),
            suppression?.reason ?? "", suppression?.by ?? "", suppression?.until.map { "\($0)" } ?? "",
            info.page(of: finding.rule) ?? "",
        ]
    }

    private func baseline(_ state: Finding.BaselineState?) -> String {
        switch state {
        case .new: say("新增", "new")
        case .unchanged: say("已有", "unchanged")
        case nil: ""
        }
    }

    private func say(_ zh: String, _ en: String) -> String { info.language == .chinese ? zh : en }
}
