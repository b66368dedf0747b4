import KaipanChecks
import KaipanDocuments
import KaipanRules
import KaipanTestSupport
import KaipanText
import Testing

/// Promises are taken out and never complained about.
@Suite("Promises in a check")
struct PromiseScanTests {
    private static let rules = Result {
        try RuleText.load([
            "rules.yml": """
            - id: gift
              title: { zh: 送物业费, en: Gift }
              promise:
                topic: property-fee
                attribute: gift
                extract: [{ near: [送, 物业费], within: clause, order: given }]
              except: { clause: [不] }
            - id: fee
              title: { zh: 物业费, en: Fee }
              control: sales-material
              severity: error
              message: { zh: 原因, en: reason }
              forbid: [物业费]

            """
        ])
    }
    private static let settings = CheckSettings(asOf: CivilDate("2026-03-10")!)

    @Test func `a check reports the rule that complains and not the one that takes out`() throws {
        let document = try DocumentFormat.text.read(Array("送您两年物业费".utf8), path: "t.txt")
        let findings = DocumentChecker(rules: try Self.rules.get()).findings(in: document, file: "t.txt", kind: .advertisement, settings: Self.settings)
        #expect(findings.map(\.rule) == ["fee"])
    }

    @Test(arguments: [("送您两年物业费", ["送您两年物业费"]), ("销售：送物业费", ["送物业费"]), ("不送物业费", []), ("物业费三元", []), ("", [])])
    func `the scanner takes out what the rule says, with its exceptions`(text: String, found: [String]) throws {
        let scanner = PromiseScanner(rules: try Self.rules.get(), settings: Self.settings)
        let bytes = Array(text.utf8)
        let hits = scanner.hits(in: text, kind: .conversation)
        #expect(hits.map { String(decoding: bytes[$0.range], as: UTF8.self) } == found)
        #expect(hits.allSatisfy { $0.rule == "gift" })
        #expect(scanner.hits(in: text, kind: .conversation, speaker: .customer).isEmpty)
    }
}
