import Foundation
import Testing

@Suite("kaipan check --format html")
struct HTMLCommandTests {
    @Test func writesOnePage() throws {
        try Workspace.with(["a.txt": "未来升值空间巨大", "b.txt": "欢迎参观"]) { work in
            let outcome = try work.check(["a.txt", "b.txt", "--format", "html", "--output", "report.html"])
            #expect(outcome.status == 1)
            #expect(outcome.out.isEmpty && outcome.err.isEmpty)
            let page = try String(contentsOfFile: work.folder + "/report.html", encoding: .utf8)
            #expect(page.hasPrefix("<!DOCTYPE html>") && page.hasSuffix("</html>\n"))
            // The text around the words comes from the document, so the command kept it.
            #expect(page.contains(">升值空间</a></mark>巨大"))
            #expect(page.contains("欢迎参观"))
        }
    }
}
