import KaipanChecks
import KaipanReports
import KaipanRules
import Testing

@Suite("Counts and exit status")
struct SummaryTests {
    private static let words: [Severity: String] = [.error: "升值空间", .warning: "顶级", .notice: "环境优美"]

    private func summary(_ found: [Severity], unreadable: Int = 0, missing: Int = 0) throws -> Summary {
        let run = try Run()
        var summary = Summary()
        for severity in found { summary.add(run.report(Self.words[severity] ?? "")) }
        for _ in 0..<unreadable { summary.add(run.report("<a></b>", name: "a.xml")) }
        for _ in 0..<missing { summary.addUnreadable() }
        return summary
    }

    static let table: [(found: [Severity], failOn: Severity, status: Int32)] = [
        ([], .error, 0), ([], .notice, 0),
        ([.notice], .error, 0), ([.notice], .warning, 0), ([.notice], .notice, 1),
        ([.warning], .error, 0), ([.warning], .warning, 1), ([.warning], .notice, 1),
        ([.error], .error, 1), ([.error], .warning, 1), ([.error], .notice, 1),
        ([.notice, .warning, .error], .error, 1), ([.notice, .warning], .error, 0),
    ]

    @Test(arguments: table)
    func status(_ found: [Severity], failOn: Severity, status: Int32) throws {
        #expect(try summary(found).exitStatus(failOn: failOn) == status)
        // What could not be read outweighs what was found.
        #expect(try summary(found, unreadable: 1).exitStatus(failOn: failOn) == 2)
        #expect(try summary(found, missing: 1).exitStatus(failOn: failOn) == 2)
    }

    @Test func counts() throws {
        let summary = try summary([.error, .error, .warning, .notice, .notice, .notice], unreadable: 2, missing: 3)
        #expect(summary.documents == 8)
        #expect(summary.unreadable == 5)
        #expect(summary.count(.error) == 2)
        #expect(summary.count(.warning) == 1)
        #expect(summary.count(.notice) == 3)
        #expect(summary.byControl[.salesMaterial] == [.error: 2, .warning: 1])
        #expect(summary.byControl[.salesProp] == [.notice: 3])
        #expect(summary.byControl[.salesEvent] == nil)
    }
}
