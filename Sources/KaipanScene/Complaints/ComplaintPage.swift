import KaipanReports
import KaipanRules
import KaipanText

/// The report on complaints as one page: bars that need no script, and a table behind each.
public struct ComplaintPage: Sendable {
    private let report: ComplaintReport
    private let language: Language

    public init(_ report: ComplaintReport, language: Language) {
        self.report = report
        self.language = language
    }

    private func words(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }

    /// The whole page.
    public var html: String {
        let frame = PageFrame(language: language, title: words("投诉统计", "Complaints"), style: ComplaintPageStyle.css)
        let numbers = report.statistics
        let late = numbers.clocks.reduce(0) { $0 + $1.late }
        let header: HTML = """
            <p class="soft">\(report.period(language)) · \(words("生成于", "made")) \(report.time.inChina)</p>
            <dl class="figures">\(figure("\(numbers.count)", words("件投诉", "complaints")))\(figure("\(numbers.open)", words("件未关闭", "open")))\
            \(figure("\(late)", words("次超时", "clocks missed")))\(figure(yuan(numbers.settled), words("元已赔付", "yuan settled")))</dl>
            """
        let footer: HTML = "<p>\(words("由档案中的投诉记录生成；规则命中只是提示，不构成法律意见。", "Made from the complaints in the archive; what rules find is a hint and no legal advice."))</p>"
        guard numbers.count > 0 else {
            let empty: HTML = "<p>\(words("这段时间没有投诉。", "No complaints in this period."))</p>"
            return frame.opening(header: header) + empty.markup + frame.closing(footer: footer)
        }
        let content = causes + clocks + steps + money + caught + phrases
        return frame.opening(header: header) + content.markup + frame.closing(footer: footer)
    }

    private func figure(_ number: String, _ name: String) -> HTML { "<div><dd>\(number)</dd><dt>\(name)</dt></div>" }

    private func yuan(_ amount: Int64) -> String {
        let digits = String(amount)
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return text
    }

    // MARK: - Bars

    /// One part of a bar.
    private struct Part {
        var value: Int64
        var kind: String
        var name: String
    }

    /// Bars one below the other; the longest takes the whole width.
    private func bars(_ rows: [(name: String, parts: [Part], value: String)], label: String) -> HTML {
        let longest = max(1, rows.map { $0.parts.reduce(0) { $0 + $1.value } }.max() ?? 1)
        let drawn = rows.map { row -> HTML in
            var start: Int64 = 0
            let parts = row.parts.filter { $0.value > 0 }.map { part -> HTML in
                let from = start * 1000 / longest
                start += part.value
                let width = max(4, start * 1000 / longest - from)
                return """
                    <rect class="\(part.kind)" x="\(Int(from))" y="0" width="\(Int(width))" height="10"><title>\(part.name)</title></rect>
                    """
            }
            return """
                <div class="row"><span class="name">\(row.name)</span>\
                <svg viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label="\(row.name) \(row.value)">\(parts.joined())</svg>\
                <span class="value">\(row.value)</span></div>

                """
        }
        return "<figure class=\"bars\" aria-label=\"\(label)\">\(drawn.joined())</figure>"
    }

    private func legend(_ entries: [(kind: String, name: String)]) -> HTML {
        let items = entries.map { entry -> HTML in
            "<li><svg viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect class=\"\(entry.kind)\" width=\"10\" height=\"10\"/></svg>\(entry.name)</li>"
        }
        return "<ul class=\"legend\">\(items.joined())</ul>"
    }

    private func table(_ head: [(name: String, isNumber: Bool)], _ rows: [[String]]) -> HTML {
        let cells = head.map { cell -> HTML in cell.isNumber ? "<th class=\"number\" scope=\"col\">\(cell.name)</th>" : "<th scope=\"col\">\(cell.name)</th>" }
        let body = rows.map { row -> HTML in
            let cells = zip(row, head).map { text, cell -> HTML in
                // Sentences take room of their own, and narrow windows scroll.
                if cell.isNumber { return "<td class=\"number\">\(text)</td>" }
                return text.unicodeScalars.count > 10 ? "<td class=\"words\">\(text)</td>" : "<td>\(text)</td>"
            }
            return "<tr>\(cells.joined())</tr>\n"
        }
        return "<div class=\"scroll\"><table><thead><tr>\(cells.joined())</tr></thead><tbody>\n\(body.joined())</tbody></table></div>"
    }

    // MARK: - Sections

    private var causes: HTML {
        let rows = report.statistics.causes
        let grades = ComplaintGrade.allCases.filter { grade in rows.contains { $0.grades[grade] != nil } }
        return """
            <section><h2>\(words("原因和等级", "Causes and grades"))</h2>
            \(legend(grades.map { ("grade-\($0.rawValue)", $0.name[language]) }))
            \(bars(rows.map { cause in
                (cause.cause.name[language], grades.map { grade in
                    let count = cause.grades[grade] ?? 0
                    return Part(value: Int64(count), kind: "grade-\(grade.rawValue)", name: "\(grade.name[language]) \(count)")
                }, "\(cause.count)")
            }, label: words("各原因的投诉件数", "Complaints by cause")))
            \(table(
                [(words("原因", "Cause"), false)] + grades.map { ($0.name[language], true) } + [(words("合计", "All"), true), (words("未关闭", "Open"), true)],
                rows.map { cause in [cause.cause.name[language]] + grades.map { "\(cause.grades[$0] ?? 0)" } + ["\(cause.count)", "\(cause.open)"] }))
            </section>

            """
    }

