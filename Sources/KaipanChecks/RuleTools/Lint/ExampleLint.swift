import KaipanDocuments
import KaipanRules
import KaipanText

/// Complaints about what a rule's examples show, and what they leave open.
struct ExampleLint {
    let checker: DocumentChecker
    let scanner: PatternScanner
    let asOf: CivilDate

    /// Fewer examples of a kind than this prove little.
    static let fewest = 3

    func complaints(about linted: LintedRule) -> [LintComplaint] {
        counted(linted) + untried(linted)
    }

    // MARK: - Numbers

    private func counted(_ linted: LintedRule) -> [LintComplaint] {
        let bad = linted.examples.count { $0.isBad }
        let ok = linted.examples.count - bad
        var complaints: [LintComplaint] = []
        if bad == 0 {
            complaints.append(
                linted.complaint(
                    .noBadExample, LocalizedText(zh: "没有 bad 示例：无法证明这条规则会触发", en: "no bad example: nothing shows that the rule fires"),
                    LocalizedText(zh: "至少写 \(Self.fewest) 个 bad 示例", en: "write at least \(Self.fewest)")))
        }
        if ok == 0 {
            complaints.append(
                linted.complaint(
                    .noOkExample, LocalizedText(zh: "没有 ok 示例：无法证明它会保持安静", en: "no ok example: nothing shows that it stays silent"),
                    LocalizedText(zh: "至少写 \(Self.fewest) 个与 bad 相近的 ok 示例", en: "write at least \(Self.fewest) that look like the bad ones")))
        }
        if bad > 0, ok > 0, bad < Self.fewest || ok < Self.fewest {
            complaints.append(
                linted.complaint(
                    .fewExamples,
                    LocalizedText(
                        zh: "只有 \(bad) 个 bad、\(ok) 个 ok 示例，各应至少 \(Self.fewest) 个",
                        en: "only \(bad) bad and \(ok) ok \(ok == 1 ? "example" : "examples"); there should be \(Self.fewest) of each"),
                    LocalizedText(zh: "补写示例；ok 示例要像 bad 示例", en: "write more; ok examples should look like the bad ones")))
        }
        return complaints
    }

    // MARK: - Untried patterns

    /// What a rule looks for and no example of it has: one complaint, at the first.
    private func untried(_ linted: LintedRule) -> [LintComplaint] {
        guard linted.examples.contains(where: \.isBad) else { return [] }
        var tried: Set<Place> = []
        for example in linted.examples { tried.formUnion(self.tried(by: example, linted)) }
        var seen: Set<Place> = []
        let untried = linted.source.patterns.filter { occurrence in
            let place = Place(key: occurrence.key, item: occurrence.item)
            let excuses = occurrence.key.isException || occurrence.key == .baseExcept
            return !excuses && !tried.contains(place) && seen.insert(place).inserted
        }
        guard let first = untried.first else { return [] }
        let words = linted.source.patterns.filter { $0.key == first.key && $0.item == first.item }.map(\.written).joined(separator: " … ")
        let others = untried.dropFirst().map { String($0.excerpt.line) }
        let lines = others.prefix(12).joined(separator: ", ") + (others.count > 12 ? " …" : "")
        return [
            linted.complaint(
                .untriedPattern, at: first.excerpt,
                LocalizedText(
                    zh: "没有示例用到模式“\(words)”" + (others.isEmpty ? "" : "，以及另外 \(others.count) 个，见第 \(lines) 行"),
                    en: "no example needs the pattern “\(words)”" + (others.isEmpty ? "" : ", nor \(others.count) others: line \(lines)")),
                LocalizedText(zh: "为它写示例，或删去它", en: "write an example for it, or delete it"))
        ]
    }

    /// A pattern or a group of patterns in company, by its list.
    private struct Place: Hashable {
        var key: RuleSource.Key
        var item: Int
    }

    /// The places whose patterns an example holds where the list asks for it: what fulfils in an ok example, the others in a bad one.
    private func tried(by example: RuleExample, _ linted: LintedRule) -> Set<Place> {
        guard let document = try? DocumentFormat.text.read(Array(example.text.utf8), path: "example") else { return [] }
        let folded = Folded(document.text)
        let blocks = FoldedBlocks(folded, count: document.blocks.count)
        let hits = HitTable(scanner.scan(folded.bytes))
        let matcher = ItemMatcher(hits: hits, blocks: blocks, documentBlocks: document.blocks)
        var tried: Set<Place> = []
        let note = { (items: [PatternItem], key: RuleSource.Key) in
            for (index, item) in items.enumerated() where !matcher.matches([item]).isEmpty { tried.insert(Place(key: key, item: index)) }
        }
        switch linted.rule.check {
        case .forbid(let items): if example.isBad { note(items, .forbid) }
        case .limit(let limit):
            if example.isBad { note(limit.after.map { .pattern($0) }, .limitAfter) }
            if example.isBad, let base = limit.base { note(base.after.map { .pattern($0) }, .baseAfter) }
        case .name: break
        case .promise(let promise): if example.isBad { note(promise.items, .extract) }
        case .require(let requirement):
            note(requirement.triggers, .trigger)
            note((example.isBad ? requirement.nearly : requirement.counts).map { .pattern($0) }, example.isBad ? .nearly : .counts)
            if !example.isBad { note(requirement.general.map { .pattern($0) }, .general) }
        }
        return tried
    }

    // MARK: - Same words

    /// Pairs of rules that report the same words of a bad example.
    func sameWords(_ rules: [LintedRule]) -> [LintComplaint] {
        var pairs: [[String]: (count: Int, complaint: LintComplaint)] = [:]
        var order: [[String]] = []
        for linted in rules {
            for (example, excerpt) in zip(linted.examples, linted.source.examples) where example.isBad {
                guard let document = try? DocumentFormat.text.read(Array(example.text.utf8), path: "example") else { continue }
                let settings = CheckSettings(asOf: example.asOf ?? asOf, city: example.city ?? linted.rule.city)
                let findings = checker.findings(
                    in: document, file: "example", kind: example.kind ?? RuleTester.usualKind(of: linted.rule), settings: settings,
                    speaker: example.speaker ?? .seller)
                let own = Set(findings.filter { $0.rule == linted.rule.id && !$0.textRange.isEmpty }.map(\.textRange))
                for finding in findings where finding.rule != linted.rule.id && own.contains(finding.textRange) {
                    let pair = [linted.rule.id, finding.rule].sorted()
                    if pairs[pair] == nil {
                        order.append(pair)
                        pairs[pair] = (
                            0,
                            linted.complaint(
                                .sameWords, at: excerpt,
                                LocalizedText(
                                    zh: "“\(finding.text)”也由 \(finding.rule) 报告", en: "“\(finding.text)” is reported by \(finding.rule), too"),
                                LocalizedText(
                                    zh: "若是同一风险，让其中一条例外；若各有依据，可以保留", en: "let one except it if the risk is one; leave both if each has its own law"))
                        )
                    }
                    pairs[pair]?.count += 1
                }
            }
        }
        return order.compactMap { pairs[$0] }.map { entry in
            var complaint = entry.complaint
            guard entry.count > 1 else { return complaint }
            complaint.message = LocalizedText(
                zh: complaint.message.zh + "（两条规则的示例中共 \(entry.count) 处）",
                en: complaint.message.en + " (\(entry.count) places in the examples of both)")
            return complaint
        }
    }
}
