import KaipanChecks
import KaipanDocuments
import KaipanRules
import KaipanText

/// A finding as `result` (section 3.27).
struct SARIFResult: Encodable, Sendable {
    private var ruleId: String
    private var ruleIndex: Int?
    private var level: String
    private var message: SARIFMessage
    private var locations: [SARIFLocation]
    private var relatedLocations: [SARIFLocation]?
    private var partialFingerprints: [String: String]
    private var baselineState: Finding.BaselineState?
    private var suppressions: [SARIFSuppression]?
    private var properties: Properties

    private struct Properties: Encodable, Sendable {
        var basis: [SARIFBasis]
        var check: String
        var control: ControlPoint
        var documentKind: DocumentKind
        var hidden: Bool
        var suggestion: String
        var text: String
        var part: Part?
    }

    /// The place in a part of a container, where SARIF's regions would speak of the container's own bytes.
    private struct Part: Encodable, Sendable {
        var name: String
        var start: SourcePosition
        var end: SourcePosition
    }

    init(_ finding: Finding, in report: DocumentReport, ruleIndex: Int?, places: SARIFPlaces, info: RunInfo) {
        let language = info.language
        ruleId = finding.rule
        self.ruleIndex = ruleIndex
        level = finding.severity.sarifLevel
        let words = FindingText(finding, info: info)
        // An absolute address is the rule's own; SARIF takes no other there.
        let page = info.pages?.isAbsolute == true ? nil : words.page
        message = SARIFMessage(
            ([words.message, words.placeRemark, words.suggestion, words.basis].compactMap { $0 } + words.placelessNotes + [page].compactMap { $0 })
                .joined(separator: "\n"))
        locations = [Self.location(of: finding, in: report, places: places)]
        let placed = finding.notes.filter { $0.start != nil }
        relatedLocations =
            placed.isEmpty
            ? nil
            : placed.enumerated().map { index, note in
                let isInPart = finding.part != nil && note.file.utf8.elementsEqual(report.path.utf8)
                let region = note.start.map { SARIFLocation.Region($0, note.end ?? $0) }
                var location = places.location(note.file, isInPart ? nil : region)
                location.id = index + 1
                location.message = SARIFMessage(note.message[language])
                return location
            }
        partialFingerprints = ["kaipan/v1": finding.fingerprint]
        baselineState = finding.baseline
        suppressions = finding.suppression.map { [SARIFSuppression($0, places: places, language: language)] }
        properties = Properties(
            basis: finding.basis.map(SARIFBasis.init), check: finding.check, control: finding.control, documentKind: report.kind,
            hidden: finding.isHidden, suggestion: finding.suggestion[language], text: finding.text,
            part: finding.part.map { Part(name: $0, start: finding.start, end: finding.end) })
    }

    private static func location(of finding: Finding, in report: DocumentReport, places: SARIFPlaces) -> SARIFLocation {
        var region: SARIFLocation.Region?
        if finding.part == nil {
            var whole = SARIFLocation.Region(finding.start, finding.end)
            whole.snippet = snippet(of: finding, in: report)
            region = whole
        }
        var location = places.location(report.path, region)
        let logical = [
            finding.part.map { SARIFLocation.Logical(name: $0, fullyQualifiedName: $0, kind: "resource") },
            finding.block.path.map { path in
                SARIFLocation.Logical(
                    name: nil, fullyQualifiedName: finding.part.map { "\($0) \(path)" } ?? path, kind: "element")
            },
        ].compactMap { $0 }
        location.logicalLocations = logical.isEmpty ? nil : logical
        return location
    }

    /// The words, where the file holds exactly them: a snippet is the region's text, and markup or references between the
    /// words would make it another.
    private static func snippet(of finding: Finding, in report: DocumentReport) -> SARIFLocation.Snippet? {
        guard finding.segments.count == 1, let segment = finding.segments.first, finding.start.line == finding.end.line,
            let encoding = report.encoding,
            Source.encoded(Array(finding.text.utf8), as: encoding)?.count == segment.count
        else { return nil }
        return SARIFLocation.Snippet(text: finding.text)
    }
}

/// A decision as `suppression` (section 3.35).
struct SARIFSuppression: Encodable, Sendable {
    private var kind: String
    private var status: String
    private var justification: String
    private var location: SARIFLocation
    private var properties: Properties

    private struct Properties: Encodable, Sendable {
        var by: String?
        var until: String?
    }

    init(_ suppression: Suppression, places: SARIFPlaces, language: Language) {
        switch suppression.origin {
        case .document: kind = "inSource"
        case .register: kind = "external"
        }
        status = "accepted"
        justification = SuppressionText(suppression, language: language).sentence
        location = places.location(suppression.file, SARIFLocation.Region(line: max(1, suppression.line)))
        properties = Properties(by: suppression.by, until: suppression.until.map { "\($0)" })
    }
}
