import KaipanChecks
import KaipanRules
import KaipanText

/// Writes what a person reads in a terminal: each finding with its words underlined, why, and what to write instead.
public struct TextReporter: Reporter {
    private let info: RunInfo
    private let usesColor: Bool
    private let showsExemptions: Bool
    /// Whether what the baseline knows is left out.
    private let newOnly: Bool
    /// Columns of the terminal.
    private let width: Int

    private static let indent = "    "

    public init(info: RunInfo, usesColor: Bool = false, showsExemptions: Bool = false, newOnly: Bool = false, width: Int = 80) {
        self.info = info
        self.usesColor = usesColor
        self.showsExemptions = showsExemptions
        self.newOnly = newOnly
        self.width = max(width, 40)
    }

    public func begin() -> String { "" }

    public func document(_ report: DocumentReport) -> String {
        var text = ""
        let path = VisibleText.escaped(report.path)
        for problem in report.problems {
            let place = problem.position.map { ":\($0.line):\($0.column)" } ?? ""
            let word = report.isUnreadable ? say("无法检查", "not checked") : say("注意", "note")
            text += "\(paint(path + place, .bold))  \(paint(word, report.isUnreadable ? .red : .yellow))  "
                + "\(VisibleText.escaped(problem.message[info.language]))\n\n"
        }
        for finding in report.findings where finding.isOpen(newOnly: newOnly) {
            text += describe(finding, in: path)
        }
        if showsExemptions {
            for exemption in report.exemptions {
                text += "\(paint("\(path):\(exemption.start.line):\(exemption.start.column)", .bold))  "
                    + "\(paint(say("例外", "excepted"), .dim))  \(exemption.rule)  “\(VisibleText.escaped(exemption.text))”  "
                    + "\(say("因为", "because")) \(VisibleText.escaped(exemption.reason.message[info.language]))\n"
            }
        }
        return text
    }

    // MARK: - Findings

    private func describe(_ finding: Finding, in path: String) -> String {
        var place = "\(path):\(finding.start.line):\(finding.start.column)"
        if let part = finding.part {
            place += " (\(VisibleText.escaped(part))\(finding.block.path.map { " " + VisibleText.escaped($0) } ?? ""))"
        }
        var text = "\(paint(place, .bold))  \(paint(finding.severity.title[info.language], color(of: finding.severity)))  "
            + "\(finding.title[info.language])  \(paint("[\(finding.rule)]", .dim))"
        if finding.baseline == .unchanged { text += "  \(paint(say("（基线内）", "(in the baseline)"), .dim))" }
        if finding.isHidden { text += "  \(say("（隐藏文字）", "(hidden text)"))" }
        text += "\n"
        text += excerpt(finding)
        if let hit = finding.nameHit {
            for row in AlignmentText(alignment: hit.comparison.alignment, language: info.language).rows { text += Self.indent + row + "\n" }
        }
        text += line(say("原因", "Why"), finding.message[info.language])
        text += line(say("依据", "Basis"), Citation.text(finding.basis, in: info.language))
        text += line(say("建议", "Instead"), finding.suggestion[info.language])
        for note in finding.notes {
            let where_ = note.start.map { "\(VisibleText.escaped(note.file)):\($0.line):\($0.column) " } ?? ""
            text += line(say("附注", "Note"), where_ + note.message[info.language])
        }
        text += line(say("规则说明", "About the rule"), info.page(of: finding.rule) ?? "")
        return text + "\n"
    }

    /// The line around the words, cut to the terminal's width, with the words underlined by column.
    private func excerpt(_ finding: Finding) -> String {
        guard !finding.text.isEmpty else { return "" }
        let room = width - Self.indent.utf8.count
        let match = clip(VisibleText.escaped(finding.excerpt.match), to: room, keepEnd: false)
        let left = max(0, room - DisplayWidth.columns(of: match))
        let before = clip(VisibleText.escaped(finding.excerpt.before), to: left / 2, keepEnd: true)
        let rest = left - DisplayWidth.columns(of: before)
        let after = clip(VisibleText.escaped(finding.excerpt.after), to: rest, keepEnd: false)
        let start = DisplayWidth.columns(of: before)
        let length = max(1, DisplayWidth.columns(of: match, from: start))
        let marks = String(repeating: " ", count: start) + paint(String(repeating: "^", count: length), color(of: finding.severity))
        return "\(Self.indent)\(before)\(paint(match, color(of: finding.severity)))\(after)\n\(Self.indent)\(marks)\n"
    }

    private func clip(_ text: String, to columns: Int, keepEnd: Bool) -> String {
        guard DisplayWidth.columns(of: text) > columns else { return text }
        guard columns > 1 else { return "" }
        var kept: [Character] = []
        var used = 1
        for character in keepEnd ? Array(text.reversed()) : Array(text) {
            let columnsOfOne = DisplayWidth.columns(of: String(character))
            guard used + columnsOfOne <= columns else { break }
            kept.append(character)
            used += columnsOfOne
        }
        return keepEnd ? "…" + String(kept.reversed()) : String(kept) + "…"
    }

