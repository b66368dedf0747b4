import KaipanChecks
import KaipanDocuments
import KaipanRules
import KaipanText
import Testing

/// Runs checks in tests and proves what every finding promises.
public enum Findings {
    public static let day = CivilDate("2026-11-21") ?? .today()

    /// The findings of bytes in a format.
    public static func of(
        _ bytes: [UInt8], format: DocumentFormat, rules: RuleSet, kind: DocumentKind = .advertisement, path: String = "test",
        encoding: TextEncoding? = nil, speaker: Speaker = .seller
    ) throws -> [Finding] {
        var options = ReadingOptions()
        options.encoding = encoding
        let document = try format.read(bytes, path: path, options: options)
        let findings = DocumentChecker(rules: rules).findings(
            in: document, file: path, kind: kind, settings: CheckSettings(asOf: day), speaker: speaker)
        for finding in findings { prove(finding, in: document) }
        return findings
    }

    /// The segments of a finding, taken from the stored bytes, decoded and folded, are the folded text of the finding.
    ///
    /// Decoding undoes what the format does: references become characters, markup between segments is in none of them.
    public static func prove(_ finding: Finding, in document: Document) {
        guard let part = document.parts.first(where: { $0.part == finding.part }) else {
            Issue.record("\(finding.rule): there is no part \(finding.part ?? "–")")
            return
        }
        var decoded = ""
        var last = 0
        for segment in finding.segments {
            #expect(segment.lowerBound >= last || finding.part != nil, "segments are in order")
            last = segment.upperBound
            let stored = part.storedBytes(in: segment)
            let text = Source(path: "segment", bytes: mark(part.encoding) + stored, declared: part.encoding)
            // A tab is an element, and its tag is its place.
            decoded += Markup.decoded(String(decoding: text.text, as: UTF8.self)).replacing("<w:tab/>", with: " ")
        }
        let found = Folded(decoded)
        let said = Folded(finding.text)
        let isSame = found.bytes == said.bytes || squeezed(found) == squeezed(said)
        #expect(isSame, "\(finding.rule): \(decoded) is not \(finding.text)")
        #expect(finding.start.byteOffset == finding.segments.first?.lowerBound ?? finding.start.byteOffset)
        #expect(finding.end.byteOffset == finding.segments.last?.upperBound ?? finding.start.byteOffset)
    }

    /// A byte order mark keeps the detection from guessing about a few characters.
    private static func mark(_ encoding: TextEncoding) -> [UInt8] {
        switch encoding {
        case .utf8: [0xEF, 0xBB, 0xBF]
        case .utf16LittleEndian: [0xFF, 0xFE]
        case .utf16BigEndian: [0xFE, 0xFF]
        case .gb18030, .big5: []
        }
    }

    /// Without spaces, and without quotation marks: a line break between pieces is in no segment, a run of white space shows
    /// as one space, and beside a line break a quotation mark stays that folding drops elsewhere.
    private static func squeezed(_ folded: Folded) -> String {
        String(
            String.UnicodeScalarView(
                String(decoding: folded.bytes, as: UTF8.self).unicodeScalars.filter { !" \n\r\t\u{2028}\"'/“”‘’『』".unicodeScalars.contains($0) }))
    }
}
