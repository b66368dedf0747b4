import Foundation
import KaipanArchive
import KaipanLog
import KaipanRules
import KaipanScene
import KaipanText
import Testing

struct ComplaintPageTests {
    static let received = Timestamp("2026-05-01T01:00:00.000Z")!

    static func report(_ example: String = "后山那片林子划给业主私享") -> ComplaintReport {
        func after(_ minutes: Int64) -> Timestamp { received.advanced(by: minutes * 60_000) }
        func complaint(_ grade: ComplaintGrade, _ cause: ComplaintCause, _ minutes: [Int64], claimed: Int64?, settled: Int64, closed: Bool) -> ComplaintCase {
            ComplaintCase(
                id: .new(), received: received, closed: closed ? after(minutes.last ?? 0) : nil, grade: grade, cause: cause, claimed: claimed,
                steps: zip(ComplaintStep.allCases, minutes).map { .init(step: $0, time: after($1)) },
                settlements: settled > 0 ? [.init(amount: settled, time: after(200))] : [])
        }
        let complaints = [
            complaint(.hot, .salesPromise, [0, 12, 60, 500, 1_500, 2_900], claimed: 120_000, settled: 30_000, closed: true),
            complaint(.major, .salesPromise, [1, 45, 100, 900], claimed: 300_000, settled: 0, closed: false),
            complaint(.important, .salesPromise, [0, 25, 300, 400, 800, 2_000], claimed: 20_000, settled: 5_000, closed: true),
            complaint(.general, .quality, [2, 20, 50, 300, 400, 600], claimed: 800, settled: 500, closed: true),
            complaint(.general, .quality, [0], claimed: nil, settled: 0, closed: false), complaint(.general, .service, [0, 15], claimed: nil, settled: 0, closed: false),
        ]
        var feedback = ComplaintFeedback()
        feedback.caught = [
            .init(rule: "appreciation-promise", title: LocalizedText(zh: "承诺升值", en: "Promise of appreciation"), severity: .error, complaints: 3, statements: 4, example: "稳赚不赔的"),
        ]
        feedback.phrases = [.init(text: "林子划给业主", complaints: 2, statements: 2, example: example)]
        feedback.statements = 9
        feedback.uncaught = 5
        return ComplaintReport(
            statistics: ComplaintStatistics(complaints, policy: .standard, from: received, at: after(10_000)), feedback: feedback, at: after(10_000))
    }

    @Test(arguments: [Language.chinese, .english])
    func `the page stands alone, draws its bars and escapes what people said`(language: Language) throws {
        let html = ComplaintPage(Self.report("<script>alert(1)</script>"), language: language).html
        if let folder = ProcessInfo.processInfo.environment["KAIPAN_PAGES"] {
            try Data(ComplaintPage(Self.report(), language: language).html.utf8).write(to: URL(filePath: "\(folder)/complaints-\(language.rawValue).html"))
        }
        #expect(!html.contains("<script") && html.contains("&lt;script&gt;"))
        // The security policy admits no attribute style, and nothing of a network.
        #expect(!html.contains("style=\"") && !html.contains("src=") && !html.contains("href="))
        #expect(html.contains("<svg viewBox=\"0 0 1000 10\"") && html.contains("class=\"grade-major\""))
        #expect(html.contains("@media print") && html.contains("prefers-color-scheme: dark") && html.contains("max-width: 40rem"))
        let elements = ["section", "table", "tr", "svg", "figure", "div", "ul", "li", "td", "th", "dl", "rect"]
        for element in elements {
            let opened = html.components(separatedBy: "<\(element)").dropFirst().count { " >/".contains($0.first ?? " ") && !$0.prefix { $0 != ">" }.hasSuffix("/") }
            #expect(opened == html.components(separatedBy: "</\(element)>").count - 1, "\(element)")
        }
        #expect(html.contains(language == .chinese ? "林子划给业主" : "Phrases to become rules"))
    }

    @Test func `a period without complaints says so`() {
        let none = ComplaintReport(statistics: ComplaintStatistics([], policy: .standard, at: Self.received), feedback: ComplaintFeedback(), at: Self.received)
        #expect(ComplaintPage(none, language: .english).html.contains("No complaints in this period."))
        #expect(!none.text(.chinese).isEmpty)
    }

    @Test func `text and JSON say the same numbers, the same way each time`() throws {
        let report = Self.report()
        let text = report.text(.english)
        for words in ["Complaints (from 2026-05-01 09:00): 6, 3 open; 440800 yuan claimed, 35500 settled", "answer (confirm to the customer): 4 in time, 2 late", "forbid: [林子划给业主]"] {
            #expect(text.contains(words), "\(words)\n\(text)")
        }
        let json = try report.json.serialized()
        #expect(try json == report.json.serialized())
        let value = try CanonicalJSON(parsing: json)
        #expect(value["statistics"]?["count"]?.integer == 6)
        #expect(value["statistics"]?["causes"]?.array?.first?["grades"]?["major"]?.integer == 1)
        #expect(value["feedback"]?["phrases"]?.array?.first?["phrase"]?.string == "林子划给业主")
    }
}
