import Foundation
import KaipanDocuments
import KaipanRules
import KaipanText

/// Applies a register of suppressions to the reports of a run, a document at a time.
public struct SuppressionMatcher {
    private let register: SuppressionRegister
    private let settings: CheckSettings
    private let known: [String]
    private let relative: RelativePath
    private let foldedTexts: [[UInt8]?]
    private var uses: [Int]
    /// Whether a document was checked that the entry could speak of.
    private var wasMet: [Bool]
    /// Whether the run covers all that the register speaks of.
    private let isWhole: Bool

    /// - Parameters:
    ///   - known: the rules that there are.
    ///   - roots: the folders that the run checks as wholes.
    public init(_ register: SuppressionRegister, settings: CheckSettings, known: [String], roots: [String]) {
        self.register = register
        self.known = known
        self.settings = settings
        let folder = (register.path as NSString).deletingLastPathComponent
        relative = RelativePath(to: folder.isEmpty ? "." : folder)
        foldedTexts = register.entries.map { $0.text.map { Folded($0).bytes } }
        uses = register.entries.map { _ in 0 }
        wasMet = register.entries.map { _ in false }
        let relative = relative
        isWhole = roots.contains { root in relative(root).split(separator: "/").allSatisfy { $0 == ".." } }
    }

    /// Marks the findings of one document that the register speaks of.
    public mutating func mark(_ report: inout DocumentReport) {
        guard !report.isUnreadable else { return }
        let path = relative(report.path)
        for (index, entry) in register.entries.enumerated() where entry.document?.matches(path) ?? true {
            wasMet[index] = wasMet[index] || entry.document != nil
            guard isInOrder(entry) else { continue }
            for place in report.findings.indices where covers(index, report.findings[place]) {
                uses[index] += 1
                if report.findings[place].suppression == nil {
                    report.findings[place].suppression = suppression(entry)
                }
            }
        }
    }

    private func isInOrder(_ entry: SuppressionRegister.Entry) -> Bool {
        problem(entry) == nil && !(entry.until.map { $0 < settings.today } ?? false)
    }

    private func covers(_ index: Int, _ finding: Finding) -> Bool {
        let entry = register.entries[index]
        guard entry.rule == finding.rule else { return false }
        if let fingerprint = entry.fingerprint, fingerprint != finding.fingerprint { return false }
        if let text = foldedTexts[index] { return Folded(finding.text).bytes == text }
        return true
    }

    private func problem(_ entry: SuppressionRegister.Entry) -> LocalizedText? {
        entry.problem ?? SuppressionRule.unknown(entry.rule, known)
    }

    private func suppression(_ entry: SuppressionRegister.Entry) -> Suppression {
        Suppression(
            reason: entry.reason, by: entry.by, until: entry.until, origin: .register, file: register.path, line: entry.place.line)
    }

    // MARK: - At the end

    /// Every entry with what became of it.
    public var records: [SuppressionRecord] {
        register.entries.indices.map { index in
            let entry = register.entries[index]
            return SuppressionRecord(
                rules: entry.rule.isEmpty ? [] : [entry.rule], document: entry.document?.text, text: entry.text ?? entry.fingerprint,
                suppression: suppression(entry), state: complaint(index)?.rule, uses: uses[index])
        }
    }

    /// What is wrong with the register itself, as a report on its file; nil where it is in order.
    public var report: DocumentReport? {
        var report = DocumentReport(path: register.path, kind: .notice, kindSource: .byDefault)
        report.isDocument = false
        for index in register.entries.indices {
            guard let complaint = complaint(index) else { continue }
            let place = register.entries[index].place
            let position = SourcePosition(line: place.line, column: place.column, byteOffset: 0)
            let finding = SuppressionFinding(
                rule: complaint.rule, message: complaint.message, text: place.text.trimmingCharacters(in: .whitespaces), start: position,
                end: position, origin: .register)
            if let finding = finding.finding(settings) { report.findings.append(finding) }
        }
        return report.findings.isEmpty ? nil : report
    }

    private func complaint(_ index: Int) -> (rule: SuppressionRule, message: LocalizedText)? {
        let entry = register.entries[index]
        if let problem = problem(entry) {
            return (
                .incomplete, LocalizedText(zh: "这条豁免\(problem.zh)，因此不起作用。", en: "This suppression does nothing: \(problem.en).")
            )
        }
        if let until = entry.until, until < settings.today {
            return (
                .expired,
                LocalizedText(zh: "这条豁免已于 \(until) 到期，不再起作用。", en: "This suppression ended on \(until) and does nothing any more.")
            )
        }
        guard uses[index] == 0 else { return nil }
        if let document = entry.document?.text, !FilePattern.isPattern(document),
            !FileManager.default.fileExists(atPath: relative.absolute(document))
        {
            return (
                .unused,
                LocalizedText(
                    zh: "没有文件“\(document)”；路径从本登记所在的文件夹算起。",
                    en: "There is no file “\(document)”; paths begin at the folder of this register.")
            )
        }
        guard isWhole || wasMet[index] else { return nil }
        return (
            .unused,
            LocalizedText(
                zh: "所查文件中没有它所指的 \(entry.rule) 问题。", en: "No document that was checked has the finding of \(entry.rule) that it speaks of.")
        )
    }
}
