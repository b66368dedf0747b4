import KaipanDocuments
import KaipanRules
import KaipanText

/// Applies the suppressions of one document's comments to its findings.
struct SuppressionComments {
    let comments: [SuppressionComment]
    let source: Source?
    let path: String

    init(in document: Document, path: String) {
        comments = SuppressionComment.all(in: document)
        source = comments.isEmpty ? nil : document.parts.first
        self.path = path
    }

    /// Marks what the comments cover and adds what is wrong with them, in the order of the text.
    /// - Parameter known: the rules that there are.
    func apply(to report: inout DocumentReport, _ settings: CheckSettings, known: [String]) {
        guard let source else { return }
        var lines = LineIndex(source)
        let places = FindingPlaces(report.findings)
        var complaints: [Finding] = []
        for comment in comments {
            let start = lines.position(ofText: comment.range.lowerBound)
            let (uses, complaint) = judge(comment, line: start.line, &report, places, settings, known)
            report.suppressions.append(
                SuppressionRecord(
                    rules: comment.clause.rules, document: path, text: nil,
                    suppression: suppression(comment, line: start.line), state: complaint?.rule, uses: uses))
            guard let complaint else { continue }
            let finding = SuppressionFinding(
                rule: complaint.rule, message: complaint.message, text: String(decoding: source.text[comment.range], as: UTF8.self),
                start: start, end: lines.position(ofText: comment.range.upperBound), textOffset: comment.scope.lowerBound)
            if let finding = finding.finding(settings) { complaints.append(finding) }
        }
        guard !complaints.isEmpty else { return }
        report.findings = (report.findings + complaints).enumerated()
            .sorted { a, b in
                a.element.start.byteOffset != b.element.start.byteOffset
                    ? a.element.start.byteOffset < b.element.start.byteOffset : a.offset < b.offset
            }
            .map(\.element)
    }

    private func suppression(_ comment: SuppressionComment, line: Int) -> Suppression {
        Suppression(
            reason: comment.clause.reason, by: comment.clause.by, until: comment.clause.until, origin: .document, file: path, line: line)
    }

    private func judge(
        _ comment: SuppressionComment, line: Int, _ report: inout DocumentReport, _ places: FindingPlaces, _ settings: CheckSettings,
        _ known: [String]
    ) -> (uses: Int, complaint: (rule: SuppressionRule, message: LocalizedText)?) {
        let clause = comment.clause
        if let problem = clause.problem ?? clause.rules.lazy.compactMap({ SuppressionRule.unknown($0, known) }).first {
            return (
                0,
                (
                    .incomplete,
                    LocalizedText(zh: "这条豁免\(problem.zh)，因此不起作用。", en: "This suppression does nothing: \(problem.en).")
                )
            )
        }
        if let until = clause.until, until < settings.today {
            return (
                0,
                (
                    .expired,
                    LocalizedText(zh: "这条豁免已于 \(until) 到期，不再起作用。", en: "This suppression ended on \(until) and does nothing any more.")
                )
            )
        }
        var uses = 0
        for index in Set(clause.rules).flatMap({ places.findings(of: $0, in: comment.scope) }) {
            uses += 1
            if report.findings[index].suppression == nil { report.findings[index].suppression = suppression(comment, line: line) }
        }
        guard uses == 0 else { return (uses, nil) }
        let rules = clause.rules.joined(separator: ", ")
        return (
            0,
            (
                .unused,
                LocalizedText(
                    zh: "这里没有 \(rules) 的问题可豁免。", en: "There is no finding of \(rules) here for it to suppress.")
            )
        )
    }
}
