import KaipanChecks
import KaipanRules
import KaipanTestSupport
import KaipanText
import Testing

/// The built-in packs keep what they promise.
@Suite("The built-in packs")
struct PackTests {
    static let rules = Project.rules

    @Test("Every example holds in every form", arguments: ExampleForm.allCases)
    func examples(_ form: ExampleForm) throws {
        let result = RuleTester(rules: try Self.rules.get(), asOf: Findings.day).run(forms: [form])
        for failure in result.failures {
            Issue.record("\(failure.rule) [\(form.rawValue)] \(failure.text): expected \(failure.expected), found \(failure.found)")
        }
        #expect(result.examples > 100)
    }

    @Test func everyRuleHasThreeExamplesOfEachSide() throws {
        let rules = try Self.rules.get()
        for (rule, examples) in zip(rules.rules, rules.examples) {
            #expect(examples.count { $0.isBad } >= 3, "\(rule.id)")
            #expect(examples.count { !$0.isBad } >= 3, "\(rule.id)")
        }
    }

    @Test("Every control point has rules of the whole country that can stop a launch", arguments: ControlPoint.allCases)
    func controlPoints(_ control: ControlPoint) throws {
        let rules = try Self.rules.get().rules.filter { $0.control == control && $0.city == nil && $0.isInForce(on: Findings.day) }
        #expect(rules.count >= 5)
        #expect(rules.contains { $0.severity == .error } )
    }

    @Test("Every kind of document but notices, which quote, is judged", arguments: DocumentKind.allCases)
    func kinds(_ kind: DocumentKind) throws {
        let rules = try Self.rules.get().rules.filter { $0.documents.contains(kind) && $0.isInForce(on: Findings.day) }
        #expect(kind == .notice ? rules.isEmpty : rules.count >= 5, "\(rules.count)")
    }

    @Test("City profiles name a source for what they change")
    func citySources() throws {
        let rules = try Self.rules.get()
        for change in rules.overrides {
            #expect(change.city != nil && change.source?.isEmpty == false, "\(change.rule)")
            #expect(!change.reason.zh.isEmpty && !change.reason.en.isEmpty, "\(change.rule)")
        }
        let cities = Set(rules.packs.compactMap(\.city))
        #expect(cities.isSuperset(of: ["110000", "310000", "440100", "440300", "500000", "510100", "330100", "330200"]))
    }

    @Test func theLinterFindsNoErrors() throws {
        let complaints = RuleLinter(rules: try Self.rules.get(), asOf: Findings.day).run().filter(\.isError)
        #expect(complaints.map { "\($0.rule): \($0.message.en)" } == [])
    }

    @Test func everyRuleSpeaksBothLanguagesAndNamesItsLaw() throws {
        for rule in try Self.rules.get().rules {
            #expect(!rule.basis.isEmpty, "\(rule.id) has no basis")
            for text in [rule.title, rule.message, rule.suggestion] {
                #expect(!text.zh.isEmpty && !text.en.isEmpty && text.zh != text.en, "\(rule.id)")
                #expect(!text.en.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } || text.en.contains("“") || text.en.contains("("), "\(rule.id): \(text.en)")
            }
        }
    }

    @Test("The linter refuses what can never work", arguments: [
        ("forbid: [升值]\n  from: 2025-01-02\n  to: 2025-01-01\n  tests: [{ bad: '[升值]' }, { ok: 好 }]", "never in force"),
        ("forbid: [升值]\n  tests: [{ bad: '[升值]' }]", "no ok example"),
        ("forbid: [升值]\n  tests: [{ ok: 好 }]", "no bad example"),
        ("forbid: [升值]\n  documents: []\n  tests: [{ bad: '[升值]' }, { ok: 好 }]", "never applies"),
    ])
    func linterErrors(_ body: String, _ words: String) throws {
        let rules = try RuleText.load([
            "rules.yml": "- id: tested\n  title: 测试\n  control: name\n  severity: error\n  message: 测试\n  \(body)\n"
        ])
        let errors = RuleLinter(rules: rules, asOf: Findings.day).run().filter(\.isError)
        #expect(errors.contains { $0.message.en.contains(words) }, "\(errors)")
    }

    @Test("The linter doubts what is of no use", arguments: [
        ("forbid: [升值, 升值空间]", "is covered by"),
        ("forbid: [升值]\n  except: { covering: [增值税] }", "can never apply"),
        ("forbid: [升值]", "no legal basis"),
    ])
    func linterWarnings(_ body: String, _ words: String) throws {
        let rules = try RuleText.load([
            "rules.yml": "- id: tested\n  title: 测试\n  control: name\n  severity: error\n  message: 测试\n  \(body.replacing("升值, 升值空间", with: "升值空间, '升值.{0,2}'"))\n  tests: [{ bad: '[升值空间]' }, { ok: 好 }]\n"
        ])
        let doubts = RuleLinter(rules: rules, asOf: Findings.day).run().filter { !$0.isError }
        #expect(doubts.contains { $0.message.en.contains(words) }, "\(doubts)")
    }

    @Test func theTesterTellsWhatFailed() throws {
        let rules = try RuleText.forbidding(["升值"], more: "  tests: [{ bad: '会[保值]' }, { ok: 会升值 }]")
        let result = RuleTester(rules: rules, asOf: Findings.day).run()
        #expect(result.failures.map(\.form) == [.plain, .plain])
        #expect(result.failures.map(\.found) == [[], ["升值"]])
        #expect(result.failures.map(\.expected) == [["保值"], []])
    }
}
