import KaipanChecks
import KaipanDocuments
import KaipanNames
import KaipanRules
import KaipanTestSupport
import KaipanText
import Testing

@Suite("Names judged as a whole")
struct NameCheckTests {
    private static func rule(_ name: String) throws -> RuleSet {
        try RuleText.load([
            "rules.yml": """
            - id: tested
              title: 测试
              control: name
              severity: error
              message: 测试
              name: \(name)
            - id: words
              title: 词
              control: name
              severity: error
              message: 词
              forbid: [从不出现的词]
            """
        ])
    }

    private static func expect(_ marked: String, _ name: String, kind: DocumentKind = .name) throws {
        let text = MarkedText(marked)
        let findings = try Findings.of(text.bytes, format: .text, rules: try rule(name), kind: kind)
        let found = findings.map { ($0.segments.first?.lowerBound ?? 0)..<($0.segments.last?.upperBound ?? 0) }
        #expect(found == text.spans, "\(findings.map(\.text))")
    }

    @Test("Letters, digits and symbols", arguments: [
        "听松⟦ONE⟧", "⟦ＯＮＥ⟧听松苑", "听⟦松·云⟧苑", "听松⟦1976⟧", "⟦K2⟧松苑", "听松苑A区", "听松苑D1栋", "听松苑3号楼", "听松路12-18号", "听松苑（Ⅱ）", "听松苑",
        "听松苑二期\n云里⟦X⟧公馆", "《听松苑》", "松风第3社区", "听松苑 A座", "听松ONE，周末开放。",
    ])
    func onlyHan(_ text: String) throws {
        try Self.expect(text, "{ characters: han }")
    }

    @Test("Rare and traditional characters", arguments: [
        "听松⟦灣⟧", "⟦龘⟧云苑", "听松缇苑", "⟦國際⟧花园", "二〇苑", "听\u{200B}松⟦緹⟧苑", "瑨瑜苑",
    ])
    func standard(_ text: String) throws {
        try Self.expect(text, "{ characters: standard }")
    }

    @Test("Length", arguments: ["⟦松苑⟧", "听松苑", "听松云里花园", "⟦听松云里大花园⟧", "听松云里花园二期", "听松苑（北区大门）", "⟦听松·云里大花园⟧"])
    func length(_ text: String) throws {
        try Self.expect(text, "{ length: { min: 3, max: 6 } }")
    }

    @Test("Endings", arguments: [
        ("{ suffixes: { stacked: true } }", "听松⟦花园广场⟧"), ("{ suffixes: { stacked: true } }", "听松花园小区"),
        ("{ suffixes: { stacked: true } }", "听松⟦大厦公寓⟧二期"), ("{ suffixes: { stacked: true } }", "花园广场"),
        ("{ suffixes: { required: true } }", "⟦听松映月⟧"), ("{ suffixes: { required: true } }", "听松苑"), ("{ suffixes: { required: true } }", "松苑"),
        ("{ suffix: [郡, 世家] }", "听松云⟦郡⟧"), ("{ suffix: [郡, 世家] }", "听松⟦世家⟧三期"), ("{ suffix: [郡, 世家] }", "听松郡苑"),
        ("{ suffix: [郡, 世家] }", "松郡"), ("{ suffix: [湾] }", "听松云⟦湾⟧小区"),
        ("{ suffix: [花园], needs: { landArea: 20000 } }", "听松⟦花园⟧"), ("{ suffix: [花园], needs: { landArea: 20000 } }", "听松苑"),
    ])
    func endings(_ name: String, _ text: String) throws {
        try Self.expect(text, name)
    }

    @Test func looksAtNamesOnly() throws {
        try Self.expect("听松ONE", "{ characters: han }", kind: .advertisement)
    }

    @Test("What the project's measures decide", arguments: [(30_000.0, nil), (10_000, Severity.error), (nil, .notice)] as [(Double?, Severity?)])
    func facts(_ land: Double?, _ expected: Severity?) throws {
        let rules = try Self.rule("{ suffix: [花园], needs: { landArea: 20000 } }")
        var settings = CheckSettings(asOf: CivilDate("2026-01-01")!)
        settings.nameFacts = NameFacts(land.map { [.landArea: $0] } ?? [:])
        let document = try DocumentFormat.text.read(Array("听松花园".utf8), path: "name.txt")
        let findings = DocumentChecker(rules: rules).findings(in: document, file: "name.txt", kind: .name, settings: settings)
        #expect(findings.map(\.severity) == (expected.map { [$0] } ?? []))
    }

    @Test("What the loader refuses", arguments: [
        "{ characters: latin }", "{ length: {} }", "{ length: { max: 0 } }", "{ suffixes: { stacked: false } }", "{ needs: { floors: 3 } }",
        "{ suffix: [城], needs: { width: 3 } }", "{ characters: han, length: { max: 6 } }", "{ city: sound }", "{}",
    ])
    func refuses(_ name: String) {
        #expect(throws: RuleError.self) { try Self.rule(name) }
    }

    @Test func refusesExceptions() {
        #expect(throws: RuleError.self) { try Self.rule("{ characters: han }\n  except: { covering: [听松] }") }
    }
}
