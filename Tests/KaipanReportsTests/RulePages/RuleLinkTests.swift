import Foundation
import KaipanChecks
import KaipanReports
import KaipanText
import Testing

@Suite("Links to the pages about rules")
struct RuleLinkTests {
    @Test("Addresses that could run something are refused", arguments: [
        "", "/", "javascript:alert(1)", "data:text/html,x", "JavaScript:x", "vbscript:x", "mailto:a@b", "https://a\nb", "x:y",
    ])
    func refused(_ base: String) {
        #expect(RulePages(base: base) == nil)
    }

    @Test(arguments: [
        ("https://kaipan.example/rules", "https://kaipan.example/rules/a.html"), ("https://kaipan.example/rules/", "https://kaipan.example/rules/a.html"),
        ("rules", "rules/a.html"), ("../规则 页", "../%E8%A7%84%E5%88%99%20%E9%A1%B5/a.html"), ("/srv/rules", "/srv/rules/a.html"),
        ("FILE:///srv/rules", "FILE:///srv/rules/a.html"), ("https://h/a%20b", "https://h/a%20b/a.html"), ("./a\"b", "./a%22b/a.html"),
    ])
    func accepted(_ base: String, _ address: String) {
        #expect(RulePages(base: base)?.page(of: "a", in: .chinese) == address)
        #expect(RulePages(base: base)?.page(of: "a", in: .english) == address.replacing("/a.html", with: "/en/a.html"))
    }

    /// What all formats have to say of one finding, with and without pages.
    private func outputs(_ base: String?, _ language: Language) throws -> [String: String] {
        let run = try Run()
        var info = run.info(language)
        info.pages = base.flatMap(RulePages.init(base:))
        let report = run.page("升值空间", name: "a.txt")
        var outputs = [
            "text": run.output([report], through: TextReporter(info: info)), "json": run.output([report], through: JSONReporter(info: info)),
            "html": run.output([report], through: HTMLReporter(info: info)),
        ]
        for format in MachineFormat.allCases { outputs[format.rawValue] = run.output([report], through: format.reporter(info)) }
        let line = NDJSONLine(checker: DocumentChecker(rules: run.rules), settings: run.settings, language: language, pages: info.pages)
        outputs["ndjson"] = line.answer(Data("{\"text\":\"升值空间\"}".utf8), number: 1).json
        return outputs
    }

    @Test("Every format links to the page of a rule", arguments: Language.allCases)
    func everyFormat(_ language: Language) throws {
        let page = "kaipan.example/rules/\(language == .english ? "en/" : "")appreciation.html"
        for (format, output) in try outputs("https://kaipan.example/rules", language) {
            #expect(output.replacing("\\/", with: "/").contains(page), "\(format)")
        }
        for (format, output) in try outputs(nil, language) { #expect(!output.contains("appreciation.html"), "\(format)") }
    }

    @Test("SARIF has absolute addresses only as a rule's own, others in the message")
    func relativeAddresses() throws {
        #expect(try outputs("https://kaipan.example/r", .chinese)["sarif"]?.contains("\"helpUri\":") == true)
        let relative = try #require(try outputs("r", .chinese)["sarif"])
        #expect(!relative.contains("helpUri") && relative.contains("appreciation.html"))
    }
}
