import Foundation
import KaipanChecks
import KaipanDocuments
import KaipanRules
import KaipanText

/// Applies the rules to what was said; only the seller's words count.
public struct ConversationCheck: Sendable {
    let checker: DocumentChecker
    let settings: CheckSettings

    public init(rules: RuleSet, settings: CheckSettings) {
        checker = DocumentChecker(rules: rules)
        self.settings = settings
    }

    public var rules: RuleSet { checker.rules }

    /// The version of the rules, for the record.
    var pack: (name: String, version: String, digest: String) {
        (checker.rules.name, checker.rules.version, checker.rules.digest)
    }

    /// The findings of one conversation, in its order.
    ///
    /// - Parameter day: the day whose law applies.
    package func findings(in utterances: [Utterance], on day: CivilDate?) throws -> [ConversationFinding] {
        var settings = settings
        if let day { settings.asOf = day }
        // As XML, because that names each speaker beyond doubt, whatever the words look like.
        var text = "<conversation>"
        var numbers: [Int] = []
        for utterance in utterances where !utterance.text.allSatisfy(\.isWhitespace) {
            let role = utterance.role == .seller ? "seller" : "customer"
            text += "<u by=\"\(role)\">\(Self.escaped(utterance.text))</u>"
            numbers.append(utterance.number)
        }
        guard !numbers.isEmpty else { return [] }
        var options = ReadingOptions()
        var mapping = XMLMapping()
        mapping.blocks = ["//u"]
        mapping.speakers = ["//u/@by"]
        mapping.roles = ["seller": .seller, "customer": .customer]
        options.mapping = mapping
        options.sizeLimit = .max
        let document = try DocumentFormat.xml.read(Array((text + "</conversation>").utf8), path: "conversation", options: options)
        return checker.findings(in: document, file: "conversation", kind: .conversation, settings: settings).map { finding in
            guard !finding.text.isEmpty, let block = document.blockIndex(at: finding.textRange.lowerBound), block < numbers.count else {
                return ConversationFinding(finding: finding, number: nil)
            }
            return ConversationFinding(finding: finding, number: numbers[block])
        }
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\n", "\r", "\u{2028}": result += " "
            case "\t": result.unicodeScalars.append(scalar)
            // XML has no way to write control characters and noncharacters.
            case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
