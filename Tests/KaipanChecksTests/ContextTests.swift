import KaipanChecks
import KaipanDocuments
import KaipanRules
import KaipanTestSupport
import KaipanText
import Testing

@Suite("Contexts, exceptions, requirements and limits")
struct ContextTests {
    static func rule(_ body: String) throws -> RuleSet {
        try RuleText.load([
            "rules.yml": """
            - id: tested
              title: 测试
              control: sales-material
              severity: error
              message: 测试
            \(body.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
            """
        ])
    }

    /// Checks that exactly the marked spans are found in plain text.
    static func expect(_ marked: String, _ rules: RuleSet, kind: DocumentKind = .advertisement) throws {
        let text = MarkedText(marked)
        let findings = try Findings.of(text.bytes, format: .text, rules: rules, kind: kind)
        let found = findings.map { ($0.segments.first?.lowerBound ?? 0)..<($0.segments.last?.upperBound ?? 0) }
        #expect(found == text.spans, "\(findings.map(\.text))")
    }

    @Test("near", arguments: [
        ("{ near: [买房, 升值], within: clause }", "⟦买房就能升值⟧，真好"),
        ("{ near: [买房, 升值], within: clause }", "⟦升值靠买房⟧"),
        ("{ near: [买房, 升值], within: clause }", "买房，升值"),
        ("{ near: [买房, 升值], within: sentence }", "⟦买房，升值⟧。"),
        ("{ near: [买房, 升值], within: sentence }", "买房。升值"),
        ("{ near: [买房, 升值], within: block }", "⟦买房。升值⟧"),
        ("{ near: [买房, 升值], within: block }", "买房。\n\n升值"),
        ("{ near: [买房, 升值], within: clause, order: given }", "升值靠买房"),
        ("{ near: [买房, 升值], within: 3 }", "⟦买房再升值⟧"),
        ("{ near: [买房, 升值], within: 3 }", "⟦买房以后才升值⟧"),
        ("{ near: [买房, 升值], within: 3 }", "买房以后一定升值"),
        ("{ near: [买房, 升值, 翻倍], within: sentence }", "⟦买房升值，翻倍⟧"),
        ("{ near: [买房, 升值], within: clause }", "价格1,000元⟦买房升值⟧"),
        // A part gives up what another one needs.
        ("{ near: ['买(.{0,4})', '升值(空间)?', 空间大], within: clause, order: given }", "⟦买它升值空间大⟧"),
        ("{ near: ['买(.{0,4})', '升值'], within: clause, order: given }", "⟦买升值⟧"),
        ("{ near: ['升(.{0,2})值', '值钱'], within: clause }", "⟦升值多值钱⟧"),
        ("{ near: ['升(.{0,2})值', '值钱'], within: clause }", "升值钱"),
        ("{ near: ['(地铁|地铁站)', '站(前|旁)'], within: clause, order: given }", "⟦地铁站前⟧房"),
        ("{ near: [丁, '乙(.{0,3})', 甲], within: clause }", "⟦乙一二甲丁⟧"),
        ("{ near: ['买(.{0,4})', 升值], within: clause, order: given }", "买买买买买，升值"),
        // An anchor that has its company is reported once, one that has none hides no other.
        ("{ near: ['买(.{0,4})', 升值], within: 2, order: given }", "买一二三四五⟦买六升值⟧"),
        ("{ near: ['买(.{0,4})', 升值], within: clause, order: given }", "⟦买一买二升值⟧"),
        // The nearest of several; of one that begins in several places only the nearest is tried.
        ("{ near: [甲, 乙, 丙], within: 2, order: given }", "甲乙一乙一一丙"),
        ("{ near: [升值, 买], within: clause }", "买一买⟦买升值⟧，买"),
        ("{ near: [升值, 买], within: clause }", "买也许就⟦升值买⟧"),
    ])
    func near(_ item: String, _ marked: String) throws {
        try Self.expect(marked, Self.rule("forbid:\n  - \(item)"))
    }

