import KaipanChecks
import KaipanDocuments
import KaipanRules
import KaipanText

/// A finding as every JSON output spells it.
public struct JSONFinding: Encodable {
    private let finding: Finding
    private let language: Language
    private let pages: RulePages?

    /// - Parameter pages: where the pages about the rules are; nil for no link.
    public init(_ finding: Finding, language: Language, pages: RulePages? = nil) {
        self.finding = finding
        self.language = language
        self.pages = pages
    }

    private enum Key: String, CodingKey {
        case rule, title, check, severity, control, text, message, suggestion, basis, start, end, part, segments, block, notes,
            help, hidden, fingerprint, baselineState, suppression
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(finding.rule, forKey: .rule)
        try container.encode(finding.title[language], forKey: .title)
        try container.encode(finding.check, forKey: .check)
        try container.encode(finding.severity, forKey: .severity)
        try container.encode(finding.control, forKey: .control)
        try container.encode(finding.text, forKey: .text)
        try container.encode(finding.message[language], forKey: .message)
        try container.encode(finding.suggestion[language], forKey: .suggestion)
        try container.encode(finding.basis.map(JSONBasis.init), forKey: .basis)
        try container.encode(finding.start, forKey: .start)
        try container.encode(finding.end, forKey: .end)
        // The contract shows the key with null, so absence is written out.
        try container.encode(finding.part, forKey: .part)
        try container.encode(
            finding.segments.map { JSONSegment(byteOffset: $0.lowerBound, byteLength: $0.count) }, forKey: .segments)
        try container.encode(JSONBlock(finding.block), forKey: .block)
        try container.encode(finding.notes.map { JSONNote($0, language: language) }, forKey: .notes)
        try container.encodeIfPresent(pages?.page(of: finding.rule, in: language), forKey: .help)
        try container.encode(finding.isHidden, forKey: .hidden)
        try container.encode(finding.fingerprint, forKey: .fingerprint)
        try container.encodeIfPresent(finding.baseline, forKey: .baselineState)
        try container.encodeIfPresent(finding.suppression.map(JSONSuppression.init), forKey: .suppression)
    }
}

private struct JSONSuppression: Encodable {
    var reason: String
    var by: String?
    var until: String?
    var origin: String
    var file: String
    var line: Int

    init(_ suppression: Suppression) {
        reason = suppression.reason
        by = suppression.by
        until = suppression.until.map(String.init(describing:))
        origin = suppression.origin.rawValue
        file = suppression.file
        line = suppression.line
    }
}

private struct JSONBasis: Encodable {
    var law: String
    var article: String?
    var verified: Bool

    init(_ basis: LegalBasis) {
        law = basis.law
        article = basis.article
        verified = basis.verified
    }

    private enum Key: String, CodingKey { case law, article, verified }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(law, forKey: .law)
        try container.encode(article, forKey: .article)
        try container.encode(verified, forKey: .verified)
    }
}

private struct JSONSegment: Encodable {
    var byteOffset: Int
    var byteLength: Int
}

private struct JSONBlock: Encodable {
    private let place: Finding.BlockPlace

    init(_ place: Finding.BlockPlace) {
        self.place = place
    }

    private enum Key: String, CodingKey { case role, path, page, box, row, column }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(place.role, forKey: .role)
        try container.encode(place.path, forKey: .path)
        try container.encodeNil(forKey: .page)
        try container.encodeNil(forKey: .box)
        try container.encodeIfPresent(place.cell?.row, forKey: .row)
        try container.encodeIfPresent(place.cell?.column, forKey: .column)
    }
}

private struct JSONNote: Encodable {
    var message: String
    var file: String
    var start: SourcePosition?
    var end: SourcePosition?

    init(_ note: Finding.Note, language: Language) {
        message = note.message[language]
        file = note.file
        start = note.start
        end = note.end
    }

    private enum Key: String, CodingKey { case message, file, start, end }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(message, forKey: .message)
        try container.encode(file, forKey: .file)
        try container.encode(start, forKey: .start)
        try container.encode(end, forKey: .end)
    }
}
