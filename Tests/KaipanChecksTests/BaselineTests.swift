import Foundation
import KaipanChecks
import KaipanDocuments
import KaipanRules
import KaipanTestSupport
import KaipanText
import Testing

/// What a baseline keeps, and what it outlives.
@Suite("Baselines")
struct BaselineTests {
    /// Compiled once; nil fails whatever needs it.
    private static let pack = try? Project.rules.get()

    // MARK: - A project of a few files

    private static func check(_ folder: URL, _ baseline: Baseline? = nil, roots: [String]? = nil) async throws -> Outcome {
        let rules = try #require(Self.pack)
        let configuration = try? ConfigurationReader.read(folder.path + "/.kaipan.yml")
        let options = Checker.Options(
            settings: CheckSettings(asOf: Findings.day), configuration: configuration ?? Configuration(), jobs: 2)
        var matcher = baseline.map { BaselineMatcher($0, folder: folder.path, roots: roots ?? [folder.path]) }
        var outcome = Outcome(builder: BaselineBuilder(folder: folder.path))
        try await Checker(rules: rules, options: options)
            .check(FileFinder(configuration: configuration ?? Configuration()).find([folder.path]).files) { report in
                var report = report
                matcher?.mark(&report)
                outcome.reports.append(report)
                outcome.builder.add(report)
            }
        outcome.stale = matcher?.stale ?? []
        return outcome
    }

    private struct Outcome {
        var reports: [DocumentReport] = []
        var builder: BaselineBuilder
        var stale: [Baseline.Entry] = []
        var findings: [Finding] { reports.flatMap(\.findings) }
        var new: [String] { findings.filter { $0.baseline == .new && $0.suppression == nil }.map { "\($0.rule) “\($0.text)”" } }
    }

    private static func write(_ files: [String: String], in folder: URL) throws {
        for (name, text) in files {
            let file = folder.appendingPathComponent(name)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
    }

    /// A project before and after a change, with what is then new and what is gone.
    struct Change: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var before: [String: String]
        var after: [String: String]
        var new: Int
        var gone: Int
        var suppressed: Int

        init(_ name: String, _ before: [String: String], _ after: [String: String], new: Int = 0, gone: Int = 0, suppressed: Int = 0) {
            testDescription = name
            self.before = before
            self.after = after
            self.new = new
            self.gone = gone
            self.suppressed = suppressed
        }
    }

    static let risky = "未来升值空间巨大。\n"

    @Test("What is new and what is gone", arguments: [
        Change("nothing changed", ["a.txt": risky], ["a.txt": risky]),
        Change("a finding on line 1, a line above it", ["a.txt": risky], ["a.txt": "说明。\n" + risky]),
        Change("a second finding like it", ["a.txt": risky], ["a.txt": risky + risky], new: 1),
        Change("two equal findings in one line", ["a.txt": "稳赚不赔，稳赚不赔，稳赚不赔，稳赚不赔"], ["a.txt": "稳赚不赔，稳赚不赔，稳赚不赔，稳赚不赔"]),
        Change("one of two gone", ["a.txt": risky + risky], ["a.txt": risky], gone: 1),
        Change("the same file in two folders", ["a/x.txt": risky, "b/x.txt": risky], ["a/x.txt": risky, "b/x.txt": risky]),
        Change("a copy in a third", ["b/x.txt": risky, "c/x.txt": risky], ["a/x.txt": risky, "b/x.txt": risky, "c/x.txt": risky], new: 1),
        Change("one of two folders mended", ["a/x.txt": risky, "b/x.txt": risky], ["a/x.txt": "好\n", "b/x.txt": risky], gone: 1),
        Change("a file that was moved", ["old/x.txt": risky], ["new/y.txt": risky]),
        Change("a file that was deleted", ["x.txt": risky, "y.txt": risky], ["y.txt": risky], gone: 1),
        Change("a file that became a page", ["x.txt": risky], ["x.html": "<html><body>\n<p>未来<b>升值</b>空间&#24040;大。</p>"]),
        Change("markup laid out anew", ["x.html": "<p>未来升值空间巨大。</p>"], ["x.html": "<div>\n  <p class=a>\n    未来<i>升值空间</i>巨大。\n  </p>\n</div>"]),
        Change("a twin that was suppressed", ["x.html": "<p>好</p><p>未来升值空间巨大。</p>"],
               ["x.html": "<!-- kaipan-ignore appreciation-promise reason: x --><p>未来升值空间巨大。</p><p>未来升值空间巨大。</p>"], suppressed: 1),
        Change("other words", ["a.txt": risky], ["a.txt": "未来升值潜力巨大。\n"], new: 1, gone: 1),
        Change("the same words elsewhere", ["a.txt": risky], ["a.txt": "首期业主都在谈升值空间巨大。\n"], new: 1, gone: 1),
    ])
    func changes(_ change: Change) async throws {
        try await Project.withTemporaryFolder { folder in
            try Self.write(change.before, in: folder)
            let baseline = try await Self.check(folder).builder.baseline()
            for name in change.before.keys { try FileManager.default.removeItem(at: folder.appendingPathComponent(name)) }
            try Self.write(change.after, in: folder)
            let outcome = try await Self.check(folder, baseline)
            #expect(outcome.new.count == change.new, "\(outcome.new)")
            #expect(outcome.findings.count { $0.suppression != nil } == change.suppressed)
            #expect(outcome.stale.reduce(0) { $0 + $1.count } == change.gone, "\(outcome.stale)")
            // Known findings are marked, never dropped.
            #expect(outcome.findings.count == baseline.count + change.new - change.gone + change.suppressed)
        }
    }

