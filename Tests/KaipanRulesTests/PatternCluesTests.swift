import KaipanRules
import KaipanTestSupport
import Testing

@Suite("What tells that a text can match a pattern")
struct PatternCluesTests {
    private func clues(_ expression: String) throws -> [Set<String>] {
        try #require(PatternAutomaton(expression)).clues.map { codes in
            Set(codes.map { code in
                let characters = [code & 0xFFFF, code >> 16].filter { $0 != 0 }.compactMap(Unicode.Scalar.init)
                return String(String.UnicodeScalarView(characters))
            })
        }
    }

    /// The pattern, and a smallest set; of equally good ones any will do.
    private static let smallest: [(String, String)] = [
        ("升值", "升值"), ("升", "升"), ("(升|增)值", "升值 增值"), ("升值空间的", "升值"), ("保?证", "证"), ("[一二]期", "一期 二期"),
        ("甲.{0,4}乙丙", "乙丙"), ("(买|购)房|首付", "买房 购房 首付"), ("的(火爆)?", "的"), ("甲(乙)?丙", "甲乙 甲丙"),
        ("a{2,3}", "aa"), ("甲+", "甲"), ("甲\\+乙", "+乙"),
    ]

    @Test("Every match holds one of them, and there are few", arguments: smallest)
    func cuts(_ expression: String, _ expected: String) throws {
        let found = try #require(try clues(expression).first)
        let wanted = Set(expected.split(separator: " ").map(String.init))
        #expect(!found.isEmpty && found.count <= wanted.count, "\(found)")
        // Each is a piece of what can match.
        #expect(found == wanted || found.allSatisfy { clue in expression.unicodeScalars.contains { clue.unicodeScalars.contains($0) } })
    }

    /// The pattern, how many sets it has, and those that they are among.
    private static let several: [(String, Int, [String])] = [
        ("甲乙.{0,4}丙丁", 2, ["甲乙", "丙丁"]), ("甲乙.{0,4}丙丁.{0,4}戊己.{0,4}庚辛", 3, ["甲乙", "丙丁", "戊己", "庚辛"]),
        ("甲乙(丙丁)?", 1, ["甲乙"]), ("(甲乙|戊己).{0,4}丙丁", 2, ["丙丁", "甲乙 戊己"]), ("甲乙", 1, ["甲乙"]), ("甲.{0,4}丙", 2, ["甲", "丙"]),
        ("甲乙丙", 2, ["甲乙", "乙丙"]), ("的.{0,4}丙丁", 2, ["的", "丙丁"]), ("[a-z].{0,4}丙丁", 1, ["丙丁"]),
    ]

    @Test("A match holds one of each of several sets that share nothing", arguments: several)
    func independentSets(_ expression: String, _ count: Int, _ among: [String]) throws {
        let found = try clues(expression)
        #expect(found.count == count && Set(found).count == count, "\(found)")
        #expect(Set(found).isSubset(of: Set(among.map { Set($0.split(separator: " ").map(String.init)) })), "\(found)")
    }

    @Test("What can match anything has none", arguments: [".", "[^甲]{2}", "[一-龟]", ".{1,4}"])
    func unlimited(_ expression: String) throws {
        #expect(try clues(expression).isEmpty)
    }

    /// Texts made from the patterns themselves, and from pieces of them, so that hits are near.
    @Test func nothingThatMatchesIsMissed() throws {
        let rules = try RuleText.forbidding([
            "升值(空间|潜力)?", "[0-9]{1,3}(分钟|min)", "(首付|月供).{0,3}[0-9一二三]成", "[a-z]{2,4}座", "学区(房)?", ".甲?[一-龟]", "保证|承诺",
            "(保证|承诺).{0,6}(升值|潜力)", "学区.{0,3}升值.{0,6}空间(潜力)?", "(升值|学区){2}", "升.{0,2}值空",
        ])
        let everywhere = rules.automata.makeScanner()
        let clues = try #require(rules.automata.clues)
        var generator = SeededGenerator(seed: 7)
        let pieces: [String] = ["升值", "空间", "潜力", "1", "23", "分钟", "min", "首付", "月供", "三成", "成", "a", "bc", "座", "学区", "房", "𠮷", "甲", "é", "保证", "承", "诺", ";"]
        for _ in 0..<2000 {
            let text = Array((0..<Int.random(in: 1...6, using: &generator)).map { _ in pieces.randomElement(using: &generator)! }.joined().utf8)
            let scanner = rules.automata.makeScanner()
            let index = ItemIndex(rules.rules, of: rules)
            var items: [Int] = []
            var wide: [PatternID] = []
            scanner.survey(text, in: 0..<text.count, for: index, items: &items, wide: &wide)
            let possible = Set(items.flatMap { Array(index.patterns(of: $0)) })
            for hit in everywhere.scan(text) where !clues.isUnlimited(PatternID(hit.pattern)) {
                #expect(possible.contains(PatternID(hit.pattern)), "\(String(decoding: text, as: UTF8.self)): \(hit)")
            }
        }
    }

    /// Few rules use an index of their own, many that of all.
    @Test func someRulesFindWhatTheyFindAmongAll() throws {
        let rules = try Project.rules.get()
        let few = 8
        let (some, all) = (ItemIndex(Array(rules.rules.prefix(few)), of: rules), ItemIndex(rules.rules, of: rules))
        let scanner = rules.automata.makeScanner()
        var count = 0
        for example in rules.examples.prefix(2 * few).joined() {
            let text = Array(example.text.utf8)
            func survey(_ index: ItemIndex) -> (items: Set<[Int]>, wide: Set<PatternID>) {
                var items: [Int] = []
                var wide: [PatternID] = []
                scanner.survey(text, in: 0..<text.count, for: index, items: &items, wide: &wide)
                var found: Set<[Int]> = []
                for item in items where index.rules[item] < few { found.insert([index.rules[item]] + index.patterns(of: item).map { Int($0) }) }
                return (found, Set(wide))
            }
            let (found, expected) = (survey(some), survey(all))
            #expect(found.items == expected.items, "\(example.text)")
            #expect(found.wide == expected.wide.filter { some.isWide[$0] }, "\(example.text)")
            count += found.items.count
        }
        #expect(count > 100)
    }

    /// A pattern without them is looked for in every block of every text.
    @Test func nearlyEveryPatternOfThePacksHasClues() throws {
        let rules = try Project.rules.get()
        let clues = try #require(rules.automata.clues)
        let unlimited = rules.patterns.indices.filter(clues.isUnlimited)
        #expect(unlimited.count * 1000 <= rules.patterns.count, "\(unlimited.map { rules.patterns[$0] })")
    }
}
