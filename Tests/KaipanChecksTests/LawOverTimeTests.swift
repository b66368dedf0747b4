import KaipanChecks
import KaipanDocuments
import KaipanRules
import KaipanTestSupport
import KaipanText
import Testing

/// The built-in packs judge an old document by the law of its day.
@Suite("Law over time")
struct LawOverTimeTests {
    private func articles(_ text: String, _ kind: DocumentKind, _ day: String, of rule: String) throws -> [String] {
        let rules = try PackTests.rules.get()
        let document = try DocumentFormat.text.read(Array(text.utf8), path: "a")
        let settings = CheckSettings(asOf: try #require(CivilDate(day)))
        let findings = DocumentChecker(rules: rules).findings(in: document, file: "a", kind: kind, settings: settings)
        return findings.filter { $0.rule == rule }.flatMap { $0.basis.map { "\($0.law) \($0.article ?? "")" } }
    }

    /// A law, the last day of its old form and the article in both.
    static let changes: [(text: String, kind: DocumentKind, rule: String, last: String, first: String, old: String?, new: String?)] = [
        ("到访抽奖，最高可得10万元购房金。", .advertisement, "prize-over-limit", "2025-10-14", "2025-10-15", "反不正当竞争法 10(3)", "反不正当竞争法 11(4)"),
        ("开盘当天，安排兼职人员排队两小时。", .plan, "staged-demand", "2025-10-14", "2025-10-15", "反不正当竞争法 8.1", "反不正当竞争法 9.1"),
        ("国徽花园", .name, "name-state", "2026-12-31", "2027-01-01", "商标法 10.1(1)", "商标法 15(2)"),
        ("逾期未签约的，定金概不退还。", .subscription, "deposit-forfeit", "2020-12-31", "2021-01-01", nil, "民法典 587"),
    ]

    @Test("The article in force on the day is cited", arguments: changes)
    func articleOfTheDay(
        _ text: String, _ kind: DocumentKind, _ rule: String, _ last: String, _ first: String, _ old: String?, _ new: String?
    ) throws {
        let before = try articles(text, kind, last, of: rule)
        let after = try articles(text, kind, first, of: rule)
        #expect(!after.isEmpty)
        if let old { #expect(before.contains(old) && !after.contains(old), "\(before) \(after)") }
        if let new { #expect(after.contains(new) && !before.contains(new), "\(before) \(after)") }
    }

    @Test("Nothing is judged by an article of a law before it was one", arguments: ["2001-05-31", "2015-08-31", "2021-12-31", "2026-11-22", "2030-01-01"])
    func onlyLawInForce(_ day: String) throws {
        let date = try #require(CivilDate(day))
        let settings = CheckSettings(asOf: date)
        for rule in try PackTests.rules.get().rules where rule.isInForce(on: date) {
            #expect(rule.basis.contains { $0.isInForce(on: date) }, "\(rule.id)")
        }
        let document = try DocumentFormat.text.read(Array("顶级豪宅，升值空间巨大。".utf8), path: "a")
        let findings = DocumentChecker(rules: try PackTests.rules.get()).findings(
            in: document, file: "a", kind: .advertisement, settings: settings)
        #expect(findings.allSatisfy { !$0.basis.isEmpty })
        #expect(findings.isEmpty == (day < "2015-09-01"))
    }

    @Test("No rule rests on rules that were repealed on 2022-07-01 alone")
    func repealedPriceRules() throws {
        let repealed = ["禁止价格欺诈行为的规定", "关于商品和服务实行明码标价的规定"]
        for rule in try PackTests.rules.get().rules {
            for basis in rule.basis where repealed.contains(basis.law) {
                #expect(basis.to == CivilDate("2022-06-30"), "\(rule.id)")
                #expect(rule.basis.contains { $0.isInForce(on: Findings.day) }, "\(rule.id)")
            }
        }
    }
}
