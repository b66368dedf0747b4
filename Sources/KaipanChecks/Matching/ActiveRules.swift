import KaipanRules
import KaipanText

/// The rules that apply to one kind of document under one set of circumstances, with what calls for each of them.
///
/// Most texts can match a few patterns of a few rules; the others are never looked at.
struct ActiveRules: Sendable {
    /// In the order of the packs.
    let rules: [ActiveRule]
    /// What they look for, by their places in `rules`.
    let items: ItemIndex
    /// Rules that speak even where nothing was hit.
    let always: [Int]
    /// Rules whose disclosure counts in a set of documents even where this one did not need it.
    let disclosing: [Int]

    /// - Parameter set: the rules' set, which numbers the patterns.
    init(_ rules: [ActiveRule], of set: RuleSet) {
        self.rules = rules
        items = ItemIndex(rules.map(\.rule), of: set)
        var always: [Int] = []
        var disclosing: [Int] = []
        for (index, active) in rules.enumerated() {
            let rule = active.rule
            if active.speaksAlways {
                always.append(index)
            } else if case .require(let requirement) = rule.check {
                if requirement.within == .document || !requirement.general.isEmpty {
                    disclosing.append(index)
                }
            }
        }
        self.always = always
        self.disclosing = disclosing
    }

    init(from set: RuleSet, kind: DocumentKind, settings: CheckSettings) {
        self.init(ActiveRule.select(from: set, kind: kind, settings: settings), of: set)
    }
}