    @Test("Files that were not looked at are not gone")
    func partialRuns() async throws {
        try await Project.withTemporaryFolder { folder in
            try Self.write(["a/x.txt": Self.risky, "b/y.txt": Self.risky], in: folder)
            let baseline = try await Self.check(folder).builder.baseline()
            try FileManager.default.removeItem(at: folder.appendingPathComponent("b/y.txt"))
            let outcome = try await Self.check(folder, baseline, roots: [folder.path + "/a"])
            #expect(outcome.stale.isEmpty)
        }
    }

    // MARK: - The fictional launch

    private static func copyOfTheLaunch(in folder: URL) throws -> URL {
        let copy = folder.appendingPathComponent("launch")
        try FileManager.default.copyItem(atPath: Project.path("Fixtures/launch"), toPath: copy.path)
        return copy
    }

    @Test("A hundred lines at the top of every document: nothing new, nothing lost")
    func linesAbove() async throws {
        try await Project.withTemporaryFolder { folder in
            let launch = try Self.copyOfTheLaunch(in: folder)
            let before = try await Self.check(launch)
            let baseline = before.builder.baseline()
            #expect(baseline.count > 50)
            for report in before.reports {
                let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: report.path)))
                try Data(try Self.withLinesAbove(bytes, path: report.path)).write(to: URL(fileURLWithPath: report.path))
            }
            let after = try await Self.check(launch, baseline)
            #expect(after.new == [])
            #expect(after.stale == [])
            #expect(after.findings.count == before.findings.count)
            // The lines did come in: what has a line moved down by a hundred.
            let moved = zip(before.reports, after.reports).filter { DocumentFormat(path: $0.0.path) != .docx }
            for (old, new) in moved {
                #expect(zip(old.findings, new.findings).allSatisfy { $1.start.line >= $0.start.line + 100 || $1.segments.isEmpty })
            }
        }
    }

    /// The file with a hundred harmless lines where a person would put them.
    private static func withLinesAbove(_ bytes: [UInt8], path: String) throws -> [UInt8] {
        let format = try #require(DocumentFormat(path: path))
        if format == .docx {
            let lines = (1...100).map { "<w:p><w:r><w:t>说明第\($0)行</w:t></w:r></w:p>" }.joined()
            return try TestArchive.zip(
                TestArchive.parts(of: bytes).map { part in
                    guard part.name == "word/document.xml" else { return part }
                    let text = String(decoding: part.bytes, as: UTF8.self)
                    return (part.name, Array(text.replacing("<w:body>", with: "<w:body>" + lines).utf8))
                })
        }
        let source = Source(path: path, bytes: bytes)
        let text = String(decoding: source.text, as: UTF8.self)
        let lines = (1...100).map { number in
            switch format {
            case .html: "<p>第\(number)行</p>\n"
            case .xml: "<!-- 第\(number)行 -->\n"
            case .markdown: "第\(number)行\n\n"
            default: "第\(number)行。\n"
            }
        }.joined()
        // Nothing may stand before the declaration of XML.
        let head = format == .xml ? text.prefix(upTo: text.range(of: "?>")?.upperBound ?? text.startIndex) + "\n" : ""
        let encoded = try #require(Source.encoded(Array((head + lines + text.dropFirst(max(0, head.count - 1))).utf8), as: source.encoding))
        let mark = bytes.prefix(source.byteOffset(ofText: 0))
        return Array(mark) + encoded
    }

    @Test("Two hundred edits elsewhere change no fingerprint", arguments: 0..<8)
    func editsElsewhere(_ seed: Int) async throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let rules = try #require(Self.pack)
        let paths = ["03-销售资料/公众号-首开.html", "03-销售资料/海报文案.md", "06-销售活动/开盘活动方案.txt", "03-销售资料/折页-商铺.txt"]
        let path = Project.path("Fixtures/launch/" + paths[seed % paths.count])
        let format = try #require(DocumentFormat(path: path))
        let source = Source(path: path, bytes: try [UInt8](Data(contentsOf: URL(fileURLWithPath: path))))
        var text = source.text
        let fingerprints = { (text: [UInt8]) throws in
            try Findings.of(text, format: format, rules: rules, path: path, encoding: .utf8)
        }
        for _ in 0..<25 {
            let document = try format.read(text, path: path, options: { var options = ReadingOptions(); options.encoding = .utf8; return options }())
            let findings = try fingerprints(text)
            #expect(!findings.isEmpty)
            // Somewhere in the text, at least ten characters from every finding.
            let places = document.blocks.flatMap { block in block.range.filter { document.text[$0] & 0xC0 != 0x80 } }.filter { offset in
                findings.allSatisfy { finding in offset < finding.textRange.lowerBound - 40 || offset > finding.textRange.upperBound + 40 }
            }
            let place = try #require(places.randomElement(using: &random))
            guard let target = document.sourceRanges(of: place..<place + 1).first?.lowerBound else { continue }
            text.insert(contentsOf: Array("说明".utf8), at: target)
            let after = try fingerprints(text).map(\.fingerprint)
            // An edit may break a disclosure elsewhere, which is a finding more; none may be lost.
            for finding in findings { #expect(after.contains(finding.fingerprint), "\(finding.rule) “\(finding.text)”") }
        }
    }

    @Test("What a moved file took along is no longer the old file's")
    func movedEntriesAreNotKeptTwice() async throws {
        try await Project.withTemporaryFolder { folder in
            try Self.write(["a.txt": Self.risky], in: folder)
            let baseline = try await Self.check(folder).builder.baseline()
            try FileManager.default.moveItem(at: folder.appendingPathComponent("a.txt"), to: folder.appendingPathComponent("b.txt"))
            var matcher = BaselineMatcher(baseline, folder: folder.path, roots: [])
            let reports = try await Self.check(folder).reports
            for var report in reports { matcher.mark(&report) }
            #expect(matcher.untouched.isEmpty)
            #expect(matcher.stale.isEmpty)
        }
    }

    @Test("Entries that a merge doubled are added up, and taken out one by one")
    func doubledEntries() {
        let entry = Baseline.Entry(path: "a.txt", rule: "x", fingerprint: "1", text: "词", count: 1)
        let baseline = Baseline([entry, entry])
        #expect(baseline.entries.map(\.count) == [2])
        #expect(baseline.removing([entry]).count == 1)
        // Two spellings that Unicode takes for equal are two files.
        var other = entry
        other.path = "e\u{301}.txt"
        var third = entry
        third.path = "\u{E9}.txt"
        #expect(Baseline([other, third]).entries.count == 2)
    }

    // MARK: - The file

    @Test func isReadAsItWasWritten() async throws {
        try await Project.withTemporaryFolder { folder in
            let baseline = Baseline([
                .init(path: "b.html", rule: "x", fingerprint: "2", text: "“”\n\u{202E}", count: 3),
                .init(path: "a.html", rule: "x", fingerprint: "1", text: "词", count: 1),
            ])
            let file = folder.appendingPathComponent("baseline.json")
            try Data(baseline.text.utf8).write(to: file)
            #expect(try Baseline(contentsOf: file.path) == baseline)
            #expect(baseline.entries.map(\.path) == ["a.html", "b.html"])
            // An entry a line, so that merges of two branches are.
            #expect(baseline.text.split(separator: "\n").count == 7)
        }
    }

    @Test("What is none is refused with the reason", arguments: [
        ("", "no JSON"), ("{", "no JSON"), ("{}", "version"), ("{\"version\":1}", "entries"), ("{\"version\":2,\"entries\":[]}", "version 2"),
        ("{\"version\":1,\"entries\":[{\"path\":\"a\"}]}", "missing"),
        ("{\"version\":1,\"entries\":[{\"path\":\"a\",\"rule\":\"b\",\"fingerprint\":\"c\",\"text\":\"d\",\"count\":0}]}", "no count"),
    ])
    func broken(_ text: String, _ reason: String) async throws {
        try await Project.withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("baseline.json")
            try Data(text.utf8).write(to: file)
            let error = #expect(throws: BaselineError.self) { try Baseline(contentsOf: file.path) }
            #expect(error?.message.en.contains(reason) == true, "\(String(describing: error?.message.en))")
            #expect(error?.message.zh.contains(file.path) == true)
        }
    }
}
