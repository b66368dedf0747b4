import KaipanDocuments
import KaipanRules

/// Looks for the patterns of rules in a text, each only where its hits can matter.
///
/// First for what each block can match at all; where that is all that an item asks for, for the item; and only where something
/// matched, for what decides on it. What is found is less than all hits and enough for the same findings: whatever a rule asks
/// about a match lies in the match's block, or it is looked for in the whole document.
struct DocumentScan {
    /// A rule and what it matched, before anything excuses a match.
    struct Candidate {
        var rule: ActiveRule
        var matches: [ItemMatcher.Match]
    }

    struct Result {
        var hits: HitTable
        /// In the order of the rules; those without a match speak about what is missing or was disclosed.
        var candidates: [Candidate]
    }

    let rules: RuleSet
    let active: ActiveRules
    let blocks: FoldedBlocks
    let documentBlocks: [Block]
    /// Whether other documents want to know what this one discloses.
    let isInSet: Bool

    func run(_ scanner: PatternScanner) -> Result {
        let text = blocks.folded.bytes
        guard let clues = rules.automata.clues else {
            let hits = HitTable(scanner.scan(text))
            return Result(hits: hits, candidates: candidates(active.rules.indices, hits))
        }
        var plan = ScanPlan(blocks: blocks.ranges)
        let (called, wide) = survey(scanner, &plan)
        var found: [PatternScanner.Hit] = []
        plan.run(scanner, text, &found)
        guard called.contains(true) else { return Result(hits: HitTable(found), candidates: []) }

        var hits = HitTable(found)
        let places = active.rules.indices.filter { called[$0] }
        let candidates = candidates(places, hits)
        var judged: [(block: Int, rule: Int)] = []
        var isWide = [Bool](repeating: false, count: rules.patterns.count)
        var needsDocument = false
        for (place, candidate) in zip(places, candidates) {
            judged += candidate.matches.map { (blocks.index(at: $0.range.lowerBound), place) }
            guard isInSet || !candidate.matches.isEmpty || candidate.rule.speaksAlways else { continue }
            for pattern in candidate.rule.rule.widePatterns {
                isWide[pattern] = true
                needsDocument = true
                if clues.isUnlimited(pattern) { for block in blocks.ranges.indices { plan.add(group(pattern), in: block) } }
            }
        }
        addDeciding(judged, scanner, &plan)
        if needsDocument { for (block, pattern) in wide where isWide[pattern] { plan.add(group(pattern), in: block) } }
        let count = found.count
        plan.run(scanner, text, &found)
        if found.count > count { hits = HitTable(found) }
        return Result(hits: hits, candidates: candidates)
    }

    private func group(_ pattern: PatternID) -> Int { rules.automata.group(of: pattern) }

    private func candidates(_ places: some Sequence<Int>, _ hits: HitTable) -> [Candidate] {
        let matcher = ItemMatcher(hits: hits, blocks: blocks, documentBlocks: documentBlocks)
        return places.map { Candidate(rule: active.rules[$0], matches: matcher.matches(of: active.rules[$0].rule.check)) }
    }

    /// Finds out what each block can match.
    ///
    /// - Returns: by rule, whether it can say something; and where what decides from anywhere may stand.
    private func survey(_ scanner: PatternScanner, _ plan: inout ScanPlan) -> (called: [Bool], wide: [(block: Int, pattern: PatternID)]) {
        var called = [Bool](repeating: false, count: active.rules.count)
        for rule in isInSet ? active.always + active.disclosing : active.always { called[rule] = true }
        var wide: [(block: Int, pattern: PatternID)] = []
        var items: [Int] = []
        var possible: [PatternID] = []
        for (block, range) in blocks.ranges.enumerated() where !range.isEmpty {
            scanner.survey(blocks.folded.bytes, in: range, for: active.items, items: &items, wide: &possible)
            for pattern in possible { wide.append((block, pattern)) }
            for item in items {
                called[active.items.rules[item]] = true
                for pattern in active.items.patterns(of: item) { plan.add(group(pattern), in: block) }
            }
            items.removeAll(keepingCapacity: true)
            possible.removeAll(keepingCapacity: true)
        }
        return (called, wide)
    }

    /// Adds what decides on the matches of rules inside their blocks.
    private func addDeciding(_ judged: [(block: Int, rule: Int)], _ scanner: PatternScanner, _ plan: inout ScanPlan) {
        var last = (block: -1, rule: -1)
        for (block, rule) in judged.sorted(by: <) where (block, rule) != last {
            if block != last.block { scanner.survey(blocks.folded.bytes, in: blocks.ranges[block]) }
            last = (block, rule)
            let rule = active.rules[rule].rule
            for pattern in scanner.possible(rule.nearbyPatterns) { plan.add(group(pattern), in: block) }
            guard rule.exceptions.names else { continue }
            for pattern in scanner.possible(rules.properNames) { plan.add(group(pattern), in: block) }
        }
    }
}
