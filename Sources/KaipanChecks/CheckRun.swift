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
    let naming: NamingCache

    private var exceptions: ExceptionMatcher {
        ExceptionMatcher(hits: hits, blocks: blocks, properNames: rules.properNames)
    }

    /// A finding before it is written out.
    struct Raw {
        var rule: ActiveRule
        /// In the folded text; empty for what is missing as a whole.
        var range: Range<Int>
        var parts: [Range<Int>]
        /// What is said besides, with the place it speaks of where it has one.
        var notes: [(message: LocalizedText, range: Range<Int>?)] = []
        /// The gravest that it may be, where what it rests on was not checked.
        var ceiling: Severity?
    }

    /// - Parameter candidates: the rules that can say something, in the order of the packs, with what they matched.
    func outcome(of candidates: [DocumentScan.Candidate]) -> DocumentChecker.Outcome {
        var raw: [Raw] = []
        var excused: [(rule: String, range: Range<Int>, reason: Exemption.Reason)] = []
        var outcome = DocumentChecker.Outcome()
        var names: NameMatcher?
        for candidate in candidates {
            let rule = candidate.rule
            if case .name(let check) = rule.rule.check {
                let matcher = names ?? NameMatcher(document: document, blocks: blocks, settings: settings, naming: naming)
                names = matcher
                raw += matcher.matches(of: check).map { Raw(rule: rule, range: $0.range, parts: [], notes: $0.notes, ceiling: $0.ceiling) }
                continue
            }
            let matches = chosen(candidate.matches, by: rule, &excused)
            guard case .require(let requirement) = rule.rule.check else {
                raw += exceeding(matches, by: rule, &excused).map { match in
                    Raw(rule: rule, range: match.range, parts: match.parts, notes: note(on: match.base, by: rule))
                }
                continue
            }
            let result = missing(requirement, at: matches, by: rule, &excused)
            raw += result.missing
            guard requirement.within == .document || !requirement.general.isEmpty else { continue }
            if result.isDisclosed { outcome.disclosed.insert(rule.rule.id) }
            if !result.missing.isEmpty { outcome.undisclosed.insert(rule.rule.id) }
        }
        raw = withoutYielding(raw, &excused)
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

    // MARK: - Shares

    /// Leaves out the numbers that keep within their share of another one; that one may stand anywhere.
    private func exceeding(
        _ matches: [ItemMatcher.Match], by active: ActiveRule,
        _ excused: inout [(rule: String, range: Range<Int>, reason: Exemption.Reason)]
    ) -> [ItemMatcher.Match] {
        guard case .limit(let limit) = active.rule.check, let base = limit.base else { return matches }
        let matcher = NumberMatcher(hits: hits, blocks: blocks, documentBlocks: document.blocks)
        let outcomes = matcher.outcomes(of: matches.compactMap(\.number), limit: limit, base: base) {
            active.rule.speaker == .customer ? isVisible($0) : isShown($0)
        }
        return zip(matches, outcomes).compactMap { match, outcome in
            var match = match
            switch outcome {
            case .passes(let base): match.base = base
            case .keepsWithin(let base):
                let words = blocks.folded.string(in: base.range)
                excused.append((active.rule.id, match.range, .keptWithin(share: limit.words(for: base.share), of: words)))
                return nil
            case .unmeasured:
                excused.append((active.rule.id, match.range, .unmeasured))
                return nil
            }
            return match
        }
    }

    /// Names the number that another was measured against, and what the other is of it.
    private func note(on base: NumberMatcher.Base?, by active: ActiveRule) -> [(message: LocalizedText, range: Range<Int>?)] {
        guard let base, case .limit(let limit) = active.rule.check else { return [] }
        let (share, words) = (limit.words(for: base.share), blocks.folded.string(in: base.range))
        return [(LocalizedText(zh: "对照的数是“\(words)”，相当于它的 \(share)%", en: "measured against “\(words)”: \(share)% of it"), base.range)]
    }

    // MARK: - What is excused

    /// The matches that nothing excuses; overlapping ones give way to the longest.
    ///
    /// Each is judged before the longest is chosen: a long one that is excused must not take a short one with it that is not.
    private func chosen(
        _ matches: [ItemMatcher.Match], by active: ActiveRule,
        _ excused: inout [(rule: String, range: Range<Int>, reason: Exemption.Reason)]
    ) -> [ItemMatcher.Match] {
        var reasons: [(rule: String, range: Range<Int>, reason: Exemption.Reason)] = []
        let kept = ItemMatcher.withoutOverlaps(judged(matches, by: active, &reasons).map(withWholeNumbers))
        if settings.collectsExemptions {
            for reason in reasons
            where !kept.contains(where: { $0.range.overlaps(reason.range) })
                && !excused.contains(where: { $0.rule == reason.rule && $0.range.overlaps(reason.range) })
            {
                excused.append(reason)
            }
        }
        return kept
    }

    /// A pattern may begin or end inside a number; who reads the finding is to see all of it. Exceptions look at what the pattern
    /// matched.
    private func withWholeNumbers(_ match: ItemMatcher.Match) -> ItemMatcher.Match {
        guard match.number == nil else { return match }
        var match = match
        match.range = WholeNumbers(blocks: blocks, text: document.text).around(match.range)
        return match
    }

    /// Leaves out what a rule reports where one that it yields to reports the same.
    private func withoutYielding(
        _ raw: [Raw], _ excused: inout [(rule: String, range: Range<Int>, reason: Exemption.Reason)]
    ) -> [Raw] {
        let named = Set(raw.flatMap { $0.rule.rule.yieldsTo })
        guard !named.isEmpty else { return raw }
        // The findings of one rule never overlap, so ascending starts are ascending ends.
        let spans = Dictionary(grouping: raw.filter { named.contains($0.rule.rule.id) }, by: \.rule.rule.id)
            .mapValues { $0.map(\.range).sorted { $0.lowerBound < $1.lowerBound } }
        return raw.filter { candidate in
            let better = candidate.rule.rule.yieldsTo.first { id in
                guard let ranges = spans[id] else { return false }
                var low = 0
                var high = ranges.count
                while low < high {
                    let middle = (low + high) / 2
                    if ranges[middle].upperBound <= candidate.range.lowerBound { low = middle + 1 } else { high = middle }
                }
                return low < ranges.count && ranges[low].overlaps(candidate.range)
            }
            if let better { excused.append((candidate.rule.rule.id, candidate.range, .yielded(rule: better))) }
            return better == nil
        }
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
        _ requirement: Requirement, at matches: [ItemMatcher.Match], by active: ActiveRule,
        _ excused: inout [(rule: String, range: Range<Int>, reason: Exemption.Reason)]
    ) -> (missing: [Raw], isDisclosed: Bool) {
        let disclosures = shown(requirement.counts)
        let general = shown(requirement.general)
        guard !requirement.triggers.isEmpty else {
            if let made = (disclosures + general).min(by: { $0.lowerBound < $1.lowerBound }) {
                excused.append((active.rule.id, made, .disclosed(blocks.folded.string(in: made))))
                return ([], true)
            }
            guard !document.blocks.isEmpty else { return ([], false) }
            let index = document.blocks.firstIndex { $0.role == .title } ?? document.blocks.firstIndex { $0.role == .heading } ?? 0
            let start = index < blocks.ranges.count ? blocks.ranges[index].lowerBound : 0
            var raw = Raw(rule: active, range: start..<start, parts: [])
            raw.notes = [lookedIn(.document, requirement, setting: .alone)] + nearMiss(requirement, near: start)
            return ([raw], false)
        }
        var triggers = matches.filter { !isTeaser(blocks.index(at: $0.range.lowerBound)) }
        if requirement.within == .document {
            // One place stands for all, and a reader should see it.
            triggers = triggers.filter(isInBody) + triggers.filter { !isInBody($0) }
        }
        let neighbours = requirement.within == .block && !triggers.isEmpty ? BlockNeighbours(document.blocks) : nil
        var result: [Raw] = []
        for trigger in triggers {
            let block = blocks.index(at: trigger.range.lowerBound)
            let scopes =
                neighbours?.together(with: block).map { blocks.ranges[$0] }
                ?? [blocks.stretch(requirement.within, around: trigger.range, blocks: document.blocks)]
            let isNear = { (range: Range<Int>) in
                scopes.contains { blocks.admits(range, near: $0, requirement.within) }
            }
            if let made = disclosures.first(where: isNear) ?? general.first {
                excused.append((active.rule.id, trigger.range, .disclosed(blocks.folded.string(in: made))))
                continue
            }
            var raw = Raw(rule: active, range: trigger.range, parts: trigger.parts)
            raw.notes =
                [lookedIn(requirement.within, requirement, setting: neighbours?.setting(of: block) ?? .alone)]
                + nearMiss(requirement, near: trigger.range.lowerBound)
            result.append(raw)
            // One disclosure for the whole document is missing once.
            if requirement.within == .document { break }
        }
        // What stands near one trigger says nothing of another document's.
        let isDisclosed = !general.isEmpty || requirement.within == .document && !disclosures.isEmpty
        return (result, isDisclosed)
    }

    /// Whether a block is the teaser of another page: a link, or few words that break off. A long text that does so only ends openly.
    private func isTeaser(_ index: Int) -> Bool {
        guard index < document.blocks.count else { return false }
        if document.blocks[index].isLink { return true }
        let bytes = blocks.folded.bytes[blocks.ranges[index]]
        return bytes.count <= Self.longestTeaser && (bytes.suffix(3).elementsEqual("...".utf8) || bytes.suffix(3).elementsEqual("…".utf8))
    }

    /// In bytes: some two hundred characters.
    private static let longestTeaser = 600

    private func isInBody(_ match: ItemMatcher.Match) -> Bool {
        guard let block = block(at: match.range.lowerBound) else { return true }
        return block.role != .title && block.role != .metadata && !block.isHidden
    }

    /// Where patterns stand that a reader sees.
    private func shown(_ patterns: [PatternID]) -> [Range<Int>] {
        patterns.flatMap { hits.longest($0, in: blocks) }.map(\.range).filter(isShown)
    }

    /// Tells where a disclosure was looked for.
    private func lookedIn(
        _ scope: Scope, _ requirement: Requirement, setting: BlockNeighbours.Setting
    ) -> (message: LocalizedText, range: Range<Int>?) {
        let place =
            switch (scope, setting) {
            case (.document, _):
                LocalizedText(zh: "全文（\(document.blocks.count) 段）", en: "the whole document (\(document.blocks.count) blocks)")
            case (.section, _): LocalizedText(zh: "所在的一节", en: "its section")
            case (.characters(let count), _):
                LocalizedText(zh: "前后 \(count) 字以内", en: "the \(count) characters before and behind it")
            case (_, .table):
                LocalizedText(zh: "所在单元格、同一行、表头和表题", en: "its cell, its row, the table's head and caption")
            case (_, .picture): LocalizedText(zh: "图片和相邻的图注", en: "the picture and the caption next to it")
            default: LocalizedText(zh: "所在段落", en: "its paragraph")
            }
        guard scope != .document, !requirement.general.isEmpty else {
            return (LocalizedText(zh: "已查找：\(place.zh)", en: "looked in: \(place.en)"), nil)
        }
        return (
            LocalizedText(
                zh: "已查找：\(place.zh)，以及全文中的统一声明", en: "looked in: \(place.en), and for a general statement in the whole document"),
            nil
        )
    }

    /// What nobody sees and what a customer says discloses nothing.
    private func isShown(_ range: Range<Int>) -> Bool {
        guard let block = block(at: range.lowerBound) else { return true }
        return !block.isHidden && whoSpeaks(in: block) != .customer
    }

    private func isVisible(_ range: Range<Int>) -> Bool { block(at: range.lowerBound)?.isHidden != true }

    /// The nearest thing that looks like the disclosure and does not count, and why it does not.
    private func nearMiss(_ requirement: Requirement, near offset: Int) -> [(message: LocalizedText, range: Range<Int>?)] {
        let made = (requirement.counts + requirement.general).flatMap { hits.longest($0, in: blocks) }.map(\.range)
        let alike = requirement.nearly.flatMap { hits.longest($0, in: blocks) }.map(\.range).filter { range in
            !made.contains { $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound }
        }
        let distance = { (range: Range<Int>) in abs(range.lowerBound - offset) }
        guard let nearest = (alike + made).min(by: { distance($0) < distance($1) }) else { return [] }
        let words = blocks.folded.string(in: nearest)
        let message =
            if !made.contains(nearest) {
                LocalizedText(
                    zh: "找到“\(words)”，但不足以构成要求的披露", en: "found “\(words)”, which is not the disclosure that is needed")
            } else if !isShown(nearest) {
                LocalizedText(
                    zh: "“\(words)”是看不见的文字或客户的话，不算披露",
                    en: "“\(words)” is hidden or said by the customer and discloses nothing")
            } else {
                LocalizedText(
                    zh: "“\(words)”写在别处，不在要求的范围内", en: "“\(words)” stands elsewhere, outside of where it is needed")
            }
        return [(message, nearest)]
    }
}