    @Test("A finding holds the whole of the numbers at its ends", arguments: [
        ("'[0-9]{2}m2'", "约⟦120㎡⟧起"),
        ("'[0-9]{2}m2'", "约⟦1,120㎡⟧起"),
        ("'[0-9]{2}m2'", "约⟦89.25㎡⟧起"),
        ("'[0-9]{2}m2'", "约⟦２８０㎡⟧起"),
        ("'[0-9]{2}m2'", "第1,⟦20㎡⟧"),
        ("'[0-9]{2}m2'", "第⟦1.20㎡⟧"),
        ("'涨[0-9]'", "⟦涨15.5⟧%"),
        ("'涨[0-9]'", "⟦涨1⟧,20年后"),
        ("'涨[0-9]'", "⟦涨1,200⟧元"),
        ("'涨[0-9]'", "⟦涨1⟧,2000"),
        ("'涨[0-9]'", "⟦涨1⟧. 2"),
        ("'涨[0-9]'", "⟦涨1⟧\n2楼"),
        ("'涨[0-9]'", "⟦涨1⟧。2"),
        ("'涨'", "2⟦涨⟧3"),
        // What folding made a digit, and an exponent, belong to no number.
        ("'[0-9]{2}m2'", "约⟦89㎡⟧3房"),
        ("'[0-9]{2}m2'", "约⟦89m²⟧3房"),
        ("'[0-9]{2}m2'", "约⟦89m2⟧3房"),
        ("'[0-9]房'", "约89㎡⟦3房⟧"),
        ("'[0-9]房'", "①⟦3房⟧"),
        ("'[0-9]房', '[0-9]{2,3}m2'", "主推⟦89㎡⟧⟦3房⟧"),
        // Commas that only stand between two numbers.
        ("'[0-9]{2}m2'", "交付2024,⟦120㎡⟧"),
        ("'[0-9]{2}m2'", "总价88，⟦120㎡⟧"),
        ("'200m2'", "共⟦1,300,200㎡⟧"),
    ])
    func wholeNumbers(_ pattern: String, _ marked: String) throws {
        try Self.expect(marked, Self.rule("forbid: [\(pattern)]"))
    }

    @Test("Exceptions", arguments: [
        ("covering: [土地增值税]", "土地增值税和⟦增值⟧"),
        ("clause: [不承诺]", "不承诺增值"),
        ("clause: [不承诺]", "不承诺，⟦增值⟧"),
        ("clause: [不承诺]", "⟦增值⟧不承诺"),
        ("clause: [不承诺]", "我们不承诺任何增值，但是⟦增值⟧"),
        ("clause: [不承诺]", "不承诺 ⟦增值⟧可期"),
        ("clause: [不承诺]", "不承诺\n⟦增值⟧可期"),
        ("after: [税]", "增值税"),
        ("after: [税]", "⟦增值⟧，税"),
        ("sentence: [风险]", "增值，有风险。⟦增值⟧。"),
        ("sentence: [风险]", "有风险\n⟦增值⟧"),
        ("block: [风险]", "增值。有风险。\n\n⟦增值⟧"),
        ("document: [风险提示]", "增值\n\n风险提示"),
        ("lacking: [已售]", "增值\n\n待售"),
        ("lacking: [已售]", "⟦增值⟧\n\n已售"),
        ("lacking: [增值]", "增值"),
    ])
    func exceptions(_ exception: String, _ marked: String) throws {
        try Self.expect(marked, Self.rule("forbid: [增值]\nexcept: { \(exception) }"))
    }

    @Test func negationBetweenThePartsOfANear() throws {
        let rules = try Self.rule("forbid: [{ near: [消费贷, 用于首付], within: clause }]\nexcept: { clause: [不得, 不能] }")
        try Self.expect("消费贷不得用于首付", rules)
        try Self.expect("⟦消费贷可用于首付⟧", rules)
    }

    @Test func properNamesExcept() throws {
        let files = [
            "words.yml": "proper-names: [第一中学]",
            "rules.yml": "- { id: tested, title: 测试, control: name, severity: error, message: 测试, forbid: [第一] }",
        ]
        try Self.expect("第一中学旁，⟦第一⟧大盘", try RuleText.load(files))
        let named = files.merging(["rules.yml": "- { id: tested, title: 测试, control: name, severity: error, message: 测试, forbid: [第一], except: { names: false } }"]) { $1 }
        try Self.expect("⟦第一⟧中学", try RuleText.load(named))
    }

