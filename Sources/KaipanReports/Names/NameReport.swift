import KaipanChecks
import KaipanNames
import KaipanText

/// What is said of a name: findings of the naming rules, hits in the registers, and what was searched.
public struct NameReport: Sendable {
    let answer: NameAnswer
    let findings: [Finding]
    let language: Language
    let context: NameContext

    /// - Parameters:
    ///   - findings: those of the naming rules.
    ///   - context: the facts that the hits were graded by.
    public init(answer: NameAnswer, findings: [Finding], language: Language, context: NameContext) {
        self.answer = answer
        self.findings = findings
        self.language = language
        self.context = context
    }

    /// Whether two bare names were compared, so that no register is spoken of.
    var isComparison: Bool { answer.searched.isEmpty && answer.hits.contains { $0.row == nil } }

    /// Whether something stands in the way: a hit of grade medium or above, or an error or warning.
    public var isRisky: Bool {
        answer.hits.contains { $0.grade >= .medium } || findings.contains { $0.severity >= .warning }
    }

    /// The object of `--format json`, on one line.
    /// - Parameter filed: what is said of the filed name, which becomes a member of its own.
    public func json(filed: NameReport? = nil) -> String { NameJSON(report: self, filed: filed).text }

    /// The report for a terminal.
    /// - Parameter width: columns of the terminal, at least 20.
    public func text(width: Int) -> String { NameReportText(report: self, width: max(20, width)).text }

    /// What to do about two names of one project.
    public static func filedNameAdvice(_ promotion: String, _ filed: String, _ language: Language) -> String {
        language == .chinese
            ? "推广名“\(promotion)”与备案名“\(filed)”不是同一个名称的，广告、标识、合同要并列写明备案名（地名管理条例第十八条）；在 .kaipan.yml 的 names 里写上两名，kaipan check 就会核对。\n"
            : "Where the promotion name “\(promotion)” is not the filed name “\(filed)”, advertisements, signs and contracts state the filed name beside it (地名管理条例 art. 18); with both under names in .kaipan.yml, kaipan check looks after it.\n"
    }
}
