import KaipanChecks
import KaipanRules
import KaipanText

/// The linter's complaints as people and programs read them.
public struct LintListing {
    private let complaints: [LintComplaint]
    private let rules: RuleSet
    /// How many rules were looked at.
    private let count: Int
    private let asOf: CivilDate
    private let language: Language

    public init(_ complaints: [LintComplaint], of count: Int, rules: RuleSet, asOf: CivilDate, language: Language) {
        self.complaints = complaints
        self.count = count
        self.rules = rules
        self.asOf = asOf
        self.language = language
    }

    /// A paragraph a complaint, and the counts.
    /// - Parameter showsNotices: whether notices are listed, or counted only.
    public func text(showsNotices: Bool) -> String {
        var text = ""
        for complaint in complaints where showsNotices || complaint.level != .notice { text += paragraph(complaint) }
        text += say(
            "\(count) 条规则，\(number(.error)) 个错误，\(number(.warning)) 个警告\n",
            "\(count) rule\(count == 1 ? "" : "s"), \(number(.error)) error\(number(.error) == 1 ? "" : "s"), "
                + "\(number(.warning)) warning\(number(.warning) == 1 ? "" : "s")\n")
        let notices = number(.notice)
        guard notices > 0 else { return text }
        let kinds = LintComplaint.Code.allCases.filter { $0.level == .notice }.compactMap { code -> String? in
            let count = complaints.count { $0.code == code }
            return count > 0 ? "\(count) \(code.rawValue)" : nil
        }.joined(separator: say("，", ", "))
        let hint = showsNotices ? "" : say("（--notices 列出）", " (--notices lists them)")
        return text + say("\(notices) 条提示：\(kinds)\(hint)\n", "\(notices) notice\(notices == 1 ? "" : "s"): \(kinds)\(hint)\n")
    }

    /// One object with every complaint.
    public var json: String {
        JSONText.encode(
            Report(
                version: 1, pack: .init(name: rules.name, version: rules.version, digest: rules.digest), asOf: "\(asOf)", rules: count,
                complaints: complaints.map { Entry($0, language: language) },
                summary: .init(error: number(.error), warning: number(.warning), notice: number(.notice)))) + "\n"
    }

    private struct Report: Encodable {
        var version: Int
        var pack: Pack
        var asOf: String
        var rules: Int
        var complaints: [Entry]
        var summary: Counts
    }

    private struct Pack: Encodable {
        var name: String
        var version: String
        var digest: String
    }

    private struct Counts: Encodable {
        var error: Int
        var warning: Int
        var notice: Int
    }

    private struct Entry: Encodable {
        var rule: String
        var code: String
        var level: String
        var message: String
        var advice: String
        var file: String
        var line: Int
        var column: Int
        var excerpt: String

        init(_ complaint: LintComplaint, language: Language) {
            rule = complaint.rule
            code = complaint.code.rawValue
            level = complaint.level.rawValue
            message = complaint.message[language]
            advice = complaint.advice[language]
            file = complaint.place.file
            line = complaint.place.line
            column = complaint.place.column
            excerpt = complaint.excerpt
        }
    }

    // MARK: - Text

    private func paragraph(_ complaint: LintComplaint) -> String {
        let place = complaint.place
        let rule = complaint.rule.isEmpty ? "" : "\(complaint.rule): "
        var text = "\(safe(place.file)):\(place.line):\(place.column): \(word(complaint.level)): \(safe(rule))\(safe(complaint.message[language]))"
            + "  [\(complaint.code.rawValue)]\n"
        let (line, mark) = Self.excerpt(complaint.excerpt, column: place.column)
        if !line.isEmpty { text += "    \(line)\n    \(mark)\n" }
        return text + "    \(say("处理", "To do"))\(say("：", ": "))\(safe(complaint.advice[language]))\n"
    }

    /// Long lines are shown from a little before the place.
    private static func excerpt(_ line: String, column: Int) -> (line: String, mark: String) {
        let scalars = Array(VisibleText.escaped(line).unicodeScalars)
        let place = min(max(0, column - 1), scalars.count)
        let start = scalars.count > 100 ? max(0, place - 20) : 0
        let end = min(scalars.count, start + 100)
        let text = { (range: Range<Int>) in String(String.UnicodeScalarView(scalars[range])) }
        let before = (start > 0 ? "…" : "") + text(start..<place)
        let mark = String(repeating: " ", count: DisplayWidth.columns(of: before)) + "^"
        return (before + text(place..<max(place, end)) + (end < scalars.count ? "…" : ""), mark)
    }

    private func word(_ level: LintComplaint.Level) -> String {
        switch level {
        case .error: say("错误", "error")
        case .warning: say("警告", "warning")
        case .notice: say("提示", "notice")
        }
    }

    private func number(_ level: LintComplaint.Level) -> Int { complaints.count { $0.level == level } }
    private func safe(_ text: String) -> String { VisibleText.escaped(text) }
    private func say(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }
}
