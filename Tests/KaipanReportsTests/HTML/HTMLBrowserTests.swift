import Foundation
import KaipanChecks
import KaipanNames
import KaipanReports
import KaipanTestSupport
import KaipanText
import Testing

@Suite(
    "The HTML report in a browser", .serialized, .enabled(if: Browser.isWanted, "chromium is not installed"),
    .enabled(if: ParsedPage.isReadable, "python3 is not installed"))
struct HTMLBrowserTests {
    private func report(_ language: Language = .chinese) throws -> (html: String, findings: [Finding]) {
        let run = try Run()
        let names = ["brochure.html", "leaflet.txt", "broken.xml", "clean.md"]
        let reports = try names.map { run.page(try GoldenFile.bytes($0), name: $0) }
        return (run.html(reports, language), reports.flatMap(\.findings))
    }

    private func shown(_ page: ParsedPage) -> [ParsedPage.Element] { page.entries.filter { !$0.has("off") } }

    @Test(arguments: Language.allCases)
    func opensWithoutComplaint(_ language: Language) throws {
        let (html, findings) = try report(language)
        let outcome = try Browser.open(html)
        #expect(outcome.complaints.isEmpty)
        let page = try ParsedPage(outcome.html)
        #expect(page.entries.count == findings.count)
        let marked = Set(page["mark"].flatMap { ($0.attributes["data-f"] ?? "").split(separator: " ") })
        #expect(marked == Set((1...findings.count).map { "\($0)"[...] }))
        // Only the script shows the filters that need it, so it ran under the page's policy.
        #expect(page["output"].first?.text == "\(findings.count) / \(findings.count)")
        #expect(!page["label"].contains { $0.attributes["hidden"] != nil })
    }

    static let filters: [(fragment: String, severities: Set<String>?, rule: String?, control: String?)] = [
        ("severity=error", ["error"], nil, nil), ("severity=warning,notice", ["warning", "notice"], nil, nil), ("rule=appreciation", nil, "appreciation", nil),
        ("control=sales-material", nil, nil, "sales-material"), ("severity=warning&control=sales-material", ["warning"], nil, "sales-material"), ("severity=", [], nil, nil),
    ]

    @Test(arguments: filters)
    func filtersByFragment(_ fragment: String, severities: Set<String>?, rule: String?, control: String?) throws {
        let (html, findings) = try report()
        let outcome = try Browser.open(html, fragment: fragment)
        #expect(outcome.complaints.isEmpty)
        let page = try ParsedPage(outcome.html)
        let wanted = findings.filter {
            (severities?.contains($0.severity.rawValue) ?? true) && (rule.map([$0.rule].contains) ?? true)
                && (control.map([$0.control.rawValue].contains) ?? true)
        }
        #expect(page["output"].first?.text == "\(wanted.count) / \(findings.count)")
        let ofRule = findings.filter { (rule.map([$0.rule].contains) ?? true) && (control.map([$0.control.rawValue].contains) ?? true) }
        #expect(shown(page).count == ofRule.count)
        // A mark without a class looks like any other text.
        let lit = Set(page["mark"].filter { ["e", "w", "n"].contains(where: $0.has) }.flatMap { ($0.attributes["data-f"] ?? "").split(separator: " ") })
        let numbers = findings.indices.filter { index in wanted.contains { $0.fingerprint == findings[index].fingerprint } }.map { "\($0 + 1)"[...] }
        #expect(lit.isSuperset(of: numbers))
        #expect(wanted.isEmpty == lit.isEmpty)
    }

    /// Nothing that a document says runs, not even where the policy alone would have to stop it.
    @Test(arguments: ["<script>document.title='x'</script>", "\"><img src=x onerror=\"document.title='x'\">", "</style></script><h1>x</h1>"])
    func nothingOfADocumentRuns(_ words: String) throws {
        let run = try Run()
        let outcome = try Browser.open(run.html([run.page("好\(words)升值空间\(words)", name: "a\(words).txt")]))
        #expect(outcome.complaints.isEmpty)
        let page = try ParsedPage(outcome.html)
        #expect(page["title"].map(\.text) == ["开盘前风险检查报告"])
        #expect(page["h1"].count == 1 && page["script"].count == 1 && page["img"].isEmpty)
    }

    /// What of two names is not compared stands in the strip, in grey, and can be seen.
    @Test func theStripShowsWhatIsNotCompared() throws {
        let run = try Run()
        var options = Checker.Options(settings: run.settings)
        options.kind = .name
        options.keepsDocuments = true
        options.names = NameChecks(settings: NameSettings(), index: nil, context: NameContext(asOf: run.settings.asOf))
        let names = "岚汀里\n岚汀花园\n"
        let report = Checker(rules: run.rules, options: options).check(Array(names.utf8), name: "names.txt")
        #expect(report.findings.contains { $0.nameHit != nil })
        // The page's policy lets no script in but its own; this one only measures.
        let policy = try Regex("<meta http-equiv=\"Content-Security-Policy\"[^>]*>")
        let probe = """
            <script>for (const cell of document.querySelectorAll('.strip td')) {
              cell.dataset.shown = String(cell.getClientRects().length && cell.offsetWidth > 0);
              cell.dataset.colour = getComputedStyle(cell).color;
            }</script></body>
            """
        let html = run.html([report]).replacing(policy, with: "").replacing("</body>", with: probe)
        let cells = try ParsedPage(Browser.open(html).html)["td"].filter { $0.attributes["data-shown"] != nil }
        #expect(cells.map(\.text).joined().hasPrefix("岚汀花园岚汀里"))
        #expect(cells.allSatisfy { $0.attributes["data-shown"] == "true" })
        let apart = cells.filter { $0.has("apart") }
        #expect(apart.map(\.text).joined() == "花园里")
        #expect(Set(apart.map { $0.attributes["data-colour"] }).isDisjoint(with: cells.filter { !$0.has("apart") }.map { $0.attributes["data-colour"] }))
    }

    @Test func holdsThousandsOfFindings() throws {
        let run = try Run()
        let text = (0..<1000).map { "第\($0)栋升值空间巨大，环境优美。" }.joined(separator: "\n\n")
        let outcome = try Browser.open(run.html([run.page(text)]))
        #expect(outcome.complaints.isEmpty)
        #expect(try ParsedPage(outcome.html)["output"].first?.text == "2000 / 2000")
    }
}
