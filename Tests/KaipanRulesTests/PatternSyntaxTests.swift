import KaipanRules
import KaipanTestSupport
import Testing

@Suite("The language of patterns")
struct PatternSyntaxTests {
    /// A pattern and the words that the refusal has to hold.
    static let refused: [(pattern: String, hint: String)] = [
        ("", "empty"), ("升值\\", "backslash"), ("\\d年", "[0-9]"), ("\\D", "[0-9]"), ("升值\\s", "a space"), ("\\S", "a space"),
        ("\\w+", "word bounds"), ("\\b升值", "word bounds"), ("(升)\\1", "word bounds"), ("\\x41", "\\x"), ("\\pL", "\\p"),
        ("(?=升值)", "lookaround"), ("(?!升值)", "lookaround"), ("(?<=升值)", "lookaround"), ("(?<!升值)", "lookaround"),
        ("(?<name>升值)", "lookaround"), ("(?i)abc", "lookaround"), ("(?", "lookaround"), ("^升值", "roles"), ("升值$", "roles"),
        ("(^升值)", "roles"),
    ]

    @Test(arguments: refused)
    func refuses(_ pattern: String, hint: String) throws {
        let problem = try #require(PatternSyntax.problem(of: pattern))
        #expect(problem.en.contains(hint))
        #expect(!problem.zh.isEmpty)
    }

    /// What folding makes unreachable, with the form that matches.
    static let unreachable: [(pattern: String, form: String)] = [
        ("ＡBC", "“a”"), ("VIP", "“v”"), ("学校Ａ", "“a”"), ("升值，", "“,”"), ("升值！", "“!”"), ("（升值）", "“(”"), ("５０％", "“5”"), ("％", "“%”"), ("升：值", "“:”"),
        ("升值；", "“;”"), ("㎡", "“m2”"), ("第①期", "“1”"), ("房產", "“产”"), ("昇值", "“升”"), ("學校", "“学”"), ("[門店]", "“门”"), ("\u{3000}", "“ ”"),
    ]

    @Test(arguments: unreachable)
    func namesTheFormThatCanMatch(_ pattern: String, form: String) throws {
        let problem = try #require(PatternSyntax.problem(of: pattern), "accepted")
        #expect(problem.en.contains("can never match"))
        #expect(problem.en.contains("write \(form)"))
        #expect(problem.zh.contains("请写\(form)"))
    }

    @Test(arguments: ["升\u{200B}值", "升\u{FEFF}值", "升\u{00AD}值", "升\u{2060}值"])
    func refusesCharactersThatFoldingDrops(_ pattern: String) throws {
        let problem = try #require(PatternSyntax.problem(of: pattern))
        #expect(problem.en.contains("folding drops"))
        #expect(problem.en.contains("U+"))
    }

    @Test(arguments: ["升 值", "升·值", "升★值"])
    func refusesASpaceOrADecorationBetweenHanCharacters(_ pattern: String) throws {
        let problem = try #require(PatternSyntax.problem(of: pattern))
        #expect(problem.en.contains("between Han characters"))
    }

    @Test(arguments: [
        "升值(潜力|空间|无限)", "(?:保值|增值)", "[0-9]+年", "[^。]{0,4}升值", "vip 客户", "第[一二三1-3]期", "a\\.b", "\\[图\\]", "50%", "m2", "《黄金》地段", "《合同》", "3\\+1", "最.{0,2}好",
        "[$^]", "每平米?",
    ])
    func accepts(_ pattern: String) {
        #expect(PatternSyntax.problem(of: pattern)?.en == nil)
    }

    /// The syntax takes nothing that the compiler refuses for being outside of the language.
    @Test(arguments: ["升值(潜力|空间|无限)", "[^。]{0,4}升值", "a\\.b", "\\[图\\]", "3\\+1", "(?:保值|增值)", "[$^]"])
    func theCompilerTakesWhatTheSyntaxTakes(_ pattern: String) throws {
        let escaped = pattern.replacing("\\", with: "\\\\")
        let rules = try RuleText.forbidding([escaped])
        #expect(rules.patterns.contains(pattern))
    }
}
