import Crypto
import KaipanDocuments
import KaipanRules
import KaipanText

/// Makes the findings that speak of suppressions.
struct SuppressionFinding {
    /// What such findings have for a check.
    static let check = "suppression"

    /// What is wrong.
    var rule: SuppressionRule
    var message: LocalizedText
    /// The suppression as it is written.
    var text: String
    var start: SourcePosition
    var end: SourcePosition
    /// Where it is written.
    var origin = Suppression.Origin.document
    /// Where in the document's text the finding belongs.
    var textOffset = 0

    /// The finding, or nil where the settings switch the rule off.
    func finding(_ settings: CheckSettings) -> Finding? {
        var severity = rule.severity
        if let change = settings.severities[rule.rawValue] {
            guard let changed = change else { return nil }
            severity = changed
        }
        let definition = rule.rule
        let bytes = end.byteOffset > start.byteOffset ? [start.byteOffset..<end.byteOffset] : []
        let digest = SHA256.hash(data: Array("\(rule.rawValue)\u{0}\(text)".utf8))
        return Finding(
            rule: rule.rawValue, title: definition.title, check: Self.check, severity: severity, control: definition.control, text: text,
            message: message, suggestion: origin == .register ? rule.registerSuggestion : definition.suggestion, basis: [], start: start, end: end, part: nil, segments: bytes,
            block: .init(role: .note, path: nil, cell: nil), notes: [], isHidden: false,
            fingerprint: Hexadecimal.string(digest.prefix(16)), excerpt: .init(before: "", match: text, after: ""),
            textRange: textOffset..<textOffset)
    }
}
