import KaipanDocuments
import KaipanNames
import KaipanRules
import KaipanText

/// Compares the names in documents with the registers, with each other and with the filed name; a value that any thread may use.
public struct NameChecks: Sendable {
    public let settings: NameSettings
    private let index: NameIndex?
    private let context: NameContext
    private let vocabulary: NameVocabulary

    /// - Parameters:
    ///   - index: the registers; nil where names are compared with each other only.
    public init(settings: NameSettings, index: NameIndex?, context: NameContext) {
        self.settings = settings
        self.index = index
        self.context = context
        vocabulary = index?.vocabulary ?? NameVocabulary()
    }

    /// What was found in one document.
    struct Outcome {
        var findings: [Finding] = []
        var names: [StatedName] = []
    }

    /// - Throws: where the index is damaged.
    func check(
        _ document: Document, names: [StatedName], file: String, kind: DocumentKind, settings: CheckSettings, blocks: FoldedBlocks
    ) throws(NameIndexError) -> Outcome {
        var outcome = Outcome()
        var writer = FindingWriter(document: document, file: file, blocks: blocks)
        let reviewer = names.isEmpty ? nil : try reviewer()
        for var name in names {
            if let reviewer, let severity = NameRule.conflict.severity(in: settings) {
                for hit in try reviewer.review(name.text, limit: 3, excluding: { isOwn($0, name.text) }).hits where hit.grade >= .medium {
                    outcome.findings.append(conflict(hit, name, hit.grade == .medium ? min(severity, .warning) : severity, file, settings, &writer))
                }
            }
            let place = writer.place(ofFolded: name.folded)
            name.start = place.start
            name.end = place.end
            outcome.names.append(name)
        }
        if let finding = promotionOnly(kind, settings, blocks, &writer) { outcome.findings.append(finding) }
        return outcome
    }

    private func reviewer() throws(NameIndexError) -> NameReviewer? {
        guard let index else { return nil }
        return try NameReviewer(index, context: context)
    }

    /// Whether an entry is the project itself: it has one of its names, and so has the name that is asked about.
    private func isOwn(_ row: RegisterRow, _ name: String) -> Bool {
        let own = settings.own
        guard row.register != .trademark, own.contains(name) else { return false }
        return own.contains(row.name) || row.otherNames.contains { own.contains($0.text) }
    }

    // MARK: - Findings

    private func conflict(
        _ hit: NameHit, _ name: StatedName, _ severity: Severity, _ file: String, _ settings: CheckSettings, _ writer: inout FindingWriter
    ) -> Finding {
        let facts = hit.registerFacts
        let counter = hit.counterArguments.first?.message
        let message = LocalizedText(
            zh: "\(hit.verdict.zh)（\(hit.grade.title.zh)）。" + (counter.map { "反方理由：\($0.zh)。" } ?? ""),
            en: "\(hit.verdict.en) (\(hit.grade.title.en))." + (counter.map { " What speaks for it: \($0.en)." } ?? ""))
        let note = Finding.Note(message: facts, file: hit.batch?.file ?? "", start: nil, end: nil)
        var finding = writer.finding(
            of: NameRule.conflict.rule, check: NameRule.check, severity: severity, message: message,
            suggestion: hit.actions.first ?? NameRule.conflict.suggestion, basis: hit.legalBasis, notes: [note], at: name.folded)
        finding.nameHit = hit
        return finding
    }

    /// The promotion name in a document that never says the filed one (地名管理条例 art. 18: advertisements use the standard name).
    private func promotionOnly(
        _ kind: DocumentKind, _ settings: CheckSettings, _ blocks: FoldedBlocks, _ writer: inout FindingWriter
    ) -> Finding? {
        let rule = NameRule.promotionOnly.rule
        guard rule.documents.contains(kind), let filed = self.settings.filed, let severity = NameRule.promotionOnly.severity(in: settings)
        else { return nil }
        let bytes = blocks.folded.bytes
        let wanted = Folded(filed).bytes
        guard !wanted.isEmpty, Self.first(wanted, in: bytes) == nil else { return nil }
        let places = self.settings.promotion.filter { $0 != filed }.compactMap { name -> Range<Int>? in
            let folded = Folded(name).bytes
            return folded.isEmpty ? nil : Self.first(folded, in: bytes)
        }
        guard let place = places.min(by: { $0.lowerBound < $1.lowerBound }) else { return nil }
        let words = String(decoding: bytes[place], as: UTF8.self)
        return writer.finding(
            of: rule, check: NameRule.check, severity: severity,
            message: LocalizedText(
                zh: "文件使用推广名“\(words)”，全文没有备案名“\(filed)”。广告、标识应当使用标准地名，两名并用才能让购房人对上预售许可与合同。",
                en: "The document uses the promotion name “\(words)” and never the filed name “\(filed)”; advertisements use the standard name, so that buyers can match permit and contract."),
            suggestion: LocalizedText(zh: "首次出现处写作“\(words)（备案名：\(filed)）”", en: "write “\(words)（备案名：\(filed)）” where it first appears"),
            basis: rule.basis.filter { $0.isInForce(on: settings.asOf) }, notes: [], at: place)
    }

