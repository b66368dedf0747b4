import KaipanChecks
import KaipanRules
import KaipanTestSupport
import KaipanText
import Testing

@Suite("The linter of rules")
struct RuleLinterTests {
    private static let sound = """
        - id: tested
          title: 测试
          control: sales-material
          severity: error
          basis:
            - { law: 广告法, article: "26(1)", from: 2015-09-01, verified: true }
          forbid: [升值空间]
          message: 测试
          tests:
            - bad: 未来[升值空间]巨大
            - bad: 有[升值空间]
            - bad: 看好[升值空间]
            - ok: 职业发展空间
            - ok: 升职空间
            - ok: 升值的空间

        """

    /// What is wrong, what stands in the sound rule, what is planted there, where it is complained about, what is sound in its place.
    static let faults: [(code: LintComplaint.Code, from: String, fault: String, place: String, twin: String)] = [
        (.unreachablePattern, "forbid: [升值空间]\n", "forbid: [升值空间, 距地铁 5 分钟]\n", "7:18", "forbid: [升值空间, 距地铁5分钟]\n"),
        (.unreachablePattern, "  message", "  except: { clause: [第 3 期] }\n  message", "8:22", "  except: { clause: [第3期] }\n  message"),
        (.neverInForce, "  forbid", "  from: 2025-01-02\n  to: 2025-01-01\n  forbid", "1:7", "  from: 2025-01-01\n  to: 2025-01-02\n  forbid"),
        (.neverApplies, "  forbid", "  documents: []\n  forbid", "1:7", "  documents: [advertisement]\n  forbid"),
        (.backwardsBasis, "from: 2015-09-01,", "from: 2015-09-01, to: 2014-01-01,", "6:7", "from: 2015-09-01, to: 2035-01-01,"),
        (.noBadExample, "    - bad: 未来[升值空间]巨大\n    - bad: 有[升值空间]\n    - bad: 看好[升值空间]\n", "", "1:7", "    - bad: 有[升值空间]\n"),
        (.noOkExample, "    - ok: 职业发展空间\n    - ok: 升职空间\n    - ok: 升值的空间\n", "", "1:7", "    - ok: 升职空间\n"),
        (.fewExamples, "    - bad: 看好[升值空间]\n", "", "1:7", "    - bad: 确有[升值空间]\n"),
        (.fewExamples, "    - ok: 升职空间\n", "", "1:7", "    - ok: 空间升级\n"),
        (.noBasis, "  basis:\n    - { law: 广告法, article: \"26(1)\", from: 2015-09-01, verified: true }\n", "", "1:7", "  basis: [{ law: 广告法, from: 2015-09-01, verified: true }]\n"),
        (.expiredBasis, "from: 2015-09-01,", "from: 1995-02-01, to: 2015-08-31,", "6:7", "from: 1995-02-01,"),
        (.expiredBasis, "from: 2015-09-01,", "from: 1995-02-01, to: 2015-08-31,", "6:7", "from: 1995-02-01, to: 2015-08-31, verified: true }\n    - { law: 广告法, from: 2015-09-01,"),
        (.futureBasis, "from: 2015-09-01,", "from: 2027-01-01,", "6:7", "from: 2025-10-15,"),
        (.undatedBasis, "from: 2015-09-01, ", "", "6:7", "from: 2016-09-01, "),
        (.unreadBasis, "verified: true", "verified: false", "6:7", "source: 公报, verified: true"),
        (.untriedPattern, "forbid: [升值空间]\n", "forbid: [升值空间, 稳赚]\n", "7:18", "forbid: [升值空间, '升值.间']\n"),
        (.untriedPattern, "forbid: [升值空间]\n", "forbid: [升值空间, { near: [买房, 升值] }]\n", "7:27", "forbid: [升值空间, { near: [升值, 空间] }]\n"),
        (.coveredPattern, "forbid: [升值空间]\n", "forbid: [升值空间, '升值.{0,2}']\n", "7:12", "forbid: [升值空间, '升.{0,2}间大']\n"),
        (.coveredPattern, "forbid: [升值空间]\n", "forbid: [升值(空间|潜力), 升值空间]\n", "7:23", "forbid: [升值(空间|潜力), 增值空间]\n"),
        (.coveredPattern, "forbid: [升值空间]\n", "forbid: [升值空间, 升值空间]\n", "7:18", "forbid: [升值空间, 升值前景]\n"),
        (.coveredPattern, "forbid: [升值空间]\n", "forbid: [{ near: [升值, 空间], within: sentence }, { near: [升值, 空间], order: given }]\n", "7:59", "forbid: [{ near: [升值, 空间], order: given }, { near: [升值, 前景] }]\n"),
        (.uselessException, "  message", "  except: { covering: [增值税] }\n  message", "8:24", "  except: { covering: [职业升值空间] }\n  message"),
        (.uselessException, "  message", "  except: { clause: ['谨慎,不'] }\n  message", "8:22", "  except: { clause: ['谨慎、不'] }\n  message"),
        (.uselessException, "  message", "  except: { sentence: ['谣言。?!'] }\n  message", "8:24", "  except: { sentence: ['谣言,'] }\n  message"),
        (.shadowedException, "  message", "  except: { clause: [并不承诺, 不承诺] }\n  message", "8:22", "  except: { clause: [并不承诺, 不保证] }\n  message"),
        (.shadowedException, "  message", "  except: { after: [不大], sentence: [不大] }\n  message", "8:21", "  except: { after: [不大], sentence: [不小] }\n  message"),
        (.shadowedException, "  message", "  except: { covering: [职业升值空间表, 职业升值空间] }\n  message", "8:24", "  except: { covering: [职业升值空间表, 个人升值空间] }\n  message"),
        (.shadowedException, "  message", "  except: { block: [不承诺], document: [不(承诺|保证)] }\n  message", "8:21", "  except: { block: [不承诺], document: [不保证] }\n  message"),
        (.slowPattern, "forbid: [升值空间]\n", "forbid: ['升值(空间)+']\n", "7:12", "forbid: ['升值(空间){1,2}']\n"),
    ]

