import Foundation
import KaipanTestSupport
import Testing

/// The table "Bad input" of the design, a test for each row as far as the checker answers it.
@Suite("Bad input")
struct BadInputTests {
    private func reports(_ files: [String: [UInt8]], _ arguments: [String] = ["."]) throws -> (status: Int32, report: Report, err: String) {
        try Workspace.with(files) { work in
            let outcome = try work.check(["--format", "json"] + arguments)
            return (outcome.status, try outcome.json(), outcome.err)
        }
    }

    // MARK: - Broken HTML

    /// What a browser shows, and what it does not.
    static let pages: [(html: String, found: [String])] = [
        ("<p>升值空间", ["升值空间"]), ("<p>升<b>值</i>空</b>间", ["升值空间"]), ("<p class=\"a>升值空间", []), ("</div></p></html>升值空间", ["升值空间"]),
        ("<!-- 升值空间", []), ("<!-->升值空间", ["升值空间"]), ("<!--->升值空间", ["升值空间"]), ("<p>升值&nbsp空间", ["升值\u{A0}空间"]), ("<p>升&#x503C;空间", ["升值空间"]), ("<p>升&#20540空间", ["升值空间"]),
        ("<script>升值空间", []), ("<style>升值空间</style>", []), ("<ul><li>升值<li>空间</ul>", []), ("<table><tr><td>升值<td>空间</table>", []),
        ("<p>升值<p>空间", []), ("<b><p>升值空间</b>第一</p>", ["升值空间", "第一"]), ("<>升值空间<", ["升值空间"]), ("< p>升值空间</ p>", ["升值空间"]),
        ("<p>升值<wbr>空间<unknown-tag>第一", ["升值空间", "第一"]), ("\u{0}<p>升值空间", ["升值空间"]), ("<p>升值空间<![CDATA[第一]]>", ["升值空间"]),
        ("<html><html><body><body>升值空间", ["升值空间"]), ("<a href='升值空间'>好</a>", []), ("<p data-x=升值空间>好", []),
    ]

    @Test(arguments: pages)
    func brokenHTMLIsReadAsABrowserShowsIt(_ html: String, found: [String]) throws {
        let result = try reports(["a.html": Array(html.utf8)])
        #expect(result.report.documents.first?.findings.map(\.text) == found)
        #expect(result.report.summary.unreadable == 0)
    }

    // MARK: - Malformed files beside good ones

    private static let good = ["0.txt": Array("升值空间".utf8), "z.html": Array("<p>第一".utf8)]

    private static func docx(_ paragraphs: String) throws -> [UInt8] { try TestArchive.docx(paragraphs) }

    /// A file that cannot be read, by name, with what its error has to say.
    struct Broken: Sendable, CustomTestStringConvertible {
        var name: String
        var bytes: [UInt8]
        var hint: String
        var line: Int?
        var testDescription: String { "\(name): \(hint)" }
    }

    static let broken: [Broken] = {
        let archive = (try? docx("<w:p><w:r><w:t>升值空间</w:t></w:r></w:p>")) ?? []
        var flipped = archive
        // A byte of the first part's compressed data.
        if flipped.count > 100 { flipped[90] ^= 0xFF }
        return [
            Broken(name: "a.xml", bytes: Array("<a>\n<b>升值空间</c>\n</a>".utf8), hint: "malformed", line: 2),
            Broken(name: "a.xml", bytes: Array("<a>\n\n升值空间".utf8), hint: "malformed", line: 3),
            Broken(name: "a.xml", bytes: Array("<a>升值空间</a><b/>".utf8), hint: "malformed", line: 1),
            Broken(name: "a.xml", bytes: Array("<a>&undefined;</a>".utf8), hint: "undefined", line: 1),
            Broken(name: "a.xml", bytes: Array("升值空间".utf8), hint: "malformed", line: 1),
            Broken(name: "a.xml", bytes: [], hint: "malformed", line: 1),
            Broken(name: "a.docx", bytes: [], hint: "empty", line: nil),
            Broken(name: "a.docx", bytes: Array("升值空间".utf8), hint: "malformed", line: nil),
            Broken(name: "a.docx", bytes: Array(archive.prefix(archive.count / 2)), hint: "malformed", line: nil),
            Broken(name: "a.docx", bytes: Array(archive.dropFirst(40)), hint: "malformed", line: nil),
            Broken(name: "a.docx", bytes: flipped, hint: "word/document.xml", line: nil),
            Broken(name: "a.docx", bytes: (try? TestArchive.zip([("readme.txt", Array("升值空间".utf8))])) ?? [], hint: "word/document.xml", line: nil),
            Broken(
                name: "a.docx",
                bytes: (try? TestArchive.zip([("word/document.xml", Array("<w:document xmlns:w=\"x\"><w:body>".utf8))])) ?? [],
                hint: "word/document.xml", line: 1),
        ]
    }()

