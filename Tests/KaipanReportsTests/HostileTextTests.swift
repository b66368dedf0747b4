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

    // MARK: - Formats for programs

    /// What would be markup, a command, a link, a placeholder or a formula in one of the formats.
    static let markup = [
        "\n::error::x", "\r\n::stop-commands::x", "%0A::error::x", "::", "]]>", "</file></checkstyle>", "\"/><error line=\"1\"/>", "&lt;&#x1B;",
        "<!--", "{0}", "{\u{301}0}", "[x](http://a.example)", "](\u{301}1)", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "\u{200B}=1", "\";=1",
        ",", "#?%20", "\u{FFFE}", "\\", "'", "/../x",
    ]

    private static let hostileToPrograms = hostile + markup

    /// Whether anything of a report, its line ends apart, could steer a terminal.
    private func isTame(_ format: MachineFormat, _ output: String) -> Bool {
        var text = String.UnicodeScalarView()
        for scalar in output.unicodeScalars {
            if scalar == "\n", format == .csv { text.removeLast() }
            text.append(scalar)
        }
        return isTame(String(text))
    }

    /// The path, the words and what stands for them in each finding's report, as the format's readers see them.
    private func fields(_ format: MachineFormat, _ output: String) throws -> [(path: String, text: String)] {
        switch format {
        case .sarif:
            let log = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
            let run = try #require((log["runs"] as? [[String: Any]])?.first)
            return try #require(run["results"] as? [[String: Any]]).map { result in
                let location = (result["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any]
                let uri = try #require((location?["artifactLocation"] as? [String: Any])?["uri"] as? String)
                #expect(uri.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && URL(string: uri) != nil)
                #expect(!uri.contains("#") && !uri.contains("?"))
                let properties = try #require(result["properties"] as? [String: Any])
                return (try #require(uri.removingPercentEncoding), try #require(properties["text"] as? String))
            }
        case .gitlab:
            let issues = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [[String: Any]])
            return try issues.map { issue in
                let location = try #require(issue["location"] as? [String: Any])
                return (try #require(location["path"] as? String), try #require(issue["description"] as? String))
            }
        case .junit:
            let elements = try #require(ReportParsers.xml(output))
            #expect(Set(elements.map(\.name)) == ["testsuites", "testsuite", "testcase", "failure"])
            return elements.filter { $0.name == "testcase" }.map { ($0.attributes["file"] ?? "", $0.attributes["name"] ?? "") }
        case .checkstyle:
            let elements = try #require(ReportParsers.xml(output))
            let path = elements.first { $0.name == "file" }?.attributes["name"] ?? ""
            #expect(Set(elements.map(\.name)) == ["checkstyle", "file", "error"])
            return elements.filter { $0.name == "error" }.map { (path, $0.attributes["message"] ?? "") }
        case .github:
            let commands = try #require(ReportParsers.github(output))
            #expect(commands.allSatisfy { ["error", "warning", "notice"].contains($0.command) })
            #expect(commands.allSatisfy { $0.properties.keys.allSatisfy { ["file", "line", "endLine", "col", "endColumn", "title"].contains($0) } })
            return commands.map { ($0.properties["file"] ?? "", $0.message) }
        case .csv:
            let rows = try #require(ReportParsers.csv(output))
            #expect(rows.allSatisfy { $0.count == rows[0].count })
            for cell in rows.joined() {
                let first = cell.unicodeScalars.first { !$0.properties.isWhitespace && !$0.properties.isDefaultIgnorableCodePoint }
                #expect(first.map { !["=", "+", "-", "@", "＝", "＋", "－", "＠"].contains($0) } ?? true, "\(cell)")
            }
            return rows.dropFirst().map { ($0[0], $0[7]) }
        }
    }

    /// What a format makes of a text that stands in a field of its own.
    private func shown(_ text: String, in format: MachineFormat, isPath: Bool) -> String {
        switch format {
        case .sarif: return text
        case .gitlab: return isPath ? text : VisibleText.escaped(text)
        case .junit, .checkstyle:
            guard isPath else { return VisibleText.escaped(text).replacing("\u{FFFE}", with: "\u{FFFD}") }
            return String(
                String.UnicodeScalarView(
                    text.unicodeScalars.map { scalar in
                        switch scalar.value {
                        case 0x09, 0x0A, 0x0D: scalar
                        case 0...0x1F, 0xFFFE, 0xFFFF: "\u{FFFD}"
                        default: scalar
                        }
                    }))
        case .github:
            guard isPath else { return VisibleText.escaped(text) }
            return text.unicodeScalars.reduce(into: "") { result, scalar in
                result += scalar == "\n" || scalar == "\r" ? String(scalar) : VisibleText.escaped(String(scalar))
            }
        case .csv:
            let first = text.unicodeScalars.first { !$0.properties.isWhitespace && !$0.properties.isDefaultIgnorableCodePoint }
            let isDefused = first.map { ["=", "+", "-", "@", "＝"].contains($0) } ?? false || ["\t", "\r", "\n"].contains(text.unicodeScalars.first)
            return (isDefused ? "'" : "") + VisibleText.escaped(text)
        }
    }

    @Test(arguments: MachineFormat.allCases, hostileToPrograms)
    func inAPathForPrograms(_ format: MachineFormat, _ characters: String) throws {
        let run = try Run()
        for name in ["\(characters)a.txt", "a\(characters).txt"] where !name.utf8.contains(UInt8(ascii: "/")) {
            let output = run.output([run.report("未来升值空间，第一", name: name)], as: format)
            #expect(isTame(format, output))
            let fields = try fields(format, output)
            #expect(fields.count == 2)
            let expected = shown((format == .csv ? "" : "销售 资料/") + name, in: format, isPath: true)
            for field in fields { #expect(field.path.unicodeScalars.elementsEqual(expected.unicodeScalars), "\(field.path)") }
        }
    }

    @Test(arguments: MachineFormat.allCases, hostileToPrograms)
    func inTheWordsForPrograms(_ format: MachineFormat, _ characters: String) throws {
        let run = try Run()
        var report = run.report("未来升值空间")
        let words = characters + "升值" + characters
        report.findings[0].text = words
        report.findings[0].message = LocalizedText(zh: words, en: words)
        report.findings[0].suggestion = LocalizedText(zh: words, en: words)
        report.findings[0].title = LocalizedText(zh: words, en: words)
        let output = run.output([report], as: format)
        #expect(isTame(format, output))
        let fields = try fields(format, output)
        try #require(fields.count == 1)
        let expected = shown(words, in: format, isPath: false)
        switch format {
        case .sarif, .csv: #expect(fields[0].text.unicodeScalars.elementsEqual(expected.unicodeScalars))
        case .junit, .github, .gitlab, .checkstyle:
            #expect(Array(fields[0].text.utf8).firstRange(of: Array(expected.utf8)) != nil, "\(fields[0].text)")
        }
    }

    /// SARIF's messages have placeholders and links of their own.
    @Test(arguments: ["{0}", "{\u{301}0}", "[x](http://a.example)", "](\u{301}1)", "}{"])
    func inAMessageOfSARIF(_ characters: String) throws {
        let run = try Run()
        var report = run.report("未来升值空间")
        report.findings[0].message = LocalizedText(zh: characters, en: characters)
        let log = try #require(try JSONSerialization.jsonObject(with: Data(run.output([report], as: .sarif).utf8)) as? [String: Any])
        let results = try #require((log["runs"] as? [[String: Any]])?.first?["results"] as? [[String: Any]])
        let text = try #require((results.first?["message"] as? [String: Any])?["text"] as? String)
        let scalars = Array(text.unicodeScalars)
        #expect(scalars.firstRange(of: ["]", "("]) == nil)
        #expect(scalars.count { $0 == "{" } == 2 * characters.unicodeScalars.count { $0 == "{" })
        #expect(scalars.count { $0 == "}" } == 2 * characters.unicodeScalars.count { $0 == "}" })
    }

    @Test(arguments: MachineFormat.allCases, hostileToPrograms)
    func inADecisionForPrograms(_ format: MachineFormat, _ characters: String) throws {
        let run = try Run()
        var report = run.report("未来升值空间")
        report.findings[0].suppression = Suppression(
            reason: "\(characters)理由", by: "\(characters)某", until: nil, origin: .register, file: "r\(characters).yml", line: 1)
        let output = run.output([report], as: format)
        #expect(isTame(format, output))
        switch format {
        case .junit: #expect(ReportParsers.xml(output)?.map(\.name) == ["testsuites", "testsuite", "testcase", "skipped"])
        case .github: #expect(output.isEmpty)
        case .checkstyle: #expect(ReportParsers.xml(output)?.map(\.name) == ["checkstyle", "file"])
        case .gitlab: #expect(try fields(format, output).isEmpty)
        case .sarif, .csv: #expect(try fields(format, output).count == 1)
        }
    }
}