    private func complaints(_ text: String, with other: String = "") throws -> [LintComplaint] {
        let rules = try RuleText.load(["rules.yml": text + other])
        return RuleLinter(rules: rules, asOf: Findings.day).run()
    }

    @Test func hasNothingToSayOfASoundRule() throws {
        try #expect(complaints(Self.sound).isEmpty)
    }

    @Test(arguments: faults)
    func tellsAFaultFromItsTwin(_ code: LintComplaint.Code, _ from: String, _ fault: String, _ place: String, _ twin: String) throws {
        let planted = Self.sound.replacing(from, with: fault)
        try #require(planted != Self.sound)
        let found = try complaints(planted).filter { $0.code == code }
        #expect(found.map { "\($0.place.line):\($0.place.column)" } == [place], "\(found)")
        for complaint in found {
            #expect(complaint.rule == "tested")
            let line = planted.split(separator: "\n", omittingEmptySubsequences: false)[complaint.place.line - 1]
            #expect(complaint.excerpt == String(line))
            for text in [complaint.message, complaint.advice] { #expect(!text.zh.isEmpty && !text.en.isEmpty && text.zh != text.en) }
        }
        let clean = try complaints(Self.sound.replacing(from, with: twin)).filter { $0.code == code }
        #expect(clean.isEmpty, "\(clean)")
    }

    @Test("Every code has a fault of its own", arguments: LintComplaint.Code.allCases)
    func everyCodeIsTried(_ code: LintComplaint.Code) {
        let elsewhere: [LintComplaint.Code] = [.unknownOverride, .sameWords, .unusedList]
        #expect(elsewhere.contains(code) || Self.faults.contains { $0.code == code })
    }

    @Test func rulesThatReportTheSameWords() throws {
        let other = Self.sound.replacing("id: tested", with: "id: another")
        let found = try complaints(Self.sound, with: other).filter { $0.code == .sameWords }
        #expect(found.map(\.rule) == ["tested"])
        #expect(found.first?.message.en == "“升值空间” is reported by another, too (6 places in the examples of both)")
        #expect(found.first?.place.line == 10)
        // Words of its own are no company.
        let apart = other.replacing("升值空间", with: "投资前景")
        try #expect(complaints(Self.sound, with: apart).isEmpty)
        // Nor is a rule that does not apply to the same documents.
        let within = { (text: String, kind: String) in text.replacing("  forbid", with: "  documents: [\(kind)]\n  forbid") }
        try #expect(complaints(within(Self.sound, "brochure"), with: within(other, "contract")).isEmpty)
    }

    @Test func listsThatNothingUses() throws {
        let lists = "used: [升值]\nby-another: [空间]\nnot: [前景]\nholder: [<by-another>]\nproper-names: [升值路]\n"
        let rules = try RuleText.load([
            "rules.yml": Self.sound.replacing("forbid: [升值空间]", with: "forbid: ['<used><holder>']"), "words.yml": lists,
        ])
        let found = RuleLinter(rules: rules, asOf: Findings.day).run()
        #expect(found.map(\.code) == [.unusedList])
        #expect(found.first.map { "\($0.place.line):\($0.place.column)" } == "3:1")
    }

    @Test func anExceptionWithoutAHitToExceptIsUseless() throws {
        let permit = """
            - id: permit
              title: 许可证
              control: sales-material
              severity: error
              basis: [{ law: 管理法, from: 2015-09-01, verified: true }]
              documents: [brochure]
              require:
                counts: ['许可证[0-9]{1,9}号']
              except: { document: [无需许可] }
              message: 测试
              tests: [{ bad: '[]楼书' }, { bad: '[]册' }, { bad: '[]页' }, { ok: 许可证1号 }, { ok: 许可证2号 }, { ok: 许可证3号 }]

            """
        let found = try complaints(permit)
        #expect(found.map(\.code) == [.uselessException])
        try #expect(complaints(permit.replacing("counts:", with: "trigger: [楼书, 册, 页]\n    counts:").replacing("[]楼书", with: "[楼书]")
            .replacing("[]册", with: "[册]").replacing("[]页", with: "[页]")).isEmpty)
    }

    @Test func aFrequentCharacterIsSlow() throws {
        // Enough text of other rules to know what is frequent.
        let sentence = String(repeating: "的确是好房子，", count: 150)
        let other = (0..<12).map { index in
            Self.sound.replacing("id: tested", with: "id: other-\(index)").replacing("升值空间", with: "词\(index)词")
                .replacing("职业发展空间", with: sentence)
        }.joined()
        let slow = Self.sound.replacing("forbid: [升值空间]", with: "forbid: [升值空间, 的]").replacing("升值的空间", with: "升值空处")
            .replacing("- bad: 有[升值空间]", with: "- bad: 有[升值空间][的]")
        let found = try complaints(slow, with: other).filter { $0.code == .slowPattern }
        #expect(found.map { "\($0.rule) \($0.place.line):\($0.place.column)" } == ["tested 7:18"])
        try #expect(complaints(slow.replacing("[升值空间, 的]", with: "[升值空间, 的的]"), with: other).filter { $0.code == .slowPattern }.isEmpty)
    }

    @Test func onlyTheRulesThatAreAskedFor() throws {
        let rules = try RuleText.load([
            "rules.yml": Self.sound.replacing("verified: true", with: "verified: false")
                + Self.sound.replacing("verified: true", with: "verified: false").replacing("id: tested", with: "id: another")
        ])
        let found = RuleLinter(rules: rules, asOf: Findings.day).run(only: ["another"])
        #expect(found.map(\.rule) == ["another"])
        #expect(found.map(\.code) == [.unreadBasis])
    }

    @Test func saysTheSameEveryTime() throws {
        let rules = try Project.rules.get()
        let texts = (0..<2).map { _ in RuleLinter(rules: rules, asOf: Findings.day).run().map { "\($0)" } }
        #expect(texts[0] == texts[1])
    }
}
