import Foundation
import KaipanChecks
import KaipanReports
import KaipanRules
import KaipanText
import Testing

@Suite("JSON keeps its contract")
struct JSONContractTests {
    private func parse(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private func output(why: Bool = false) throws -> [String: Any] {
        let run = try Run(why: why)
        let reports = try ["brochure.html", "leaflet.txt", "broken.xml", "clean.md"].map { run.report(try GoldenFile.bytes($0), name: $0) }
        return try parse(run.output(reports, skipped: ["jpg": 3], through: JSONReporter(info: run.info(.chinese), showsExemptions: why)))
    }

    private func keys(_ value: Any?) -> Set<String> { Set((value as? [String: Any])?.keys.map(\.self) ?? []) }

    @Test func ofAReport() throws {
        let report = try output()
        #expect(keys(report) == ["version", "pack", "asOf", "city", "documents", "summary"])
        #expect(report["version"] as? Int == 1)
        #expect(keys(report["pack"]) == ["name", "version", "digest"])
        #expect((report["pack"] as? [String: String])?["name"] == "golden")
        #expect((report["pack"] as? [String: String])?["digest"]?.count == 64)
        #expect(keys(report["summary"]) == ["documents", "error", "warning", "notice", "unreadable", "skipped", "baselined", "suppressed", "stale"])
    }

    @Test(arguments: [false, true])
    func ofADocument(_ why: Bool) throws {
        let documents = try #require(try output(why: why)["documents"] as? [[String: Any]])
        #expect(documents.count == 4)
        for document in documents {
            #expect(keys(document) == Set(["path", "kind", "kindFrom", "encoding", "findings", "errors"] + (why ? ["excepted"] : [])))
        }
        #expect(documents.map { $0["kindFrom"] as? String } == ["document", "default", "default", "default"])
        #expect(documents.map { $0["kind"] as? String } == ["brochure", "advertisement", "advertisement", "advertisement"])
        #expect(documents[0]["encoding"] as? String == "UTF-8")
        #expect(documents[1]["encoding"] as? String == "GB18030")
        #expect(documents[2]["encoding"] is NSNull)
        let error = try #require((documents[2]["errors"] as? [[String: Any]])?.first)
        #expect(keys(error) == ["message", "line", "column"])
        #expect(error["line"] is Int)
        #expect((documents[2]["findings"] as? [Any])?.isEmpty == true)
    }

    @Test func ofAFinding() throws {
        let documents = try #require(try output()["documents"] as? [[String: Any]])
        let findings = documents.flatMap { $0["findings"] as? [[String: Any]] ?? [] }
        #expect(findings.count >= 6)
        for finding in findings {
            #expect(
                keys(finding) == [
                    "rule", "title", "check", "severity", "control", "text", "message", "suggestion", "basis", "start", "end", "part", "segments",
                    "block", "notes", "hidden", "fingerprint",
                ])
            #expect(keys(finding["start"]) == ["line", "column", "byteOffset"])
            #expect(keys(finding["end"]) == ["line", "column", "byteOffset"])
            #expect(keys(finding["block"]).isSuperset(of: ["role", "path", "page", "box"]))
            #expect(keys(finding["block"]).isSubset(of: ["role", "path", "page", "box", "row", "column"]))
            #expect(finding["part"] is NSNull)
            #expect(finding["hidden"] is Bool)
            for basis in try #require(finding["basis"] as? [Any]) { #expect(keys(basis) == ["law", "article", "verified"]) }
            for segment in try #require(finding["segments"] as? [Any]) { #expect(keys(segment) == ["byteOffset", "byteLength"]) }
            for note in try #require(finding["notes"] as? [Any]) { #expect(keys(note) == ["message", "file", "start", "end"]) }
            #expect(["error", "warning", "notice"].contains(finding["severity"] as? String))
            #expect(["forbid", "require", "limit"].contains(finding["check"] as? String))
        }
        #expect(findings.contains { !(($0["notes"] as? [Any])?.isEmpty ?? true) })
        #expect(Set(findings.compactMap { $0["fingerprint"] as? String }).count == findings.count)
    }

