import KaipanChecks
import KaipanRules

/// What the page says of all documents together: totals, a chart by control point, the list of documents.
struct HTMLOverview {
    /// A document in the list.
    struct Entry {
        var path: String
        var kind: String
        /// Findings by severity, those that somebody decided to leave not among them.
        var counts: [Severity: Int]
        var settled: Int
        var isUnreadable: Bool
    }

    let summary: Summary
    let entries: [Entry]
    let words: HTMLWords

    private static let severities: [Severity] = [.error, .warning, .notice]

    var html: HTML {
        """
        <section id="summary" aria-labelledby="summary-title">
        <h2 id="summary-title">\(words("概览", "Overview"))</h2>
        <ul class="totals">\(totals)</ul>
        <div class="overview">
        \(chart)\(index)</div>
        \(skipped)\(stale)</section>

        """
    }

    private var totals: HTML {
        var items = Self.severities.map { severity -> HTML in
            "<li><b>\(summary.count(severity))</b><span class=\"\(severity.letter)\"><span class=\"sev\">\(words.name(of: severity))</span></span></li>"
        }
        let others: [(Int, String, Bool)] = [
            (summary.baselined, words("基线已有", "in the baseline"), false),
            (summary.suppressed, words("已决定保留", "accepted"), false),
            (summary.documents, words("个文档", summary.documents == 1 ? "document" : "documents"), true),
            (summary.unreadable, words("个无法检查", "could not be checked"), false),
        ]
        for (count, label, always) in others where always || count > 0 { items.append("<li><b>\(count)</b>\(label)</li>") }
        return items.joined()
    }

    private var chart: HTML {
        let controls = ControlPoint.allCases.filter { summary.byControl[$0] != nil }
        guard !controls.isEmpty else {
            return summary.unreadable == 0 ? "<p>\(words("没有发现问题。", "Nothing found."))</p>\n" : "<p></p>\n"
        }
        let most = controls.map { summary.byControl[$0]?.values.reduce(0, +) ?? 0 }.max() ?? 1
        let rows = controls.map { control -> HTML in
            let counts = summary.byControl[control] ?? [:]
            return "<tr><th scope=\"row\">\(control.title[words.language])</th>\(numbers(counts))<td class=\"bar\">\(bar(counts, most: most))</td></tr>\n"
        }
        return """
            <div class="scroll"><table class="chart">
            <caption class="skip">\(words("按控制点的发现数", "Findings by control point"))</caption>
            <thead><tr><th scope="col">\(words("控制点", "Control point"))</th>\(heads)<td class="bar"></td></tr></thead>
            <tbody>
            \(rows.joined())</tbody></table></div>

            """
    }

    /// The numbers beside it say the same, so a reader's software may pass it over.
    private func bar(_ counts: [Severity: Int], most: Int) -> HTML {
        var start = 0
        var rects: HTML = ""
        for severity in Self.severities {
            let width = (counts[severity] ?? 0) * 1000 / max(most, 1)
            guard width > 0 else { continue }
            rects += "<rect class=\"\(severity.letter)\" x=\"\(start)\" y=\"0\" width=\"\(width)\" height=\"10\"></rect>"
            start += width
        }
        return "<svg viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\(rects)</svg>"
    }

    private var heads: HTML {
        Self.severities.map { "<th scope=\"col\" class=\"number \($0.letter)\"><span class=\"sev\">\(words.name(of: $0))</span></th>" as HTML }.joined()
    }

    private func numbers(_ counts: [Severity: Int]) -> HTML {
        Self.severities.map { severity -> HTML in
            let count = counts[severity] ?? 0
            return "<td class=\"number\(count == 0 ? " zero" : "")\">\(count)</td>"
        }.joined()
    }

    private var index: HTML {
        guard !entries.isEmpty else { return "" }
        let showsSettled = entries.contains { $0.settled > 0 }
        let rows = entries.enumerated().map { index, entry -> HTML in
            let settled: HTML = showsSettled ? "<td class=\"number\">\(entry.settled)</td>" : ""
            let rest: HTML =
                entry.isUnreadable
                ? "<td class=\"problem\" colspan=\"\(showsSettled ? 4 : 3)\">\(words("无法检查", "could not be checked"))</td>" : numbers(entry.counts) + settled
            return "<tr><th scope=\"row\"><a href=\"#d\(index + 1)\"><bdi>\(entry.path)</bdi></a></th><td class=\"kind\">\(entry.kind)</td>\(rest)</tr>\n"
        }
        let settled: HTML = showsSettled ? "<th scope=\"col\" class=\"number\">\(words("基线或豁免", "Known or accepted"))</th>" : ""
        return """
            <nav class="index" aria-label="\(words("文档", "Documents"))" tabindex="0">
            <table>
            <thead><tr><th scope="col">\(words("文档", "Document"))</th><th scope="col" class="kind">\(words("种类", "Kind"))</th>\(heads)\(settled)</tr></thead>
            <tbody>
            \(rows.joined())</tbody></table></nav>

            """
    }

    /// What the baseline holds and nobody finds any more.
    private var stale: HTML {
        let count = summary.stale.reduce(0) { $0 + $1.count }
        guard count > 0 else { return "" }
        let text = words("基线中有 \(count) 处已不再出现，可更新基线。", "\(count) of the baseline are gone; it can be updated.")
        return "<p class=\"soft\">\(text)</p>\n"
    }

    private var skipped: HTML {
        let count = summary.skipped.values.reduce(0, +)
        guard count > 0 else { return "" }
        let kinds = summary.skipped.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
            .map { ".\($0.key) \($0.value)" }.joined(separator: words("，", ", "))
        return "<p class=\"soft\">\(words("跳过 \(count) 个不支持的文件：", "\(count) files of other formats were skipped: "))<bdi>\(kinds)</bdi></p>\n"
    }
}
