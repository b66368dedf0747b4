import Foundation
import KaipanChecks
import KaipanDocuments
import KaipanRules
import KaipanTestSupport
import KaipanText
import Testing

/// The fictional launch in `Fixtures/`, checked as a user would, against findings that people have approved.
@Suite("The fictional launch")
struct FixtureTests {
    static let folder = Project.path("Fixtures/launch")

    private static func checker(jobs: Int = 2) throws -> (Checker, [String]) {
        let configuration = try ConfigurationReader.read(folder + "/.kaipan.yml")
        let rules = try RuleSet(.init(paths: [Project.path("Rules")], properNames: configuration.properNames, cache: Project.cache + "/kaipan"))
        let options = Checker.Options(settings: CheckSettings(asOf: Findings.day), configuration: configuration, jobs: jobs)
        return (Checker(rules: rules, options: options), FileFinder(configuration: configuration).find([folder]).files)
    }

    private static func reports() async throws -> [DocumentReport] {
        let (checker, files) = try checker()
        var reports: [DocumentReport] = []
        try await checker.check(files) { reports.append($0) }
        return reports
    }

    @Test("Every document gives the findings that were approved")
    func goldenFiles() async throws {
        let reports = try await Self.reports()
        #expect(reports.count >= 25)
        for report in reports {
            let name = String(report.path.dropFirst(Self.folder.count + 1))
            try Golden.expect(Self.describe(report), at: Project.path("Fixtures/expected/\(name).txt"))
        }
    }

    /// A finding a line: place, severity, rule, words.
    private static func describe(_ report: DocumentReport) -> String {
        var text = "kind \(report.kind.rawValue) (\(report.kindSource.rawValue)), \(report.encoding?.rawValue ?? "unreadable")\n"
        for problem in report.problems { text += "problem: \(problem.message.en)\n" }
        for finding in report.findings {
            let part = finding.part.map { "\($0) " } ?? ""
            let hidden = finding.isHidden ? " hidden" : ""
            let words = finding.text.replacing("\u{2028}", with: "⏎")
            text += "\(part)\(finding.start.line):\(finding.start.column)-\(finding.end.line):\(finding.end.column) "
                + "\(finding.severity.rawValue) \(finding.rule)\(hidden) 「\(words)」\n"
        }
        return text
    }

    @Test("All kinds, formats and encodings are there")
    func variety() async throws {
        let reports = try await Self.reports()
        #expect(Set(reports.map(\.kind)) == Set(DocumentKind.allCases))
        let formats = Set(reports.compactMap { DocumentFormat(path: $0.path) })
        #expect(formats == Set(DocumentFormat.allCases))
        let encodings = Set(reports.compactMap(\.encoding))
        #expect(encodings.isSuperset(of: [.utf8, .gb18030, .big5, .utf16LittleEndian]))
        #expect(reports.contains { $0.findings.isEmpty })
        #expect(!reports.contains { $0.isUnreadable })
    }

    @Test("The segments of every finding hold its words")
    func positions() throws {
        let configuration = try ConfigurationReader.read(Self.folder + "/.kaipan.yml")
        let rules = try Project.rules.get()
        var count = 0
        for path in FileFinder(configuration: configuration).find([Self.folder]).files {
            let format = try #require(DocumentFormat(path: path))
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            for kind in [DocumentKind.advertisement, .contract, .conversation] {
                count += try Findings.of(bytes, format: format, rules: rules, kind: kind, path: path).count
            }
        }
        #expect(count > 100)
    }

    /// Mutated documents: bytes removed, changed, doubled.
    @Test("The segments hold the words in mutated documents, too", arguments: 0..<60)
    func mutations(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let rules = try Self.rules.get()
        let files = FileFinder(configuration: Configuration()).find([Self.folder]).files.filter { !$0.hasSuffix(".docx") }
        let path = files[seed % files.count]
        let format = try #require(DocumentFormat(path: path))
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        for _ in 0..<20 {
            let start = Int.random(in: 0..<bytes.count, using: &random)
            let end = min(bytes.count, start + Int.random(in: 1...12, using: &random))
            switch Int.random(in: 0..<3, using: &random) {
            case 0: bytes.removeSubrange(start..<end)
            case 1: bytes.insert(contentsOf: bytes[start..<end], at: Int.random(in: 0...bytes.count, using: &random))
            default: bytes[start] = UInt8.random(in: 0...255, using: &random)
            }
        }
        do {
            _ = try Findings.of(bytes, format: format, rules: rules, path: path)
        } catch let error as ReadingError {
            guard case .malformed = error, format == .xml else { throw error }
        }
    }

    /// Mutated Word documents: their text changed between the tags, sometimes the tags too, and packed anew.
    @Test("The segments hold the words in mutated Word documents, too", arguments: 0..<30)
    func mutatedWordDocuments(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed) + 1000)
        let rules = try Self.rules.get()
        let files = FileFinder(configuration: Configuration()).find([Self.folder]).files.filter { $0.hasSuffix(".docx") }
        let path = try #require(files.randomElement(using: &random))
        var count = 0
        let parts = try TestArchive.parts(of: [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))).map { part in
            guard part.name.hasPrefix("word/"), part.name.hasSuffix(".xml") else { return part }
            var bytes = part.bytes
            for _ in 0..<20 {
                let places = bytes.indices.filter { bytes[$0] >= 0x80 }
                guard let start = places.randomElement(using: &random) else { break }
                let end = bytes[start...].prefix(Int.random(in: 1...12, using: &random)).prefix { $0 >= 0x80 }.endIndex
                switch Int.random(in: 0..<8, using: &random) {
                case 0..<3: bytes.removeSubrange(start..<end)
                case 3..<6: bytes.insert(contentsOf: bytes[start..<end], at: start)
                case 6: bytes.insert(contentsOf: Array("</w:t><w:t>&#21319;</w:t><w:tab/><w:t>".utf8), at: start)
                default: bytes[start] = UInt8.random(in: 0x80...255, using: &random)
                }
            }
            count += 1
            return (part.name, bytes)
        }
        #expect(count > 0)
        do {
            _ = try Findings.of(TestArchive.zip(parts), format: .docx, rules: rules, path: path)
        } catch let error as ReadingError {
            // Where a tag was put into a name or a value, the part is no XML any more.
            guard case .malformed = error else { throw error }
        }
    }

    private static let rules = Result { try Project.rules.get() }

    @Test("The same findings in the same order with one job and with two, whatever the order of the files")
    func determinism() async throws {
        let (one, files) = try Self.checker(jobs: 1)
        let (two, _) = try Self.checker(jobs: 2)
        var serial: [String] = []
        var parallel: [String] = []
        try await one.check(files) { serial.append($0.path + Self.describe($0)) }
        try await two.check(files) { parallel.append($0.path + Self.describe($0)) }
        #expect(serial == parallel)
        let finder = FileFinder(configuration: Configuration())
        #expect(finder.find(files.reversed()).files == finder.find(files.shuffled()).files)
    }
}