    private func line(_ label: String, _ text: String) -> String {
        text.isEmpty ? "" : "\(Self.indent)\(paint(label, .dim))\(say("：", ": "))\(VisibleText.escaped(text))\n"
    }

    // MARK: - Summary

    public func end(_ summary: Summary) -> String {
        var text = ""
        let counts = newOnly ? summary.newByControl : summary.byControl
        let controls = ControlPoint.allCases.filter { counts[$0] != nil }
        if !controls.isEmpty {
            let titles = controls.map { $0.title[info.language] }
            let widest = (titles + [say("合计", "Total")]).map { DisplayWidth.columns(of: $0) }.max() ?? 0
            text += row(say("控制点", "Control point"), [say("错误", "error"), say("警告", "warning"), say("提示", "notice")], widest)
            for (control, title) in zip(controls, titles) {
                let row = counts[control] ?? [:]
                text += self.row(title, [.error, .warning, .notice].map { String(row[$0] ?? 0) }, widest)
            }
            text += row(
                say("合计", "Total"),
                [Severity.error, .warning, .notice].map { String(newOnly ? summary.countNew($0) : summary.count($0)) }, widest)
        } else if summary.unreadable == 0 {
            text += summary.baselined > 0 ? say("没有新的问题。\n", "Nothing new.\n") : say("没有发现问题。\n", "Nothing found.\n")
        }
        text += accepted(summary)
        text += say("已检查 \(summary.documents) 个文档", "\(summary.documents) \(summary.documents == 1 ? "document" : "documents") checked")
        if summary.unreadable > 0 {
            text += say("，\(paint("\(summary.unreadable) 个无法检查", .red))", ", \(paint("\(summary.unreadable) could not be", .red))")
        }
        let skipped = summary.skipped.values.reduce(0, +)
        if skipped > 0 {
            let kinds = summary.skipped.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
                .prefix(6).map { ".\(VisibleText.escaped($0.key)) \($0.value)" }.joined(separator: ", ")
            text += say("，跳过 \(skipped) 个不支持的文件（\(kinds)）", ", \(skipped) of other formats skipped (\(kinds))")
        }
        text += say("；", "; ")
        text += say(
            "规则库 \(info.packName) \(info.packVersion)（摘要 \(digest)），按 \(info.asOf) 的法律\(info.city.map { "，城市 \($0)" } ?? "")",
            "pack \(info.packName) \(info.packVersion) (digest \(digest)), the law of \(info.asOf)\(info.city.map { ", city \($0)" } ?? "")")
        return text + "\n"
    }

    /// Enough of the pack's digest to tell one state of the rules from another.
    private var digest: Substring { info.packDigest.prefix(12) }

    /// What is left out or known, so that nobody takes a quiet report for a clean one.
    private func accepted(_ summary: Summary) -> String {
        var text = ""
        if summary.baselined > 0 {
            text += say(
                "\(newOnly ? "另有" : "其中") \(summary.baselined) 处在基线内。\n",
                "\(summary.baselined) \(newOnly ? "besides" : "of them") known to the baseline.\n")
        }
        if summary.suppressed > 0 {
            text += say(
                "另有 \(summary.suppressed) 处已豁免（kaipan suppressions list 列出理由）。\n",
                "\(summary.suppressed) suppressed besides (kaipan suppressions list shows why).\n")
        }
        if !summary.stale.isEmpty {
            let count = summary.stale.reduce(0) { $0 + $1.count }
            text += say("基线中有 \(count) 处已不再出现，可运行 kaipan baseline update：\n", "\(count) of the baseline are gone; run kaipan baseline update:\n")
            for entry in summary.stale.prefix(10) {
                text += "\(Self.indent)\(VisibleText.escaped(entry.path))  [\(entry.rule)]  “\(VisibleText.escaped(entry.text))”"
                    + (entry.count > 1 ? " × \(entry.count)" : "") + "\n"
            }
            if summary.stale.count > 10 { text += "\(Self.indent)…\n" }
        }
        return text
    }

    private func row(_ title: String, _ cells: [String], _ widest: Int) -> String {
        let columns = max(widest, DisplayWidth.columns(of: say("控制点", "Control point")))
        let padded = title + String(repeating: " ", count: max(0, columns - DisplayWidth.columns(of: title)))
        let values = cells.map { String(repeating: " ", count: max(0, 9 - DisplayWidth.columns(of: $0))) + $0 }
        return padded + values.joined() + "\n"
    }

    // MARK: - Words and colours

    private func say(_ zh: String, _ en: String) -> String { info.language == .chinese ? zh : en }

    private enum Style: String {
        case bold = "1", dim = "2", red = "31", yellow = "33", cyan = "36"
    }

    private func color(of severity: Severity) -> Style {
        switch severity {
        case .error: .red
        case .warning: .yellow
        case .notice: .cyan
        }
    }

    private func paint(_ text: String, _ style: Style) -> String {
        usesColor ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }
}
