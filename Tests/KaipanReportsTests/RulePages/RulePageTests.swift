import Foundation
import KaipanReports
import KaipanRules
import KaipanTestSupport
import KaipanText
import Testing

@Suite("Pages about rules", .enabled(if: ParsedPage.isReadable, "python3 is not installed"))
struct RulePageTests {
    /// The pages of a pack of one file, by path.
    private func pages(of yaml: String, _ more: [String: String] = [:]) async throws -> [String: String] {
        try await Project.withTemporaryFolder { folder in
            let files = ["pack.yml": "name: tried\nversion: \"1.0\"\n", "rules.yml": yaml].merging(more) { $1 }
            for (name, text) in files {
                let url = folder.appendingPathComponent("pack").appendingPathComponent(name)
                try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: url)
            }
            let rules = try RuleSet(
                RuleSet.Location(paths: [folder.appendingPathComponent("pack").path]), needsExamples: true)
            return Self.pages(of: rules)
        }
    }

    private static func pages(of rules: RuleSet) -> [String: String] {
        var pages: [String: String] = [:]
        RuleSite(rules: rules).forEachPage { path, html in pages[path] = html }
        return pages
    }

    private func text(of page: String?) throws -> String {
        let parsed = try ParsedPage(try #require(page))
        return parsed["body"].first?.text ?? ""
    }

    private static let rule = """
        - id: tried
          title: { zh: 试用规则, en: Tried rule }
          control: sales-material
          severity: error
          severityIn: { conversation: warning }
          basis:
            - { law: 旧法, article: "8.1", from: 2018-01-01, to: 2025-10-14, verified: true }
            - { law: 新法, article: "9(2)", from: 2025-10-15, verified: false, source: 某处 }
          documents: [advertisement, conversation]
          forbid: [升值, { near: [买房, 赚], within: sentence, order: given }]
          except: { covering: [增值税], after: [税] }
          message: { zh: "“{text}”是承诺。", en: "“{text}” promises." }
          suggest: { zh: 删去。, en: Leave it out. }
          tests:
            - bad: '未来[升值]，<b>可期</b>'
            - { ok: 升值税, kind: conversation, asOf: 2026-01-02 }
        """

    @Test("A page tells what, why, examples, exceptions and law", arguments: Language.allCases)
    func content(_ language: Language) async throws {
        let isChinese = language == .chinese
        let pages = try await pages(of: Self.rule)
        let page = try ParsedPage(try #require(pages[isChinese ? "tried.html" : "en/tried.html"]))
        #expect(page.faults.isEmpty)
        let text = try #require(page["body"].first?.text)
        let both = ["tried", "升值", "增值税", "2018-01-01 – 2025-10-14", "2025-10-15", "未来升值，<b>可期</b>", "2026-01-02", "某处"]
        let own = isChinese
            ? ["试用规则", "“…”是承诺。", "删去。", "《旧法》第8条第1款", "未核对原文", "同一句内", "广告、销售对话", "警告"]
            : ["Tried rule", "“…” promises.", "Leave it out.", "旧法 art. 8.1", "not read in the original", "within a sentence", "Warning"]
        for words in both + own { #expect(text.contains(words), "\(words)") }
        #expect(page["mark"].map(\.text) == ["升值"])
        #expect(page["b"].allSatisfy { !$0.text.contains("可期") })
    }

    @Test("Of many examples ten are shown at once, the rest when they are asked for", arguments: Language.allCases)
    func manyExamples(_ language: Language) async throws {
        let isChinese = language == .chinese
        let more = (1...13).map { "    - bad: '第\($0)次[升值]'" }
        let pages = try await pages(of: ([Self.rule] + more).joined(separator: "\n"))
        let page = try ParsedPage(try #require(pages[isChinese ? "tried.html" : "en/tried.html"]))
        #expect(page.faults.isEmpty)
        #expect(page["mark"].count == 14)
        #expect(page["summary"].map(\.text) == [isChinese ? "另有 4 例" : "4 more"])
        let hidden = try #require(page["details"].first?.text)
        #expect((10...13).allSatisfy { hidden.contains("第\($0)次") })
        #expect(!hidden.contains("第9次"))
    }

    @Test func requirementsLimitsAndCitiesAreTold() async throws {
        let yaml = """
            - id: note
              title: 声明
              control: name
              severity: notice
              require: { trigger: [均价], within: block, counts: [有效期], general: [价格均有效], nearly: [限时] }
              message: 缺
              tests: [{ bad: '[均价]' }, { ok: 均价有效期 }]
            - id: number
              title: 数字
              control: name
              severity: notice
              limit: { after: [定金], unit: percent, above: 20 }
              message: 高
              tests: [{ bad: '定金[30%]' }, { ok: 定金10% }]
            """
        let city = """
            name: profile
            city: "440100"
            version: "1.0"
            override:
              - { id: note, severity: error, reason: { zh: 本地从严, en: stricter }, source: 某通知, verified: false }
            """
        let pages = try await Project.withTemporaryFolder { folder in
            for (name, text) in ["national/pack.yml": "name: n\nversion: \"1\"\n", "national/a.yml": yaml, "cities/440100/pack.yml": city] {
                let url = folder.appendingPathComponent(name)
                try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: url)
            }
            return Self.pages(of: try RuleSet(RuleSet.Location(paths: [folder.path]), needsExamples: true))
        }
        let note = try text(of: pages["note.html"])
        for words in ["均价", "有效期", "价格均有效", "限时", "表头", "440100", "错误", "本地从严", "某通知", "未核对原文"] {
            #expect(note.contains(words), "\(words)")
        }
        let number = try text(of: pages["number.html"])
        #expect(number.contains("高于 20") && number.contains("定金"))
    }

    @Test("Every link of every page of the project's own pack leads to a page")
    func linksHold() throws {
        let rules = try Project.rules.get()
        let pages = Self.pages(of: rules)
        #expect(pages.count == 2 * (RuleSite(rules: rules).count + 1))
        let index = try ParsedPage(try #require(pages["index.html"]))
        #expect(Set(index["a"].compactMap { $0.attributes["href"] }).isSuperset(of: rules.rules.map { $0.id + ".html" }))
        for (path, html) in pages {
            let folder = path.hasPrefix("en/") ? "en/" : ""
            for link in html.matches(of: /href="([^"]+)"/).map({ String($0.1) }) {
                let target = link.hasPrefix("../") ? String(link.dropFirst(3)) : folder + link
                #expect(pages[target] != nil, "\(path): \(link)")
            }
        }
    }

    @Test("Text of a pack never becomes markup", arguments: ["<script>x</script>", "\"><img src=x>", "'--><b>", "&lt;i&gt;"])
    func hostileText(_ text: String) async throws {
        let quoted = "\"\(text.replacing("\"", with: "\\\""))\""
        let yaml = """
            - id: tried
              title: \(quoted)
              control: name
              severity: error
              basis: [{ law: \(quoted), article: "1", verified: false, source: \(quoted) }]
              forbid: [升值]
              message: \(quoted)
              suggest: \(quoted)
              tests: [{ bad: "[升值]" }, { ok: \(quoted) }]
            """
        let pages = try await pages(of: yaml)
        let plain = try await self.pages(of: yaml.replacing(quoted, with: "平常"))
        for path in ["index.html", "tried.html", "en/tried.html"] {
            let hostile = try ParsedPage(try #require(pages[path]))
            let harmless = try ParsedPage(try #require(plain[path]))
            #expect(hostile.shape == harmless.shape, "\(path)")
        }
    }
}
