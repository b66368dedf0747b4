import Foundation
import KaipanChecks
import KaipanRules
import KaipanTestSupport
import KaipanText
import Testing

@Suite("A document tells what kind it is")
struct KindTests {
    private func kind(_ text: String, name: String) throws -> (DocumentKind, DocumentReport.KindSource) {
        let rules = try RuleText.load(["rules.yml": "- { id: a, title: 甲, control: name, severity: notice, forbid: [甲], message: 甲 }"])
        let report = Checker(rules: rules, options: Checker.Options(settings: CheckSettings(asOf: Findings.day)))
            .check(Array(text.utf8), name: name)
        return (report.kind, report.kindSource)
    }

    @Test("By its title", arguments: [
        ("<title>云港市商品房买卖合同（预售）</title>正文", "a.html", DocumentKind.contract), ("# 澜岸公馆认购书\n\n正文", "a.md", .subscription),
        ("房屋租赁合同\n\n出租方：某某", "a.txt", .contract), ("# 《云港市房地产广告管理办法》\n", "a.md", .notice),
        ("# 中华人民共和国广告法\n", "a.md", .notice), ("一房一价表\n\n1号楼", "a.txt", .priceList), ("# 三期开盘应急预案\n", "a.md", .plan),
        ("补 充 协 议\n\n甲方", "a.txt", .contract), ("# 客户异议话术\n", "a.md", .script),
    ])
    func byTitle(_ text: String, _ name: String, _ expected: DocumentKind) throws {
        let (kind, source) = try kind(text, name: name)
        #expect(kind == expected && source == .document)
    }

    @Test("By articles and parties", arguments: [("甲方", "乙方"), ("出卖人", "买受人"), ("出租人", "承租人")])
    func byContent(_ one: String, _ other: String) throws {
        let text = "云港市\n\n\(one)：某公司\n\n\(other)：某人\n\n第一条 标的\n\n第二条 价款\n\n第十二条 交付"
        #expect(try kind(text, name: "a.txt") == (.contract, .document))
    }

    @Test("What only mentions such papers stays an advertisement", arguments: [
        ("签约请先看合同", "a.txt"), ("本周签约，先看合同\n\n欢迎品鉴", "a.txt"), ("# 买房必看的购房指南\n", "a.md"),
        ("甲方：某公司\n\n乙方：某人\n\n第一条新闻", "a.txt"), ("第一条\n\n第二条\n\n第三条\n\n第四条", "a.txt"),
        ("# 云港市民盼了三年的澜岸公馆终于要来了，这一次他们连买卖合同的示范文本都早早贴了出来供人查看的合同", "a.md"),
    ])
    func byDefault(_ text: String, _ name: String) throws {
        #expect(try kind(text, name: name) == (.advertisement, .byDefault))
    }
}
