import KaipanRules
import KaipanText

/// The rules that apply to one kind of document under one set of circumstances, with what calls for each of them and what
/// has to be looked for once it was called.
///
/// Most texts hit a few patterns of a few rules; the others are never looked at.
struct ActiveRules: Sendable {
    /// In the order of the packs.
    let rules: [ActiveRule]
    /// Rules that speak even where nothing was hit.
    private let always: [Int]
    /// Rules whose disclosure counts in a set of documents even where this one did not need it.
    private let disclosing: [Int]
    /// The rules that a pattern calls for.
    private let callers: [PatternID: [Int]]
    /// The patterns that match nothing without company which was not looked for yet.
    private let lonely: Set<PatternID>
    /// By rule, whether the block of a match was not looked at for all that decides on it.
    private let needsBlock: [Bool]
    /// The same of the document.
    private let needsDocument: [Bool]

    /// - Parameter set: the rules' set, which knows what is looked for everywhere anyway.
    init(_ rules: [ActiveRule], of set: RuleSet) {
        self.rules = rules
        let isElsewhere = { (pattern: PatternID) in !set.automata.division.isStarting(pattern) }
        let hasNames = set.properNames.contains(where: isElsewhere)
        var always: [Int] = []
        var disclosing: [Int] = []
        var callers: [PatternID: [Int]] = [:]
        var lonely: Set<PatternID> = []
        for (index, active) in rules.enumerated() {
            let rule = active.rule
            if active.speaksAlways {
                always.append(index)
            } else if case .require(let requirement) = rule.check {
                if requirement.within == .document || !requirement.general.isEmpty {
                    disclosing.append(index)
                }
            }
            for pattern in Set(rule.startingPatterns) { callers[pattern, default: []].append(index) }
            for item in rule.items where item.company.contains(where: isElsewhere) { lonely.insert(item.start) }
        }
        self.always = always
        self.disclosing = disclosing
        self.callers = callers
        self.lonely = lonely
        needsBlock = rules.map { $0.rule.nearbyPatterns.contains(where: isElsewhere) || $0.rule.exceptions.names && hasNames }
        needsDocument = rules.map { $0.rule.widePatterns.contains(where: isElsewhere) }
    }

    init(from set: RuleSet, kind: DocumentKind, settings: CheckSettings) {
        self.init(ActiveRule.select(from: set, kind: kind, settings: settings), of: set)
    }

    /// The places in `rules` of those that can say something about a text, in ascending order.
    ///
    /// - Parameter isInSet: whether other documents want to know what this one discloses.
    func called(by hits: HitTable, isInSet: Bool) -> [Int] {
        let certain = isInSet ? always + disclosing : always
        guard !hits.isEmpty else { return certain.sorted() }
        var found = Set(certain)
        hits.forEachPattern { pattern in
            if let rules = callers[pattern] { found.formUnion(rules) }
        }
        return found.sorted()
    }

    /// Whether a pattern matches nothing without company that was not looked for yet.
    func isLonely(_ pattern: PatternID) -> Bool { lonely.contains(pattern) }

    /// Whether a match of a rule asks for more from its block.
    func needsBlock(_ rule: Int) -> Bool { needsBlock[rule] }

    /// Whether a rule that matched, or one that speaks in any case, asks for more from the whole document.
    func needsDocument(_ rule: Int) -> Bool { needsDocument[rule] }
}
