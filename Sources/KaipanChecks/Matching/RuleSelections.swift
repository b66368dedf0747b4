import KaipanRules
import KaipanText
import Synchronization

/// Keeps the rules that apply under circumstances that were met before: lines of a stream mostly share theirs.
final class RuleSelections: Sendable {
    private let rules: RuleSet
    private let known = Mutex<[Circumstances: ActiveRules]>([:])

    /// A stream that names another day on every line must not fill the memory.
    private static let limit = 64

    init(rules: RuleSet) {
        self.rules = rules
    }

    func rules(for kind: DocumentKind, _ settings: CheckSettings) -> ActiveRules {
        let key = Circumstances(kind: kind, settings: settings)
        if let found = known.withLock({ $0[key] }) { return found }
        let made = ActiveRules(from: rules, kind: kind, settings: settings)
        known.withLock { known in
            if known.count >= Self.limit { known.removeAll(keepingCapacity: true) }
            known[key] = made
        }
        return made
    }
}
