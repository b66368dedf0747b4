import Foundation
import KaipanRules
import Testing
import KaipanText

@Suite("Days of the calendar")
struct CivilDateTests {
    @Test(arguments: ["2015-09-01", "2024-02-29", "2000-02-29", "1949-10-01", "9999-12-31", "0101-01-01"])
    func areReadAndWritten(_ text: String) throws {
        #expect(try #require(CivilDate(text)).description == text)
    }

    @Test(arguments: [
        "", "2015", "2015-9-1", "2015-13-01", "2015-00-10", "2015-04-31", "2015-02-29", "1900-02-29", "2015-06-00", "2015-06-32", "15-06-01",
        "2015/06/01", "2015-06-01T00:00", " 2015-06-01", "2015-06-01-", "-2015-06-01", "+201-06-01", "2015-+6-01", "2015-06-+1", "二〇一五-06-01", "２０１５-06-01",
    ])
    func areRefused(_ text: String) {
        #expect(CivilDate(text) == nil)
    }

    @Test func areOrdered() throws {
        let days = ["2015-08-31", "2015-09-01", "2015-10-01", "2016-01-01"].compactMap(CivilDate.init)
        #expect(days == days.sorted())
        #expect(Set(days).count == 4)
        #expect(days[0] < days[1])
        #expect(!(days[1] < days[1]))
    }

    @Test func surviveJSON() throws {
        let day = try #require(CivilDate("2026-10-31"))
        #expect(try JSONDecoder().decode([CivilDate].self, from: JSONEncoder().encode([day])) == [day])
    }

    @Test func todayIsADayOfThisCentury() throws {
        let today = CivilDate.today()
        #expect(CivilDate(today.description) == today)
        #expect(try #require(CivilDate("2025-01-01")) < today)
    }

    @Test(arguments: [("2015-08-31", false), ("2015-09-01", true), ("2018-10-26", true), ("2018-10-27", false)])
    func anArticleIsLawFromItsFirstToItsLastDay(_ day: String, _ isInForce: Bool) throws {
        let basis = "  basis: [{ law: 广告法, article: \"26\", from: 2015-09-01, to: 2018-10-26, verified: true }]\n"
        try Pack.with(["rules.yml": Pack.rule.replacingOccurrences(of: "  message:", with: basis + "  message:")]) { root in
            let rule = try #require(try RuleSet(RuleSet.Location(paths: [root])).rules.first)
            let date = try #require(CivilDate(day))
            #expect(rule.basis.map { $0.isInForce(on: date) } == [isInForce])
            #expect(rule.isInForce(on: date) == isInForce)
        }
    }

    @Test(arguments: [("2019-12-31", false), ("2020-01-01", true), ("2020-06-30", true), ("2020-07-01", false)])
    func aRuleWithoutLawAppliesWithinItsOwnDates(_ day: String, _ isInForce: Bool) throws {
        let dates = "  from: 2020-01-01\n  to: 2020-06-30\n"
        try Pack.with(["rules.yml": Pack.rule.replacingOccurrences(of: "  message:", with: dates + "  message:")]) { root in
            let rule = try #require(try RuleSet(RuleSet.Location(paths: [root])).rules.first)
            let date = try #require(CivilDate(day))
            #expect(rule.isInForce(on: date) == isInForce)
        }
    }
}
