import Foundation
import KaipanChecks
import KaipanReports
import KaipanText
import Testing

@Suite("Outputs are what they were, byte for byte")
struct GoldenTests {
    private static let names = ["brochure.html", "leaflet.txt", "broken.xml", "clean.md"]

    private func reports(_ run: Run) throws -> [DocumentReport] {
        try Self.names.map { run.report(try GoldenFile.bytes($0), name: $0) }
    }

    @Test(arguments: [
        ("report.zh.txt", Language.chinese, false), ("report.en.txt", .english, false), ("report-why.zh.txt", .chinese, true),
        ("report-why.en.txt", .english, true),
    ])
    func text(_ name: String, _ language: Language, _ why: Bool) throws {
        let run = try Run(why: why)
        let reporter = TextReporter(info: run.info(language), showsExemptions: why, width: 80)
        try GoldenFile.expect(run.output(try reports(run), skipped: ["jpg": 3, "mp4": 1], through: reporter), equals: name)
    }

    @Test(arguments: [("report.zh.json", Language.chinese, false), ("report-why.en.json", .english, true)])
    func json(_ name: String, _ language: Language, _ why: Bool) throws {
        let run = try Run(why: why)
        let reporter = JSONReporter(info: run.info(language), showsExemptions: why)
        try GoldenFile.expect(run.output(try reports(run), skipped: ["jpg": 3, "mp4": 1], through: reporter), equals: name)
    }

    @Test(arguments: MachineFormat.allCases, Language.allCases)
    func machineFormat(_ format: MachineFormat, _ language: Language) throws {
        let run = try Run()
        let output = run.output(try run.everything(), as: format, in: language)
        try GoldenFile.expect(output, equals: "report.\(language.rawValue).\(format.suffix)")
    }

    /// The comparison itself: a difference fails, is left beside the file, and never overwrites it.
    @Test(.disabled(if: ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1", "differences are being accepted"))
    func aDifferenceIsLeftBesideTheFile() throws {
        let before = try GoldenFile.bytes("leaflet.txt")
        defer { try? FileManager.default.removeItem(atPath: GoldenFile.folder + "/leaflet.txt.actual") }
        withKnownIssue { try GoldenFile.expect("another text", equals: "leaflet.txt") }
        #expect(try GoldenFile.bytes("leaflet.txt") == before)
        #expect(try GoldenFile.bytes("leaflet.txt.actual") == Array("another text".utf8))
    }

    @Test func nothingFound() throws {
        let run = try Run()
        let clean = run.report(try GoldenFile.bytes("clean.md"), name: "clean.md")
        let text = Language.allCases.map { run.output([clean], through: TextReporter(info: run.info($0))) }.joined()
        try GoldenFile.expect(text, equals: "report-clean.txt")
    }

    @Test(arguments: [("answers.zh.ndjson", Language.chinese), ("answers.en.ndjson", .english)])
    func answers(_ name: String, _ language: Language) throws {
        let run = try Run()
        let line = NDJSONLine(checker: DocumentChecker(rules: run.rules), settings: run.settings, language: language)
        let lines = Data(try GoldenFile.bytes("lines.ndjson")).split(separator: 0x0A)
        let answers = lines.enumerated().map { line.answer($1, number: $0 + 1).json + "\n" }
        try GoldenFile.expect(answers.joined(), equals: name)
    }
}
