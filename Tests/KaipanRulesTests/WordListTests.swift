import KaipanRules
import Testing

@Suite("Word lists")
struct WordListTests {
    private func matched(_ text: String, words: String, pattern: String) throws -> [String] {
        try Pack.with([
            "words.yml": words, "rules.yml": Pack.rule.replacingOccurrences(of: "[样例词]", with: "['\(pattern)']"),
        ]) { root in
            let rules = try RuleSet(RuleSet.Location(paths: [root]))
            guard case .forbid(let items) = rules.rules[0].check, case .pattern(let id) = items[0] else { return [] }
            let bytes = Array(text.utf8)
            return rules.automata.makeScanner().scan(bytes).filter { $0.pattern == Int32(id) }.map {
                String(decoding: bytes[Int($0.start)..<Int($0.end)], as: UTF8.self)
            }
        }
    }

    @Test(arguments: ["地铁旁", "学校旁", "小学旁", "中学旁"])
    func expandNested(_ text: String) throws {
        let words = "facility: [地铁, <school>]\nschool: [学校, '<grade>学']\ngrade: [小, 中]\n"
        #expect(try matched(text, words: words, pattern: "<facility>旁") == [text])
    }

    @Test func standForAnAlternativeAndNotForTheirNeighbours() throws {
        // 甲|乙旁 would match 甲 alone.
        #expect(try matched("甲", words: "side: [甲, 乙]\n", pattern: "<side>旁").isEmpty)
        #expect(try matched("甲旁", words: "side: [甲, 乙]\n", pattern: "<side>旁") == ["甲旁"])
    }

    @Test func mayStandTwiceInAPattern() throws {
        #expect(try matched("甲对乙", words: "side: [甲, 乙]\n", pattern: "<side>对<side>") == ["甲对乙"])
    }

    @Test func anEscapedBracketIsText() throws {
        #expect(try matched("<side>", words: "side: [甲, 乙]\n", pattern: "\\<side\\>") == ["<side>"])
    }

    @Test func aListTwiceOverTwoPacksIsAnErrorAtTheSecond() throws {
        try Pack.with([
            "a/words.yml": "facility: [地铁]\n", "a/rules.yml": Pack.rule, "b/words.yml": "school: [学校]\nfacility: [商场]\n",
        ]) { root in
            let error = try #require(Pack.error(at: [root + "/a", root + "/b"]))
            #expect(LoaderErrorTests.kind(of: error) == "duplicate")
            #expect(error.excerpt?.file.hasSuffix("b/words.yml") == true)
            #expect(error.excerpt?.line == 2)
            #expect(error.message.en.contains("a/words.yml:1"))
        }
    }

    @Test func theListsOfOnePackAreVisibleToTheOthers() throws {
        try Pack.with([
            "a/words.yml": "facility: [地铁]\n",
            "b/rules.yml": Pack.rule.replacingOccurrences(of: "[样例词]", with: "[<facility>旁]"),
        ]) { root in
            #expect(Pack.error(at: [root + "/a", root + "/b"]) == nil)
            #expect(Pack.error(at: [root + "/b", root + "/a"]) == nil)
            #expect(Pack.error(at: [root + "/b"]) != nil)
        }
    }

    @Test func properNamesAreCollected() throws {
        try Pack.with(["words.yml": "proper-names: [第一医院, 第一中学]\n", "rules.yml": Pack.rule]) { root in
            let rules = try RuleSet(RuleSet.Location(paths: [root], properNames: ["澜汀（一期）", "Ａ座", ""]))
            let names = rules.properNames.map { rules.patterns[$0] }
            #expect(names == ["第一医院", "第一中学", "澜汀（一期）", "Ａ座"])
            // They are matched as they are folded, and their brackets are no group.
            let scanner = rules.automata.makeScanner()
            #expect(scanner.scan(Array("澜汀(一期)".utf8)).map(\.pattern) == [Int32(rules.properNames[2])])
            #expect(scanner.scan(Array("a座".utf8)).map(\.pattern) == [Int32(rules.properNames[3])])
        }
    }
}