    @Test("A customer's words never count")
    func speakers() throws {
        try Self.expect("客户：会升值吗\n顾问：肯定⟦升值⟧", Self.rule("forbid: [升值]"), kind: .conversation)
        try Self.expect("客户：会⟦升值⟧吗\n顾问：肯定升值", Self.rule("forbid: [升值]\nspeaker: customer"), kind: .conversation)
        try Self.expect("客户：会⟦升值⟧吗\n顾问：肯定⟦升值⟧", Self.rule("forbid: [升值]\nspeaker: any"), kind: .conversation)
        // Turns on one line, as people quote talks in a message.
        try Self.expect("客户（语音）：会升值吗？ 销售：肯定⟦升值⟧。客户: 升值就好", Self.rule("forbid: [升值]"), kind: .conversation)
        try Self.expect("客户：会升值吗？销售：⟦升值⟧。”客户：升值就好！置业顾问（小王）：⟦升值⟧", Self.rule("forbid: [升值]"), kind: .conversation)
        try Self.expect("客户：升值？\n 销售：⟦升值⟧。客户：升值　销售：⟦升值⟧", Self.rule("forbid: [升值]"), kind: .conversation)
        // Whoever wrote the record is the other side.
        try Self.expect("客户：会升值吗？　我：⟦升值⟧。 客户：好", Self.rule("forbid: [升值]"), kind: .conversation)
        try Self.expect("销售：肯定⟦升值⟧。\n我：升值就好", Self.rule("forbid: [升值]"), kind: .conversation)
        try Self.expect("客户：会升值吗\n销售：⟦升值⟧\n我：⟦升值⟧", Self.rule("forbid: [升值]"), kind: .conversation)
        try Self.expect("销售：您好。 客服电话：400-1，肯定⟦升值⟧\n客户：好", Self.rule("forbid: [升值]"), kind: .conversation)
        // A single remark that says whose it is; a field of a form is none.
        try Self.expect("客户：会升值，能不能便宜点", Self.rule("forbid: [升值]"), kind: .conversation)
        try Self.expect("优惠：肯定⟦升值⟧", Self.rule("forbid: [升值]"), kind: .conversation)
    }

    @Test("The parties of a contract are no speakers")
    func parties() throws {
        try Self.expect("出卖人：甲公司\n买受人：张三\n客户：李四\n\n保证⟦升值⟧", Self.rule("forbid: [升值]"), kind: .contract)
        let document = try DocumentFormat.text.read(Array("出卖人:甲公司\n买受人:张三".utf8), path: "a.txt")
        #expect(document.blocks.allSatisfy { $0.speaker == nil })
    }

    @Test func kindsAndRoles() throws {
        try Self.expect("升值", Self.rule("forbid: [升值]\ndocuments: [contract]"))
        try Self.expect("⟦升值⟧", Self.rule("forbid: [升值]\ndocuments: [contract]"), kind: .contract)
        try Self.expect("升值", Self.rule("forbid: [升值]"), kind: .notice)
        let html = "<h1>升值</h1><p>升值</p>"
        let findings = try Findings.of(Array(html.utf8), format: .html, rules: Self.rule("forbid: [升值]\nroles: [heading]"))
        #expect(findings.map(\.block.role) == [.heading])
    }

    @Test func overlappingHitsGiveWayToTheLongest() throws {
        try Self.expect("⟦升值空间无限⟧", Self.rule("forbid: [升值, 升值空间, 空间无限, '升值.{0,2}无限']"))
    }

    @Test("Limits", arguments: [
        ("定金为总价的⟦30%⟧", "unit: percent, above: 20"),
        ("定金为总价的百分之二十", "unit: percent, above: 20"),
        ("定金⟦三成⟧", "unit: percent, above: 20"),
        ("定金⟦５万元⟧，尾款100万元", "unit: yuan, above: 20000"),
        ("定金两万元", "unit: yuan, above: 20000"),
        ("定金⟦贰萬壹仟元整⟧", "unit: yuan, above: 20000"),
        ("定金1年", "unit: yuan, above: 20000"),
        ("定金，另付30%", "unit: percent, above: 20"),
    ])
    func limits(_ marked: String, _ limit: String) throws {
        try Self.expect(marked, Self.rule("limit: { after: [定金], \(limit) }"))
    }

