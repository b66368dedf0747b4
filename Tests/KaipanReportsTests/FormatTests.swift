import Foundation
import KaipanChecks
import KaipanReports
import KaipanRules
import KaipanText
import Testing

@Suite("Formats for programs say what they should")
struct FormatTests {
    private func results(_ run: Run, _ reports: [DocumentReport]) throws -> (run: [String: Any], results: [[String: Any]]) {
        let log = try #require(try JSONSerialization.jsonObject(with: Data(run.output(reports, as: .sarif).utf8)) as? [String: Any])
        let record = try #require((log["runs"] as? [[String: Any]])?.first)
        return (record, try #require(record["results"] as? [[String: Any]]))
    }

    private func physical(_ location: [String: Any]?) -> [String: Any]? { location?["physicalLocation"] as? [String: Any] }

    private func first(_ result: [String: Any]) -> [String: Any]? { (result["locations"] as? [[String: Any]])?.first }

    private func artifact(_ result: [String: Any]) -> [String: String]? {
        physical(first(result))?["artifactLocation"] as? [String: String]
    }

    private func issues(_ run: Run, _ reports: [DocumentReport]) throws -> [[String: Any]] {
        try #require(try JSONSerialization.jsonObject(with: Data(run.output(reports, as: .gitlab).utf8)) as? [[String: Any]])
    }

    // MARK: - SARIF

    @Test func everyRuleIsDescribed() throws {
        let run = try Run()
        let (record, results) = try results(run, try run.everything())
        let driver = try #require((record["tool"] as? [String: Any])?["driver"] as? [String: Any])
        #expect(driver["version"] as? String == "1.0.0")
        let rules = try #require(driver["rules"] as? [[String: Any]])
        #expect(rules.map { $0["id"] as? String } == run.rules.rules.map(\.id) + BuiltInRules.all.map(\.id))
        for result in results {
            let index = try #require(result["ruleIndex"] as? Int)
            #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
        }
        let help = try #require(rules[0]["help"] as? [String: String])
        #expect(help["text"]?.contains("第16条（条文未核对原文）") == true)
        #expect(help["markdown"]?.contains("第16条（条文未核对原文）") == true)
        #expect(help["text"]?.contains("{") == false)
    }

    @Test func aPlaceIsExact() throws {
        let run = try Run()
        let text = "未来升值空间巨大\n"
        let (record, results) = try results(run, [run.report(text, name: "./a b.txt")])
        #expect(record["columnKind"] as? String == "unicodeCodePoints")
        let place = try #require(physical(first(results[0])))
        let region = try #require(place["region"] as? [String: Any])
        #expect(["startLine", "startColumn", "endLine", "endColumn", "byteOffset", "byteLength"].map { region[$0] as? Int } == [1, 3, 1, 7, 6, 12])
        #expect((region["snippet"] as? [String: String])?["text"] == "升值空间")
        let artifact = try #require(place["artifactLocation"] as? [String: String])
        #expect(artifact == ["uri": "%E9%94%80%E5%94%AE%20%E8%B5%84%E6%96%99/a%20b.txt", "uriBaseId": "%SRCROOT%"])
        let bases = try #require(record["originalUriBaseIds"] as? [String: [String: String]])
        #expect(bases == ["%SRCROOT%": ["uri": "file:///srv/%E4%BA%91%E5%B2%AD%20%E5%BA%9C/"]])
    }

    @Test func standardInputIsNoFileOfTheCheckout() throws {
        let run = try Run()
        let reports = [run.report("未来升值空间巨大\n", name: ReportRoot.standardInput)]
        #expect(artifact(try results(run, reports).results[0]) == ["uri": "%3Cstdin%3E"])
        #expect(ReportParsers.github(run.output(reports, as: .github))?.first?.properties["file"] == "<stdin>")
    }

    @Test func markupBetweenTheWordsIsNoSnippet() throws {
        let run = try Run()
        let (_, results) = try results(run, [run.report("<p>升<b>值</b>空间", name: "a.html"), run.report("<p>&#21319;值空间", name: "b.html")])
        #expect(results.count == 2)
        for result in results {
            let region = try #require(physical(first(result))?["region"] as? [String: Any])
            #expect(region["snippet"] == nil)
            #expect((result["properties"] as? [String: Any])?["text"] as? String == "升值空间")
        }
    }

    @Test func nothingThatWasFoundIsStillAPlace() throws {
        let run = try Run()
        var report = run.report("未来升值空间巨大\n")
        report.findings[0].text = ""
        report.findings[0].segments = []
        report.findings[0].end = report.findings[0].start
        let region = try #require(physical(first(try results(run, [report]).results[0]))?["region"] as? [String: Any])
        #expect(region["startColumn"] as? Int == region["endColumn"] as? Int)
        #expect(region["byteLength"] as? Int == 0)
    }

    @Test func aPartOfAContainerHasNoRegion() throws {
        let run = try Run()
        let reports = try run.everything()
        let contract = reports[4]
        let (_, results) = try results(run, [contract])
        #expect(results.count == 2)
        for result in results {
            let locations = (result["locations"] as? [[String: Any]] ?? []) + (result["relatedLocations"] as? [[String: Any]] ?? [])
            for location in locations {
                #expect(physical(location)?["region"] == nil)
                #expect((physical(location)?["artifactLocation"] as? [String: String])?["uri"] == "%E5%90%88%E5%90%8C%20%231%20100%25%3F.docx")
            }
            let logical = try #require(first(result)?["logicalLocations"] as? [[String: String]])
            #expect(logical.first?["name"] == "word/document.xml")
        }
        #expect(results.contains { $0["relatedLocations"] != nil })
    }

    @Test func decisionsAndTheBaselineAreTold() throws {
        let run = try Run()
        let (_, results) = try results(run, try run.everything())
        #expect(results.prefix(3).map { $0["baselineState"] as? String } == ["new", "unchanged", "new"])
        let register = try #require((results[0]["suppressions"] as? [[String: Any]])?.first)
        #expect(register["kind"] as? String == "external")
        #expect(register["justification"] as? String == "已由法务核对\n见会议纪要（批准：法务 周，有效至 2026-12-31）")
        #expect(results[1]["suppressions"] == nil)
        #expect((results[2]["suppressions"] as? [[String: Any]])?.first?["kind"] as? String == "inSource")
        #expect((results[0]["partialFingerprints"] as? [String: String])?["kaipan/v1"]?.count == 32)
    }

    @Test func whatCannotBeReadIsNoSuccess() throws {
        let run = try Run()
        let broken = run.report("<a>", name: "a.xml")
        let invocation = try #require((try results(run, [broken]).run["invocations"] as? [[String: Any]])?.first)
        #expect(invocation["executionSuccessful"] as? Bool == false)
        let notifications = try #require(invocation["toolExecutionNotifications"] as? [[String: Any]])
        #expect(notifications.count == 1)
        #expect(notifications[0]["level"] as? String == "error")
        let clean = try #require((try results(run, [run.report("好")]).run["invocations"] as? [[String: Any]])?.first)
        #expect(clean["executionSuccessful"] as? Bool == true)
    }

    /// Notifications stand behind the results and must not grow with the files.
    @Test func manyUnreadableFilesAreCounted() throws {
        let run = try Run()
        let broken = run.report("<a>", name: "a.xml")
        let (record, _) = try results(run, Array(repeating: broken, count: 1005))
        let invocation = try #require((record["invocations"] as? [[String: Any]])?.first)
        let notifications = try #require(invocation["toolExecutionNotifications"] as? [[String: Any]])
        #expect(notifications.count == 1001)
        #expect((notifications.last?["message"] as? [String: String])?["text"]?.contains("5") == true)
    }

    // MARK: - Paths

    @Test(arguments: [
        ("a.txt", "sub/a.txt"), ("./a.txt", "sub/a.txt"), ("../a.txt", "a.txt"), ("/srv/x/b/./c.txt", "b/c.txt"),
        ("b//c.txt", "sub/b/c.txt"), ("../../y/a.txt", nil), ("/srv/xy/a.txt", nil), ("/srv/x", nil), ("<stdin>", nil),
    ])
    func pathsCountFromTheRoot(_ path: String, _ expected: String?) {
        #expect(ReportRoot(folder: "/srv/x/", workingDirectory: "/srv/x/sub").relativePath(of: path) == expected)
    }

    @Test func namesThatOnlyLookAlikeAreDifferent() {
        let root = ReportRoot(folder: "/srv/caf\u{E9}", workingDirectory: "/")
        #expect(root.relativePath(of: "/srv/cafe\u{301}/a.txt") == nil)
        #expect(root.relativePath(of: "/srv/caf\u{E9}/a.txt") == "a.txt")
        #expect(ReportRoot(folder: "/", workingDirectory: "/").uri == "file:///")
    }

    // MARK: - GitLab

    @Test func equalFindingsKeepTheirNames() throws {
        let run = try Run()
        let sentence = "本周开放样板房，欢迎各位朋友参观，升值空间，本周开放样板房，欢迎各位朋友参观。\n\n"
        var report = run.report(String(repeating: sentence, count: 3))
        #expect(Set(report.findings.map(\.fingerprint)).count == 1)
        let all = try issues(run, [report]).compactMap { $0["fingerprint"] as? String }
        #expect(Set(all).count == 3)
        #expect(try issues(run, [report]).compactMap { $0["fingerprint"] as? String } == all)
        // Another file, lines above, a decision about the first: the others keep their names.
        let other = run.report(String(repeating: sentence, count: 3), name: "other.txt")
        #expect(Set(try issues(run, [report, other]).compactMap { $0["fingerprint"] as? String }).count == 6)
        let moved = run.report("标题\n\n" + String(repeating: sentence, count: 3))
        #expect(try issues(run, [moved]).compactMap { $0["fingerprint"] as? String } == all)
        report.findings[0].suppression = Suppression(reason: "已核对", by: nil, until: nil, origin: .register, file: "r.yml", line: 1)
        #expect(try issues(run, [report]).compactMap { $0["fingerprint"] as? String } == Array(all.dropFirst()))
    }

    // MARK: - JUnit

    @Test(arguments: [(Severity.error, false, 1, 0), (.warning, false, 2, 0), (.notice, false, 3, 0), (.notice, true, 2, 1)])
    func failuresAreWhatTheExitStatusCounts(_ failOn: Severity, _ newOnly: Bool, _ failures: Int, _ skipped: Int) throws {
        let run = try Run()
        var report = run.report("未来升值空间，第一，环境优美")
        for index in report.findings.indices { report.findings[index].baseline = index == 0 ? .unchanged : .new }
        let output = run.output([report], through: JUnitReporter(info: run.info(.english), failOn: failOn, newOnly: newOnly))
        let elements = try #require(ReportParsers.xml(output))
        #expect(elements.filter { $0.name == "testcase" }.count == 3)
        #expect(elements.filter { $0.name == "failure" }.count == failures)
        #expect(elements.filter { $0.name == "skipped" }.count == skipped)
        let suite = try #require(elements.first { $0.name == "testsuite" })
        #expect(suite.attributes["failures"] == "\(failures)" && suite.attributes["skipped"] == "\(skipped)")
    }

    // MARK: - GitHub

    @Test func columnsStandOnlyWithinALine() throws {
        let run = try Run()
        var report = run.report("未来升值空间")
        report.findings[0].end.line = 2
        let command = try #require(ReportParsers.github(run.output([report], as: .github))?.first)
        #expect(command.properties["line"] == "1" && command.properties["endLine"] == "2")
        #expect(command.properties["col"] == nil && command.properties["endColumn"] == nil)
    }
}
