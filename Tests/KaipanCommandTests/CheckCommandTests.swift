import Foundation
import Testing

@Suite("kaipan check")
struct CheckCommandTests {
    // MARK: - Exit status

    static let statuses: [(text: String, options: [String], status: Int32)] = [
        ("欢迎参观", [], 0), ("环境优美", [], 0), ("第一居所", [], 0), ("升值空间", [], 1),
        ("环境优美", ["--fail-on", "notice"], 1), ("环境优美", ["--fail-on", "warning"], 0), ("第一居所", ["--fail-on", "warning"], 1),
        ("升值空间", ["--fail-on", "notice"], 1), ("欢迎参观", ["--fail-on", "notice"], 0), ("不承诺升值空间", [], 0),
    ]

    @Test(arguments: statuses)
    func status(_ text: String, options: [String], status: Int32) throws {
        try Workspace.with(["a.txt": text]) { work in
            let outcome = try work.check(["a.txt"] + options)
            #expect(outcome.status == status)
            #expect(outcome.err.isEmpty)
            #expect(!outcome.out.isEmpty)
        }
    }

    static let misuses: [(options: [String], hint: String)] = [
        (["--unknown", "a.txt"], "--unknown"), (["--kind", "flyer", "a.txt"], "flyer"), (["--fail-on", "fatal", "a.txt"], "fatal"),
        (["--as-of", "yesterday", "a.txt"], "yesterday"), (["--as-of", "2025-02-30", "a.txt"], "2025-02-30"),
        (["--city", "guangzhou", "a.txt"], "six-digit"), (["--city", "4401", "a.txt"], "six-digit"), (["--jobs", "0", "a.txt"], "--jobs"),
        (["--jobs", "many", "a.txt"], "many"), (["--format", "yaml", "a.txt"], "yaml"), (["--encoding", "latin-9", "a.txt"], "latin-9"),
        (["--language", "fr", "a.txt"], "fr"), ([], "name a file"), (["--ndjson", "a.txt"], "--ndjson"), (["a.txt", "--output"], "--output"),
        (["no-such-file.txt"], "no-such-file.txt"), (["no-such-*.txt"], "no-such-*.txt"), (["--config", "no-such.yml", "a.txt"], "no-such.yml"),
    ]

    @Test(arguments: misuses)
    func whatCannotBeDoneIsTwo(_ options: [String], hint: String) throws {
        try Workspace.with(["a.txt": "升值空间"]) { work in
            let outcome = try work.check(options)
            #expect(outcome.status == 2)
            #expect(outcome.err.contains(hint), "\(outcome.err)")
        }
    }

    @Test(arguments: [["no-such-command"], ["check", "--no-such-option"], ["rules", "no-such-command"], ["rules", "explain"]])
    func anUnknownCommandIsTwo(_ arguments: [String]) throws {
        let outcome = try KaipanProcess.run(arguments)
        #expect(outcome.status == 2)
        #expect(!outcome.err.isEmpty)
        #expect(outcome.out.isEmpty)
    }

    @Test(arguments: [["--help"], ["--version"], ["check", "--help"], ["rules", "test", "--help"]])
    func helpIsZero(_ arguments: [String]) throws {
        let outcome = try KaipanProcess.run(arguments)
        #expect(outcome.status == 0)
        #expect(!outcome.out.isEmpty)
        #expect(outcome.err.isEmpty)
    }

    // MARK: - What is checked

    private static let tree = [
        "a.txt": "升值空间", "b.md": "# 升值空间", "sub/c.html": "<p>升值空间</p>", "sub/deep/d.txt": "升值空间", "sub/e.jpg": "升值空间", ".hidden/f.txt": "升值空间",
        ".g.txt": "升值空间", "node_modules/h.txt": "升值空间",
    ]