    @Test("A number is measured against another one", arguments: [
        ("总价100万元，定金⟦30万元⟧", "unit: yuan, of: { after: [总价] }, above: 20"),
        ("总价100万元，定金20万元", "unit: yuan, of: { after: [总价] }, above: 20"),
        ("定金⟦叁拾万元⟧。总价壹佰万元", "unit: yuan, of: { after: [总价] }, above: 20"),
        ("总价100万元\n\n别的话\n\n定金⟦30万元⟧", "unit: yuan, of: { after: [总价] }, above: 20"),
        ("总价100万元\n\n定金30万元", "unit: yuan, of: { after: [总价], within: block }, above: 20"),
        ("总价100万元。定金30万元", "unit: yuan, of: { after: [总价], within: sentence }, above: 20"),
        ("定金30万元", "unit: yuan, of: { after: [总价] }, above: 20"),
        ("总价待定，定金30万元", "unit: yuan, of: { after: [总价] }, above: 20"),
        // Of several totals the one that excuses most.
        ("车位总价10万元，房屋总价200万元，定金30万元", "unit: yuan, of: { after: [总价] }, above: 20"),
        ("车位总价10万元，房屋总价200万元，定金⟦15万元⟧", "unit: yuan, of: { after: [总价] }, below: 200"),
        // A price by the square metre is no total.
        ("总价按15000元/㎡计，定金30万元", "unit: yuan, of: { after: [总价] }, above: 20"),
        ("总价按每平方米15000元计，定金30万元", "unit: yuan, of: { after: [总价] }, above: 20"),
        ("总价0元，定金30万元", "unit: yuan, of: { after: [总价] }, above: 20"),
        ("总价半年，定金⟦三个月⟧", "unit: month, of: { after: [总价] }, above: 20"),
        ("总价30年，定金30万元", "unit: yuan, of: { after: [总价] }, above: 20"),
        // What stands behind the other side's words is the other side's number.
        ("定金与总价30万元，总价100万元", "unit: yuan, of: { after: [总价] }, above: 20"),
        ("总价与定金⟦30万元⟧。总价100万元", "unit: yuan, of: { after: [总价] }, above: 20"),
        // 7 / 100 * 100 is more than 7 in binary.
        ("总价100元，定金7元", "unit: yuan, of: { after: [总价] }, above: 7"),
        // The words behind a number tell that it is money.
        ("总价100万元，定金划转至监管账户⟦50万⟧首付", "unit: yuan, of: { after: [总价] }, above: 20"),
        ("总价在9月内，定金⟦3月⟧内", "unit: month, of: { after: [总价] }, above: 20"),
        // Like is measured against like.
        ("总价10000元/㎡，定金⟦6000元⟧/㎡", "unit: yuan, of: { after: [总价] }, above: 20"),
        ("贷款总价100万元，定金30万元", "unit: yuan, of: { after: [总价], except: [贷款] }, above: 20"),
        ("贷款总价500万元。房屋总价100万元，定金⟦30万元⟧", "unit: yuan, of: { after: [总价], except: [贷款] }, above: 20"),
    ])
    func shares(_ marked: String, _ limit: String) throws {
        try Self.expect(marked, Self.rule("limit: { after: [定金], \(limit) }"))
    }

    @Test func aShareNamesTheOtherNumberAndItsPlace() throws {
        let rules = try Self.rule("limit: { after: [定金], unit: yuan, of: { after: [总价] }, above: 20 }")
        let findings = try Findings.of(Array("总价80万元\n\n定金26万元".utf8), format: .text, rules: rules)
        let note = try #require(findings.first?.notes.first)
        #expect(note.message.zh == "对照的数是“80万元”，相当于它的 32.5%")
        #expect(note.message.en == "measured against “80万元”: 32.5% of it")
        #expect(note.start?.line == 1 && note.start?.column == 3)
    }

    @Test("What nobody is told excuses nothing", arguments: [
        ("<p style='display:none'>总价900万元</p><p>总价100万元</p><p>定金30万元</p>", DocumentFormat.html, DocumentKind.contract),
        ("客户：总价是不是900万元\n\n销售：总价100万元\n\n销售：定金30万元", .text, .conversation),
    ])
    func hiddenNumbersDoNotCount(_ text: String, _ format: DocumentFormat, _ kind: DocumentKind) throws {
        let rules = try Self.rule("limit: { after: [定金], unit: yuan, of: { after: [总价] }, above: 20 }")
        #expect(try Findings.of(Array(text.utf8), format: format, rules: rules, kind: kind).map(\.text) == ["30万元"])
    }