    private var clocks: HTML {
        let rows = report.statistics.clocks
        guard !rows.isEmpty else { return "" }
        let kinds = [("in-time", words("按时", "in time")), ("late", words("超时", "late")), ("running", words("进行中", "running"))]
        return """
            <section><h2>\(words("时限", "Clocks"))</h2>
            \(legend(kinds.map { (kind: $0.0, name: $0.1) }))
            \(bars(rows.map { clock in
                let values = [clock.inTime, clock.late, clock.running]
                return ("\(clock.clock.name[language])", zip(kinds, values).map { Part(value: Int64($1), kind: $0.0, name: "\($0.1) \($1)") },
                    share(of: clock))
            }, label: words("时限的遵守", "How clocks were kept")))
            \(table(
                [(words("时限", "Clock"), false), (words("步骤", "Step"), false), (words("限", "Limit"), true)] + kinds.map { ($0.1, true) } + [(words("最长超时", "Worst"), true)],
                rows.map { clock in
                    [clock.clock.name[language], clock.clock.step.name[language], ComplaintReport.span(clock.clock.limit, language), "\(clock.inTime)",
                     "\(clock.late)", "\(clock.running)", clock.late > 0 ? ComplaintReport.span(clock.worst, language) : "–"]
                }))
            </section>

            """
    }

    /// What is still running is neither in time nor late.
    private func share(of clock: ComplaintStatistics.ClockRecord) -> String {
        guard let share = clock.share else { return words("尚无到期的", "none due yet") }
        return words("按时 \(share)%（\(clock.inTime)/\(clock.inTime + clock.late)）", "\(share)% in time (\(clock.inTime)/\(clock.inTime + clock.late))")
    }

    private var steps: HTML {
        let rows = report.statistics.steps
        guard !rows.isEmpty else { return "" }
        return """
            <section><h2>\(words("各步用时（自收到起）", "Time to each step, since received"))</h2>
            \(legend([("median", words("中位", "median")), ("ninth", words("九成之内", "nine in ten"))]))
            \(bars(rows.map { step in
                (step.step.name[language], [
                    Part(value: step.median, kind: "median", name: words("中位", "median")),
                    Part(value: step.ninth - step.median, kind: "ninth", name: words("九成之内", "nine in ten")),
                ], ComplaintReport.span(step.median, language))
            }, label: words("各步用时", "Time to each step")))
            \(table(
                [(words("步骤", "Step"), false), (words("件数", "Count"), true), (words("中位", "Median"), true), (words("九成之内", "Nine in ten"), true)],
                rows.map { [$0.step.name[language], "\($0.count)", ComplaintReport.span($0.median, language), ComplaintReport.span($0.ninth, language)] }))
            </section>

            """
    }

    private var money: HTML {
        let rows = report.statistics.causes.filter { $0.claimed > 0 || $0.settled > 0 }
        guard !rows.isEmpty else { return "" }
        return """
            <section><h2>\(words("金额（元）", "Money (yuan)"))</h2>
            \(legend([("settled", words("已赔付", "settled")), ("claimed", words("诉求中未赔付", "claimed beyond that"))]))
            \(bars(rows.map { cause in
                (cause.cause.name[language], [
                    Part(value: cause.settled, kind: "settled", name: words("已赔付", "settled") + " " + yuan(cause.settled)),
                    Part(value: max(0, cause.claimed - cause.settled), kind: "claimed", name: words("诉求", "claimed") + " " + yuan(cause.claimed)),
                ], yuan(cause.settled))
            }, label: words("各原因的金额", "Money by cause")))
            \(table(
                [(words("原因", "Cause"), false), (words("诉求", "Claimed"), true), (words("已赔付", "Settled"), true)],
                rows.map { [$0.cause.name[language], yuan($0.claimed), yuan($0.settled)] }))
            </section>

            """
    }

    private var caught: HTML {
        let feedback = report.feedback
        let rows: HTML =
            feedback.caught.isEmpty
            ? "<p>\(words("没有。", "None."))</p>"
            : table(
                [(words("规则", "Rule"), false), (words("级别", "Severity"), false), (words("投诉", "Complaints"), true), (words("话语", "Statements"), true), (words("例如", "Such as"), false)],
                feedback.caught.map { ["\($0.title[language]) (\($0.rule))", severity($0.severity), "\($0.complaints)", "\($0.statements)", $0.example] })
        return """
            <section><h2>\(words("开盘前本可发现的", "What rules would have caught before launch"))</h2>
            <p class="soft">\(words("\(feedback.statements) 句涉诉话语，其中 \(feedback.uncaught) 句没有规则命中。", "\(feedback.statements) statements, \(feedback.uncaught) in which no rule finds anything."))</p>
            \(rows)
            </section>

            """
    }

    private func severity(_ severity: Severity) -> String {
        switch severity {
        case .error: words("错误", "error")
        case .warning: words("警告", "warning")
        case .notice: words("提示", "notice")
        }
    }

    private var phrases: HTML {
        let rows = report.feedback.phrases
        let found: HTML =
            rows.isEmpty
            ? "<p>\(words("没有。", "None."))</p>"
            : table(
                [(words("说法", "Phrase"), false), (words("投诉", "Complaints"), true), (words("话语", "Statements"), true), (words("例如", "Such as"), false), (words("规则草稿", "Draft of a rule"), false)],
                rows.map { [$0.text, "\($0.complaints)", "\($0.statements)", $0.example, "forbid: [\($0.text)]"] })
        return """
            <section><h2>\(words("建议成为规则的说法", "Phrases to become rules"))</h2>
            <p class="soft">\(words("多件投诉共有、现有规则都没有命中的说法，须由人判断。", "Shared by several complaints and found by no rule; a person decides."))</p>
            \(found)
            </section>

            """
    }
}
