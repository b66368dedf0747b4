import KaipanDocuments
import KaipanRules
import KaipanText

/// One document under one set of rules.
struct CheckRun {
    let document: Document
    let file: String
    let blocks: FoldedBlocks
    let hits: HitTable
    let rules: RuleSet
    let settings: CheckSettings
    let kind: DocumentKind
    let speaker: Speaker

    private var exceptions: ExceptionMatcher {
        ExceptionMatcher(hits: hits, blocks: blocks, properNames: rules.properNames)
    }

    /// A finding before it is written out.
    struct Raw {
        var rule: ActiveRule
        /// In the folded text; empty for what is missing as a whole.
        var range: Range<Int>
        var parts: [Range<Int>]
        var notes: [(message: LocalizedText, range: Range<Int>)] = []
    }

    /// - Parameter candidates: the rules that can say something, in the order of the packs, with what they matched.
    func outcome(of candidates: [DocumentScan.Candidate]) -> DocumentChecker.Outcome {
        var raw: [Raw] = []
        var excused: [(rule: String, range: Range<Int>, reason: Exemption.Reason)] = []
        var outcome = DocumentChecker.Outcome()
        for candidate in candidates {
            let rule = candidate.rule
            let matches = judged(candidate.matches, by: rule, &excused)
            guard case .require(let requirement) = rule.rule.check else {
                raw += matches.map { Raw(rule: rule, range: $0.range, parts: $0.parts) }
                continue
            }
            let result = missing(requirement, at: matches, by: rule, &excused)
            raw += result.missing
            guard requirement.within == .document else { continue }
            if result.isDisclosed { outcome.disclosed.insert(rule.rule.id) }
            if !result.missing.isEmpty { outcome.undisclosed.insert(rule.rule.id) }
        }
        raw.sort { a, b in
            a.range.lowerBound != b.range.lowerBound
                ? a.range.lowerBound < b.range.lowerBound
                : a.range.upperBound != b.range.upperBound
                    ? a.range.upperBound < b.range.upperBound : a.rule.rule.id < b.rule.rule.id
        }
        var writer = FindingWriter(document: document, file: file, blocks: blocks)
        outcome.findings = raw.map { writer.finding($0) }
        if settings.collectsExemptions {
            outcome.exemptions = excused.sorted { $0.range.lowerBound < $1.range.lowerBound }.map {
                writer.exemption(rule: $0.rule, range: $0.range, reason: $0.reason)
            }
        }
        return outcome
    }

    /// The matches that nothing excuses, in blocks that the rule looks at.
    private func judged(
        _ matches: [ItemMatcher.Match], by active: ActiveRule,
        _ excused: inout [(rule: String, range: Range<Int>, reason: Exemption.Reason)]
    ) -> [ItemMatcher.Match] {
        matches.filter { match in
            if let block = block(at: match.range.lowerBound) {
                if let roles = active.rule.roles, !roles.contains(block.role) { return false }
                switch (active.rule.speaker, whoSpeaks(in: block)) {
                case (.any, _), (.seller, .seller), (.customer, .customer): break
                case (.seller, .customer):
                    excused.append((active.rule.id, match.range, .customer))
                    return false
                case (.customer, .seller): return false
                }
            }
            if let reason = exceptions.excuse(match, by: active.rule.exceptions) {
                excused.append((active.rule.id, match.range, reason))
                return false
            }
            return true
        }
    }

    /// Only talks have two sides: in any other document, what looks like a speaker is a label.
    private func whoSpeaks(in block: Block) -> Speaker {
        switch kind {
        case .conversation, .script: block.speaker ?? speaker
        default: speaker
        }
    }

    private func block(at offset: Int) -> Block? {
        let index = blocks.index(at: offset)
        return index < document.blocks.count ? document.blocks[index] : nil
    }

    // MARK: - Requirements

    private func missing(
        _ requirement: Requirement, at triggers: [ItemMatcher.Match], by active: ActiveRule,
        _ excused: inout [(rule: String, range: Range<Int>, reason: Exemption.Reason)]
    ) -> (missing: [Raw], isDisclosed: Bool) {
        let disclosures = requirement.counts.flatMap { hits.longest($0, in: blocks) }.map(\.range).filter(isShown)
        guard !requirement.triggers.isEmpty else {
            if let made = disclosures.min(by: { $0.lowerBound < $1.lowerBound }) {
                excused.append((active.rule.id, made, .disclosed(blocks.folded.string(in: made))))
                return ([], true)
            }
            guard !document.blocks.isEmpty else { return ([], false) }
            let index = document.blocks.firstIndex { $0.role == .title } ?? document.blocks.firstIndex { $0.role == .heading } ?? 0
            let start = index < blocks.ranges.count ? blocks.ranges[index].lowerBound : 0
            var raw = Raw(rule: active, range: start..<start, parts: [])
            raw.notes = nearMiss(requirement, near: start)
            return ([raw], false)
        }
        var result: [Raw] = []
        for trigger in triggers {
            let scope = blocks.stretch(requirement.within, around: trigger.range, blocks: document.blocks)
            if let made = disclosures.first(where: { blocks.admits($0, near: scope, requirement.within) }) {
                excused.append((active.rule.id, trigger.range, .disclosed(blocks.folded.string(in: made))))
                continue
            }
            var raw = Raw(rule: active, range: trigger.range, parts: trigger.parts)
            raw.notes = nearMiss(requirement, near: trigger.range.lowerBound)
            result.append(raw)
            // One disclosure for the whole document is missing once.
            if requirement.within == .document { break }
        }
        return (result, !disclosures.isEmpty)
    }

    /// What nobody sees and what a customer says discloses nothing.
    private func isShown(_ range: Range<Int>) -> Bool {
        guard let block = block(at: range.lowerBound) else { return true }
        return !block.isHidden && whoSpeaks(in: block) != .customer
    }

    /// The nearest thing that looks like the disclosure and does not count.
    private func nearMiss(_ requirement: Requirement, near offset: Int) -> [(message: LocalizedText, range: Range<Int>)] {
        let candidates = requirement.nearly.flatMap { hits.longest($0, in: blocks) }.map(\.range)
        guard let nearest = candidates.min(by: { abs($0.lowerBound - offset) < abs($1.lowerBound - offset) }) else { return [] }
        let words = blocks.folded.string(in: nearest)
        return [
            (
                LocalizedText(
                    zh: "找到“\(words)”，但不足以构成要求的披露", en: "found “\(words)”, which is not the disclosure that is needed"),
                nearest
            )
        ]
    }
}
