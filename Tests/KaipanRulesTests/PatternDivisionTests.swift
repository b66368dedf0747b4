import KaipanRules
import KaipanTestSupport
import Testing

@Suite("What is looked for where")
struct PatternDivisionTests {
    private func division(_ body: String) throws -> (rules: RuleSet, named: (PatternPart) -> Set<String>) {
        let rules = try RuleText.load([
            "rules.yml": "- id: tested\n  title: 测试\n  control: sales-material\n  severity: error\n  message: 测试\n"
                + body.split(separator: "\n").map { "  \($0)\n" }.joined(),
            "words.yml": "proper-names: [第一医院]\n",
        ])
        return (rules, { part in Set(rules.automata.division.patterns(in: part).map { rules.patterns[$0] }) })
    }

    @Test func whatExcusesStartsNothing() throws {
        let (_, named) = try division(
            """
            forbid: [升值]
            except: { covering: [增值税], clause: [不得], after: [税], sentence: [缴纳], block: [税率], document: [法规] }
            """)
        #expect(named(.starting) == ["升值"])
        #expect(named(.company) == [])
        #expect(named(.nearby) == ["增值税", "不得", "税", "缴纳", "税率", "第一医院"])
        #expect(named(.wide) == ["法规"])
    }

    @Test("Of several in company the rarest starts", arguments: [
        ("[到, 交通枢纽]", "交通枢纽"), ("['(到|达|至)', 保证, '[0-9]{1,4}年']", "保证"), ("[买房, 升值]", "升值"),
        ("['(地铁|学校)?到', 学校旁]", "学校旁"),
    ])
    func theRarestStarts(_ near: String, _ expected: String) throws {
        let (_, named) = try division("forbid: [{ near: \(near), within: clause }]")
        #expect(named(.starting) == [expected])
        #expect(named(.company).count == near.split(separator: ",").count - 1 || near.contains("{"))
    }

    /// In other cells of the row, under the picture, and to be shown where it stands too far.
    @Test("A disclosure is looked for everywhere, however near it has to stand", arguments: ["document", "section", "block", "20"])
    func disclosures(_ within: String) throws {
        let (_, named) = try division(
            "require: { trigger: [起价], within: \(within), counts: [总价], general: [统一声明], nearly: [价格] }")
        #expect(named(.starting) == ["起价"])
        #expect(named(.wide) == ["总价", "统一声明", "价格"])
        #expect(named(.nearby) == ["第一医院"])
    }

    @Test func everyPatternOfThePacksIsLookedForSomewhere() throws {
        let rules = try RuleSet(.init(paths: [Project.path("Rules")]))
        let division = rules.automata.division
        let all = PatternPart.allCases.flatMap(division.patterns)
        #expect(Set(all) == Set(rules.patterns.indices))
        // What starts something is found everywhere; to look for it twice would be waste.
        let starting = Set(division.patterns(in: .starting))
        #expect(PatternPart.allCases.dropFirst().allSatisfy { starting.isDisjoint(with: division.patterns(in: $0)) })
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
