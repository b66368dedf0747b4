import KaipanChecks
import KaipanRules
import KaipanText

/// Writes one page that needs nothing else: each document with its findings marked in place (`--format html`).
///
/// The documents are written as they come, and what is only known at the end stands at the end of the file; the style
/// puts it first on the screen. Of a document, only its line in the list is kept: its path and its counts.
public struct HTMLReporter: Reporter {
    private let info: RunInfo
    private let words: HTMLWords
    private let frame: PageFrame
    private let showsExemptions: Bool
    private var entries: [HTMLOverview.Entry] = []
    private var findings = 0

    public init(info: RunInfo, showsExemptions: Bool = false) {
        self.info = info
        self.showsExemptions = showsExemptions
        words = HTMLWords(language: info.language)
        frame = PageFrame(
            language: info.language, title: words("开盘前风险检查报告", "Pre-launch risk report"), style: FindingsStyle.css,
            script: FindingsScript.javaScript)
    }

    public func begin() -> String {
        let facts: [(String, String)] = [
            (words("规则库", "Pack"), "\(info.packName) \(info.packVersion)"),
            (words("适用法律日期", "The law of"), info.asOf.description),
            (words("城市", "City"), info.city ?? words("未指定（全国规则）", "none (national rules)")),
        ]
        let rows = facts.map { "<div><dt>\($0.0)</dt><dd><bdi>\($0.1)</bdi></dd></div>" as HTML }.joined()
        let header: HTML = """
            <dl class="facts soft">\(rows)<div><dt>\(words("规则摘要", "Digest"))</dt><dd><code>\(info.packDigest)</code></dd></div></dl>
            <a class="skip" href="#summary">\(words("跳到概览", "Skip to the overview"))</a>
            """
        return frame.opening(header: header) + filters.markup
    }

    public mutating func document(_ report: DocumentReport) -> String {
        let section = HTMLDocument(
            report, number: entries.count + 1, firstFinding: findings + 1, showsExemptions: showsExemptions, words: words,
            pages: info.pages)
        findings += report.findings.count
        var entry = HTMLOverview.Entry(
            path: report.path, kind: words.name(of: report.kind), counts: [:], settled: 0, isUnreadable: report.isUnreadable)
        for finding in report.findings {
            if finding.suppression == nil { entry.counts[finding.severity, default: 0] += 1 }
            if finding.suppression != nil || finding.baseline == .unchanged { entry.settled += 1 }
        }
        entries.append(entry)
        return section.html.markup
    }

    public func end(_ summary: Summary) -> String {
        let overview = HTMLOverview(summary: summary, entries: entries, words: words)
        return overview.html.markup
            + frame.closing(
                footer: "<p>\(words("本报告由 Kaipan（开盘）按规则自动生成，供法务与营销复核，不构成法律意见。", "Written by Kaipan from rules, for review by legal and marketing staff; it is no legal advice."))</p>")
    }

    /// Severities and states work by style alone, for which their boxes stand before the documents as siblings; the
    /// script adds the rest.
    private var filters: HTML {
        let severities = [Severity.error, .warning, .notice].map { ($0.letter, words.name(of: $0)) }
        let states = [("b", words("基线已有", "In the baseline")), ("s", words("已决定保留", "Accepted"))]
        let boxes = (severities + states).map { "<input type=\"checkbox\" class=\"switch\" id=\"s-\($0.0)\" autocomplete=\"off\" checked>\n" as HTML }
        let labels = severities.map { "<label for=\"s-\($0.0)\" class=\"\($0.0)\"><span class=\"sev\">\($0.1)</span></label>\n" as HTML }
            + states.map { "<label for=\"s-\($0.0)\">\($0.1)</label>\n" as HTML }
        let controls = ControlPoint.allCases.map { "<option value=\"\($0.rawValue)\">\($0.title[info.language])</option>" as HTML }
        return """
            \(boxes.joined())<form id="filters" aria-label="\(words("筛选", "Filters"))" autocomplete="off">
            \(labels.joined())<label hidden>\(words("控制点", "Control point")) <select id="by-control"><option value="">\(words("全部", "all"))</option>\(controls.joined())</select></label>
            <label hidden>\(words("规则", "Rule")) <select id="by-rule"><option value="">\(words("全部", "all"))</option></select></label>
            <span hidden>\(words("显示", "Shown")) <output id="shown"></output></span>
            </form>

            """
    }
}
