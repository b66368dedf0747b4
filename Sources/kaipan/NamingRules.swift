import KaipanChecks
import KaipanDocuments
import KaipanNames
import KaipanRules
import KaipanText

/// The naming rules of the packs, applied to a single name.
struct NamingRules {
    private let checker: DocumentChecker
    private let settings: CheckSettings

    init(_ rules: RuleSet, context: NameContext, facts: NameFacts) {
        checker = DocumentChecker(rules: rules)
        var settings = CheckSettings(asOf: context.asOf, city: context.city, today: .today())
        settings.nameFacts = facts
        self.settings = settings
    }

    func findings(in name: String) -> [Finding] {
        guard let document = try? DocumentFormat.text.read(Array(name.utf8), path: name) else { return [] }
        return checker.findings(in: document, file: name, kind: .name, settings: settings)
    }
}