    @Test("A number stands in the next cell, the other one in the row", arguments: [
        ("<table><tr><td>总价款</td><td>100万元</td></tr><tr><td>定金</td><td>30万元</td></tr></table>", "document", ["30万元"]),
        ("<table><tr><td>总价款</td><td>100万元</td><td>定金</td><td>30万元</td></tr></table>", "block", ["30万元"]),
        (
            "<table><tr><td>项目</td><td>金额</td></tr><tr><td>总价款</td><td>100万元</td></tr><tr><td>定金</td><td>30万元</td></tr></table>",
            "block", []
        ),
        ("<table><tr><td>总价款</td><td></td></tr><tr><td>100万元</td><td>定金30万元</td></tr></table>", "document", []),
    ])
    func numbersInTables(_ html: String, _ within: String, _ expected: [String]) throws {
        let rules = try Self.rule("limit: { after: [定金], unit: yuan, of: { after: [总价款], within: \(within) }, above: 20 }")
        #expect(try Findings.of(Array(html.utf8), format: .html, rules: rules).map(\.text) == expected)
    }

    @Test func aPlainLimitCountsPricesByTheSquareMetre() throws {
        try Self.expect("装修标准⟦5000元⟧/㎡", Self.rule("limit: { after: [装修标准], unit: yuan, above: 3000 }"))
    }

    @Test("A share is told with as many digits as it needs", arguments: [
        ("定金20.04万元，总价100万元", "20.04"), ("定金30万元，总价100万元", "30"), ("定金25.5万元，总价100万元", "25.5"),
        ("定金250万元，总价99万元", "253"),
    ])
    func digitsOfShares(_ text: String, _ share: String) throws {
        let rules = try Self.rule("limit: { after: [定金], unit: yuan, of: { after: [总价] }, above: 20 }")
        let findings = try Findings.of(Array(text.utf8), format: .text, rules: rules)
        #expect(findings.first?.notes.first?.message.zh.contains(" \(share)%") == true)
    }

    @Test func lowerBounds() throws {
        try Self.expect("保修⟦三年⟧", Self.rule("limit: { after: [保修], unit: year, below: 5 }"))
        try Self.expect("保修六十个月", Self.rule("limit: { after: [保修], unit: year, below: 5 }"))
    }

    @Test("Requirements", arguments: [
        ("⟦均价⟧一万\n\n均价两万", "within: document"),
        ("均价一万\n\n有效期至年底", "within: document"),
        ("⟦均价⟧一万\n\n有效期至年底\n\n⟦均价⟧两万", "within: block"),
        ("均价一万，有效期至年底", "within: block"),
        ("均价一万有效期至年底", "within: 4"),
        ("⟦均价⟧一万元整每平方米有效期至", "within: 4"),
    ])
    func requirements(_ marked: String, _ within: String) throws {
        try Self.expect(marked, Self.rule("require: { trigger: [均价], \(within), counts: [有效期至] }"))
    }

    @Test func aSectionEndsAtTheNextHeading() throws {
        let rules = try Self.rule("require: { trigger: [均价], within: section, counts: [有效期] }")
        let html = "<h2>甲</h2><p>均价</p><p>有效期</p><h2>乙</h2><p>均价</p>"
        let findings = try Findings.of(Array(html.utf8), format: .html, rules: rules)
        #expect(findings.map(\.start.byteOffset) == [html.utf8.count - "均价</p>".utf8.count])
    }

    @Test func hiddenTextAndCustomersDiscloseNothing() throws {
        let rules = try Self.rule("require: { trigger: [均价], counts: [有效期] }")
        let html = "<p>均价</p><p style='display:none'>有效期</p>"
        #expect(try Findings.of(Array(html.utf8), format: .html, rules: rules).count == 1)
        try Self.expect("顾问：⟦均价⟧\n客户：有效期呢", rules, kind: .conversation)
    }

