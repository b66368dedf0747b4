import KaipanRules
import KaipanText
import Testing

@Suite("The marks of examples")
struct RuleExampleTests {
    private func example(_ yaml: String) throws -> RuleExample {
        let text = Pack.rule.replacingOccurrences(of: "    - bad: 这是[样例词]\n", with: "    - \(yaml)\n")
        return try Pack.with(["rules.yml": text]) { root in
            let rules = try RuleSet(RuleSet.Location(paths: [root]), needsExamples: true)
            return try #require(rules.examples.first?.first)
        }
    }

    static let marked: [(yaml: String, text: String, spans: [Range<Int>])] = [
        ("bad: '这是[样例词]'", "这是样例词", [6..<15]),
        ("bad: '[样例词]在先'", "样例词在先", [0..<9]),
        ("bad: '[甲]与[乙]'", "甲与乙", [0..<3, 6..<9]),
        ("bad: '[]缺少披露'", "缺少披露", [0..<0]),
        ("bad: '🏠[a\\[1\\]]'", "🏠a[1]", [4..<8]),
        ("bad: '反斜杠\\\\[词]'", "反斜杠\\词", [10..<13]),
        ("ok: '见\\[图一\\]'", "见[图一]", []),
    ]

    @Test(arguments: marked)
    func areReadInBytes(_ yaml: String, text: String, spans: [Range<Int>]) throws {
        let example = try example(yaml)
        #expect(example.text == text)
        #expect(example.spans == spans)
        #expect(example.isBad == yaml.hasPrefix("bad"))
    }

    @Test func carryTheirContext() throws {
        let example = try example("{ bad: '[词]', kind: contract, city: \"440100\", asOf: 2020-01-01, speaker: customer }")
        #expect(example.kind == .contract)
        #expect(example.city == "440100")
        #expect(example.asOf == CivilDate("2020-01-01"))
        #expect(example.speaker == .customer)
        #expect(example.place.line == 9)
    }

    @Test(arguments: ["bad: '[词\\'", "bad: '词]'", "bad: '[[词]]'", "ok: '词\\'"])
    func thatDoNotPairAreRefused(_ yaml: String) throws {
        #expect(throws: RuleError.self) { try example(yaml) }
    }
}
