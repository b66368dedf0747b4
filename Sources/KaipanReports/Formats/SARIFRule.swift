import KaipanRules
import KaipanText

/// A rule as `reportingDescriptor` (section 3.49).
struct SARIFRule: Encodable, Sendable {
    private var id: String
    private var name: String
    private var shortDescription: SARIFMessage
    private var fullDescription: SARIFMessage
    private var help: SARIFMessage
    /// The address of the rule's page; the format wants an absolute one.
    private var helpUri: String?
    private var defaultConfiguration: Configuration
    private var properties: Properties

    private struct Configuration: Encodable, Sendable {
        var level: String
    }

    private struct Properties: Encodable, Sendable {
        var basis: [SARIFBasis]
        var control: ControlPoint
        /// What code hosts filter by.
        var tags: [String]
    }

    /// - Parameters:
    ///   - asOf: the day whose articles are cited.
    ///   - pages: where the pages about the rules are; nil for no link.
    init(_ rule: Rule, asOf: CivilDate, language: Language, pages: RulePages?) {
        helpUri = pages.flatMap { $0.isAbsolute ? $0.page(of: rule.id, in: language) : nil }
        let basis = rule.basis.filter { $0.isInForce(on: asOf) }
        let title = rule.title[language]
        let reason = Self.withoutWords(rule.message[language], else: title)
        id = rule.id
        name = rule.id.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        shortDescription = SARIFMessage(title)
        fullDescription = SARIFMessage(reason)
        help = Self.help(
            reason: reason, basis: basis.map { Citation.text($0, in: language) },
            suggestion: Self.withoutWords(rule.suggestion[language], else: ""), isChinese: language == .chinese)
        defaultConfiguration = Configuration(level: rule.severity.sarifLevel)
        properties = Properties(basis: basis.map(SARIFBasis.init), control: rule.control, tags: [rule.control.title[language]])
    }

    /// A rule's text speaks of the words that were found; in general there are none.
    private static func withoutWords(_ template: String, else fallback: String) -> String {
        template.isEmpty ? fallback : template.replacing("{text}", with: "…")
    }

    private static func help(reason: String, basis: [String], suggestion: String, isChinese: Bool) -> SARIFMessage {
        let sections = [
            (isChinese ? "原因" : "Why", [reason]), (isChinese ? "依据" : "Basis", basis),
            (isChinese ? "建议" : "Instead", suggestion.isEmpty ? [] : [suggestion]),
        ].filter { !$0.1.isEmpty }
        let text = sections.map { "\($0.0)\(isChinese ? "：" : ": ")\($0.1.joined(separator: isChinese ? "；" : "; "))" }
        let markdown = sections.map { label, lines in
            "**\(label)**\n\n" + (lines.count == 1 ? lines.map(MarkdownText.escaped) : lines.map { "- " + MarkdownText.escaped($0) })
                .joined(separator: "\n")
        }
        return SARIFMessage(text.joined(separator: "\n"), markdown: markdown.joined(separator: "\n\n"))
    }
}