    static let selections: [(arguments: [String], files: [String])] = [
        (["."], ["a.txt", "b.md", "sub/c.html", "sub/deep/d.txt"]), (["sub"], ["sub/c.html", "sub/deep/d.txt"]),
        (["sub/"], ["sub/c.html", "sub/deep/d.txt"]), (["b.md", "a.txt"], ["a.txt", "b.md"]), (["./a.txt", "a.txt"], ["a.txt"]),
        (["*.txt"], ["a.txt"]), (["**/*.txt"], ["a.txt", "sub/deep/d.txt"]), (["sub/*.html"], ["sub/c.html"]), (["{a,b}.*"], ["a.txt", "b.md"]),
        (["?.md"], ["b.md"]), (["[!a].*"], ["b.md"]), (["[a-c].t?t"], ["a.txt"]), (["s*b/**/*.txt"], ["sub/deep/d.txt"]), (["*b/*l"], ["sub/c.html"]), ([".hidden"], [".hidden/f.txt"]), ([".g.txt"], [".g.txt"]), (["sub", "sub/c.html"], ["sub/c.html", "sub/deep/d.txt"]),
        (["sub/c.html", "sub/deep/d.txt", "sub"], ["sub/c.html", "sub/deep/d.txt"]), (["sub", "sub"], ["sub/c.html", "sub/deep/d.txt"]),
    ]

    @Test(arguments: selections)
    func filesAreFoundAndSorted(_ arguments: [String], files: [String]) throws {
        try Workspace.with(Self.tree) { work in
            let outcome = try work.check(["--format", "json"] + arguments)
            try #expect(outcome.json().documents.map(\.path) == files)
            #expect(outcome.status == 1)
            #expect(outcome.err.isEmpty)
        }
    }

    @Test func whatIsSkippedIsSaid() throws {
        try Workspace.with(Self.tree) { work in
            try #expect(work.json(["sub"]).summary.skipped == ["jpg": 1])
            try #expect(work.check(["sub"]).out.contains(".jpg 1"))
        }
    }

    @Test func aPatternWithHanCharacters() throws {
        try Workspace.with(["第1页.txt": "升值空间", "第2页.txt": "升值空间", "封面.txt": "升值空间"]) { work in
            try #expect(work.json(["第*.txt"]).documents.map(\.path) == ["第1页.txt", "第2页.txt"])
            try #expect(work.json(["封?.txt"]).documents.map(\.path) == ["封面.txt"])
            try #expect(work.json(["[封第]*.txt"]).documents.count == 3)
        }
    }

