import Foundation
import KaipanChecks
import KaipanReports
import KaipanText
import Testing

@Suite("What a document holds cannot steer a terminal")
struct HostileTextTests {
    /// Characters that move the cursor, change colours, forge lines or turn the direction of writing.
    static let hostile: [String] = [
        "\u{1B}[2J", "\u{1B}]0;title\u{07}", "\u{9B}31m", "\u{08}\u{08}", "\u{7F}", "\u{202E}", "\u{202A}", "\u{2066}", "\u{2069}",
        "\u{200E}", "\u{200F}", "\u{061C}", "\u{85}", "\u{2028}", "\u{2029}", "\u{0B}", "\u{0C}", "\u{00}",
    ]

    /// Whether a text holds nothing but what a terminal prints, and line feeds.
    private func isTame(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x0A: true
            case 0...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x061C, 0x2028, 0x2029: false
            default: true
            }
        }
    }

    private func lines(_ text: String) -> Int { text.count { $0 == "\n" } }

    @Test(arguments: hostile, Language.allCases)
    func aroundTheWords(_ characters: String, _ language: Language) throws {
        let run = try Run(why: true)
        let reporter = TextReporter(info: run.info(language), showsExemptions: true)
        let report = run.report("好\(characters)的 升值空间 巨\(characters)大\n")
        #expect(!report.findings.isEmpty)
        #expect(isTame(run.output([report], through: reporter)))
    }

    @Test(arguments: hostile)
    func insideOfTheWords(_ characters: String) throws {
        let run = try Run(why: true)
        let reporter = TextReporter(info: run.info(.chinese), showsExemptions: true)
        for text in ["升\(characters)值空间", "不承诺升\(characters)值潜力", "即将开盘，预售\(characters)证办理中"] {
            #expect(isTame(run.output([run.report(text)], through: reporter)))
        }
    }

    @Test(arguments: hostile)
    func throughAReferenceOfHTML(_ characters: String) throws {
        let run = try Run(why: true)
        let spelled = characters.unicodeScalars.map { "&#\($0.value);" }.joined()
        let report = run.report(Array("<p>好\(spelled)升值空间</p>".utf8), name: "page.html")
        #expect(isTame(run.output([report], through: TextReporter(info: run.info(.chinese), showsExemptions: true))))
    }

    @Test(arguments: hostile + ["\n", "\r\n", "\nok.txt:1:1  错误  假的"])
    func inTheNameOfAFile(_ characters: String) throws {
        let run = try Run(why: true)
        let reporter = TextReporter(info: run.info(.chinese), showsExemptions: true)
        let text = "即将开盘，预售证办理中，不承诺升值潜力"
        let tame = run.output([run.report(text, name: "a.txt")], through: reporter)
        let output = run.output([run.report(text, name: "a\(characters).txt")], through: reporter)
        #expect(isTame(output))
        #expect(lines(output) == lines(tame))
    }

    @Test(arguments: hostile)
    func inTheErrorsOfAFileThatCannotBeRead(_ characters: String) throws {
        let run = try Run()
        let report = run.report(Array("<a>\n<b>\(characters)</c>".utf8), name: "a\(characters).xml")
        let output = run.output([report], through: TextReporter(info: run.info(.chinese)))
        #expect(isTame(output))
        #expect(report.isUnreadable)
    }

    @Test(arguments: hostile)
    func inTheExtensionsOfFilesThatWereSkipped(_ characters: String) throws {
        let run = try Run()
        #expect(isTame(run.output([], skipped: ["x\(characters)": 2], through: TextReporter(info: run.info(.chinese)))))
    }

    @Test(arguments: hostile + ["\"", "\\", "\u{FFFF}", "</script>"])
    func inJSON(_ characters: String) throws {
        let run = try Run(why: true)
        let text = "好\(characters) 升值空间，不承诺升值潜力"
        let output = run.output([run.report(text, name: "a\(characters).txt")], through: JSONReporter(info: run.info(.chinese), showsExemptions: true))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
        let documents = try #require(object["documents"] as? [[String: Any]])
        #expect(documents.first?["path"] as? String == "a\(characters).txt")
        // Whatever could steer is spelled out in JSON, so that not even `cat` of a report is a danger.
        #expect(isTame(output))
    }
}
