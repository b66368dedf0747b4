import KaipanRules
import KaipanText

/// The rules as JSON, for programs.
public struct RuleListing {
    private let rules: RuleSet
    private let language: Language

    public init(rules: RuleSet, language: Language) {
        self.rules = rules
        self.language = language
    }

    private struct Entry: Encodable {
        var id: String
        var title: String
        var check: String
        var severity: Severity
        var control: ControlPoint
        var documents: [DocumentKind]
        var city: String?
        var basis: [Basis]
        var message: String
        var suggestion: String
    }

    private struct Basis: Encodable {
        var law: String
        var article: String?
        var from: String?
        var to: String?
        var verified: Bool
    }

    /// One JSON array, a rule an element, in the order of the packs.
    public var json: String {
        JSONText.encode(
            rules.rules.map { rule in
                Entry(
                    id: rule.id, title: rule.title[language], check: rule.check.name, severity: rule.severity,
                    control: rule.control, documents: DocumentKind.allCases.filter(rule.documents.contains), city: rule.city,
                    basis: rule.basis.map {
                        Basis(
                            law: $0.law, article: $0.article, from: $0.from?.description, to: $0.to?.description,
                            verified: $0.verified)
                    }, message: rule.message[language], suggestion: rule.suggestion[language])
            })
    }
}
