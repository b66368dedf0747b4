import KaipanScene
import Testing

struct AdherenceClauseTests {
    @Test func `directives are read and taken for no words`() {
        let clause = required("定金", """
            您支付的定金为五万元，定金不予退还。
            要点：定金｜认购金；5万元；不予退还｜不退
            - 不得说：可以商量｜差不多就行
            谁说：销售
            须答：明白｜清楚
            顺序：在 身份 之后
            """)
        #expect(clause.words == "您支付的定金为五万元，定金不予退还。")
        #expect(clause.directives.points == [["定金", "认购金"], ["5万元"], ["不予退还", "不退"]])
        #expect(clause.directives.mustNot == ["可以商量", "差不多就行"])
        #expect(clause.directives.reply == .words(["明白", "清楚"]))
        #expect(clause.directives.order == .after(clause: "身份"))
        #expect(clause.speaker == .seller)
        #expect(clause.slots.map(\.label) == ["定金", "5万元", "不予退还"])
        #expect(clause.slots[2].alternatives.map(\.isNegated) == [true, true])
        #expect(clause.slots[2].alternatives.map(\.core) == ["退还", "退"])
    }

    @Test(arguments: [
        ("3", ClauseOrder.place(3)), ("在 收款 之前", .before(clause: "收款")), ("在「身份」之后", .after(clause: "身份")), ("after ID check", .after(clause: "ID check")),
    ])
    func `an order is a place or a side`(text: String, order: ClauseOrder) {
        #expect(ClauseOrder(text) == order)
    }

    @Test(arguments: ["", "随便", "在 之前", "第三"])
    func `what is no order is none`(text: String) { #expect(ClauseOrder(text) == nil) }

    @Test func `lines that Markdown joined are told apart`() {
        let clause = required("定金", "定金为五万元。要点：定金；5万元 不得说：可以商量顺序：2")
        #expect(clause.words == "定金为五万元。")
        #expect(clause.directives.points == [["定金"], ["5万元"]])
        #expect(clause.directives.mustNot == ["可以商量"])
        #expect(clause.directives.order == .place(2))
    }

    @Test func `a colon in the words makes no directive`() {
        let clause = required("提示", "请注意：首付款应当在15日内付清。\n收款账户：以合同为准。")
        #expect(clause.words == "请注意：首付款应当在15日内付清。\n收款账户：以合同为准。")
    }

    @Test func `without directives numbers, dates, negations and sentences are slots`() {
        let clause = required("交付", "房屋在2027年12月31日前交付。我们不承诺提前交付，逾期超过90日的您可以解约。")
        let labels = clause.slots.map(\.label)
        for label in ["2027年", "12月", "31日", "90日", "不承诺"] { #expect(labels.contains(label), "\(labels)") }
        #expect(clause.slots.filter { $0.measure == .sentence }.count == 2)
    }

    @Test func `a date that is asked for is three numbers`() {
        let clause = required("交付", "房屋在2027年12月31日前交付。\n要点：2027年12月31日")
        #expect(clause.slots.filter(\.isMandatory).map(\.label) == ["2027年", "12月", "31日"])
    }

    @Test(arguments: [
        ("15日", "十五日"), ("2026年", "二零二六年"), ("50000元", "五万元"), ("30%", "百分之三十"), ("3.5米", "三点五米"), ("105天", "一百零五天"), ("1008元", "一千零八元"),
        ("嗯那个就是说十五日", "十五日"), ("5万元", "五万元"),
    ])
    func `figures sound as they are read, and fillers are none`(text: String, said: String) {
        let units = SpokenText(text).units, wanted = SpokenText(said).units
        #expect(units.map(\.scalar) == wanted.map(\.scalar), "\(units.map { String(UnicodeScalar($0.scalar)!) }.joined())")
    }

    @Test func `a unit knows its place in the text`() {
        let spoken = SpokenText("呃，首付款 １５ 日內付清")
        let text = Array("呃，首付款 １５ 日內付清".unicodeScalars)
        for unit in spoken.units where !unit.marks.contains(.isNumeral) {
            let scalar = text[Int(unit.characters.lowerBound)]
            #expect(scalar.value == unit.scalar || scalar == "內")
        }
        #expect(spoken.numbers.count == 1)
    }
}
