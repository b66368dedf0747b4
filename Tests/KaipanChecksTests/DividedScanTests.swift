import KaipanChecks
import KaipanDocuments
import KaipanRules
import KaipanTestSupport
import KaipanText
import Testing

/// Patterns are looked for only where their hits can matter; to look for all of them everywhere has to find the same.
@Suite("Looking only where it matters")
struct DividedScanTests {
    private struct Pair {
        var divided: DocumentChecker
        var whole: DocumentChecker

        init() throws {
            let location = RuleSet.Location(paths: [Project.path("Rules")], properNames: ["澜汀花园", "第一中学"], cache: Project.cache + "/kaipan")
            divided = DocumentChecker(rules: try RuleSet(location, needsExamples: true, dividesPatterns: true))
            whole = DocumentChecker(rules: try RuleSet(location, dividesPatterns: false))
        }

        func expectSame(_ document: Document, _ kind: DocumentKind, isInSet: Bool, _ comment: String) {
            let settings = CheckSettings(asOf: Findings.day, city: "440106", collectsExemptions: true)
            let outcomes = [divided, whole].map {
                $0.check(document, file: "a", kind: kind, settings: settings, isInSet: isInSet)
            }
            #expect(outcomes[0].findings.map(Self.text) == outcomes[1].findings.map(Self.text), "\(comment)")
            #expect(outcomes[0].exemptions.map(Self.text) == outcomes[1].exemptions.map(Self.text), "\(comment)")
            #expect(outcomes[0].undisclosed == outcomes[1].undisclosed, "\(comment)")
            if isInSet { #expect(outcomes[0].disclosed == outcomes[1].disclosed, "\(comment)") }
        }

        /// All that a report shows.
        static func text(_ value: Any) -> String { String(describing: value) }
    }

    private static let pair = Result { try Pair() }

    @Test("Every example of every rule, in each of its kinds of document by turns")
    func examples() throws {
        let pair = try Self.pair.get()
        for (rule, examples) in zip(pair.divided.rules.rules, pair.divided.rules.examples) {
            let kinds = rule.documents.sorted { $0.rawValue < $1.rawValue }
            for (number, example) in examples.enumerated() {
                let document = try DocumentFormat.text.read(Array(example.text.utf8), path: "a")
                // Kinds differ in which rules apply, not in how a text is scanned: two of them are enough for one example.
                for kind in Set([kinds[number % kinds.count], example.kind ?? kinds[0]]) {
                    pair.expectSame(document, kind, isInSet: false, "\(rule.id): \(example.text)")
                }
            }
        }
    }

    @Test("Texts put together from pieces of the examples", arguments: 0..<24)
    func pieces(_ seed: Int) throws {
        let pair = try Self.pair.get()
        var generator = SeededGenerator(seed: UInt64(seed))
        let words = pair.divided.rules.examples.joined().map { Array($0.text) }
        let separators = ["", "", "", "，", "。", "；", " ", "\n", "\n\n", "\n\n", "\n\n# "]
        let kinds: [DocumentKind] = [.advertisement, .contract, .conversation, .plan]
        for round in 0..<12 {
            var text = ""
            for _ in 0..<Int.random(in: 1...120, using: &generator) {
                guard let word = words.randomElement(using: &generator), !word.isEmpty else { continue }
                let start = Int.random(in: 0..<word.count, using: &generator)
                // Half of them whole, the others cut where it happens, so that starts lose their company.
                let piece = Bool.random(using: &generator) ? word[...] : word[start..<min(word.count, start + 12)]
                text += String(piece) + (separators.randomElement(using: &generator) ?? "")
            }
            let format: DocumentFormat = round % 3 == 0 ? .markdown : .text
            let document = try format.read(Array(text.utf8), path: "a")
            for kind in kinds { pair.expectSame(document, kind, isInSet: round % 2 == 0, text) }
        }
    }

    @Test("Blocks far apart and close together", arguments: [0, 1, 30, 60, 61, 70, 3000])
    func distances(_ length: Int) throws {
        let pair = try Self.pair.get()
        let between = String(repeating: "日", count: length)
        let blocks = ["本项目升值空间巨大", "首付分期，开发商垫付", "到地铁站十分钟", "不承诺升值", "起价100万元", "增值税由买方承担"]
        for first in blocks {
            for second in blocks {
                for separator in ["\n\n", "。", "，"] {
                    let text = first + separator + between + separator + second
                    let document = try DocumentFormat.text.read(Array(text.utf8), path: "a")
                    pair.expectSame(document, .advertisement, isInSet: true, text)
                }
            }
        }
    }

    @Test func anEmptyDocumentLacksTheSame() throws {
        let pair = try Self.pair.get()
        for kind in DocumentKind.allCases {
            for text in ["", "\n", "。"] {
                pair.expectSame(try DocumentFormat.text.read(Array(text.utf8), path: "a"), kind, isInSet: false, text)
            }
        }
    }
}