    @Test("A cell is read with its row, head and caption, a picture with its note", arguments: [
        ("<table><tr><th>户型<th>建筑面积<tr><td>甲<td>【95㎡】</table>", 0),
        ("<table><tr><th>建筑面积<th>户型<tr><td>甲<td>【95㎡】</table>", 1),
        ("<table><tr><th>户型<th>面积<tr><td>建筑面积<td>【95㎡】</table>", 0),
        ("<table><tr><th>户型<th>面积<tr><td>建筑面积<td>甲<tr><td>乙<td>【95㎡】</table>", 1),
        ("<table><caption>建筑面积表</caption><tr><th>户型<tr><td>【95㎡】</table>", 0),
        ("<table><tr><td>甲<td>建筑面积</table><table><tr><td>甲<tr><td>【95㎡】</table>", 1),
        ("<figure><img alt='【95㎡】'><figcaption>建筑面积</figcaption></figure>", 0),
        ("<p><img alt='【95㎡】'></p><p>建筑面积</p>", 0),
        ("<p>【95㎡】</p><p>建筑面积</p>", 1),
        ("<p>【95㎡】</p><p>中</p><p>以上均为建筑面积</p>", 0),
    ])
    func togetherWithABlock(_ html: String, _ missing: Int) throws {
        let rules = try Self.rule("require: { trigger: ['【[0-9]+m2】'], within: block, counts: [建筑面积], general: [均为建筑面积] }")
        #expect(try Findings.of(Array(html.utf8), format: .html, rules: rules).map(\.text) == Array(repeating: "【95㎡】", count: missing))
    }

    @Test("A note tells where was looked and why the nearest thing does not count", arguments: [
        ("<p>均价</p><p>有效期</p>", "block", "所在段落", "写在别处"),
        ("<p>均价</p><p hidden>有效期</p>", "document", "全文（2 段）", "看不见"),
        ("<p>均价，限时</p>", "document", "全文（1 段）", "不足以"),
        ("<table><tr><td>均价<tr><td>有效期</table>", "block", "表头", "写在别处"),
    ])
    func notesOfWhatIsMissing(_ html: String, _ within: String, _ place: String, _ why: String) throws {
        let rules = try Self.rule("require: { trigger: [均价], within: \(within), counts: [有效期], nearly: [限时] }")
        let findings = try Findings.of(Array(html.utf8), format: .html, rules: rules)
        try #require(findings.count == 1)
        #expect(findings[0].notes.map(\.message.zh).count == 2)
        #expect(findings[0].notes[0].message.zh.contains(place) && findings[0].notes[1].message.zh.contains(why))
    }

    @Test("A match that is excused takes no other with it")
    func judgedBeforeTheLongestIsChosen() throws {
        let rules = try Self.rule("forbid: ['升值', { near: [增值, 升值], within: 10 }]\nexcept: { covering: [增值税] }")
        try Self.expect("增值税之外还会⟦升值⟧", rules)
        try Self.expect("⟦增值而且升值⟧", rules)
    }

    @Test("A rule yields to one that says the same better", arguments: [
        ("很⟦升值⟧", ["general"]), ("⟦升值空间⟧", ["special"]), ("⟦升值空间⟧，还⟦升值⟧", ["special", "general"]),
    ])
    func yielding(_ marked: String, _ expected: [String]) throws {
        let rules = try RuleText.load([
            "rules.yml": """
            - { id: general, title: 甲, control: name, severity: error, forbid: [升值], yieldsTo: [special], message: 甲 }
            - { id: special, title: 乙, control: name, severity: notice, forbid: [升值空间], message: 乙 }
            """
        ])
        let text = marked.replacing("⟦", with: "").replacing("⟧", with: "")
        let document = try DocumentFormat.text.read(Array(text.utf8), path: "a")
        let settings = CheckSettings(asOf: Findings.day, collectsExemptions: true)
        let outcome = DocumentChecker(rules: rules).check(document, file: "a", kind: .advertisement, settings: settings)
        #expect(outcome.findings.map(\.rule) == expected)
        #expect(outcome.exemptions.map(\.rule) == (expected.contains("special") ? ["general"] : []))
        let words = marked.split(separator: "⟦", omittingEmptySubsequences: false).dropFirst().map { String($0.prefix { $0 != "⟧" }) }
        #expect(outcome.findings.map(\.text) == words)
    }

