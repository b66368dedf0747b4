import Foundation
import Testing

@Suite(".kaipan.yml")
struct ConfigurationTests {
    @Test(arguments: [["."], ["sub"], ["sub/deep/a.txt"], ["sub/deep", "b.txt"]])
    func isFoundUpwards(_ arguments: [String]) throws {
        try Workspace.with([
            ".kaipan.yml": "kinds:\n  - { files: \"sub/**\", kind: contract }\n", "sub/deep/a.txt": "最终解释权", "b.txt": "最终解释权",
        ]) { work in
            let report = try work.json(arguments)
            #expect(report.found == ["a.txt:contract-only:最终解释权"])
            #expect(report.documents.first { $0.path.hasSuffix("a.txt") }?.kindFrom == "configuration")
        }
    }

    @Test func theNearestCounts() throws {
        try Workspace.with([
            ".kaipan.yml": "severity: { promise: notice }\n", "sub/.kaipan.yml": "severity: { promise: warning }\n", "sub/a.txt": "升值空间",
        ]) { work in
            try #expect(work.json(["sub"]).summary.warning == 1)
            try #expect(work.json(["."]).summary.notice == 1)
        }
    }

    @Test func canBeNamed() throws {
        try Workspace.with([
            ".kaipan.yml": "severity: { promise: notice }\n", "other.yml": "severity: { promise: off }\n", "a.txt": "升值空间",
        ]) { work in
            try #expect(work.json(["--config", "other.yml", "a.txt"]).found == [])
        }
    }

    /// A mistake, with the place that the message names and words that it holds.
    static let mistakes: [(text: String, place: String, words: String)] = [
        ("kind: contract\n", ":1:1:", "did you mean “kinds”"), ("city: \"440100\"\nfailon: error\n", ":2:1:", "did you mean “failOn”"),
        ("kinds:\n  - { files: \"*.txt\", kind: contrct }\n", ":2:29:", "did you mean “contract”"), ("kinds:\n  - { files: \"*.txt\" }\n", ":2:5:", "“kind” is missing"),
        ("kinds:\n  - { kind: contract }\n", ":2:5:", "“files” is missing"), ("asOf: soon\n", ":1:7:", "a date"), ("failOn: fatal\n", ":1:9:", "expected"),
        ("severity: { promise: eror }\n", ":1:22:", "did you mean “error”"), ("severity: error\n", ":1:11:", "mapping"),
        ("documents:\n  - { name: 楼书 }\n", ":2:5:", "“files” is missing"), ("properNames: { a: b }\n", ":1:14:", "a list"), ("kinds: [\n", ":", "YAML"),
        ("xml:\n  - { files: \"*.xml\" }\n", ":2:5:", "“mapping” is missing"), ("xml:\n  - { files: \"*.xml\", mapping: none.yml }\n", ":2:32:", "none.yml"),
        ("rules: [own]\n", ":1:9:", "there is no file or folder"), ("rules:\n  - a/../b/../nope\n", ":2:5:", "/nope;"), ("city: guangzhou\n", ":1:7:", "six-digit"),
    ]

    @Test(arguments: mistakes)
    func itsMistakesStopTheRun(_ text: String, place: String, words: String) throws {
        try Workspace.with([".kaipan.yml": text, "a.txt": "升值空间"]) { work in
            let outcome = try work.check(["a.txt"])
            #expect(outcome.status == 2)
            #expect(outcome.out.isEmpty)
            #expect(outcome.err.contains(place.isEmpty ? words : ".kaipan.yml" + place), "\(outcome.err)")
            #expect(outcome.err.contains(words), "\(outcome.err)")
        }
    }

    @Test func anEmptyOneSaysNothing() throws {
        try Workspace.with([".kaipan.yml": "", "a.txt": "升值空间"]) { work in
            try #expect(work.check(["a.txt"]).status == 1)
        }
    }

    @Test func aRuleThatNoPackHasStopsTheRun() throws {
        try Workspace.with([".kaipan.yml": "severity: { promis: off }\n", "a.txt": "升值空间"]) { work in
            let outcome = try work.check(["a.txt"])
            #expect(outcome.err.contains("did you mean “promise”"))
            #expect(outcome.status == 2)
        }
    }

    // MARK: - Document sets

    private static let set = "documents:\n  - { name: 楼书, kind: brochure, files: [\"楼书/*.html\"] }\n"

    @Test func aDisclosureOnAnotherPageOfTheSetCounts() throws {
        let pages = ["楼书/1.html": "<p>封面</p>", "楼书/2.html": "<p>户型</p>", "楼书/3.html": "<p>预售许可证第2026018号</p>"]
        try Workspace.with(pages) { work in
            try #expect(work.json(["--kind", "brochure", "."]).summary.error == 2)
        }
        try Workspace.with(pages.merging([".kaipan.yml": Self.set]) { $1 }) { work in
            let report = try work.json(["."])
            #expect(report.documents.map(\.kind) == ["brochure", "brochure", "brochure"])
            #expect(report.found == [])
        }
    }