    private static func first(_ needle: [UInt8], in bytes: [UInt8]) -> Range<Int>? {
        bytes.firstRange(of: needle)
    }

    // MARK: - Names of one run

    /// The names of the documents so far, by their keys.
    struct Known {
        var names: [(name: StatedName, file: String)] = []
        var byKey: [UInt32: [Int]] = [:]
    }

    /// The names of a document that are like one met before, in the same document or an earlier one.
    func clashes(_ report: inout DocumentReport, _ known: inout Known, _ settings: CheckSettings) {
        guard report.kind == .name, let severity = NameRule.clash.severity(in: settings) else { return }
        let grader = NameGrader(context: context, vocabulary: vocabulary)
        for name in report.names {
            let keys = NameLikeness.keys(of: name.text, vocabulary: vocabulary, near: context.city)
            let near = Set(keys.lookUps.flatMap { known.byKey[$0] ?? [] }).sorted()
            for index in near {
                let other = known.names[index]
                // The project's own names belong together, and the same name twice is one name.
                if self.settings.own.contains(name.text) && self.settings.own.contains(other.name.text) { continue }
                if other.name.text == name.text, other.file != report.path { continue }
                let hit = grader.hit(for: name.text, comparedWith: other.name.text)
                guard hit.grade >= .medium, let start = name.start, let end = name.end else { continue }
                report.findings.append(clash(hit, name, start, end, other, severity))
                break
            }
            for key in keys.own { known.byKey[key, default: []].append(known.names.count) }
            known.names.append((name, report.path))
        }
        report.findings.sort { ($0.textRange.lowerBound, $0.textRange.upperBound) < ($1.textRange.lowerBound, $1.textRange.upperBound) }
    }

    private func clash(
        _ hit: NameHit, _ name: StatedName, _ start: SourcePosition, _ end: SourcePosition, _ other: (name: StatedName, file: String),
        _ severity: Severity
    ) -> Finding {
        let rule = NameRule.clash.rule
        let relation = hit.comparison.relation.title
        let digest = FindingWriter.digest([rule.id, name.text, other.name.text])
        var finding = Finding(
            rule: rule.id, title: rule.title, check: NameRule.check, severity: hit.grade == .medium ? min(severity, .warning) : severity,
            control: rule.control, text: name.text,
            message: LocalizedText(
                zh: "与同批的“\(other.name.text)”\(relation.zh)（\(hit.grade.title.zh)）", en: "like “\(other.name.text)” of the same run: \(relation.en) (\(hit.grade.title.en))"),
            suggestion: rule.suggestion, basis: hit.legalBasis, start: start, end: end, part: nil,
            segments: [start.byteOffset..<end.byteOffset], block: .init(role: .paragraph, path: nil, cell: nil),
            notes: [
                Finding.Note(
                    message: LocalizedText(zh: "另一个名称“\(other.name.text)”在这里", en: "the other name, “\(other.name.text)”, stands here"),
                    file: other.file, start: other.name.start, end: other.name.end)
            ],
            isHidden: false, fingerprint: digest, excerpt: .init(before: "", match: name.text, after: ""), textRange: name.textRange)
        finding.nameHit = hit
        return finding
    }
}

extension NameRule {
    /// The severity under the settings; nil where they switch the rule off.
    func severity(in settings: CheckSettings) -> Severity? {
        guard let change = settings.severities[rawValue] else { return severity }
        return change
    }
}

extension NameHit {
    /// The texts of law among the reasons, as findings cite them.
    var legalBasis: [LegalBasis] {
        reasons.compactMap { reason in
            reason.law.map { LegalBasis(law: $0, article: reason.article, from: nil, to: nil, verified: reason.isVerified, source: nil) }
        }
    }
}
