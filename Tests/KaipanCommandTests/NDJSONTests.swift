import Foundation
import Testing

@Suite("kaipan check --ndjson")
struct NDJSONTests {
    private struct Answer: Decodable {
        var id: String?
        var findings: [Report.Finding]?
        var error: String?
    }

    private func run(_ input: String, _ options: [String] = []) throws -> (outcome: KaipanProcess.Outcome, answers: [String]) {
        try Workspace.with([:] as [String: String]) { work in
            let outcome = try work.check(["--ndjson"] + options, input: Array(input.utf8))
            return (outcome, outcome.out.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init))
        }
    }

    private func answers(_ input: String, _ options: [String] = []) throws -> [Answer] {
        try run(input, options).answers.map { try JSONDecoder().decode(Answer.self, from: Data($0.utf8)) }
    }

    private func rules(_ input: String, _ options: [String] = []) throws -> [[String]?] {
        try answers(input, options).map { $0.findings?.map(\.rule) }
    }

    @Test(arguments: ["1", "2", "7"])
    func answersComeInOrder(_ jobs: String) throws {
        let count = 5_000
        let input = (0..<count).map { "{\"id\":\"\($0)\",\"text\":\"\($0 % 3 == 0 ? "升值空间" : "好")\($0)\"}\n" }.joined()
        let answers = try answers(input, ["--jobs", jobs])
        #expect(answers.map(\.id) == (0..<count).map(String.init))
        #expect(answers.map { $0.findings?.count } == (0..<count).map { $0 % 3 == 0 ? 1 : 0 })
    }

    @Test(arguments: ["\"a\"", "0", "-5", "2.5", "null", "true", "[1,2]", "{\"a\":1}", "123456789012345678901234567890"])
    func anIdentifierComesBackAsItWas(_ id: String) throws {
        let result = try run("{\"id\":\(id),\"text\":\"好\"}\n")
        #expect(result.answers == ["{\"findings\":[],\"id\":\(id)}"])
        #expect(result.outcome.status == 0)
    }

    @Test(arguments: [("好", [], 0), ("升值空间", [], 1), ("第一", [], 0), ("第一", ["--fail-on", "warning"], 1), ("环境优美", ["--fail-on", "notice"], 1)])
    func status(_ text: String, _ options: [String], _ status: Int32) throws {
        try #expect(run("{\"text\":\"\(text)\"}\n", options).outcome.status == status)
    }

    static let mistakes: [(line: String, hint: String)] = [
        ("not json", "line 2"), ("{\"id\":\"x\"", "line 2"), ("[]", "line 2"), ("\"升值空间\"", "line 2"), ("{\"id\":\"x\"}", "text is missing"),
        ("{\"id\":\"x\",\"text\":7}", "text"), ("{\"id\":\"x\",\"text\":\"好\",\"kind\":\"flyer\"}", "flyer"),
        ("{\"id\":\"x\",\"text\":\"好\",\"format\":\"pdf\"}", "pdf"), ("{\"id\":\"x\",\"text\":\"好\",\"speaker\":\"dog\"}", "dog"),
        ("{\"id\":\"x\",\"text\":\"好\",\"asOf\":\"soon\"}", "soon"), ("{\"id\":\"x\",\"text\":\"好\",\"city\":\"guangzhou\"}", "guangzhou"),
        ("{\"id\":\"x\",\"text\":\"<a></b>\",\"format\":\"xml\"}", "malformed"), ("\u{FEFF}{]", "line 2"),
    ]

    @Test(arguments: mistakes)
    func aMistakeInALineIsItsAnswer(_ line: String, hint: String) throws {
        let input = "{\"id\":\"1\",\"text\":\"升值空间\"}\n\(line)\n{\"id\":\"3\",\"text\":\"升值空间\"}\n"
        let outcome = try run(input).outcome
        #expect(outcome.status == 2)
        let answers = try answers(input)
        try #require(answers.count == 3)
        #expect(answers[1].findings == nil)
        #expect(answers[1].error?.contains(hint) == true, "\(answers[1].error ?? "")")
        #expect(answers[1].error?.contains("line 2") == true)
        if line.hasPrefix("{\"id\":\"x\",") { #expect(hint == "text" || answers[1].id == "x") }
        #expect(answers[0].findings?.count == 1)
        #expect(answers[2].findings?.count == 1)
    }

    @Test func invalidBytesAreAnError() throws {
        try Workspace.with([:] as [String: String]) { work in
            let input = Array("{\"id\":1,\"text\":\"".utf8) + [0xFF, 0xFE] + Array("\"}\n{\"id\":2,\"text\":\"好\"}\n".utf8)
            let outcome = try work.check(["--ndjson"], input: input)
            #expect(outcome.status == 2)
            #expect(outcome.out.split(separator: "\n").count == 2)
            #expect(outcome.out.hasSuffix("{\"findings\":[],\"id\":2}\n"))
        }
    }

    @Test func theFieldsOfALineCount() throws {
        let lines = [
            "{\"text\":\"最终解释权\"}", "{\"text\":\"最终解释权\",\"kind\":\"contract\"}", "{\"text\":\"最终解释权\",\"kind\":\"contract\",\"asOf\":\"2020-12-31\"}",
            "{\"text\":\"升值空间\",\"kind\":\"conversation\",\"speaker\":\"customer\"}", "{\"text\":\"升值空间\",\"kind\":\"conversation\",\"speaker\":\"seller\"}",
            "{\"text\":\"学区房\"}", "{\"text\":\"学区房\",\"city\":\"440100\"}", "{\"text\":\"<p>升<b>值</b>空间</p>\",\"format\":\"html\"}",
            "{\"text\":\"<p>升<b>值</b>空间</p>\"}", "{\"text\":\"<p>升值空间</p>\",\"format\":\"xml\"}",
        ]
        try #expect(
            rules(lines.joined(separator: "\n") + "\n") == [
                [], ["contract-only"], [], [], ["promise"], [], ["city-wording"], ["promise"], [], ["promise"],
            ])
    }

    @Test func theOptionsAreTheDefaultsOfALine() throws {
        try #expect(rules("{\"text\":\"学区房\"}\n{\"text\":\"学区房\",\"city\":\"440300\"}\n", ["--city", "440100"]) == [["city-wording"], []])
        let dated = "{\"text\":\"最终解释权\",\"kind\":\"contract\"}\n"
        try #expect(rules(dated, ["--as-of", "2020-12-31"]) == [[]])
    }

    @Test func theKindOfTheOptionIsTheDefaultOfALine() throws {
        try #expect(rules("{\"text\":\"最终解释权\"}\n{\"text\":\"最终解释权\",\"kind\":\"plan\"}\n", ["--kind", "contract"]) == [["contract-only"], []])
    }

    @Test(arguments: ["\n", "\r\n"])
    func lineEndsAndBlankLines(_ end: String) throws {
        let input = "\(end)\(end){\"id\":\"a\",\"text\":\"升值空间\"}\(end)  \t\(end){\"id\":\"b\",\"text\":\"好\"}\(end)\(end)"
        let result = try run(input)
        #expect(result.answers.count == 2)
        #expect(result.outcome.status == 1)
        // Blank lines count where a line is named.
        try #expect(answers("\(end)\(end)wrong\(end)").first?.error?.contains("line 3") == true)
    }

    @Test func theLastLineNeedsNoEnd() throws {
        try #expect(answers("{\"id\":\"a\",\"text\":\"好\"}\n{\"id\":\"b\",\"text\":\"好\"}").map(\.id) == ["a", "b"])
    }

    @Test func nothingGivesNothing() throws {
        let result = try run("")
        #expect(result.answers.isEmpty)
        #expect(result.outcome.status == 0)
    }

    @Test func aLineOfAMegabyte() throws {
        let text = String(repeating: "好房子", count: 120_000) + "升值空间"
        let answers = try answers("{\"id\":\"long\",\"text\":\"\(text)\"}\n{\"id\":\"next\",\"text\":\"第一\"}\n")
        #expect(answers.map(\.id) == ["long", "next"])
        #expect(answers[0].findings?.map(\.start.column) == [360_001])
        #expect(answers[0].findings?.map(\.start.byteOffset) == [1_080_000])
    }

    @Test func aLineOverTheLimitIsRefusedAndPassedOver() throws {
        let long = "{\"id\":\"long\",\"text\":\"" + String(repeating: "a", count: 70 << 20) + "\"}"
        let result = try run("{\"id\":\"first\",\"text\":\"好\"}\n\(long)\n{\"id\":\"last\",\"text\":\"升值空间\"}\nwrong\n")
        #expect(result.outcome.status == 2)
        try #require(result.answers.count == 4)
        #expect(result.answers[0].contains("first"))
        #expect(result.answers[1].contains("line 2") && result.answers[1].contains("64 MiB"))
        #expect(result.answers[2].contains("promise"))
        #expect(result.answers[3].contains("line 4"))
    }

    @Test func anAnswerComesBeforeTheInputEnds() throws {
        try Workspace.with([:] as [String: String]) { work in
            let process = Process()
            process.executableURL = URL(fileURLWithPath: KaipanProcess.executable)
            process.arguments = ["check", "--rules", work.pack, "--ndjson"]
            process.environment = KaipanProcess.environment()
            let input = Pipe()
            let output = Pipe()
            process.standardInput = input
            process.standardOutput = output
            try process.run()
            defer {
                if process.isRunning { kill(process.processIdentifier, SIGKILL) }
                process.waitUntilExit()
            }
            for id in ["one", "two"] {
                try input.fileHandleForWriting.write(contentsOf: Data("{\"id\":\"\(id)\",\"text\":\"升值空间\"}\n".utf8))
                var waiting = pollfd(fd: output.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
                let ready = poll(&waiting, 1, Int32(KaipanProcess.deadline * 1000))
                try #require(ready == 1, "no answer while standard input is open")
                let answer = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
                #expect(answer.hasSuffix("\n"))
                #expect(answer.contains("\"id\":\"\(id)\""))
            }
            try input.fileHandleForWriting.close()
            process.waitUntilExit()
            #expect(process.terminationStatus == 1)
        }
    }

    @Test func aFullDiskIsTwo() throws {
        try Workspace.with([:] as [String: String]) { work in
            let outcome = try work.check(["--ndjson"], input: Array("{\"text\":\"好\"}\n".utf8), output: "/dev/full")
            #expect(outcome.status == 2)
            #expect(!outcome.err.isEmpty)
        }
    }
}