    @Test func aDisclosureMissingInASetIsMissingOnce() throws {
        try Workspace.with([
            ".kaipan.yml": Self.set, "楼书/1.html": "<p>封面</p>", "楼书/2.html": "<p>户型</p>", "other.txt": "预售许可证第2026018号",
        ]) { work in
            let report = try work.json(["."])
            #expect(report.found == ["1.html:permit:"])
        }
    }

    @Test func theRisksOfEveryPageAreReported() throws {
        try Workspace.with([
            ".kaipan.yml": Self.set, "楼书/1.html": "<p>升值空间</p>", "楼书/2.html": "<p>升值空间 预售许可证第1号</p>",
        ]) { work in
            try #expect(work.json(["."]).found == ["1.html:promise:升值空间", "2.html:promise:升值空间"])
        }
    }

    // MARK: - Kinds, names, severities

    @Test func kindsFollowTheFirstPatternThatFits() throws {
        try Workspace.with([
            ".kaipan.yml": """
            kinds:
              - { files: ["合同/*.txt", "b.txt"], kind: contract }
              - { files: "*.txt", kind: notice }
              - { files: "楼书/{甲,乙}.html", kind: brochure }
            """,
            "合同/a.txt": "一", "b.txt": "一", "c.txt": "一", "深/d.txt": "一", "楼书/甲.html": "一", "楼书/丙.html": "一",
        ]) { work in
            let kinds = Dictionary(uniqueKeysWithValues: try work.json(["."]).documents.map { ($0.path, $0.kind) })
            #expect(
                kinds == [
                    "合同/a.txt": "contract", "b.txt": "contract", "c.txt": "notice", "深/d.txt": "notice", "楼书/甲.html": "brochure",
                    "楼书/丙.html": "advertisement",
                ])
        }
    }

    @Test func theOptionWinsOverTheConfiguration() throws {
        try Workspace.with([".kaipan.yml": "kinds:\n  - { files: \"*\", kind: notice }\n", "a.txt": "一"]) { work in
            let report = try work.json(["--kind", "contract", "a.txt"])
            #expect(report.documents.map(\.kind) == ["contract"])
            #expect(report.documents.map(\.kindFrom) == ["option"])
        }
    }

    @Test func properNamesNeverCount() throws {
        try Workspace.with([".kaipan.yml": "properNames: [第一医院, 升值空间（广场）]\n", "a.txt": "近第一医院，升值空间（广场）旁，第一居所"]) { work in
            let report = try work.json(["a.txt"])
            #expect(report.found == ["a.txt:absolute:第一"])
            #expect(report.documents[0].findings[0].start.column == 17)
            try #expect(work.check(["--why", "a.txt"]).out.contains("第一医院"))
        }
    }

    @Test func severitiesDayCityAndThresholdAreTaken() throws {
        try Workspace.with([
            ".kaipan.yml": "asOf: 2022-05-01\ncity: \"440100\"\nfailOn: warning\nseverity: { promise: off, opinion: error, absolute: warning }\n",
            "a.txt": "升值空间，第一，学区房",
        ]) { work in
            let outcome = try work.check(["--format", "json", "a.txt"])
            let report = try outcome.json()
            #expect(report.asOf == "2022-05-01")
            #expect(report.city == "440100")
            #expect(report.documents[0].findings.map { "\($0.rule) \($0.severity)" } == ["absolute warning", "city-wording error"])
            #expect(outcome.status == 1)
            // Options win.
            let other = try work.json(["--as-of", "2023-01-01", "--city", "440300", "a.txt"])
            #expect(other.asOf == "2023-01-01")
            #expect(other.found == ["a.txt:absolute:第一"])
        }
    }

    @Test func theCompanysOwnRulesAreRelativeToTheFile() throws {
        let own = Workspace.rules.replacingOccurrences(of: "- id: ", with: "- id: own-").replacingOccurrences(of: "升值空间", with: "买到就是赚到")
        try Workspace.with([".kaipan.yml": "rules: [company/rules.yml]\n", "company/rules.yml": own, "sub/a.txt": "买到就是赚到"]) { work in
            try #expect(work.json(["sub/a.txt"]).found == ["a.txt:own-promise:买到就是赚到"])
        }
    }

    @Test func ignoredFilesAreNotChecked() throws {
        try Workspace.with([".kaipan.yml": "ignore: [\"drafts/**\", \"*.xml\"]\n", "drafts/a.txt": "升值空间", "b.xml": "<a>升值空间</a>", "c.txt": "好"]) { work in
            try #expect(work.json(["."]).documents.map(\.path) == ["c.txt"])
        }
    }

    @Test func aMappingOfAnXMLVocabularyIsUsed() throws {
        try Workspace.with([
            ".kaipan.yml": "xml:\n  - { files: \"*.xml\", mapping: map.yml }\nkinds:\n  - { files: \"*.xml\", kind: conversation }\n",
            "map.yml": "blocks: [//message]\nspeakers: [message/@from]\nroles: { 客户: customer, 顾问: seller }\n",
            "a.xml": "<chat><message from=\"客户\">有升值空间吗</message><message from=\"顾问\">升值空间很大</message></chat>",
        ]) { work in
            let report = try work.json(["a.xml"])
            #expect(report.found == ["a.xml:promise:升值空间"])
        }
    }
}
