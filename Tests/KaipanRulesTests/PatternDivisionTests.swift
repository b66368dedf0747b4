import KaipanRules
import KaipanTestSupport
import Testing

@Suite("What is looked for where")
struct PatternDivisionTests {
    private func load(_ body: String) throws -> RuleSet {
        try RuleText.load([
            "rules.yml": "- id: tested\n  title: 测试\n  control: sales-material\n  severity: error\n  message: 测试\n"
                + body.split(separator: "\n").map { "  \($0)\n" }.joined(),
            "words.yml": "proper-names: [第一医院]\n",
        ])
    }

    private func names(_ patterns: [PatternID], _ rules: RuleSet) -> Set<String> { Set(patterns.map { rules.patterns[$0] }) }

    @Test func whatExcusesStartsNothing() throws {
        let rules = try load(
            """
            forbid: [升值]
            except: { covering: [增值税], clause: [不得], after: [税], sentence: [缴纳], block: [税率], document: [法规] }
            """)
        let rule = rules.rules[0]
        #expect(names(rule.startingPatterns, rules) == ["升值"])
        #expect(names(rule.companyPatterns, rules) == [])
        #expect(names(rule.nearbyPatterns, rules) == ["增值税", "不得", "税", "缴纳", "税率"])
        #expect(names(rule.widePatterns, rules) == ["法规"])
        #expect(names(rules.properNames, rules) == ["第一医院"])
    }

    @Test("Of several in company the rarest starts", arguments: [
        ("[到, 交通枢纽]", "交通枢纽"), ("['(到|达|至)', 保证, '[0-9]{1,4}年']", "保证"), ("[买房, 升值]", "升值"),
        ("['(地铁|学校)?到', 学校旁]", "学校旁"),
    ])
    func theRarestStarts(_ near: String, _ expected: String) throws {
        let rules = try load("forbid: [{ near: \(near), within: clause }]")
        #expect(names(rules.rules[0].startingPatterns, rules) == [expected])
        #expect(rules.rules[0].companyPatterns.count == near.split(separator: ",").count - 1 || near.contains("{"))
    }

    /// In other cells of the row, under the picture, and to be shown where it stands too far.
    @Test("A disclosure is looked for everywhere, however near it has to stand", arguments: ["document", "section", "block", "20"])
    func disclosures(_ within: String) throws {
        let rules = try load("require: { trigger: [起价], within: \(within), counts: [总价], general: [统一声明], nearly: [价格] }")
        #expect(names(rules.rules[0].startingPatterns, rules) == ["起价"])
        #expect(names(rules.rules[0].widePatterns, rules) == ["总价", "统一声明", "价格"])
        #expect(rules.rules[0].nearbyPatterns.isEmpty)
    }

    @Test("Longer is rarer, more is more frequent", arguments: [
        ("升值空间", "升值"), ("升值", "升"), ("升值", "(升值|保值)"), ("升值", "升?值"), ("升值{1,3}", "升值{0,3}"),
        ("保证", "[0-9]{1,4}年"), ("买房", "(买|购)"), ("[一二]期", "[一二三四]期"), ("教育", "[^,]"), ("升值", "."),
        ("20[0-9]{2}年底", "20[0-9]{2}年"), ("(?:火爆|盛大)开盘", "(?:火爆|盛大)"), ("a\\+b", "b"), ("保证", "的是"),
    ])
    func frequencies(_ rare: String, _ frequent: String) {
        #expect(PatternFrequency.estimate(rare) < PatternFrequency.estimate(frequent))
    }

    @Test("Nothing that is written keeps the estimate from ending", arguments: ["(", "[", "{", "a{", "\\", "()", "[]]", "a{2", ")a", "|||"])
    func anyTextHasAFrequency(_ text: String) {
        #expect((0...1).contains(PatternFrequency.estimate(text)))
    }

    @Test("A class of all but some characters ends with the block", arguments: [
        ("[^,]", "[^\\n,]"), ("甲[^a-z]{0,4}乙", "甲[^\\na-z]{0,4}乙"), ("\\[^,]", "\\[^,]"), ("[a^]", "[a^]"), ("[[^]", "[[^\\n]"),
        ("甲乙", "甲乙"),
    ])
    func classes(_ pattern: String, _ expected: String) {
        #expect(PatternSyntax.keptInsideBlocks(pattern) == expected)
    }

    @Test func aMatchThatPassesABlocksEndHidesNoOther() throws {
        let rules = try RuleText.forbidding(["[^,]{0,3}首付"])
        #expect(try Findings.of(Array("甲乙\n\n丙首付".utf8), format: .text, rules: rules).map(\.text) == ["丙首付"])
    }
}