    /// The places are those of the file as it is stored.
    @Test func placesHoldTheWords() throws {
        let documents = try #require(try output()["documents"] as? [[String: Any]])
        let stored = try GoldenFile.bytes("brochure.html")
        let findings = try #require(documents[0]["findings"] as? [[String: Any]])
        let first = try #require(findings.first)
        #expect(first["text"] as? String == "升值空间")
        let segments = try #require(first["segments"] as? [[String: Int]])
        let pieces = segments.map { segment in
            String(decoding: stored[(segment["byteOffset"] ?? 0)..<((segment["byteOffset"] ?? 0) + (segment["byteLength"] ?? 0))], as: UTF8.self)
        }
        #expect(pieces == ["升值", "空间"])
        #expect(findings.contains { $0["hidden"] as? Bool == true })
        let cell = try #require(findings.first { $0["rule"] as? String == "deposit" }?["block"] as? [String: Any])
        #expect(cell["row"] as? Int == 1)
        #expect(cell["column"] as? Int == 2)
    }

    @Test func theSummaryCounts() throws {
        let report = try output()
        let documents = try #require(report["documents"] as? [[String: Any]])
        let severities = documents.flatMap { ($0["findings"] as? [[String: Any]] ?? []).compactMap { $0["severity"] as? String } }
        let summary = try #require(report["summary"] as? [String: Any])
        for severity in ["error", "warning", "notice"] {
            #expect(summary[severity] as? Int == severities.count { $0 == severity })
            #expect((summary[severity] as? Int ?? 0) > 0)
        }
        #expect(summary["unreadable"] as? Int == 1)
        #expect(summary["documents"] as? Int == 4)
        #expect(summary["skipped"] as? [String: Int] == ["jpg": 3])
    }

    @Test func aRunOverNothingIsJSONToo() throws {
        let run = try Run()
        let report = try parse(run.output([], through: JSONReporter(info: run.info(.chinese))))
        #expect((report["documents"] as? [Any])?.isEmpty == true)
    }

    @Test func anAnswerIsOneLine() throws {
        let run = try Run()
        let line = NDJSONLine(checker: DocumentChecker(rules: run.rules), settings: run.settings, language: .chinese)
        let answer = line.answer(Data(#"{"id":"a","text":"升值空间\n\n升值潜力"}"#.utf8), number: 1)
        #expect(!answer.json.contains("\n"))
        #expect(!answer.isError)
        #expect(answer.severities == [.error, .error])
        let object = try parse(answer.json)
        #expect(keys(object) == ["id", "findings"])
        let failure = line.answer(Data("{".utf8), number: 5)
        #expect(failure.isError)
        #expect(keys(try parse(failure.json)) == ["id", "error"])
        #expect(failure.json.contains("5"))
    }

    @Test("What a headline lacks is a notice, what a document lacks is not", arguments: [
        (#"{"text":"三期即将开盘"}"#, [Severity.notice]), (#"{"text":"三期即将开盘","whole":true}"#, [.warning]),
        (#"{"text":"三期即将开盘。"}"#, [.warning]), (#"{"text":"三期即将开盘\n\n敬请期待"}"#, [.warning]),
        (#"{"text":"升值空间"}"#, [.error]), (#"{"text":"开盘\#(String(repeating: "家", count: 38))"}"#, [.warning]),
    ])
    func partsOfDocuments(_ json: String, _ expected: [Severity]) throws {
        let run = try Run()
        let line = NDJSONLine(checker: DocumentChecker(rules: run.rules), settings: run.settings, language: .chinese)
        #expect(line.answer(Data(json.utf8), number: 1).severities == expected)
    }

    static let identifiers = [
        "\"text\"", "\"\"", "0", "-7", "9007199254740993", "18446744073709551615", "123456789012345678901234567890", "2.5", "null", "true", "false", "[1,\"a\",null]",
        "{\"a\":{\"b\":[true]}}", "\"\\u0000\\\"\\\\\"",
    ]

    @Test(arguments: identifiers)
    func anIdentifierComesBackAsItWas(_ id: String) throws {
        let run = try Run()
        let line = NDJSONLine(checker: DocumentChecker(rules: run.rules), settings: run.settings, language: .chinese)
        for text in ["{\"id\":\(id),\"text\":\"好\"}", "{\"id\":\(id)}"] {
            let answer = line.answer(Data(text.utf8), number: 1).json
            #expect(answer.contains("\"id\":\(id)"), "\(answer)")
        }
    }
}
