import KaipanRules
import KaipanTestSupport
import KaipanText
import Testing

@Suite("What patterns can match")
struct PatternAutomatonTests {
    private static func automaton(_ pattern: String) throws -> PatternAutomaton {
        try #require(PatternAutomaton(pattern), "\(pattern)")
    }

    @Test("Everything that one matches another matches", arguments: [
        ("升值空间", "升值(潜力|空间)", true), ("升值(潜力|空间)", "升值空间", false), ("升值空间", "升值.{0,2}", true),
        ("升值.{0,2}", "升值空间", false), ("[一二]层", "[一二三]层", true), ("[一二四]层", "[一二三]层", false),
        ("[^。]层", ".层", false), (".层", "[^\u{A}]层", true), ("(ab|ac)d", "a[bc]d", true), ("a[bc]d", "(ab|ac)d", true),
        ("ab?c", "a(b|)c", true), ("a{2,3}", "a+", true), ("a+", "a{1,3}", false), ("a{2}", "a{2,}", true), ("(ab){1,2}", "ab(ab)?", true),
        ("a\\.b", "a.b", true), ("a.b", "a\\.b", false), ("[0-9]{1,2}", "[0-9]{1,4}", true), ("[a-c-]", "[-abc]", true),
        ("(?:升|涨)(?:值|价)", "(升值|升价|涨值|涨价)", true), ("(?:升|涨)(?:值|价)", "(升值|升价|涨值)", false),
    ])
    func inclusion(_ narrow: String, _ wide: String, _ expected: Bool) throws {
        try #expect(Self.automaton(narrow).isIncluded(in: Self.automaton(wide)) == expected)
    }

    @Test("Everything that one matches holds a match of another", arguments: [
        ("土地增值税", "增值", true), ("土地(增值|使用)税", "增值", false), ("(并|亦)?不承诺", "不承诺", true), ("不(能)?承诺", "不承诺", false),
        ("增值", "土地增值", false), (".{0,3}升值", "升值", true), ("aab", "ab", true), ("aaab", "aab", true), ("x(aab|cab)y", "ab", true),
    ])
    func containment(_ long: String, _ short: String, _ expected: Bool) throws {
        try #expect(Self.automaton(long).alwaysContains(Self.automaton(short)) == expected)
    }

    @Test("Something that one matches may hold a match of another", arguments: [
        ("土地(增值|使用)税", "增值", true), ("土地使用税", "增值", false), (".{0,2}税", "增值", true), (".税", "增值", false), ("[增升]值税", "升值", true),
        ("增值", "增值税", false), ("aaab", "aab", true),
    ])
    func possibility(_ long: String, _ short: String, _ expected: Bool) throws {
        try #expect(Self.automaton(long).mayContain(Self.automaton(short)) == expected)
    }

    @Test(arguments: ["[[:alpha:]]", "a**", "(a", "a)", "(?=a)b", "a?", ""])
    func whatIsNotInTheSyntaxIsNotReasonedAbout(_ pattern: String) {
        #expect(PatternAutomaton(pattern) == nil)
    }

    @Test("Folding decides what a text can hold", arguments: [
        ("升值 空间", false), ("升值 ?空间", true), ("5 分钟", false), ("5  分钟", true), ("a 5", true), ("升值·空间", false), ("a·升值", true), (" 升值", true),
        ("升值 ", true), ("(地铁|公交) (站|线)", false), ("(地铁|m) (站|b)", true), ("[ ·]升值", true), ("升[ ·]值", false), ("升[ ·x]值", true), (".升值", true),
        ("升值--空间", true), ("升值\u{2028}空间", false), ("[\u{A}]升值", false), ("[学區]", true), ("[區]", false),
    ])
    func folding(_ pattern: String, _ canMatch: Bool) throws {
        let text = try Self.automaton(pattern).foldedText()
        #expect((text != nil) == canMatch)
        guard let text else { return }
        // Beside wide spacing an end is what it is.
        let folded = Folded("x  \(text)  x")
        #expect(folded.string(in: 0..<folded.bytes.count) == "x  \(text)  x")
    }

    @Test func textsAreAllOfThem() throws {
        try #expect(Self.automaton("(升|涨)[值价]?").texts(limit: 10) == ["升", "升价", "升值", "涨", "涨价", "涨值"].sorted())
        try #expect(Self.automaton("a+").texts(limit: 10) == nil)
        try #expect(Self.automaton(".升").texts(limit: 10) == nil)
    }

    @Test func whatHasBoundsInItIsKnown() throws {
        let ends = ScalarSet([0x2C...0x2C])
        try #expect(!Self.automaton("不,承诺").hasText(without: ends))
        try #expect(Self.automaton("不[,能]承诺").hasText(without: ends))
    }

    /// Small patterns over few letters, compared with all short texts.
    @Test func agreesWithTryingEveryText() throws {
        var generator = SeededGenerator(seed: 7)
        func pattern(_ depth: Int) -> String {
            switch Int.random(in: 0..<(depth > 0 ? 7 : 3), using: &generator) {
            case 0: "a"
            case 1: "b"
            case 2: ["[ab]", ".", "c", "[^a]"].randomElement(using: &generator) ?? "a"
            case 3: pattern(depth - 1) + pattern(depth - 1)
            case 4: "(\(pattern(depth - 1))|\(pattern(depth - 1)))"
            case 5: "(\(pattern(depth - 1))){1,2}"
            default: "(\(pattern(depth - 1)))?\(pattern(depth - 1))"
            }
        }
        var texts = [""]
        for length in 0..<5 { texts += texts.filter { $0.count == length }.flatMap { text in ["a", "b", "c"].map { text + $0 } } }
        texts.removeFirst()
        for _ in 0..<300 {
            let (p, q) = (pattern(2), pattern(2))
            let (a, b) = try (Self.automaton(p), Self.automaton(q))
            let rules = try RuleText.forbidding(p == q ? [p] : [p, q])
            let scanner = rules.automata.makeScanner()
            var isIncluded = true
            var alwaysContains = true
            var mayContain = false
            for text in texts {
                let hits = scanner.scan(Array(text.utf8))
                let whole = Set(hits.filter { $0.start == 0 && Int($0.end) == text.utf8.count }.map(\.pattern))
                guard whole.contains(0) else { continue }
                if p != q, !whole.contains(1) { isIncluded = false }
                let hasOther = p == q || hits.contains { $0.pattern == 1 }
                alwaysContains = alwaysContains && hasOther
                mayContain = mayContain || hasOther
            }
            // The automaton knows longer texts and other letters, too: it may only be stricter than what was tried.
            let (included, contains, may) = (a.isIncluded(in: b), a.alwaysContains(b), a.mayContain(b))
            #expect(included == true ? isIncluded : true, "\(p) \(q)")
            #expect(contains == true ? alwaysContains : true, "\(p) \(q)")
            #expect(may || !mayContain, "\(p) \(q)")
            let longest = max(Self.longest(a), Self.longest(b))
            guard longest <= 5, !(p + q).contains("."), !(p + q).contains("^") else { continue }
            #expect(included == isIncluded, "\(p) \(q)")
            #expect(contains == alwaysContains, "\(p) \(q)")
            #expect(may == mayContain, "\(p) \(q)")
        }
    }

    private static func longest(_ automaton: PatternAutomaton) -> Int {
        automaton.texts(limit: 2000)?.map(\.count).max() ?? Int.max
    }
}