    @Test func aLinkToAFileIsFollowedAndALinkToAFolderIsNot() throws {
        try Workspace.with(["real/a.txt": "升值空间"]) { work in
            try FileManager.default.createDirectory(atPath: work.path("links"), withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(atPath: work.path("links/b.txt"), withDestinationPath: "../real/a.txt")
            try FileManager.default.createSymbolicLink(atPath: work.path("links/loop"), withDestinationPath: "../links")
            try #expect(work.json(["links"]).documents.map(\.path) == ["links/b.txt"])
        }
    }

    // MARK: - Standard input

    @Test(arguments: [["-"], ["--stdin-name", "x.txt"], ["-", "--stdin-name", "x.txt"]])
    func standardInput(_ arguments: [String]) throws {
        try Workspace.with([:] as [String: String]) { work in
            let report = try work.json(arguments, input: Array("未来升值空间".utf8))
            #expect(report.documents.map(\.path) == [arguments.contains("x.txt") ? "x.txt" : "<stdin>"])
            #expect(report.found.map { $0.split(separator: ":").last } == ["升值空间"])
        }
    }

    @Test func theNameOfStandardInputTellsItsFormat() throws {
        try Workspace.with([:] as [String: String]) { work in
            let bytes = Array("<p>升<b>值</b>空间</p>".utf8)
            try #expect(work.json(["--stdin-name", "x.html"], input: bytes).summary.error == 1)
            try #expect(work.json(["--stdin-name", "x.txt"], input: bytes).summary.error == 0)
            // Without a name the bytes tell.
            try #expect(work.json(["-"], input: bytes).summary.error == 1)
        }
    }

    @Test func standardInputBesideFiles() throws {
        try Workspace.with(["a.txt": "第一"]) { work in
            let report = try work.json(["a.txt", "-"], input: Array("升值空间".utf8))
            #expect(report.documents.map(\.path) == ["<stdin>", "a.txt"])
        }
    }

    @Test func emptyStandardInputIsAnEmptyDocument() throws {
        try Workspace.with([:] as [String: String]) { work in
            let outcome = try work.check(["-"])
            #expect(outcome.status == 0)
            #expect(outcome.out.contains("1 document checked"))
        }
    }

    // MARK: - Options

    @Test func theKindDecidesTheRules() throws {
        try Workspace.with(["a.txt": "最终解释权归我司"]) { work in
            try #expect(work.json(["a.txt"]).found == [])
            let report = try work.json(["--kind", "contract", "a.txt"])
            #expect(report.found == ["a.txt:contract-only:最终解释权"])
            #expect(report.documents.map(\.kindFrom) == ["option"])
            try #expect(work.json(["--kind", "notice", "a.txt"]).documents.map(\.kind) == ["notice"])
        }
    }

    @Test func theDocumentTellsItsKind() throws {
        try Workspace.with(["a.html": "<title>商品房买卖合同</title><p>最终解释权归我司</p>"]) { work in
            let report = try work.json(["a.html"])
            #expect(report.documents.map(\.kind) == ["contract"])
            #expect(report.documents.map(\.kindFrom) == ["document"])
            #expect(report.summary.error == 1)
        }
    }

    @Test(arguments: [
        (nil, ["absolute warning", "opinion notice"]), ("440100", ["city-wording error", "absolute error"]), ("440106", ["city-wording error", "absolute error"]),
        ("310000", ["absolute warning", "opinion notice"]),
    ] as [(String?, [String])])
    func theCityDecidesItsRulesAndSeverities(_ city: String?, _ found: [String]) throws {
        try Workspace.with(["a.txt": "学区房，第一居所，环境优美"]) { work in
            let report = try work.json(["a.txt"] + (city.map { ["--city", $0] } ?? []))
            #expect(report.documents.flatMap(\.findings).map { "\($0.rule) \($0.severity)" } == found)
            #expect(report.city == city)
        }
    }

    @Test("A city without a profile of its own or of its province is told", arguments: [
        ("330700", true), ("330100", true), ("330106", true), ("320100", false), ("440106", true), ("440300", false),
    ])
    func aCityWithoutProfile(_ city: String, _ hasProfile: Bool) throws {
        let files = [
            "a.txt": "一", "p/pack.yml": "name: province\ncity: \"330000\"\nversion: \"1\"\n",
            "p/a.yml": "- { id: p, title: 甲, control: name, severity: notice, forbid: [甲], message: 甲 }",
        ]
        try Workspace.with(files) { work in
            let outcome = try KaipanProcess.run(
                ["check", "--rules", work.pack, "--add-rules", "p", "--city", city, "--language", "en", "a.txt"], in: work.folder)
            #expect(outcome.status == 0)
            #expect(outcome.err.contains("no pack for the city") == !hasProfile, "\(outcome.err)")
        }
    }

    @Test(arguments: [("2020-12-31", 0), ("2021-01-01", 1), ("2026-01-01", 1)])
    func theDayDecidesTheLaw(_ day: String, _ count: Int) throws {
        try Workspace.with(["a.txt": "最终解释权归我司"]) { work in
            let report = try work.json(["--as-of", day, "--kind", "contract", "a.txt"])
            #expect(report.summary.error == count)
            #expect(report.asOf == day)
        }
    }

    @Test func whyShowsWhatWasExcepted() throws {
        try Workspace.with(["a.txt": "我们不承诺升值空间"]) { work in
            let silent = try work.check(["a.txt"])
            #expect(silent.status == 0)
            #expect(!silent.out.contains("升值空间"))
            let outcome = try work.check(["--why", "a.txt"])
            #expect(outcome.status == 0)
            #expect(outcome.out.contains("a.txt:1:6"))
            #expect(outcome.out.contains("except.clause"))
            #expect(outcome.out.contains("不承诺"))
            try #expect(work.check(["--why", "--format", "json", "a.txt"]).out.contains("\"excepted\":[{"))
        }
    }

    @Test func theEncodingCanBeNamed() throws {
        let gbk: [UInt8] = [0xC9, 0xFD, 0xD6, 0xB5, 0xBF, 0xD5, 0xBC, 0xE4]
        try Workspace.with(["a.txt": gbk]) { work in
            try #expect(work.json(["--encoding", "gbk", "a.txt"]).found == ["a.txt:promise:升值空间"])
            try #expect(work.json(["a.txt"]).documents.map(\.encoding) == ["GB18030"])
            try #expect(work.json(["--encoding", "utf-8", "a.txt"]).found == [])
        }
    }

    @Test(arguments: [
        ("zh", [:], "错误"), ("en", [:], "error"), (nil, ["LANG": "zh_CN.UTF-8"], "错误"), (nil, ["LANG": "en_GB.UTF-8"], "error"), (nil, ["LANG": "C"], "错误"),
        (nil, ["LC_ALL": "de_DE.UTF-8", "LANG": "zh_CN.UTF-8"], "error"), (nil, ["LANG": ""], "错误"),
    ] as [(String?, [String: String], String)])
    func theLanguageFollowsTheOptionElseTheLocale(_ option: String?, _ environment: [String: String], _ word: String) throws {
        try Workspace.with(["a.txt": "升值空间"]) { work in
            let outcome = try work.check((option.map { ["--language", $0] } ?? []) + ["a.txt"], environment: environment)
            #expect(outcome.out.contains("a.txt:1:1  \(word)  "))
        }
    }

    @Test func theWidthOfTheTerminalIsKept() throws {
        try Workspace.with(["a.txt": String(repeating: "楼", count: 70) + "升值空间" + String(repeating: "楼", count: 70)]) { work in
            let outcome = try work.check(["a.txt"], environment: ["COLUMNS": "40"])
            let lines = outcome.out.split(separator: "\n").filter { $0.contains("楼") }
            #expect(lines.count == 1)
            #expect(lines.allSatisfy { $0.count <= 24 })
        }
    }

    @Test func noColourWithoutATerminal() throws {
        try Workspace.with(["a.txt": "升值空间"]) { work in
            try #expect(!(work.check(["a.txt"]).out.contains("\u{1B}")))
        }
    }

    @Test func moreRulesCanBeAdded() throws {
        let own = Workspace.rules.replacingOccurrences(of: "- id: ", with: "- id: own-").replacingOccurrences(of: "升值空间", with: "买到就是赚到")
        try Workspace.with(["a.txt": "升值空间，买到就是赚到", "own.yml": own]) { work in
            try #expect(work.json(["--add-rules", "own.yml", "a.txt"]).found == ["a.txt:promise:升值空间", "a.txt:own-promise:买到就是赚到"])
            try #expect(work.json(["a.txt"]).found == ["a.txt:promise:升值空间"])
        }
    }

    // MARK: - Output

    @Test(arguments: ["text", "json"])
    func theOutputAppearsInItsFile(_ format: String) throws {
        try Workspace.with(["a.txt": "升值空间"]) { work in
            let plain = try work.check(["--format", format, "a.txt"])
            let outcome = try work.check(["--format", format, "--output", "report.out", "a.txt"])
            #expect(outcome.status == 1)
            #expect(outcome.out.isEmpty)
            try #expect(String(contentsOfFile: work.path("report.out"), encoding: .utf8) == plain.out)
            try #expect(FileManager.default.contentsOfDirectory(atPath: work.folder).sorted() == ["a.txt", "report.out"])
        }
    }

    @Test func anOlderReportIsReplacedWhole() throws {
        try Workspace.with(["a.txt": "升值空间", "report.json": String(repeating: "old ", count: 10_000)]) { work in
            _ = try work.check(["--format", "json", "-o", "report.json", "a.txt"])
            let text = try String(contentsOfFile: work.path("report.json"), encoding: .utf8)
            #expect(!text.contains("old"))
            try #expect(JSONDecoder().decode(Report.self, from: Data(text.utf8)).summary.error == 1)
        }
    }

    @Test(arguments: ["no/such/folder/report.json", "/proc/report.json", "folder", "/dev/full"])
    func aPlaceThatCannotBeWrittenIsTwo(_ place: String) throws {
        try Workspace.with(["a.txt": "升值空间", "folder/b.txt": ""]) { work in
            let outcome = try work.check(["--format", "json", "--output", place, "a.txt"])
            #expect(outcome.status == 2)
            #expect(outcome.err.contains(place), "\(outcome.err)")
            try #expect(FileManager.default.contentsOfDirectory(atPath: work.folder).sorted() == ["a.txt", "folder"])
        }
    }

    @Test func aDeviceStaysADevice() throws {
        try Workspace.with(["a.txt": "升值空间"]) { work in
            try #expect(work.check(["--output", "/dev/null", "a.txt"]).status == 1)
            let attributes = try FileManager.default.attributesOfItem(atPath: "/dev/null")
            #expect(attributes[.type] as? FileAttributeType == .typeCharacterSpecial)
        }
    }

    @Test(arguments: [["a.txt"], ["--format", "json", "a.txt"]])
    func aFullDiskBehindStandardOutputIsTwo(_ arguments: [String]) throws {
        try Workspace.with(["a.txt": "升值空间"]) { work in
            let outcome = try work.check(arguments, output: "/dev/full")
            #expect(outcome.status == 2)
            #expect(!outcome.err.isEmpty)
        }
    }

    // MARK: - The program's own rules

    @Test func theBuiltInRulesAreFound() throws {
        let outcome = try KaipanProcess.run(["check", "--format", "json", "-"], input: Array("未来升值空间巨大，坐等升值".utf8), in: "/")
        #expect(outcome.status == 1)
        try #expect(outcome.json().summary.error > 0)
    }

    @Test func theCurrentDirectoryHoldsNoRules() throws {
        try Workspace.with(["a.txt": "升值空间"]) { work in
            let root = (work.pack as NSString).deletingLastPathComponent
            // A copy of the program without its resources, in a folder whose surroundings hold packs by other names.
            let program = root + "/bin/kaipan"
            try FileManager.default.createDirectory(atPath: root + "/bin", withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: KaipanProcess.executable, toPath: program)
            try FileManager.default.copyItem(atPath: work.pack, toPath: work.path("Rules"))
            let lost = try KaipanProcess.run(["check", "a.txt"], in: work.folder, executable: program)
            #expect(lost.status == 2)
            #expect(lost.err.contains("--rules"))
            #expect(lost.err.contains("share/kaipan"))
            let named = try KaipanProcess.run(["check", "a.txt"], environment: ["KAIPAN_RULES": work.pack], in: work.folder, executable: program)
            #expect(named.status == 1)
            try FileManager.default.createDirectory(atPath: root + "/share", withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: work.pack, toPath: root + "/share/kaipan")
            let shared = try KaipanProcess.run(["check", "a.txt"], in: work.folder, executable: program)
            #expect(shared.status == 1)
            // Called through a link, the program still finds what lies beside it.
            try FileManager.default.createSymbolicLink(atPath: work.path("linked"), withDestinationPath: program)
            try #expect(KaipanProcess.run(["check", "a.txt"], in: work.folder, executable: work.path("linked")).status == 1)
        }
    }

    @Test func brokenRulesStopTheRun() throws {
        try Workspace.with(["a.txt": "升值空间", "own.yml": "- id: own\n  severty: error\n"]) { work in
            let outcome = try work.check(["--add-rules", "own.yml", "a.txt"])
            #expect(outcome.status == 2)
            #expect(outcome.out.isEmpty)
            #expect(outcome.err.contains("own.yml:2:3: unknown key “severty”; did you mean “severity”?\n      severty: error\n      ^"))
        }
    }
}