    @Test(arguments: broken)
    func aFileThatCannotBeReadIsNamedAndTheOthersAreChecked(_ broken: Broken) throws {
        let result = try reports(Self.good.merging([broken.name: broken.bytes]) { $1 })
        #expect(result.status == 2)
        #expect(result.report.found == ["0.txt:promise:升值空间", "z.html:absolute:第一"])
        #expect(result.report.summary.unreadable == 1)
        let document = try #require(result.report.documents.first { $0.path == broken.name })
        let problem = try #require(document.errors.first)
        #expect(problem.message.contains(broken.hint), "\(problem.message)")
        #expect(problem.line == broken.line)
    }

    @Test func theTextReportNamesFileAndPlace() throws {
        try Workspace.with(["a.xml": "<a>\n<b>升值空间</c>\n</a>"]) { work in
            let outcome = try work.check(["a.xml"])
            #expect(outcome.status == 2)
            #expect(outcome.out.contains("a.xml:2:"))
            #expect(outcome.out.contains("not checked"))
            #expect(outcome.out.contains("1 could not be"))
            #expect(!outcome.out.contains("Nothing found"))
        }
    }

    // MARK: - Entities

    private static let secret = "绝密内容升值空间第一"

    static let external: [(name: String, text: String)] = [
        ("a.xml", "<!DOCTYPE a [<!ENTITY x SYSTEM \"PLACE\">]><a>好&x;</a>"), ("a.xml", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file://PLACE\">]><a>好&x;</a>"),
        ("a.xml", "<!DOCTYPE a SYSTEM \"PLACE\"><a>好</a>"), ("a.xml", "<!DOCTYPE a [<!ENTITY % x SYSTEM \"PLACE\"> %x;]><a>好</a>"),
        ("a.xml", "<a xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include href=\"PLACE\" parse=\"text\"/></a>"),
        ("a.xml", "<!DOCTYPE a [<!ENTITY x PUBLIC \"p\" \"PLACE\">]><a b=\"&x;\">好&x;</a>"),
        ("a.html", "<!DOCTYPE html [<!ENTITY x SYSTEM \"PLACE\">]><p>好&x;</p>"),
        ("a.html", "<iframe src=\"PLACE\"></iframe><object data=\"file://PLACE\"></object><p>好"),
    ]

    @Test(arguments: external)
    func noOtherFileEverLeaksIn(_ name: String, _ text: String) throws {
        try Workspace.with(["secret/secret.txt": Self.secret]) { work in
            let place = work.path("secret/secret.txt")
            try text.replacingOccurrences(of: "PLACE", with: place).write(toFile: work.path(name), atomically: true, encoding: .utf8)
            for format in ["text", "json"] {
                let outcome = try work.check(["--format", format, "--why", name])
                #expect([0, 2].contains(outcome.status), "\(outcome.out)")
                #expect(!(outcome.out + outcome.err).contains("绝密"))
                #expect(!(outcome.out + outcome.err).contains("升值空间"))
            }
        }
    }

    @Test func noOtherFileEverLeaksIntoADOCX() throws {
        try Workspace.with(["secret/secret.txt": Self.secret]) { work in
            let text = """
                <!DOCTYPE w [<!ENTITY x SYSTEM "\(work.path("secret/secret.txt"))">]>\
                <w:document \(TestArchive.vocabularies)><w:body><w:p><w:r><w:t>好&x;</w:t></w:r></w:p></w:body></w:document>
                """
            let bytes = try TestArchive.zip([("word/document.xml", Array(text.utf8))])
            try Data(bytes).write(to: URL(fileURLWithPath: work.path("a.docx")))
            let outcome = try work.check(["--format", "json", "--why", "a.docx"])
            #expect([0, 2].contains(outcome.status))
            #expect(!outcome.out.contains("绝密"))
        }
    }

    @Test func internalEntitiesAreExpanded() throws {
        let text = "<!DOCTYPE a [<!ENTITY x \"升值\"><!ENTITY y \"&x;空间\">]><a>未来&y;</a>"
        try #expect(reports(["a.xml": Array(text.utf8)]).report.found == ["a.xml:promise:升值空间"])
    }

    private static let laughs: String = {
        let entities = (1...12).map { "<!ENTITY e\($0) \"" + String(repeating: "&e\($0 - 1);", count: 10) + "\">" }.joined()
        return "<!DOCTYPE a [<!ENTITY e0 \"升值空间\">\(entities)]><a>&e12;</a>"
    }()

    private static let blowUp = "<!DOCTYPE a [<!ENTITY x \"\(String(repeating: "升", count: 50_000))\">]><a>\(String(repeating: "&x;", count: 20_000))</a>"

    private static let inAttribute = laughs.replacingOccurrences(of: "<a>&e12;</a>", with: "<a b=\"&e12;\">好</a>")

    @Test(arguments: [laughs, blowUp, inAttribute])
    func entityBombsAreRefused(_ text: String) throws {
        let result = try reports(Self.good.merging(["a.xml": Array(text.utf8)]) { $1 })
        #expect(result.status == 2)
        #expect(result.report.summary.unreadable == 1)
        #expect(result.report.summary.error == 1)
        let problem = try #require(result.report.documents.first { $0.path == "a.xml" }?.errors.first)
        #expect(problem.message.contains("entit"), "\(problem.message)")
    }

    @Test func anEntityThatHoldsItselfIsRefused() throws {
        let text = "<!DOCTYPE a [<!ENTITY x \"&y;\"><!ENTITY y \"&x;\">]><a>&x;</a>"
        try #expect(reports(["a.xml": Array(text.utf8)]).status == 2)
    }

    // MARK: - Archives

    @Test(arguments: [("word/document.xml", 400), ("word/document.xml", 30), ("word/styles.xml", 30)])
    func zipBombsAreRefused(_ part: String, _ mebibytes: Int) throws {
        let filling = [UInt8](repeating: UInt8(ascii: " "), count: mebibytes << 20)
        let bytes =
            part == "word/document.xml"
            ? try TestArchive.zip([(part, filling)]) : try TestArchive.docx("<w:p/>", parts: [(part, filling)])
        #expect(bytes.count < 2 << 20)
        let result = try reports(Self.good.merging(["a.docx": bytes]) { $1 })
        #expect(result.status == 2)
        #expect(result.report.summary.error == 1)
        let problem = try #require(result.report.documents.first { $0.path == "a.docx" }?.errors.first)
        #expect(problem.message.contains(part), "\(problem.message)")
        #expect(problem.message.contains("MiB") || problem.message.contains("times"), "\(problem.message)")
    }

    @Test func anEncryptedArchiveIsSaidToBeOne() throws {
        let bytes = try TestArchive.zip([("word/document.xml", TestArchive.part("document", "<w:body/>"))], password: "x")
        let result = try reports(["a.docx": bytes])
        #expect(result.status == 2)
        #expect(result.report.documents[0].errors[0].message.contains("encrypted"), "\(result.report.documents[0].errors[0].message)")
    }

    // MARK: - Depth and size

    static let deep: [(name: String, text: String)] = [
        ("a.xml", String(repeating: "<a>", count: 10_000) + "升值空间" + String(repeating: "</a>", count: 10_000)),
        ("a.html", String(repeating: "<div>", count: 10_000) + "升值空间" + String(repeating: "</div>", count: 10_000)),
        ("a.html", String(repeating: "<b>", count: 10_000) + "升值空间"),
        ("a.xml", String(repeating: "<a>", count: 1_000_000)),
    ]

    @Test(arguments: deep)
    func deepNestingIsRefusedAtAStatedLimit(_ name: String, _ text: String) throws {
        let result = try reports([name: Array(text.utf8)])
        #expect(result.status == 2)
        #expect(result.report.summary.unreadable == 1)
        #expect(result.report.documents[0].errors.first?.message.contains("4096") == true, "\(result.report.documents[0].errors)")
    }

    @Test func deepNestingInADOCXIsRefused() throws {
        let body = String(repeating: "<w:sdt><w:sdtContent>", count: 5_000) + String(repeating: "</w:sdtContent></w:sdt>", count: 5_000)
        let result = try reports(["a.docx": try TestArchive.docx(body)])
        #expect(result.status == 2)
        #expect(result.report.documents[0].errors.first?.message.contains("4096") == true, "\(result.report.documents[0].errors)")
    }

    @Test func nestingWithinTheLimitIsRead() throws {
        let text = String(repeating: "<a>", count: 4_000) + "升值空间" + String(repeating: "</a>", count: 4_000)
        try #expect(reports(["a.xml": Array(text.utf8)]).report.summary.error == 1)
    }

    @Test(arguments: ["huge.txt", "huge.html", "huge.xml", "huge.docx", "huge.md"])
    func twoGigabytesAreRefusedByTheirSize(_ name: String) throws {
        try Workspace.with(["a.txt": "升值空间"]) { work in
            try #require(FileManager.default.createFile(atPath: work.path(name), contents: nil))
            // Sparse: takes no space, and whoever reads it reads for long.
            try #require(truncate(work.path(name), 2 << 30) == 0)
            let outcome = try work.check(["--format", "json", "."])
            #expect(outcome.status == 2)
            let report = try outcome.json()
            #expect(report.found == ["a.txt:promise:升值空间"])
            #expect(report.documents.first { $0.path == name }?.errors.first?.message.contains("2048 MiB is over the limit of 256 MiB") == true)
        }
    }

    @Test func standardInputOverTheLimitIsRefused() throws {
        try Workspace.with(["a.txt": "好"]) { work in
            // Standard input without an end.
            let outcome = try KaipanProcess.run(
                ["-c", "\"$0\" check --rules \"$1\" --format json --stdin-name x.txt - < /dev/zero", KaipanProcess.executable, work.pack],
                executable: "/bin/sh")
            #expect(outcome.status == 2)
            try #expect(outcome.json().documents.first?.errors.first?.message.contains("limit of 256 MiB") == true)
        }
    }

    @Test(arguments: ["a.txt", "a.html", "a.md"])
    func aLineOfMegabytesIsReadToItsEnd(_ name: String) throws {
        let text = String(repeating: "好房子，", count: 1_000_000) + "升值空间"
        let report = try reports([name: Array(text.utf8)]).report
        #expect(report.documents[0].findings.map(\.text) == ["升值空间"])
        #expect(report.documents[0].findings.map(\.start.column) == [4_000_001])
    }

    @Test(arguments: ["a.txt", "a.html"])
    func aLineFullOfFindingsIsNoHang(_ name: String) throws {
        let count = 50_000
        let report = try reports([name: Array(String(repeating: "升值空间，", count: count).utf8)]).report
        #expect(report.summary.error == count)
        #expect(report.documents[0].findings.last?.start.column == (count - 1) * 5 + 1)
    }

    // MARK: - Encodings

    @Test func wrongBytesAreReplacedAndReportedWithTheirPlace() throws {
        let bytes = Array("第一行\n好".utf8) + [0xFF] + Array("的升值空间很大，这里的文字足够多，编码不会认错。\n".utf8)
        let result = try reports(["a.txt": bytes])
        #expect(result.status == 1)
        let document = result.report.documents[0]
        #expect(document.encoding == "UTF-8")
        #expect(document.findings.map(\.text) == ["第一", "升值空间"])
        #expect(document.findings[1].start.byteOffset == bytes.firstRange(of: Array("升值空间".utf8))?.lowerBound)
        let problem = try #require(document.errors.first)
        #expect(problem.message.contains("FF"))
        #expect(problem.line == 2)
        #expect(problem.column == 2)
    }

    @Test func manyWrongBytesAreSummed() throws {
        var bytes: [UInt8] = []
        for _ in 0..<500 { bytes += Array("这里的文字足够多，编码不会认错。".utf8) + [0xFF] }
        let errors = try reports(["a.txt": bytes]).report.documents[0].errors
        #expect(errors.count == 11)
        #expect(errors.last?.message.contains("490") == true)
        #expect(errors.last?.message.contains("--encoding") == true)
    }

    @Test(arguments: [
        ("UTF-16LE", [0xFF, 0xFE, 0x47, 0x53, 0x3C, 0x50, 0x7A, 0x7A, 0xF4, 0x95]), ("UTF-16BE", [0xFE, 0xFF, 0x53, 0x47, 0x50, 0x3C, 0x7A, 0x7A, 0x95, 0xF4]),
        ("GB18030", [0xC9, 0xFD, 0xD6, 0xB5, 0xBF, 0xD5, 0xBC, 0xE4]),
    ] as [(String, [UInt8])])
    func encodingsAreRecognised(_ name: String, _ bytes: [UInt8]) throws {
        let document = try reports(["a.txt": bytes]).report.documents[0]
        #expect(document.encoding == name)
        #expect(document.findings.map(\.text) == ["升值空间"])
        #expect(document.errors.isEmpty)
    }

    @Test func anUnknownDeclarationIsDecidedByTheBytes() throws {
        let head = Array("<html><meta charset=\"x-no-such\"><p>".utf8)
        let gbk: [UInt8] = [0xC9, 0xFD, 0xD6, 0xB5, 0xBF, 0xD5, 0xBC, 0xE4]
        try #expect(reports(["a.html": head + gbk]).report.found == ["a.html:promise:升值空间"])
        try #expect(reports(["a.html": head + Array("升值空间".utf8)]).report.found == ["a.html:promise:升值空间"])
    }

    @Test func bytesOfNoEncodingAtAllEnd() throws {
        var state: UInt64 = 7
        let noise = (0..<200_000).map { _ -> UInt8 in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 33)
        }
        for name in ["a.txt", "a.html", "a.md"] {
            let result = try reports([name: noise])
            #expect([0, 1].contains(result.status))
            #expect(!result.report.documents[0].errors.isEmpty)
        }
        for name in ["a.xml", "a.docx"] { try #expect(reports([name: noise]).status == 2) }
    }

    // MARK: - Nothing to check

    @Test func anEmptyFolderIsTwo() throws {
        try Workspace.with(["a.txt": "好"]) { work in
            try FileManager.default.createDirectory(atPath: work.path("empty/inside"), withIntermediateDirectories: true)
            let outcome = try work.check(["empty"])
            #expect(outcome.status == 2)
            #expect(outcome.err.contains("empty: the folder holds no file to check"))
            #expect(!outcome.out.contains("Nothing found"))
        }
    }

    @Test func aFolderWithoutASupportedFileIsTwo() throws {
        try Workspace.with(["pictures/a.jpg": "x", "pictures/b.psd": "x"]) { work in
            let outcome = try work.check(["pictures"])
            #expect(outcome.status == 2)
            #expect(outcome.err.contains("pictures: the folder holds no file of a known format (2 others)"), "\(outcome.err)")
            #expect(outcome.err.contains("html"))
            #expect(!outcome.out.contains("Nothing found"))
        }
    }

    @Test func aFileOfAnUnknownFormatIsTwo() throws {
        let result = try reports(["a.jpg": [0xFF, 0xD8]], ["a.jpg"])
        #expect(result.status == 2)
        #expect(result.report.documents[0].errors[0].message.contains("unknown format"))
    }

    @Test func anEmptyFolderBesideOthersIsTwoAndTheOthersAreChecked() throws {
        try Workspace.with(["a.txt": "升值空间"]) { work in
            try FileManager.default.createDirectory(atPath: work.path("empty"), withIntermediateDirectories: true)
            let outcome = try work.check(["--format", "json", "empty", "a.txt"])
            #expect(outcome.status == 2)
            try #expect(outcome.json().found == ["a.txt:promise:升值空间"])
        }
    }

    // MARK: - Files that the system refuses

    /// Opens in a way that fails for everyone, root too.
    enum Refusal: String, CaseIterable {
        case danglingLink, linkLoop, namedPipe, device, memory, endless
    }

    @Test(arguments: Refusal.allCases)
    func aFileThatCannotBeReadIsTwoAndTheOthersAreChecked(_ refusal: Refusal) throws {
        try Workspace.with(["a.txt": "升值空间"]) { work in
            let path = work.path("b.txt")
            let files = FileManager.default
            switch refusal {
            case .danglingLink: try files.createSymbolicLink(atPath: path, withDestinationPath: "gone.txt")
            case .linkLoop: try files.createSymbolicLink(atPath: path, withDestinationPath: "b.txt")
            case .namedPipe: try #require(mkfifo(path, 0o600) == 0)
            case .device: try files.createSymbolicLink(atPath: path, withDestinationPath: "/dev/zero")
            // Reading address 0 of one's own memory fails with EIO.
            case .memory: try files.createSymbolicLink(atPath: path, withDestinationPath: "/proc/self/mem")
            // States a size of 0 and is longer than what is read at all, or refuses.
            case .endless: try files.createSymbolicLink(atPath: path, withDestinationPath: "/proc/self/pagemap")
            }
            let outcome = try work.check(["--format", "json", "a.txt", "b.txt"])
            #expect(outcome.status == 2)
            let report = try outcome.json()
            #expect(report.found == ["a.txt:promise:升值空间"])
            #expect(report.summary.unreadable == 1)
            let said = outcome.err + report.documents.flatMap(\.errors).map(\.message).joined()
            #expect(said.contains("no such file") || said.contains("cannot be read") || said.contains("over the limit"), "\(said)")
        }
    }

    @Test func aFileThatStatesNoSizeIsReadAllTheSame() throws {
        try Workspace.with(["a.txt": "好"]) { work in
            try FileManager.default.createSymbolicLink(atPath: work.path("b.txt"), withDestinationPath: "/proc/self/cmdline")
            // The program's own arguments hold the words.
            let outcome = try work.check(["--format", "json", "--stdin-name", "升值空间.txt", "b.txt"])
            try #expect(outcome.json().found == ["b.txt:promise:升值空间"])
        }
    }

    /// Permissions do not bind root, who gives up being root first.
    private static let unprivileged = geteuid() == 0 ? ["/usr/bin/setpriv", "--reuid=65534", "--clear-groups"] : []

    private static func runUnprivileged(_ arguments: [String]) throws -> KaipanProcess.Outcome {
        let line = unprivileged + [KaipanProcess.executable] + arguments
        return try KaipanProcess.run(Array(line.dropFirst()), executable: line[0])
    }

    private static let isBound = (try? runUnprivileged(["--version"]).status) == 0

    @Test(.enabled(if: isBound, "the tests run as root, and the program cannot be run as anybody else"), arguments: ["closed", "."])
    func whatMayNotBeReadIsTwoAndTheOthersAreChecked(_ argument: String) throws {
        try Workspace.with(["a.txt": "升值空间", "b.txt": "升值空间", "closed/c.txt": "升值空间"]) { work in
            try #require(chmod(work.path("b.txt"), 0) == 0)
            try #require(chmod(work.path("closed"), 0) == 0)
            defer { chmod(work.path("closed"), 0o700) }
            let arguments = argument == "." ? [work.folder] : [work.path("closed"), work.path("a.txt"), work.path("b.txt")]
            let outcome = try Self.runUnprivileged(["check", "--rules", work.pack, "--format", "json"] + arguments)
            #expect(outcome.status == 2)
            #expect(outcome.err.contains("closed: the folder cannot be read"), "\(outcome.err)")
            let report = try outcome.json()
            #expect(report.found == ["a.txt:promise:升值空间"])
            #expect(report.summary.unreadable == 2)
            #expect(report.documents.last?.errors.first?.message.contains("Permission denied") == true)
        }
    }

    @Test(arguments: ["/proc/self/task/self/fdinfo/none", "/no/such/folder", ""])
    func aFolderThatIsNotThereIsTwo(_ path: String) throws {
        try Workspace.with(["a.txt": "升值空间"]) { work in
            let outcome = try work.check(["--format", "json", path, "a.txt"])
            #expect(outcome.status == 2)
            #expect(outcome.err.contains("no such file or directory"))
            try #expect(outcome.json().found == ["a.txt:promise:升值空间"])
        }
    }

    @Test func namesThatSteerATerminalAreTamed() throws {
        try Workspace.with(["a\u{1B}[31m.txt": "升值空间", "b\nok.xml": "<a>"]) { work in
            let outcome = try work.check([".", "gone\u{1B}]0;x\u{07}\n.txt"])
            #expect(outcome.status == 2)
            #expect(!(outcome.out + outcome.err).contains("\u{1B}"))
            #expect(!(outcome.out + outcome.err).contains("\u{07}"))
            #expect(!outcome.out.contains("\nok.xml"))
            #expect(outcome.err.split(separator: "\n").count == 1)
        }
    }
}