    @Test("Teasers of other pages need no disclosure, what a page says does", arguments: [
        ("<a href='x'>均价一万，即将开盘</a>", 0), ("<li><a href='x'>均价一万，即将开盘的好房子</a> <i>1月</i></li>", 0),
        ("<p>均价一万，即将开盘…</p>", 0), ("<p>均价一万。" + String(repeating: "花开了，", count: 60) + "拉开序幕……</p>", 1), ("<p>均价一万<a href='x'>看</a></p>", 1), ("<a name='x'>均价一万</a>", 1), ("<p>均价一万</p>", 1),
        ("<a href='x'><div>均价一万</div><div>即将</div></a><p>别的</p>", 0), ("<a href='x'>首页</a><p>均价一万</p>", 1),
    ])
    func teasers(_ html: String, _ count: Int) throws {
        let rules = try Self.rule("require: { trigger: [均价], counts: [有效期] }")
        #expect(try Findings.of(Array(html.utf8), format: .html, rules: rules).count == count)
    }

    @Test("What a document lacks is shown where a reader sees it", arguments: [
        ("<title>均价</title><meta name=description content='均价'><p>均价</p>", BlockRole.paragraph),
        ("<title>均价</title><p>好</p>", .title), ("<p hidden>均价</p><p>均价</p>", .paragraph),
    ])
    func bodyFirst(_ html: String, _ role: BlockRole) throws {
        let rules = try Self.rule("require: { trigger: [均价], counts: [有效期] }")
        let findings = try Findings.of(Array(html.utf8), format: .html, rules: rules)
        #expect(findings.map(\.block.role) == [role] && findings.allSatisfy { !$0.isHidden })
    }

    @Test("What is missing as a whole stands at the title, with the nearest thing that does not count")
    func withoutTrigger() throws {
        let rules = try Self.rule("require: { counts: ['预售许可证第[0-9]+号'], nearly: [预售许可证, 预售证] }")
        let html = "<body><p>前</p><h1>云栖里</h1><p>已取得预售证</p>"
        let findings = try Findings.of(Array(html.utf8), format: .html, rules: rules)
        try #require(findings.count == 1)
        #expect(findings[0].text.isEmpty && findings[0].segments.isEmpty && findings[0].block.role == .heading)
        #expect(findings[0].start.byteOffset == "<body><p>前</p><h1>".utf8.count)
        #expect(findings[0].notes.count == 2)
        #expect(findings[0].notes[0].message.zh.contains("全文"))
        #expect(findings[0].notes[1].message.zh.contains("预售证") && findings[0].notes[1].start != nil)
        #expect(try Findings.of(Array("<p>预售许可证第123号".utf8), format: .html, rules: rules).isEmpty)
    }

    @Test("The law of the day applies")
    func dates() throws {
        let rules = try RuleText.load([
            "rules.yml": """
            - id: tested
              title: 测试
              control: name
              severity: error
              message: 测试
              forbid: [升值]
              basis:
                - { law: 旧法, article: "8", from: 2010-01-01, to: 2025-10-14, verified: true }
                - { law: 新法, article: "9", from: 2025-10-15, verified: true }
            """
        ])
        let document = try DocumentFormat.text.read(Array("升值".utf8), path: "a")
        let laws = { (day: String) throws -> [[String]] in
            let settings = CheckSettings(asOf: try #require(CivilDate(day)))
            return DocumentChecker(rules: rules).findings(in: document, file: "a", kind: .advertisement, settings: settings)
                .map { $0.basis.map(\.law) }
        }
        #expect(try laws("2025-10-14") == [["旧法"]])
        #expect(try laws("2025-10-15") == [["新法"]])
        #expect(try laws("2009-12-31") == [])
    }

    @Test("Exemptions name what excused")
    func exemptionsAreKept() throws {
        let rules = try Self.rule("forbid: [增值]\nexcept: { covering: [增值税] }")
        let document = try DocumentFormat.text.read(Array("增值税".utf8), path: "a")
        let settings = CheckSettings(asOf: Findings.day, collectsExemptions: true)
        let outcome = DocumentChecker(rules: rules).check(document, file: "a", kind: .contract, settings: settings)
        #expect(outcome.findings.isEmpty)
        try #require(outcome.exemptions.count == 1)
        #expect(outcome.exemptions[0].reason.message.zh.contains("增值税"))
    }
}
