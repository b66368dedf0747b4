import KaipanRules
import KaipanText

/// A rule as it applies to one kind of document on one day in one city.
struct ActiveRule: Sendable {
    var rule: Rule
    var severity: Severity
    var basis: [LegalBasis]

    /// Whether the rule has something to say about any text.
    var speaksAlways: Bool {
        switch rule.check {
        case .require(let requirement): requirement.triggers.isEmpty
        case .name: true
        default: false
        }
    }

    /// What a run is for.
    enum Aim: Sendable {
        /// To complain, which promises are no matter of.
        case complaints
        /// To take out promises, and what takes them back.
        case promises
        /// To try a rule's examples.
        case examples

        func wants(_ check: Check) -> Bool {
            if case .promise = check { self != .complaints } else { self != .promises }
        }
    }

    /// The rules that apply, in the order of the packs.
    static func select(from set: RuleSet, kind: DocumentKind, settings: CheckSettings, aim: Aim = .complaints) -> [ActiveRule] {
        set.rules.compactMap { rule in
            guard aim.wants(rule.check) else { return nil }
            guard rule.documents.contains(kind), rule.isInForce(on: settings.asOf) else { return nil }
            if let city = rule.city, !covers(city, settings.city) { return nil }
            var severity = rule.severity(in: kind)
            for change in set.overrides where change.rule == rule.id {
                guard let city = change.city, covers(city, settings.city) else { continue }
                guard let changed = change.severity else { return nil }
                severity = changed
            }
            if let change = settings.severities[rule.id] {
                guard let changed = change else { return nil }
                severity = changed
            }
            return ActiveRule(rule: rule, severity: severity, basis: rule.basis.filter { $0.isInForce(on: settings.asOf) })
        }
    }

    private static func covers(_ profile: String, _ city: String?) -> Bool {
        city.map { DivisionCode.covers(profile, $0) } ?? false
    }
}
